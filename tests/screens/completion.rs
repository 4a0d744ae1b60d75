//! Completion in the text: `@` for people, `:` for emoji, and what is typed stays what it is.

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::{BackgroundEvent, ChatReply, Event, Page, Reply, Size};
use chatquill::app::events::pane::Pane;
use chatquill::app::events::ticket::Ticket;
use chatquill::chat::resources::CustomEmoji;
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::input::chord::{Chord, Key};
use chatquill::input::keymap::Place;
use chatquill::view::theme::Theme;
use proptest::prelude::*;
use serde_json::json;

use crate::fixtures;
use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 80,
    height: 24,
};

fn screen(stage: &Stage) -> String {
    screen_text::words(&stage.draw(&Theme::named("dark").unwrap()).0)
}

fn text(stage: &Stage) -> &str {
    stage.app.document.draft().text()
}

/// Answers the lists of members that were requested and not answered yet.
fn members_listed(stage: Stage) -> Stage {
    let lists = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::ListMembers(ticket, space, _)) => Some((*ticket, space.clone())),
        _ => None,
    });
    let (ticket, space) = lists.expect("the members were requested");
    let page = Page {
        items: fixtures::members(&space),
        next: None,
    };
    let reply = Reply::Chat(ChatReply::Members(space, Ok(page)));
    stage.event(Event::Replied(ticket, reply))
}

/// Returns the program with a draft in this markup, its members known, and nothing typed yet.
fn writing(size: Size, markup: &str) -> Stage {
    let request = json!({
        "parent": fixtures::RELEASE,
        "message": {"markupSyntax": format!("MARKUP_SYNTAX_{markup}")},
    });
    let setting = Setting {
        request,
        ..Setting::default()
    };
    let stage = Stage::connected(size, setting).write("@");
    members_listed(stage).keys("backspace")
}

#[test]
fn a_member_is_mentioned_in_the_form_of_the_markup() {
    for (markup, mention) in [
        ("CHAT", "<users/100000000000000000002>"),
        (
            "MARKDOWN",
            "<chat-user data-user=\"users/100000000000000000002\"></chat-user>",
        ),
    ] {
        for key in ["enter", "tab"] {
            let stage = writing(SIZE, markup).write("Thanks @gr");
            assert!(
                screen(&stage).contains("Grace Hopper"),
                "{}",
                screen(&stage)
            );
            let stage = stage.keys(key).write(", all done");
            assert_eq!(text(&stage), format!("Thanks {mention}, all done"));
            assert_eq!(stage.app.panes.focus(), Pane::Text);
        }
    }
}

#[test]
fn a_member_is_found_by_any_of_their_names_and_by_address() {
    for (typed, user) in [
        ("@hop", "2"),
        ("@katherine j", "4"),
        ("@ALAN", "3"),
        ("@小明", "5"),
        ("(@müll", "6"),
        ("你好@王", "5"),
        ("@ada@", ""),
        ("@grace@", ""),
    ] {
        let stage = writing(SIZE, "CHAT").write(typed);
        let is_shown = stage.app.place() == Place::Completion;
        assert_eq!(is_shown, !user.is_empty(), "{typed}");
        let stage = stage.keys("enter");
        let mention = format!("<users/10000000000000000000{user}>");
        assert_eq!(text(&stage).contains(&mention), is_shown, "{typed}");
    }
}

#[test]
fn the_members_are_asked_for_once_and_shown_when_they_come() {
    let stage = Stage::writing(SIZE);
    let asked = |stage: &Stage| {
        let lists = stage.effects.iter().filter(|effect| {
            matches!(effect, Effect::Chat(ChatCommand::ListMembers(_, space, _)) if *space == fixtures::RELEASE)
        });
        lists.count()
    };
    let before = asked(&stage);
    let stage = stage.write("Dear @a");
    assert_eq!(asked(&stage), before + 1);
    assert_eq!(stage.app.place(), Place::Text, "nobody is known yet");
    let stage = members_listed(stage);
    assert_eq!(stage.app.place(), Place::Completion);
    let stage = stage.write(" and @gr").keys("enter");
    assert_eq!(text(&stage), "Dear @a and <users/100000000000000000002>");
    assert_eq!(asked(&stage), before + 1);
}

#[test]
fn a_space_that_lists_nobody_says_nothing_and_all_can_be_mentioned() {
    let stage = Stage::writing(SIZE).write("@");
    let ticket = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::ListMembers(ticket, ..)) => Some(*ticket),
        _ => None,
    });
    let refused = Reply::Chat(ChatReply::Members(
        fixtures::RELEASE.into(),
        Err(Diagnostic::new(
            "Google refused it: 403 PERMISSION_DENIED",
            "",
        )),
    ));
    let stage = stage.event(Event::Replied(ticket.unwrap(), refused));
    assert!(!screen(&stage).contains("403"));
    let stage = stage.keys("enter").write("@a").keys("enter");
    assert_eq!(text(&stage), "@\n@a\n", "no row was in sight");
    let stage = stage.write("@al").keys("enter");
    assert_eq!(text(&stage), "@\n@a\n<users/all>");
}

#[test]
fn an_emoji_is_completed_after_two_letters() {
    let stage = writing(SIZE, "CHAT").write("Shipped :r");
    assert_eq!(stage.app.place(), Place::Text);
    let stage = stage.write("ocket");
    assert_eq!(stage.app.place(), Place::Completion);
    assert_eq!(text(&stage.keys("enter")), "Shipped 🚀");
    for typed in [
        "12:30",
        "https://e.com:rocket",
        "a:rocket",
        "`x :rocket",
        "```\nx ? a :rocket",
        ":)",
        ": ro",
    ] {
        let stage = writing(SIZE, "CHAT")
            .paste(typed)
            .write("s")
            .keys("backspace")
            .write("s");
        assert_eq!(stage.app.place(), Place::Text, "{typed}");
    }
}

/// Returns how often the custom emoji were requested, and the last ticket.
fn emoji_asked(stage: &Stage) -> (usize, Option<Ticket>) {
    let asked = stage.effects.iter().filter_map(|effect| match effect {
        Effect::Chat(ChatCommand::ListCustomEmoji(ticket)) => Some(*ticket),
        _ => None,
    });
    let asked: Vec<Ticket> = asked.collect();
    (asked.len(), asked.last().copied())
}

#[test]
fn custom_emoji_are_completed_for_a_person() {
    let connected = |sender| Event::Background(BackgroundEvent::Connected(Ok(sender)));
    let stage = writing(SIZE, "CHAT").event(connected(fixtures::person()));
    let stage = stage.write("It works :parr");
    assert_eq!(
        stage.app.place(),
        Place::Completion,
        "the parrot of Unicode"
    );
    let (count, ticket) = emoji_asked(&stage);
    assert_eq!(count, 1);
    let named = |name: &str| CustomEmoji {
        emoji_name: name.to_owned(),
        ..CustomEmoji::default()
    };
    let odd = [
        ":party-parrot:",
        ":ship-it:",
        "parr",
        ":parr\u{1b}[2J:",
        ":",
        "",
    ];
    let list = Reply::Chat(ChatReply::CustomEmoji(Ok(odd.map(named).to_vec())));
    let stage = stage.event(Event::Replied(ticket.unwrap(), list));
    assert!(
        screen(&stage).contains(":party-parrot:"),
        "{}",
        screen(&stage)
    );
    assert!(!screen(&stage).contains(":ship-it:"));
    let stage = stage.keys("down enter");
    assert_eq!(text(&stage), "It works :party-parrot:");
    let stage = stage.write(" :shi").keys("enter");
    assert!(text(&stage).starts_with("It works :party-parrot: "));
    assert_eq!(emoji_asked(&stage).0, 1, "they were listed already");
    let stage = stage.write(" :ship-").keys("enter");
    assert!(text(&stage).ends_with(" :ship-it:"), "{}", text(&stage));

    let app = writing(SIZE, "CHAT").write(" :party-");
    assert_eq!(app.app.place(), Place::Text, "an app has none");
    assert_eq!(emoji_asked(&app).0, 0);
}

#[test]
fn custom_emoji_that_may_not_be_listed_are_no_news() {
    let person = Event::Background(BackgroundEvent::Connected(Ok(fixtures::person())));
    let stage = writing(SIZE, "CHAT").event(person).write(":parr");
    let refused = Diagnostic::new("Google refused it: 403 PERMISSION_DENIED", "");
    let refused = Reply::Chat(ChatReply::CustomEmoji(Err(refused)));
    let ticket = emoji_asked(&stage).1.unwrap();
    let stage = stage.event(Event::Replied(ticket, refused));
    assert!(!screen(&stage).contains("403"));
    assert_eq!(text(&stage.keys("enter")), "🦜");
}

#[test]
fn the_arrows_choose_and_undo_brings_back_what_was_typed() {
    let stage = writing(SIZE, "CHAT")
        .write("hey @")
        .keys("down down up enter");
    assert_eq!(text(&stage), "hey <users/100000000000000000002>");
    let stage = stage.keys("ctrl+z");
    assert_eq!(text(&stage), "hey @");
    assert_eq!(
        text(&stage.keys("ctrl+y")),
        "hey <users/100000000000000000002>"
    );
}

#[test]
fn a_word_that_no_row_fits_any_more_is_ended_by_enter() {
    let stage = writing(SIZE, "CHAT").write("Ship :rocket");
    assert_eq!(stage.app.place(), Place::Completion);
    let stage = stage.write("x");
    assert_eq!(stage.app.place(), Place::Text);
    assert_eq!(text(&stage.keys("enter")), "Ship :rocketx\n");
}

#[test]
fn escape_closes_the_menu_and_keeps_the_text() {
    let stage = writing(SIZE, "CHAT").write("@ad").keys("esc");
    assert_eq!(stage.app.place(), Place::Text);
    let stage = stage.write("a");
    assert_eq!(
        stage.app.place(),
        Place::Text,
        "the word stays without a menu"
    );
    let stage = stage.keys("enter").write("@al");
    assert_eq!(stage.app.place(), Place::Completion, "another word has one");
    assert_eq!(text(&stage), "@ada\n@al");
    let stage = stage.keys("left");
    assert_eq!(stage.app.place(), Place::Text, "the cursor went elsewhere");
    assert_eq!(stage.keys("tab").app.panes.focus(), Pane::Cards);
}

#[test]
fn a_paste_that_came_as_keys_takes_no_row() {
    let stage = writing(SIZE, "CHAT").write("@gr");
    let stage = stage.event(Event::UnbracketedPaste("a\nb\nc".into()));
    assert_eq!(text(&stage), "@gra\nb\nc");
}

#[test]
fn the_menu_fits_and_never_hides_the_cursor() {
    for (width, height) in [(80, 24), (120, 40), (30, 8), (40, 12), (200, 60)] {
        for lines in 0..14 {
            let size = Size { width, height };
            let stage = writing(size, "CHAT").paste(&"line\n".repeat(lines));
            let stage = stage.write("to the very end of it @");
            let (_, caret) = stage.draw(&Theme::named("dark").unwrap());
            let caret = caret.unwrap();
            let is_shown = stage.app.place() == Place::Completion;
            let area = stage.app.panes.completion.area();
            assert_eq!(is_shown, area.is_some());
            let Some(area) = area else {
                assert!(height < 12, "{size:?} {lines}");
                continue;
            };
            assert!(
                area.y > caret.y || area.bottom() <= caret.y,
                "{size:?} {lines}"
            );
            assert!(area.right() <= width && area.bottom() < height, "{size:?}");
            assert!(
                screen(&stage).contains("Ada Lovelace"),
                "{}",
                screen(&stage)
            );
        }
    }
}

#[test]
fn a_click_takes_a_row() {
    use chatquill::app::events::event::{Mouse, MouseKind};
    let stage = writing(SIZE, "CHAT").write("@");
    let area = stage.app.panes.completion.area().unwrap();
    let stage = stage.event(Event::Mouse(Mouse {
        kind: MouseKind::Press(1),
        column: area.x + 3,
        row: area.y + 2,
    }));
    assert_eq!(text(&stage), "<users/100000000000000000002>");
}

#[test]
fn a_short_name_left_in_the_text_gets_advice_with_a_fix() {
    let stage = writing(SIZE, "CHAT").write("Done :tada: ").keys("f8 f");
    assert_eq!(text(&stage), "Done 🎉 ");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_without_taking_a_row_is_the_same_as_without_completion(
        typed in "[@:aAgrtd_ 王`.\n😀é]{0,40}",
        steps in prop::collection::vec(any::<bool>(), 40),
    ) {
        let mut stage = writing(SIZE, "CHAT");
        for (c, moves) in typed.chars().zip(steps) {
            let is_shown = stage.app.place() == Place::Completion;
            if is_shown && (c == '\n' || moves) {
                stage = stage.keys(if c == '\n' { "esc" } else { "down up down" });
            }
            let key = if c == '\n' { Key::Enter } else { Key::Char(c) };
            stage = stage.event(Event::Key(Chord::plain(key)));
        }
        prop_assert_eq!(text(&stage), typed);
    }
}
