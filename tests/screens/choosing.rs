//! Choosing by typing: spaces, commands, the help.

use chatquill::app::dialogs::dialog::Dialog;
use chatquill::app::events::effect::{DiskCommand, Effect};
use chatquill::app::events::event::{DiskReply, Event, Reply, Size};
use chatquill::app::events::pane::Pane;
use chatquill::app::picker::list::Pick;
use chatquill::app::state::launch::{AwaitedSpace, WantedSpace};
use chatquill::input::action::Action;
use chatquill::view::theme::Theme;

use crate::fixtures;
use crate::harness::{Setting, Stage};
use crate::screen_text;
use crate::states;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

fn screen(stage: &Stage) -> String {
    let theme = Theme::named("dark").unwrap();
    screen_text::words(&stage.draw(&theme).0)
}

fn labels(stage: &Stage) -> Vec<&str> {
    let rows = stage.app.panes.spaces.rows_in_sight();
    rows.map(|row| row.label).collect()
}

fn parent(stage: &Stage) -> &str {
    stage.app.document.draft().parent()
}

#[test]
fn letters_typed_in_spaces_filter_and_enter_leads_to_the_text() {
    let stage = states::spaces_listed(SIZE).write("lunch");
    assert_eq!(labels(&stage), ["lunch"]);
    let stage = stage.keys("enter").write("hi");
    assert_eq!(parent(&stage), "spaces/AAAAlunch001");
    assert_eq!(stage.app.panes.focus(), Pane::Text);
    assert_eq!(stage.app.document.draft().text(), "hi");
}

#[test]
fn no_letter_typed_in_spaces_is_a_command() {
    for word in ["Hello", "l", "j", "k", "g", "G", "y", "?", "hjkl"] {
        let stage = states::spaces_listed(SIZE).write(word);
        assert_eq!(parent(&stage), "", "{word} chose nothing");
        assert_eq!(stage.app.panes.spaces.filter().text(), word);
        assert!(stage.app.overlay.dialog().is_none(), "{word}");
        assert!(labels(&stage).len() < 15 || word.len() == 1, "{word}");
    }
    let stage = states::spaces_listed(SIZE).keys("down down up enter");
    assert_eq!(parent(&stage), "spaces/AAAAincident", "arrows move");
    let stage = states::spaces_listed(SIZE).keys("/").write("lunch");
    assert_eq!(stage.app.panes.spaces.filter().text(), "lunch");
    let stage = states::spaces_listed(SIZE).write("a/b");
    assert_eq!(stage.app.panes.spaces.filter().text(), "a/b");
}

#[test]
fn a_sign_before_the_words_chooses_the_kind() {
    let direct = states::spaces_listed(SIZE).write("@");
    assert_eq!(labels(&direct), ["Grace Hopper", "王小明"]);
    let one = states::spaces_listed(SIZE).write("@ grace");
    assert_eq!(labels(&one), ["Grace Hopper"]);
    let group = states::spaces_listed(SIZE).write("&");
    assert_eq!(labels(&group).len(), 1, "{:?}", labels(&group));
    let named = states::spaces_listed(SIZE).write("#eng");
    assert!(
        labels(&named).starts_with(&["eng-release"]),
        "{:?}",
        labels(&named)
    );
    assert!(!labels(&named).contains(&"Grace Hopper"));
    let stage = one.keys("enter");
    assert_eq!(parent(&stage), "spaces/AAAAdm000001");
}

#[test]
fn the_spaces_that_were_chosen_last_come_first_at_the_next_start() {
    let stage = states::spaces_listed(SIZE).write("lunch").keys("enter f2");
    let stage = stage.write("design").keys("enter");
    let kept = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::SaveRecentSpaces(names)) => Some(names.clone()),
        _ => None,
    });
    let recent = kept.unwrap();
    assert_eq!(recent, ["spaces/AAAAdesign01", "spaces/AAAAlunch001"]);
    let mut stage = Stage::started(SIZE, Setting::default());
    stage.app.panes.spaces.set_recent(recent);
    let stage = stage.listed();
    assert!(labels(&stage).starts_with(&["design", "lunch", "eng-release"]));
}

#[test]
fn pinned_spaces_stand_before_those_that_were_chosen_last() {
    let stage = states::spaces_listed(SIZE).write("lunch").keys("enter f2");
    let stage = stage.write("design").keys("ctrl+b");
    let kept = |stage: &Stage| {
        let effects = stage.effects.iter().rev();
        let mut kept = effects.filter_map(|effect| match effect {
            Effect::Disk(DiskCommand::SavePinnedSpaces(names)) => Some(names.clone()),
            _ => None,
        });
        kept.next().unwrap()
    };
    assert_eq!(kept(&stage), ["spaces/AAAAdesign01"]);
    let stage = stage.keys("esc");
    assert!(labels(&stage).starts_with(&["design", "lunch"]));
    let row = |stage: &Stage| {
        stage
            .app
            .panes
            .spaces
            .rows_in_sight()
            .next()
            .unwrap()
            .is_pinned
    };
    assert!(row(&stage));
    // From the palette, the space of the message.
    let stage = stage.keys("enter ctrl+p").write("favourite").keys("enter");
    assert_eq!(kept(&stage), [""; 0]);
    let mut stage = Stage::started(SIZE, Setting::default());
    stage
        .app
        .panes
        .spaces
        .set_pinned(vec!["spaces/AAAAdesign01".to_owned()]);
    let stage = stage.listed();
    assert!(row(&stage));
    assert!(labels(&stage).starts_with(&["design"]));
}

#[test]
fn the_pane_the_tab_and_the_width_come_back() {
    let stage = Stage::writing(SIZE).keys("f7 w f4");
    let view = stage.app.last_view();
    let mut next = Stage::writing(SIZE);
    next.app.show_last_view(view);
    assert_eq!(next.app.panes.focus(), Pane::Cards);
    assert_eq!(next.app.last_view(), view);
    assert_ne!(view.width, 0);
    // Without a space, the message begins there.
    let mut empty = Stage::started(SIZE, Setting::default());
    empty.app.show_last_view(view);
    assert_eq!(empty.app.panes.focus(), Pane::Spaces);
}

#[test]
fn the_palette_finds_commands_by_word_starts_and_synonyms() {
    for (typed, action) in [
        ("viewer", Action::FocusOptions),
        ("private", Action::FocusOptions),
        ("silent", Action::FocusOptions),
        ("button", Action::FocusCards),
        ("replace", Action::FindText),
        ("send", Action::Send),
        ("opt", Action::FocusOptions),
        ("quit", Action::Quit),
        ("undo", Action::Undo),
        ("checks", Action::ShowChecks),
    ] {
        let stage = Stage::writing(SIZE).keys("ctrl+p").write(typed);
        let Some(Dialog::Picker(picker)) = stage.app.overlay.dialog() else {
            panic!("the palette is open");
        };
        assert_eq!(picker.pick(), Some(&Pick::Run(action)), "{typed}");
    }
}

#[test]
fn a_space_named_at_the_start_moves_nobody_who_went_elsewhere() {
    for (name, parent_found) in [("lunch", "spaces/AAAAlunch001"), ("nowhere", "")] {
        for (keys, pane) in [
            ("", None),
            ("f5", Some(Pane::Options)),
            ("f3", Some(Pane::Text)),
        ] {
            let mut stage = Stage::new(SIZE, Setting::default());
            let space = WantedSpace::Named(name.to_owned());
            let draft = stage.app.document.id().clone();
            stage.app.panes.spaces.want(AwaitedSpace { space, draft });
            let stage = stage.event(Event::Started).keys(keys).listed();
            assert_eq!(parent(&stage), parent_found, "{name} {keys}");
            let untouched = match parent_found {
                "" => Pane::Spaces,
                _ => Pane::Text,
            };
            let focus = stage.app.panes.focus();
            assert_eq!(focus, pane.unwrap_or(untouched), "{name} {keys}");
        }
    }
}

#[test]
fn the_help_is_searched() {
    let stage = Stage::writing(SIZE).keys("f1 /").write("line delete");
    let shown = screen(&stage);
    assert!(shown.contains("Delete to the end of the line"), "{shown}");
    assert!(!shown.contains("Redo the last undone change"), "{shown}");
    let stage = stage.write(" zebra");
    assert!(screen(&stage).contains("No matches."));
    assert!(!screen(&stage).contains("Enter choose"));
    let stage = stage.keys("esc");
    assert!(matches!(
        stage.app.overlay.dialog(),
        Some(Dialog::Help(help)) if help.find.is_none()
    ));
    assert!(stage.keys("esc").app.overlay.dialog().is_none());
}

#[test]
fn the_manual_follows_the_keys_in_the_help_and_is_searched() {
    let stage = Stage::writing(SIZE).keys("f1 tab");
    let shown = screen(&stage);
    assert!(shown.contains("Manual 1 of 8: The composer"), "{shown}");
    assert!(shown.contains("opens the composer"), "{shown}");
    let stage = stage.keys("tab down down");
    assert!(screen(&stage).contains("Manual 2 of 8: Sending"));
    let stage = stage.keys("/").write("outbox retry");
    let shown = screen(&stage);
    assert!(shown.contains("$ chatquill outbox retry"), "{shown}");
    assert!(!shown.contains("Where it goes"), "{shown}");
    let stage = stage.keys("esc shift+tab shift+tab shift+tab");
    assert!(screen(&stage).contains("Manual 8 of 8: Migrating"));
    let stage = stage
        .keys("esc ctrl+p")
        .write("read the manual")
        .keys("enter");
    assert!(screen(&stage).contains("Manual 1 of 8"));
}

#[test]
fn no_word_is_cut_at_80_columns_in_the_ways_to_send_and_the_blanks_of_a_template() {
    const NARROW: Size = Size {
        width: 80,
        height: 24,
    };
    let rows = |stage: &Stage| screen_text::rows(&stage.draw(&Theme::named("dark").unwrap()).0);
    let dialog = |stage: &Stage| {
        let all = rows(stage).into_iter();
        let inside: Vec<_> = all.filter(|row| row.starts_with(" ┃")).collect();
        assert!(inside.len() > 10, "{inside:#?}");
        inside
    };
    for row in dialog(&Stage::writing(NARROW).keys("alt+w")) {
        assert!(!row.contains('…'), "{row}");
    }
    let gallery = Stage::writing(NARROW)
        .keys("ctrl+n")
        .answer(Reply::Disk(DiskReply::Templates(Ok(Vec::new()))))
        .write("release");
    let rows = dialog(&gallery);
    let blanks = rows.iter().position(|row| row.contains("Blanks:")).unwrap();
    assert!(
        rows[blanks + 1].contains("Address of the download"),
        "{rows:#?}"
    );
}

#[test]
fn the_row_that_opens_a_file_is_no_draft() {
    let rows = |stage: &Stage| screen_text::rows(&stage.draw(&Theme::named("dark").unwrap()).0);
    let drafts = fixtures::drafts();
    let count = drafts.len();
    let stage = Stage::writing(SIZE)
        .keys("ctrl+o")
        .answer(Reply::Disk(DiskReply::Drafts(Ok(drafts))));
    let title = |stage: &Stage| {
        let mut all = rows(stage).into_iter();
        all.find(|row| row.contains("━ Drafts ━")).unwrap()
    };
    assert!(
        title(&stage).contains(&format!("━ {count} ━")),
        "{}",
        title(&stage)
    );
}
