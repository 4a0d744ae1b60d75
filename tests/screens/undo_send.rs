//! A send that is held back for some seconds can be taken back, and then nothing of it has left.

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::{ChatReply, Reply, Size};
use chatquill::view::theme::Theme;
use serde_json::json;

use crate::fixtures::{self, RELEASE};
use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// Starts with a message, and holds its send back for 5 seconds.
fn held() -> Stage {
    let setting = Setting {
        request: json!({"parent": RELEASE, "message": {"text": "Hello"}}),
        confirms: false,
        ..Setting::default()
    };
    let mut stage = Stage::connected(SIZE, setting).keys("f3 ctrl+end");
    stage.app.session.set_undo_send(5);
    stage.keys("ctrl+s")
}

#[track_caller]
fn says(stage: &Stage, words: &[&str]) {
    let theme = Theme::named("dark").unwrap();
    let screen = screen_text::words(&stage.draw(&theme).0);
    for words in words {
        assert!(screen.contains(words), "{words:?} is not in {screen}");
    }
}

fn hear(stage: Stage, reply: ChatReply) -> Stage {
    stage.answer(Reply::Chat(reply))
}

fn cancels(stage: &Stage) -> usize {
    let is_cancel = |effect: &&Effect| matches!(effect, Effect::Chat(ChatCommand::Cancel(_)));
    stage.effects.iter().filter(is_cancel).count()
}

#[test]
fn the_seconds_are_counted_down_without_a_clock_of_their_own() {
    let stage = held();
    says(
        &stage,
        &["Sends to # eng-release in 5 s", "Alt+C takes it back"],
    );
    assert!(!stage.app.is_busy(), "no tick is needed");
    let stage = hear(stage, ChatReply::Held(4));
    says(&stage, &["Sends to # eng-release in 4 s"]);
    let stage = hear(stage, ChatReply::Held(0));
    says(&stage, &["Sending to # eng-release"]);
    assert!(stage.app.is_busy());
    let stage = hear(stage, ChatReply::Sent(fixtures::sent()));
    assert!(stage.app.document.draft().is_blank());
}

#[test]
fn what_is_taken_back_was_not_sent_and_its_words_are_in_the_draft() {
    let stage = held().write(" and more").keys("alt+c");
    assert_eq!(cancels(&stage), 1);
    let stage = hear(stage, ChatReply::TakenBack(true));
    says(
        &stage,
        &[
            "Taken back: nothing was sent",
            "The draft has what you changed since.",
        ],
    );
    assert_eq!(stage.app.document.draft().text(), "Hello and more");
    assert!(stage.app.outbox.entries().is_empty());
    // Sent again, it is a message like any other.
    let stage = stage.keys("ctrl+s");
    says(&stage, &["Sends to # eng-release in 5 s"]);
}

#[test]
fn a_key_that_came_too_late_does_not_promise_that_nothing_was_sent() {
    let stage = hear(held(), ChatReply::Held(1)).keys("alt+c");
    let stage = hear(stage, ChatReply::TakenBack(false));
    says(
        &stage,
        &["Gave up the send. It may have arrived all the same"],
    );
    assert_eq!(stage.app.document.draft().text(), "Hello");
    // What had not left, since no connection was made, is taken back as well.
    let stage = hear(held(), ChatReply::Held(0)).keys("alt+c");
    let stage = hear(stage, ChatReply::TakenBack(true));
    says(
        &stage,
        &["Taken back: nothing was sent", "The draft is as it was."],
    );
    // While it is sent, the key gives it up as ever.
    let stage = hear(held(), ChatReply::Held(0)).keys("alt+c");
    says(&stage, &["Gave up the send"]);
}

#[test]
fn a_message_to_many_spaces_is_taken_back_as_well() {
    let setting = Setting {
        request: json!({"parent": RELEASE, "message": {"text": "Hello"}}),
        ..Setting::default()
    };
    let mut stage = Stage::connected(SIZE, setting).keys("f2 home ctrl+t ctrl+t");
    stage.app.session.set_undo_send(5);
    let stage = stage.keys("ctrl+s enter");
    says(&stage, &["Sends to 2 spaces in 5 s"]);
    let stage = hear(stage.keys("alt+c"), ChatReply::TakenBack(true));
    says(&stage, &["Taken back: nothing was sent"]);
    assert!(stage.app.broadcast.is_none());
    assert!(stage.app.overlay.dialog().is_none());
    assert_eq!(stage.app.document.draft().text(), "Hello");
}
