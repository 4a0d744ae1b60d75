//! What must be finished, shown and pressed before a message leaves.

use chatquill::app::dialogs::dialog::Dialog;
use chatquill::app::events::effect::{ChatCommand, DiskCommand, Effect};
use chatquill::app::events::event::{ChatReply, DiskReply, Page, Reply, Size};
use chatquill::diagnostics::diagnostic::Diagnostic;
use chatquill::message::draft::at;
use chatquill::view::theme::Theme;

use crate::fixtures::{self, RELEASE};
use crate::harness::{Setting, Stage};
use crate::screen_text;
use crate::states;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

const GRACE: &str = "users/100000000000000000002";

fn screen(stage: &Stage) -> String {
    let theme = Theme::named("dark").unwrap();
    screen_text::words(&stage.draw(&theme).0)
}

fn sends(stage: &Stage) -> usize {
    let is_send = |effect: &&Effect| matches!(effect, Effect::Chat(ChatCommand::Send(..)));
    stage.effects.iter().filter(is_send).count()
}

fn viewer(stage: &Stage) -> &str {
    stage.app.document.draft().text_at(at::VIEWER_NAME)
}

#[test]
fn a_send_over_an_open_picker_is_refused_and_the_enter_after_it_changes_nothing() {
    let stage = states::viewer_chooser(SIZE)
        .write("gra")
        .keys("ctrl+s enter");
    assert_eq!(sends(&stage), 0);
    assert!(matches!(
        stage.app.overlay.dialog(),
        Some(Dialog::Picker(_))
    ));
    assert_eq!(viewer(&stage), "");
    let shown = screen(&stage);
    assert!(
        shown.contains("Not sent: \"Who sees it\" is open"),
        "{shown}"
    );
    assert!(shown.contains("Enter: Take the row"), "{shown}");
    assert!(shown.contains("Enter was passed over"), "{shown}");
    let stage = stage.keys("enter");
    assert_eq!(viewer(&stage), GRACE);
    assert!(!screen(&stage).contains("Not sent"), "it is finished");
    let stage = stage.keys("ctrl+s");
    let shown = screen(&stage);
    assert!(shown.contains("Seen by only Grace Hopper"), "{shown}");
    let stage = stage.keys("enter");
    assert_eq!(sends(&stage), 1);
}

#[test]
fn a_send_over_any_unfinished_input_is_refused() {
    let unfinished = vec![
        (
            "an option",
            states::thread_sure(SIZE),
            "Not sent: Thread is being typed",
        ),
        (
            "a title",
            Stage::writing(SIZE).write("Hi").keys("alt+t"),
            "Not sent",
        ),
        (
            "a path",
            Stage::writing(SIZE).write("Hi").keys("f6 s"),
            "Not sent",
        ),
        (
            "a filter",
            Stage::writing(SIZE).write("Hi").keys("f2 /").write("inc"),
            "Not sent: a space is being chosen",
        ),
    ];
    for (name, stage, says) in unfinished {
        let stage = stage.keys("ctrl+s enter");
        assert_eq!(sends(&stage), 0, "{name}");
        let shown = screen(&stage);
        assert!(shown.contains(says), "{name}: {shown}");
    }
}

#[test]
fn a_refusal_says_what_the_keys_do_at_that_place() {
    let option = states::thread_sure(SIZE).keys("ctrl+s");
    let shown = screen(&option);
    assert!(
        shown.contains("Enter: Keep the value · Esc: Discard the change."),
        "{shown}"
    );
    let blanks = states::blanks(SIZE).keys("ctrl+s");
    let shown = screen(&blanks);
    assert!(
        shown.contains("Enter: The next blank; after the last one the draft is created"),
        "{shown}"
    );
}

#[test]
fn the_enter_after_a_send_answers_a_question_that_came_meanwhile() {
    let stage = Stage::writing(SIZE).write("Hello").keys("ctrl+s enter");
    assert_eq!(sends(&stage), 1);
    let record = fixtures::leftover("r-1").record;
    let old = Reply::Chat(ChatReply::OldDoubt(Box::new(record), "09:12".into()));
    let stage = stage.answer(old);
    assert!(
        screen(&stage).contains("Post it again"),
        "{}",
        screen(&stage)
    );
    let stage = stage.keys("enter");
    assert_eq!(sends(&stage), 2, "{}", screen(&stage));
}

#[test]
fn the_enter_after_a_refused_send_writes_nothing_and_the_next_one_does() {
    let stage = Stage::writing(SIZE).keys("ctrl+s enter");
    assert_eq!(stage.app.document.draft().text(), "");
    assert!(screen(&stage).contains("the message is empty"));
    let stage = stage.keys("enter").write("x");
    assert_eq!(stage.app.document.draft().text(), "\nx");
    let stage = Stage::connected(SIZE, Setting::default()).keys("ctrl+s enter");
    assert_eq!(
        stage.app.document.draft().parent(),
        "",
        "no space was chosen"
    );
    // What comes between is no habit.
    let stage = Stage::writing(SIZE).keys("ctrl+s").paste("a").keys("enter");
    assert_eq!(stage.app.document.draft().text(), "a\n");
}

#[test]
fn a_typed_user_or_address_is_the_viewer() {
    let asked = || states::options_at_rest(SIZE).keys("enter");
    let stage = asked().write("users/123").keys("enter");
    assert_eq!(viewer(&stage), "users/123");
    let stage = asked().write("who@example.org").keys("enter");
    assert_eq!(viewer(&stage), "users/who@example.org");
    let page = Page {
        items: fixtures::members(RELEASE),
        next: None,
    };
    let listed = Reply::Chat(ChatReply::Members(RELEASE.into(), Ok(page)));
    let stage = asked()
        .answer(listed)
        .write("Grace@example.com")
        .keys("enter");
    assert_eq!(viewer(&stage), GRACE, "a member is known by the address");
    let stage = states::viewer_chooser(SIZE).write("zebra").keys("enter");
    assert_eq!(viewer(&stage), "");
    let shown = screen(&stage);
    assert!(shown.contains("users/ID or an e-mail address"), "{shown}");
}

#[test]
fn the_confirm_line_says_who_sees_the_message() {
    let stage = Stage::writing(SIZE).write("Hello").keys("ctrl+s");
    let shown = screen(&stage);
    assert!(
        shown.contains("Seen by everyone in # eng-release"),
        "{shown}"
    );
    let stage = states::spaces_listed(SIZE).keys("/").write("Grace");
    let stage = stage.keys("enter").write("Hello").keys("ctrl+s");
    let shown = screen(&stage);
    assert!(shown.contains("Seen by only Grace Hopper"), "{shown}");
}

#[test]
fn only_enter_sends_and_any_letter_goes_on_with_the_text() {
    for letter in ["y", "n", "x", "Y"] {
        for pane in ["f3", "f2", "f4"] {
            let stage = Stage::writing(SIZE)
                .write("Hello")
                .keys(&format!("{pane} ctrl+s {letter}"));
            assert_eq!(sends(&stage), 0, "{letter}");
            assert!(stage.app.overlay.dialog().is_none(), "{letter}");
            let text = stage.app.document.draft().text().to_owned();
            assert_eq!(text, format!("Hello{letter}"), "from {pane}");
        }
    }
    let stage = Stage::writing(SIZE)
        .write("Hello")
        .keys("ctrl+s ctrl+s ctrl+s");
    assert_eq!(sends(&stage), 0);
    assert_eq!(sends(&stage.keys("enter")), 1);
}

#[test]
fn undo_in_a_dialog_undoes_what_was_typed_there() {
    let stage = states::viewer_chooser(SIZE).write("gra").keys("ctrl+z");
    let text = |stage: &Stage| stage.app.document.draft().text().to_owned();
    assert_eq!(text(&stage), "Hello", "nothing behind it changed");
    let line = |stage: &Stage| match stage.app.overlay.dialog() {
        Some(Dialog::Picker(picker)) => picker.line().text().to_owned(),
        _ => panic!("it is open"),
    };
    assert_eq!(line(&stage), "");
    assert_eq!(line(&stage.keys("ctrl+y")), "gra");
    let stage = states::viewer_chooser(SIZE).keys("ctrl+z ctrl+z");
    assert_eq!(
        (line(&stage), text(&stage)),
        (String::new(), "Hello".into())
    );
    for dialog in ["ctrl+s", "f1", "alt+a"] {
        let stage = Stage::writing(SIZE)
            .write("Hello")
            .keys(dialog)
            .keys("ctrl+z");
        assert!(stage.app.overlay.dialog().is_some(), "{dialog}");
        assert_eq!(text(&stage), "Hello", "{dialog}");
    }
}

#[test]
fn a_wrong_guard_word_answers() {
    let setting = Setting {
        sender: fixtures::production(),
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).keys("enter").write("Hello");
    let stage = stage.keys("ctrl+s").write("sned").keys("enter");
    assert_eq!(sends(&stage), 0);
    let shown = screen(&stage);
    assert!(shown.contains("\"sned\" is not the word"), "{shown}");
    let stage = stage.keys("ctrl+u").write("send");
    assert!(!screen(&stage).contains("is not the word"));
    assert_eq!(sends(&stage.keys("enter")), 1);
}

#[test]
fn a_deleted_draft_is_in_the_trash_until_undo_brings_it_back() {
    let reply = |count| Reply::Disk(DiskReply::Drafts(Ok(fixtures::drafts().split_off(count))));
    let stage = Stage::writing(SIZE).keys("ctrl+o").answer(reply(0));
    let stage = stage.write("draft-2").keys("ctrl+d");
    let is = |stage: &Stage, wanted: fn(&DiskCommand) -> bool| {
        let last = stage.effects.last();
        matches!(last, Some(Effect::Disk(command)) if wanted(command))
    };
    let deletes = |command: &DiskCommand| matches!(command, DiskCommand::DeleteDraft(..));
    let restores = |command: &DiskCommand| matches!(command, DiskCommand::RestoreDraft(_));
    assert!(is(&stage, deletes));
    let stage = stage.answer(reply(1));
    let shown = screen(&stage);
    assert!(
        shown.contains("is in the trash; Ctrl+Z brings it back"),
        "{shown}"
    );
    let stage = stage.write("x").keys("ctrl+z");
    assert!(is(&stage, deletes), "the letter was undone, nothing else");
    let stage = stage.keys("ctrl+z");
    assert!(is(&stage, restores));
    let before = stage.effects.len();
    let stage = stage.answer(reply(0)).keys("ctrl+z ctrl+z");
    assert_eq!(
        stage.effects.len(),
        before,
        "there is no other to bring back"
    );
    // A refusal deletes nothing, so nothing is undone.
    let stage = Stage::writing(SIZE).keys("ctrl+o").answer(reply(0));
    let stage = stage.write("draft-2").keys("ctrl+d");
    let refused = Diagnostic::new("Not deleted", "");
    let stage = stage.answer(Reply::Disk(DiskReply::Drafts(Err(refused))));
    assert!(!screen(&stage).contains("in the trash"));
    assert!(is(&stage.keys("ctrl+z"), deletes));
}
