//! What a profile forbids to write is said before any question, and nothing is sent.

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::{ChatReply, Reply, Sender, Size};
use chatquill::app::events::pane::Pane;
use chatquill::chat::write_policy::WritePolicy;
use chatquill::view::theme::Theme;
use serde_json::json;

use crate::fixtures::{self, RELEASE};
use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// Starts with a message for the release space, as a profile with this policy.
fn with(policy: WritePolicy) -> Stage {
    let policy = WritePolicy {
        profile: "build-bot".into(),
        ..policy
    };
    let setting = Setting {
        request: json!({"parent": RELEASE, "message": {"text": "Hello"}}),
        sender: Sender {
            policy,
            ..fixtures::production()
        },
        confirms: false,
        ..Setting::default()
    };
    Stage::connected(SIZE, setting).keys("f3")
}

fn listing(spaces: &[&str]) -> WritePolicy {
    let spaces = spaces.iter().map(|space| (*space).to_owned()).collect();
    WritePolicy {
        spaces: Some(spaces),
        ..WritePolicy::default()
    }
}

fn sends(stage: &Stage) -> usize {
    let is_send = |effect: &&Effect| matches!(effect, Effect::Chat(ChatCommand::Send(..)));
    stage.effects.iter().filter(is_send).count()
}

fn screen(stage: &Stage) -> String {
    let theme = Theme::named("dark").unwrap();
    screen_text::words(&stage.draw(&theme).0)
}

#[track_caller]
fn says(stage: &Stage, words: &[&str]) {
    let screen = screen(stage);
    for words in words {
        assert!(screen.contains(words), "{words:?} is not in {screen}");
    }
}

#[test]
fn a_read_only_profile_sends_nothing_and_says_so_where_one_writes() {
    let policy = WritePolicy {
        is_read_only: true,
        is_production: true,
        ..WritePolicy::default()
    };
    let stage = with(policy);
    says(&stage, &["Google Chat · read-only"]);
    let stage = stage.keys("ctrl+s");
    says(
        &stage,
        &[
            "Not sent: the profile \"build-bot\" is read-only",
            "remove read_only from [profiles.build-bot]",
        ],
    );
    assert_eq!(stage.app.panes.focus(), Pane::Text);
    assert!(stage.app.overlay.dialog().is_none());
    assert_eq!(sends(&stage.keys("enter")), 0);
}

#[test]
fn a_space_that_the_profile_does_not_list_is_refused_in_the_list_of_spaces() {
    let stage = with(listing(&["spaces/AAAAlunch001"])).keys("ctrl+s");
    says(
        &stage,
        &[
            "Not sent: the profile \"build-bot\" may not write to # eng-release",
            "It may write to: # lunch.",
            "add \"spaces/AAAArelease1\" to spaces in [profiles.build-bot]",
        ],
    );
    assert_eq!(stage.app.panes.focus(), Pane::Spaces);
    assert!(stage.app.overlay.dialog().is_none());
    assert_eq!(sends(&stage), 0);
}

#[test]
fn a_reply_that_missed_its_thread_says_so() {
    let gone = format!("{RELEASE}/threads/GONE");
    for (thread, is_told) in [(gone.as_str(), true), (fixtures::THREAD, false)] {
        let setting = Setting {
            request: json!({"parent": RELEASE, "message": {"text": "Hello", "thread": {"name": thread}},
                "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"}),
            confirms: false,
            ..Setting::default()
        };
        let stage = Stage::connected(SIZE, setting).keys("f3 ctrl+s");
        let stage = stage.answer(Reply::Chat(ChatReply::Sent(fixtures::sent())));
        says(&stage, &["✔ Sent to # eng-release"]);
        let words = format!("It is not in the thread {gone}");
        assert_eq!(screen(&stage).contains(&words), is_told, "{thread}");
    }
}

#[test]
fn a_space_that_the_profile_lists_is_written_to() {
    let stage = with(listing(&[RELEASE])).keys("ctrl+s");
    assert_eq!(sends(&stage), 1);
}

#[test]
fn a_failed_message_is_not_sent_again_where_the_profile_may_not_write_any_more() {
    let stage = with(listing(&[RELEASE])).keys("ctrl+s");
    let failed = Reply::Chat(ChatReply::NotSent(fixtures::forbidden()));
    let mut stage = stage.answer(failed);
    let sender = Sender {
        policy: listing(&[]),
        ..fixtures::production()
    };
    stage = stage.news(chatquill::app::events::event::BackgroundEvent::Connected(
        Ok(sender),
    ));
    let stage = stage.keys("alt+a s");
    assert_eq!(sends(&stage), 1);
    says(&stage, &["may not write to # eng-release"]);
}
