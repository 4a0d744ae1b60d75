//! Tests of the spaces pane, driven by its public methods.

use super::requests::NAMED_AT_ONCE;
use super::*;
use crate::app::events::effect::{ChatCommand, DiskCommand, Effect};
use crate::app::events::event::Page;
use crate::app::events::ticket::Tickets;
use crate::chat::resources::{Member, SpaceKind, UserKind};
use crate::chat::sender::SenderKind;

/// Parses `ID label` as a space `spaces/ID`.
///
/// `@` and `&` before the ID make it a conversation, whose name only its members tell. Earlier ones are the
/// more recent.
fn spaces(lines: &[&str]) -> Vec<Space> {
    let space = |(at, line): (usize, &&str)| {
        let (id, label) = line.split_once(' ').unwrap_or((line, ""));
        Space {
            name: format!("spaces/{}", id.trim_start_matches(['@', '&'])),
            kind: match id.chars().next() {
                Some('@') => SpaceKind::DirectMessage,
                Some('&') => SpaceKind::GroupChat,
                _ => SpaceKind::Space,
            },
            display_name: label.to_owned(),
            last_active: Some(format!("2026-11-20T09:00:{:02}Z", 59 - at)),
            ..Space::default()
        }
    };
    lines.iter().enumerate().map(space).collect()
}

fn page<T>(items: Vec<T>, next: Option<&str>) -> Page<T> {
    Page {
        items,
        next: next.map(str::to_owned),
    }
}

fn problem(title: &str) -> Diagnostic {
    Diagnostic {
        title: title.into(),
        detail: String::new(),
        remedy: String::new(),
        ..Diagnostic::default()
    }
}

/// The pane with its tickets, ten rows high.
struct Stage {
    spaces: Spaces,
    tickets: Tickets,
}

impl Stage {
    fn new(kept: &[&str]) -> Self {
        let mut stage = Self {
            spaces: Spaces::new(spaces(kept)),
            tickets: Tickets::default(),
        };
        stage.spaces.layout(40, 10);
        stage
    }

    fn refresh(&mut self) -> Ticket {
        match self.spaces.refresh(&mut self.tickets) {
            Effect::Chat(ChatCommand::ListSpaces(ticket, None)) => ticket,
            effect => panic!("{effect:?}"),
        }
    }

    fn list(&mut self, lines: &[&str]) {
        let ticket = self.refresh();
        self.spaces.on_spaces(ticket, Ok(page(spaces(lines), None)));
        self.spaces.layout(40, 10);
    }

    /// Requests names and answers with people, `app…` being apps; returns the names requested.
    fn name(&mut self, kind: SenderKind, people: &[(&str, &[&str])]) -> Vec<String> {
        let mut asked = Vec::new();
        for effect in self.spaces.ask_names(&mut self.tickets) {
            let Effect::Chat(ChatCommand::ListMembers(ticket, name, None)) = effect else {
                panic!("{effect:?}");
            };
            let found = people.iter().find(|(id, _)| name == format!("spaces/{id}"));
            let answer = found.map_or_else(
                || Err(problem("no")),
                |(_, people)| Ok(page(people.iter().map(|who| member(who)).collect(), None)),
            );
            self.spaces.on_members(ticket, &answer, kind);
            asked.push(name);
        }
        asked
    }

    fn type_filter(&mut self, text: &str) {
        self.spaces.act(Action::Filter);
        for c in text.chars() {
            self.spaces.act(Action::Insert(c));
        }
        self.spaces.layout(40, 10);
    }

    fn labels(&self) -> Vec<&str> {
        self.spaces.rows_in_sight().map(|row| row.label).collect()
    }

    fn current(&self) -> &str {
        self.spaces.chosen_name().unwrap_or("none")
    }
}

fn member(who: &str) -> Member {
    Member {
        user: format!("users/{who}"),
        display_name: who.to_owned(),
        kind: if who.starts_with("app") {
            UserKind::Bot
        } else {
            UserKind::Human
        },
        ..Member::default()
    }
}

#[test]
fn a_list_comes_page_by_page_and_what_it_does_not_name_is_gone() {
    let mut stage = Stage::new(&["old gone", "a kept"]);
    assert_eq!(stage.spaces.freshness(), &Freshness::Kept);
    let ticket = stage.refresh();
    let first = page(spaces(&["a one"]), Some("more"));
    let asked = stage.spaces.on_spaces(ticket, Ok(first));
    assert_eq!(
        asked,
        [Effect::Chat(ChatCommand::ListSpaces(
            ticket,
            Some("more".into())
        ))]
    );
    assert!(stage.spaces.is_listing());
    assert_eq!(
        (stage.spaces.count(), stage.spaces.freshness()),
        (2, &Freshness::Kept)
    );
    let done = stage
        .spaces
        .on_spaces(ticket, Ok(page(spaces(&["b two"]), None)));
    let [Effect::Disk(DiskCommand::SaveSpaces(kept))] = done.as_slice() else {
        panic!("{done:?}");
    };
    assert_eq!(kept.len(), 2);
    assert_eq!(stage.spaces.freshness(), &Freshness::Fresh);
    stage.spaces.layout(40, 10);
    assert_eq!(stage.labels(), ["one", "two"]);
    // The listing is over: its ticket is stale.
    assert_eq!(stage.spaces.on_spaces(ticket, Err(problem("late"))), []);
    assert_eq!(stage.spaces.freshness(), &Freshness::Fresh);
}

#[test]
fn stale_answers_are_dropped() {
    let mut stage = Stage::new(&["a one"]);
    let (early, late) = (stage.refresh(), stage.refresh());
    stage
        .spaces
        .on_spaces(early, Ok(page(spaces(&["x early"]), None)));
    assert_eq!((stage.spaces.count(), stage.spaces.is_listing()), (1, true));
    stage.spaces.on_spaces(early, Err(problem("early")));
    assert_eq!(stage.spaces.freshness(), &Freshness::Kept);
    stage.spaces.on_spaces(late, Err(problem("no network")));
    assert_eq!(
        stage.spaces.freshness(),
        &Freshness::Failed(problem("no network"))
    );
    assert_eq!(
        (stage.spaces.count(), stage.spaces.is_listing()),
        (1, false)
    );
    assert_eq!(
        stage
            .spaces
            .on_members(early, &Ok(page(vec![], None)), SenderKind::App),
        None
    );
}

#[test]
fn a_failure_counts_for_the_space_asked_for_last() {
    let ask = |stage: &mut Stage, name: &str| {
        let effect = stage.spaces.request_space(name, &mut stage.tickets);
        match effect {
            Effect::Chat(ChatCommand::GetSpace(ticket, asked)) if asked == name => ticket,
            effect => panic!("{effect:?}"),
        }
    };
    let mut stage = Stage::new(&["a one"]);
    let first = ask(&mut stage, "spaces/first");
    let last = ask(&mut stage, "spaces/last");
    for (ticket, wanted, is_told) in [
        (first, "spaces/first", false),
        (first, "spaces/last", false),
        (last, "spaces/other", false),
        (last, "spaces/last", true),
    ] {
        let told = stage.spaces.on_space(ticket, Err(problem("404")), wanted);
        assert_eq!(told.is_some(), is_told, "{ticket:?} {wanted}");
    }
    let known = ask(&mut stage, "spaces/a");
    let told = stage
        .spaces
        .on_space(known, Err(problem("404")), "spaces/a");
    assert_eq!(told, None);
    // A reply is good whenever it comes.
    let late = spaces(&["first a late one"]).remove(0);
    assert_eq!(stage.spaces.on_space(first, Ok(late), "spaces/last"), None);
    assert!(stage.spaces.find("spaces/first").is_some());
}

#[test]
fn the_cursor_stays_on_its_space() {
    for (kept, on, listed, expected) in [
        (&["a", "b", "c"][..], "b", &["a", "b", "c"][..], "b"),
        (&["a", "b", "c", "d"], "c", &["b", "c", "d"], "c"),
        (&["a", "b", "c", "d"], "d", &["d"], "d"),
        (&["a", "b", "c"], "a", &["x", "y", "a"], "a"),
        (&["a", "b", "c"], "b", &["c", "b", "a"], "b"),
        // Its space is gone: the cursor stays in its row, or on the last.
        (&["a", "b", "c"], "b", &["a", "c"], "c"),
        (&["a", "b", "c"], "c", &["a", "b"], "b"),
        (&["a"], "a", &[], "none"),
    ] {
        let mut stage = Stage::new(kept);
        stage.spaces.seek(&format!("spaces/{on}"));
        stage.list(listed);
        let current = stage.current().trim_start_matches("spaces/");
        assert_eq!(current, expected, "{kept:?} {on} {listed:?}");
    }
}

#[test]
fn the_filter_takes_words_in_any_order_and_pasted_names() {
    let kept = ["AAAA eng release", "BBBB eng incidents", "CCCC design"];
    for (typed, rows, chosen) in [
        (
            "",
            &["eng release", "eng incidents", "design"][..],
            "spaces/AAAA",
        ),
        ("release eng", &["eng release"], "spaces/AAAA"),
        ("inc eng", &["eng incidents"], "spaces/BBBB"),
        ("  DES", &[], "none"),
        ("sign", &["design"], "spaces/CCCC"),
        ("xyz", &[], "none"),
        ("spaces/BBBB", &["eng incidents"], "spaces/BBBB"),
        (
            "https://chat.google.com/u/0/app/chat/CCCC",
            &["design"],
            "spaces/CCCC",
        ),
        ("spaces/ZZZZ/messages/1", &["spaces/ZZZZ"], "spaces/ZZZZ"),
    ] {
        let mut stage = Stage::new(&kept);
        stage.type_filter(typed);
        assert_eq!(stage.labels(), rows, "{typed}");
        assert_eq!(stage.current(), chosen, "{typed}");
        let outcome = stage.spaces.act(Action::Choose);
        if chosen == "none" {
            assert_eq!(outcome, EventResult::Ignored, "{typed}");
        } else {
            assert_eq!(
                outcome,
                EventResult::Then(SpacesEvent::Chosen(chosen.into())),
                "{typed}"
            );
            assert!(stage.spaces.filter().is_empty());
            assert!(!stage.spaces.is_filtering());
        }
    }
}

#[test]
fn leaving_the_filter_keeps_the_cursor_on_its_space() {
    let mut stage = Stage::new(&["AAAA eng release", "BBBB eng incidents", "CCCC design"]);
    stage.spaces.paste("design");
    assert!(stage.spaces.is_filtering());
    assert_eq!(stage.spaces.shown_count(), 1);
    assert_eq!(stage.spaces.act(Action::Back), EventResult::Consumed);
    assert_eq!(
        (stage.current(), stage.spaces.shown_count()),
        ("spaces/CCCC", 3)
    );
    assert_eq!(stage.spaces.act(Action::Back), EventResult::Ignored);
}

#[test]
fn conversations_are_named_by_their_people_but_not_by_oneself() {
    use crate::chat::sender::SenderKind::{App, User};
    type Case<'a> = (SenderKind, &'a [(&'a str, &'a [&'a str])], &'a [&'a str]);
    let cases: [Case<'_>; 7] = [
        (
            App,
            &[("d", &["Ada"]), ("g", &["Ada", "Bob"])],
            &["Ada", "Ada, Bob"],
        ),
        (
            App,
            &[("d", &["Ada", "app"]), ("g", &[])],
            &["Ada", "Group chat"],
        ),
        // One conversation does not reveal which of the two is the sender.
        (User, &[("d", &["Ada", "Me"])], &["Ada, Me", "Group chat"]),
        (
            User,
            &[("d", &["Ada", "Me"]), ("g", &["Me", "Bob", "Cy"])],
            &["Ada", "Bob, Cy"],
        ),
        // Nor do two that share both.
        (
            User,
            &[("d", &["Ada", "Me"]), ("g", &["Me", "Ada", "Cy"])],
            &["Ada, Me", "Me, Ada, Cy"],
        ),
        (
            User,
            &[("d", &["app"]), ("g", &["Me", "Cy"])],
            &["app", "Me, Cy"],
        ),
        (
            User,
            &[("g", &["A", "B", "C", "D", "E", "F"])],
            &["Direct message", "A, B, C, D, E"],
        ),
    ];
    for (kind, people, expected) in cases {
        let mut stage = Stage::new(&[]);
        stage.list(&["@d", "&g"]);
        let asked = stage.name(kind, people);
        assert_eq!(asked, ["spaces/d", "spaces/g"], "{people:?}");
        assert_eq!(stage.labels(), expected, "{people:?}");
        assert_eq!(stage.name(kind, people), [""; 0], "asked twice");
    }
}

#[test]
fn one_who_is_alone_with_an_app_is_the_sender() {
    let mut stage = Stage::new(&[]);
    let mut listed = spaces(&["@d", "@bot"]);
    listed[1].single_user_bot_dm = true;
    let ticket = stage.refresh();
    stage.spaces.on_spaces(ticket, Ok(page(listed, None)));
    stage.spaces.layout(40, 10);
    stage.name(
        SenderKind::User,
        &[("d", &["Ada", "Me"]), ("bot", &["Me", "app"])],
    );
    assert_eq!(stage.labels(), ["Ada", "app"]);
}

#[test]
fn names_that_members_gave_are_kept_and_asked_for_anew() {
    // Cached by an earlier run, while the list itself gives no name.
    let mut stage = Stage::new(&["@d Ada", "@e Old name", "s eng"]);
    assert_eq!(
        stage.name(SenderKind::App, &[]),
        [""; 0],
        "nothing is fresh yet"
    );
    stage.list(&["@d", "@e", "s eng"]);
    assert_eq!(stage.labels(), ["Ada", "Old name", "eng"]);
    let asked = stage.name(SenderKind::App, &[("e", &["New name"])]);
    assert_eq!(asked, ["spaces/d", "spaces/e"]);
    assert_eq!(stage.labels(), ["Ada", "New name", "eng"]);
    assert_eq!(stage.spaces.label_of("spaces/e"), "@ New name");
    stage.list(&["@d", "@e", "s renamed"]);
    assert_eq!(stage.labels(), ["Ada", "New name", "renamed"]);
}

#[test]
fn the_list_is_kept_once_the_last_name_is_there() {
    let mut stage = Stage::new(&[]);
    stage.list(&["@d", "@e"]);
    let asked: Vec<Ticket> = stage
        .spaces
        .ask_names(&mut stage.tickets)
        .into_iter()
        .map(|effect| match effect {
            Effect::Chat(ChatCommand::ListMembers(ticket, ..)) => ticket,
            effect => panic!("{effect:?}"),
        })
        .collect();
    let ada = Ok(page(vec![member("Ada")], None));
    assert_eq!(
        stage.spaces.on_members(asked[0], &ada, SenderKind::App),
        None
    );
    let kept = stage
        .spaces
        .on_members(asked[1], &Err(problem("no")), SenderKind::App);
    let Some(Effect::Disk(DiskCommand::SaveSpaces(kept))) = kept else {
        panic!("{kept:?}");
    };
    assert_eq!(kept[0].display_name, "Ada");
}

#[test]
fn who_may_post_outlives_a_list_that_does_not_tell() {
    let mut stage = Stage::new(&["a news"]);
    let mut told = spaces(&["a news"]).remove(0);
    told.members_may_post = Some(false);
    let ticket = stage.tickets.draw();
    stage.spaces.on_space(ticket, Ok(told), "spaces/a");
    stage.list(&["a news"]);
    let known = stage
        .spaces
        .find("spaces/a")
        .and_then(|space| space.members_may_post);
    assert_eq!(known, Some(false));
}

#[test]
fn ten_thousand_spaces_are_asked_for_names_only_where_in_sight() {
    let lines: Vec<String> = (0..10_000).map(|at| format!("@dm{at:05}")).collect();
    let mut listed = spaces(&[]);
    for line in &lines {
        let mut space = spaces(&[line.as_str()]).remove(0);
        space.last_active = None;
        listed.push(space);
    }
    let mut stage = Stage::new(&[]);
    let ticket = stage.refresh();
    for (at, chunk) in listed.chunks(1000).enumerate() {
        let next = (at < 9).then_some("more");
        stage
            .spaces
            .on_spaces(ticket, Ok(page(chunk.to_vec(), next)));
    }
    assert_eq!(
        (stage.spaces.count(), stage.spaces.shown_count()),
        (10_000, 10_000)
    );
    stage.spaces.layout(40, 10);
    assert_eq!(
        stage.name(SenderKind::App, &[("dm00003", &["Zoe"])]).len(),
        10
    );
    // The row does not jump away when its name comes.
    assert_eq!(stage.labels()[3], "Zoe");
    stage.spaces.act(Action::Last);
    stage.spaces.layout(40, 10);
    assert_eq!(stage.current(), "spaces/dm09999");
    let asked = stage.name(SenderKind::App, &[]);
    assert_eq!(asked.len(), 10);
    assert_eq!(asked[9], "spaces/dm09999");
    stage.spaces.layout(40, 100);
    let asked = stage.spaces.ask_names(&mut stage.tickets);
    assert_eq!(asked.len(), NAMED_AT_ONCE, "no more at the same time");
    stage.type_filter("zoe");
    assert_eq!(stage.labels(), ["Zoe"]);
}

#[test]
fn what_is_typed_letter_by_letter_finds_what_it_finds_at_once() {
    let listed = [
        "AAAA eng release",
        "BBBB Release Engineering",
        "CCCC zoë",
        "DDDD a b",
        "EEEE ab",
        "FFFF green leaves",
    ];
    for typed in [
        "rel eng", "eng rel", "Rel", "zoe", "zoë", "a\\ b", "#ee", "  a  b ",
    ] {
        let mut by_letters = Spaces::new(spaces(&listed));
        for (at, letter) in typed.char_indices() {
            by_letters.act(Action::Insert(letter));
            let mut at_once = Spaces::new(spaces(&listed));
            let words = &typed[..at + letter.len_utf8()];
            at_once.paste(words);
            assert_eq!(by_letters.shown, at_once.shown, "{words:?}");
        }
        by_letters
            .list
            .merge(spaces(&["GGGG rel eng zoë a b"]), Source::Chat);
        by_letters.act(Action::DeleteBefore);
        let mut at_once = Spaces::new(spaces(&listed));
        at_once
            .list
            .merge(spaces(&["GGGG rel eng zoë a b"]), Source::Chat);
        at_once.paste(by_letters.filter.text());
        assert_eq!(by_letters.shown, at_once.shown, "{typed:?} less a letter");
    }
}
