//! Tests of quotes: shown with the words of the message, taken off, and refused where the message is gone.

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::{ChatReply, Event, Reply, Size};
use chatquill::app::events::read_back::{ReadBack, Unread};
use chatquill::app::events::ticket::Ticket;
use chatquill::message::attached_file::AttachedFile;
use chatquill::message::draft::at;
use chatquill::store::outbox::Origin;
use serde_json::{Value, json};

use crate::activity::screen;
use crate::fixtures::{self, RELEASE};
use crate::harness::{Setting, Stage};

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

#[track_caller]
fn sees(stage: &Stage, words: &str) {
    let rows = screen(stage);
    assert!(
        rows.iter().any(|row| row.contains(words)),
        "{words}\n{rows:#?}"
    );
}

fn name() -> String {
    format!("{RELEASE}/messages/M.M")
}

/// Starts with a draft that quotes a message.
fn quoting() -> Stage {
    let setting = Setting {
        request: json!({"parent": RELEASE, "message": {"text": "I agree",
            "quotedMessageMetadata": {"name": name(), "lastUpdateTime": "2026-11-24T08:12:44Z"}}}),
        sender: fixtures::sandbox(),
        ..Setting::default()
    };
    Stage::connected(SIZE, setting)
}

/// Returns the questions for the quoted message.
fn questions(stage: &Stage) -> Vec<Ticket> {
    let asked = stage.effects.iter().filter_map(|effect| match effect {
        Effect::Chat(ChatCommand::ReadMessage(ticket, asked, _)) if *asked == name() => {
            Some(*ticket)
        }
        _ => None,
    });
    asked.collect()
}

fn answered(stage: Stage, answer: Result<Value, Unread>) -> Stage {
    let questions = questions(&stage);
    assert_eq!(questions.len(), 1, "it is read once");
    let read = ReadBack {
        origin: Origin::default(),
        answer,
    };
    stage.event(Event::Replied(
        questions[0],
        Reply::Chat(ChatReply::Message(read)),
    ))
}

fn unread(is_gone: bool) -> Unread {
    Unread {
        problem: fixtures::forbidden().problem,
        is_forbidden: false,
        is_gone,
    }
}

#[test]
fn a_quote_is_shown_in_options_in_the_card_and_before_the_send() {
    let stage = quoting();
    sees(&stage, "Quote");
    let message = json!({"name": name(), "text": "Ship it today?\nOr tomorrow",
        "sender": {"name": "users/1", "displayName": "Ada Lovelace"}});
    let stage = answered(stage, Ok(message));
    sees(&stage, "Ada Lovelace: Ship it today?");
    let card = stage.keys("f6 2");
    sees(&card, "▎ Ada Lovelace: Ship it today?");
    sees(&card, "Or tomorrow");
    let body = card.app.document.draft().message();
    assert!(
        body.pointer("/quotedMessageMetadata/quotedMessageSnapshot")
            .is_none(),
        "only what is drawn has the words"
    );
    let asked = card.keys("ctrl+s");
    sees(&asked, "Quotes Ada Lovelace: Ship it today?");
}

#[test]
fn a_quote_is_taken_off_in_options() {
    let stage = quoting().keys("f5 end up");
    let told = stage.keys("enter");
    sees(&told, "takes the quote off");
    let stage = told.keys("delete");
    assert_eq!(stage.app.document.draft().get(at::QUOTE), None);
    assert_eq!(stage.app.document.draft().text(), "I agree");
    assert_eq!(questions(&stage).len(), 1);
}

#[test]
fn a_quote_of_a_message_that_is_gone_is_told_and_not_sent() {
    let stage = answered(quoting(), Err(unread(true)));
    sees(&stage, "The quoted message is not in Chat any more");
    sees(&stage, "The embedded sandbox forgets its messages");
    let stage = stage.keys("f3 ctrl+s");
    sees(
        &stage,
        "Not sent: the quoted message is not in Chat any more",
    );
    let stage = stage.keys("d ctrl+s");
    assert_eq!(stage.app.document.draft().get(at::QUOTE), None);
    sees(&stage, "Enter sends");
    // What could not be read can be quoted all the same.
    let stage = answered(quoting(), Err(unread(false))).keys("f3 ctrl+s");
    sees(&stage, &format!("Quotes {}", name()));
}

#[test]
fn files_have_a_row_where_they_are_attached_and_taken_off() {
    let setting = Setting {
        request: json!({"parent": RELEASE}),
        sender: fixtures::person(),
        ..Setting::default()
    };
    let mut stage = Stage::connected(SIZE, setting);
    stage.app.document.attach(AttachedFile {
        path: "/tmp/a.png".into(),
        name: "a.png".into(),
        bytes: 1_234,
        ..AttachedFile::default()
    });
    let stage = stage.keys("f5 end");
    sees(&stage, "a.png: 1,234 B");
    let stage = stage.keys("delete");
    assert!(stage.app.document.files().is_empty());
    let stage = stage.keys("enter");
    sees(&stage, "Attach a file");
}
