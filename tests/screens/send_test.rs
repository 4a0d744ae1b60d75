//! A test send goes to the test space of the profile, and leaves the draft as it is.

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::{ChatReply, Reply, Sender, Size};
use chatquill::chat::write_policy::WritePolicy;
use chatquill::message::request::Outgoing;
use chatquill::view::theme::Theme;
use serde_json::{Value, json};

use crate::fixtures::{self, RELEASE};
use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

const LUNCH: &str = "spaces/AAAAlunch001";

fn with(mut sender: Sender, message: impl Into<Value>, test_space: Option<&str>) -> Stage {
    let message = message.into();
    sender.policy.test_space = test_space.map(str::to_owned);
    let setting = Setting {
        request: json!({"parent": RELEASE, "messageId": "client-a", "message": message}),
        sender,
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).keys("f3 ctrl+p");
    stage.write("test space").keys("enter")
}

fn sends(stage: &Stage) -> Vec<Outgoing> {
    let effects = stage.effects.iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Chat(ChatCommand::Send(_, message, _)) => Some(message.clone()),
            _ => None,
        })
        .collect()
}

#[track_caller]
fn says(stage: &Stage, words: &[&str]) {
    let theme = Theme::named("dark").unwrap();
    let screen = screen_text::words(&stage.draw(&theme).0);
    for words in words {
        assert!(screen.contains(words), "{words:?} is not in {screen}");
    }
}

#[test]
fn the_draft_goes_there_and_stays_as_it_is() {
    let message = json!({"text": "Hello", "thread": {"name": "spaces/AAAArelease1/threads/T"}});
    let stage = with(fixtures::sandbox(), message, Some(LUNCH));
    let sent = sends(&stage);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].parent, LUNCH);
    assert_eq!(sent[0].body, r#"{"text":"Hello"}"#);
    assert_eq!(sent[0].query, []);
    let stage = stage.answer(Reply::Chat(ChatReply::Sent(fixtures::sent())));
    says(&stage, &["Sent to # lunch"]);
    let draft = stage.app.document.draft();
    assert_eq!(draft.text(), "Hello");
    assert_eq!(draft.parent(), RELEASE);
    assert_eq!(draft.text_at("/messageId"), "client-a");
}

#[test]
fn without_a_test_space_it_says_how_to_set_one() {
    let stage = with(fixtures::production(), json!({"text": "Hello"}), None);
    assert!(sends(&stage).is_empty());
    says(
        &stage,
        &["Not sent: the profile has no test space", "test_space ="],
    );
}

#[test]
fn what_holds_before_every_send_holds_before_a_test() {
    let stage = with(
        fixtures::production(),
        json!({"text": "Hello"}),
        Some(LUNCH),
    );
    assert!(sends(&stage).is_empty());
    says(&stage, &["PRODUCTION", "sends to # lunch"]);
    assert_eq!(sends(&stage.write("send").keys("enter")).len(), 1);
    let policy = WritePolicy {
        profile: "build-bot".into(),
        spaces: Some(vec![RELEASE.into()]),
        ..WritePolicy::default()
    };
    let sender = Sender {
        policy,
        ..fixtures::production()
    };
    let stage = with(sender, json!({"text": "Hello"}), Some(LUNCH));
    assert!(sends(&stage).is_empty());
    says(&stage, &["may not write to # lunch"]);
    let stage = with(fixtures::sandbox(), json!({"text": ""}), Some(LUNCH));
    assert!(sends(&stage).is_empty());
    says(&stage, &["Not sent: the message is empty"]);
}
