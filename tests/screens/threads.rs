//! Tests of threads: chosen among those of the space, pasted as an address, and read in the preview.

use chatquill::app::events::effect::{ChatCommand, DiskCommand, Effect};
use chatquill::app::events::event::{ChatReply, DiskReply, Reply, Sender, Size};
use chatquill::chat::resources::MessagesPage;
use chatquill::chat::sender::SenderKind;
use chatquill::store::history_entry::State;
use serde_json::{Value, json};

use crate::activity::screen;
use crate::fixtures::{self, RELEASE, THREAD};
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

fn app() -> Sender {
    Sender {
        kind: SenderKind::App,
        ..fixtures::person()
    }
}

fn with(sender: Sender, request: Value) -> Stage {
    let setting = Setting {
        request,
        sender,
        ..Setting::default()
    };
    Stage::connected(SIZE, setting)
}

fn history(stage: Stage) -> Stage {
    let mut sends = fixtures::past_sends();
    let mut keyed = fixtures::past_send("p5", RELEASE, State::Sent, "Nightly");
    keyed.entry.message.body =
        json!({"text": "Nightly", "thread": {"threadKey": "nightly"}}).to_string();
    let mut reply = fixtures::past_send("p6", RELEASE, State::Sent, "and a reply");
    if let Some(sent) = &mut reply.entry.sent {
        sent.thread = format!("{RELEASE}/threads/p1");
    }
    sends.insert(0, reply);
    sends.push(keyed);
    stage.answer(Reply::Disk(DiskReply::History(Ok(sends))))
}

fn message(thread: &str, text: &str) -> Value {
    json!({"sender": {"name": "users/1", "displayName": "Ada Lovelace", "type": "HUMAN"},
        "createTime": "2026-11-24T08:12:44Z", "text": text, "thread": {"name": thread}})
}

fn read(stage: Stage, messages: Vec<Value>) -> Stage {
    let page = MessagesPage {
        messages,
        next: None,
    };
    stage.answer(Reply::Chat(ChatReply::Messages(Ok(page))))
}

fn request(stage: &Stage) -> &Value {
    stage.app.document.draft().request()
}

/// Returns the space and the thread whose messages were asked for last.
fn asked(stage: &Stage) -> Option<(&str, Option<&str>)> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::ListMessages(_, space, thread)) => {
            Some((space.as_str(), thread.as_deref()))
        }
        _ => None,
    })
}

#[test]
fn threads_used_before_are_offered_with_their_first_words() {
    let start = || with(app(), json!({"parent": RELEASE, "message": {}})).keys("alt+4 t");
    let stage = history(start());
    for words in [
        "A new thread",
        "Build 17 is green",
        "Nightly",
        "key nightly",
    ] {
        sees(&stage, words);
    }
    let rows = screen(&stage);
    let is_shown = |words: &str| rows.iter().any(|row| row.contains(words));
    assert!(!is_shown("Soup at noon"), "it is of another space");
    assert!(!is_shown("and a reply"), "a thread is one row");
    assert!(!is_shown("Build 16 broke"), "what is not in Chat has none");
    assert_eq!(asked(&stage), None, "an app lists no messages");
    let chosen = stage.write("nightly").keys("enter");
    assert_eq!(
        request(&chosen),
        &json!({"parent": RELEASE, "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
            "message": {"thread": {"name": format!("{RELEASE}/threads/p5")}}})
    );
    let fresh = history(chosen.keys("alt+4 t")).keys("enter");
    assert_eq!(request(&fresh), &json!({"parent": RELEASE}));
    let typed = history(start()).write("deploy-42").keys("enter");
    assert_eq!(
        request(&typed)["message"]["thread"]["threadKey"],
        "deploy-42"
    );
}

#[test]
fn a_person_is_offered_the_recent_threads_of_the_space_as_well() {
    let stage = with(fixtures::person(), json!({"parent": RELEASE})).keys("alt+4 t");
    let stage = history(stage);
    assert_eq!(asked(&stage), Some((RELEASE, None)));
    let other = format!("{RELEASE}/threads/other");
    let stage = read(
        stage,
        vec![
            message(&other, "an answer"),
            message(
                &format!("{RELEASE}/threads/p1"),
                "of a thread that is listed",
            ),
            message(&other, "Who is on call?"),
        ],
    );
    sees(&stage, "Who is on call?");
    sees(&stage, "2026-11-24");
    let rows = screen(&stage);
    assert!(
        !rows
            .iter()
            .any(|row| row.contains("of a thread that is listed"))
    );
    let stage = stage.write("on call").keys("enter");
    assert_eq!(request(&stage)["message"]["thread"]["name"], other);
}

#[test]
fn a_space_without_threads_offers_none() {
    let flat = with(app(), json!({"parent": "spaces/AAAAlunch001"})).keys("alt+4 t");
    sees(&flat, "# lunch has no reply threads");
    let none = with(app(), json!({})).keys("alt+4 t");
    sees(&none, "Choose a space first");
}

#[test]
fn a_pasted_address_becomes_thread_and_space_and_no_key() {
    for address in [
        "https://chat.google.com/room/AAAArelease1/p1?cls=10",
        "https://chat.google.com/u/0/app/chat/AAAArelease1/p1/p1.p2",
        "https://mail.google.com/chat/u/0/#chat/space/AAAArelease1/p1",
        "https://mail.google.com/chat/u/0/#chat/space/AAAArelease1/p1/m",
        "spaces/AAAArelease1/messages/p1.m",
    ] {
        let stage = with(
            app(),
            json!({"parent": "spaces/AAAAlunch001", "message": {"text": "a"}}),
        );
        let stage = stage.keys("alt+4 down").paste(address);
        sees(&stage, "The thread is in # eng-release");
        let stage = stage.keys("enter");
        assert_eq!(
            request(&stage),
            &json!({"parent": RELEASE, "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
                "message": {"text": "a", "thread": {"name": format!("{RELEASE}/threads/p1")}}}),
            "{address}"
        );
    }
    let stage = with(
        app(),
        json!({"parent": "spaces/AAAAlunch001", "message": {"text": "a"}}),
    );
    let before = request(&stage).clone();
    let left = stage
        .keys("alt+4 down")
        .paste("https://chat.google.com/room/AAAArelease1/p1");
    assert_eq!(
        request(&left.keys("esc")),
        &before,
        "Esc takes the space back as well"
    );
    let stage = with(app(), json!({"parent": RELEASE, "message": {"text": "a"}}));
    let stage = stage
        .keys("alt+4 down")
        .paste("https://ci.example/42")
        .keys("enter");
    let stage = stage.keys("f8");
    sees(&stage, "The thread key is an address");
}

fn reply_to(thread: &str) -> Value {
    json!({"parent": RELEASE, "messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
        "message": {"text": "a", "thread": {"name": thread}}})
}

#[test]
fn a_person_reads_the_thread_that_is_replied_to_once_it_is_shown() {
    let stage = with(fixtures::person(), reply_to(THREAD));
    assert_eq!(asked(&stage), None, "a hidden tab asks for nothing");
    let stage = stage.keys("alt+5 3");
    assert_eq!(asked(&stage), Some((RELEASE, Some(THREAD))));
    sees(&stage, "Reading the thread…");
    let stage = read(
        stage,
        vec![
            message(THREAD, "the answer"),
            message(THREAD, "*the* question"),
        ],
    );
    sees(&stage, "Thread 2");
    sees(&stage, "● Ada Lovelace 2026-11-24 08:12 UTC");
    let rows = screen(&stage).join("\n");
    let at = |words: &str| {
        rows.find(words)
            .unwrap_or_else(|| panic!("{words}\n{rows}"))
    };
    assert!(at("the question") < at("the answer"), "the oldest is first");
    let count = |stage: &Stage| {
        let all = stage.effects.iter();
        all.filter(|effect| matches!(effect, Effect::Chat(ChatCommand::ListMessages(..))))
            .count()
    };
    let stage = stage.keys("2 3");
    assert_eq!(count(&stage), 1, "it is not read again");
    let stage = stage.keys("r");
    assert_eq!(count(&stage), 2, "unless that is asked for");
    let problem = fixtures::forbidden().problem;
    let stage = stage.answer(Reply::Chat(ChatReply::Messages(Err(problem.clone()))));
    sees(&stage, "The thread cannot be read:");
}

#[test]
fn an_app_sees_what_was_sent_from_here() {
    let thread = format!("{RELEASE}/threads/p1");
    let stage = with(app(), reply_to(&thread)).keys("alt+5 3");
    let is_read = |effect: &Effect| matches!(effect, Effect::Disk(DiskCommand::ListHistory(_)));
    assert!(stage.effects.iter().any(is_read));
    assert_eq!(asked(&stage), None);
    let stage = history(stage);
    for words in [
        "◆ me",
        "Build 17 is green",
        "and a reply",
        "An app cannot read",
    ] {
        sees(&stage, words);
    }
}

#[test]
fn the_tab_says_why_there_is_no_thread_to_read() {
    for (message, words) in [
        (json!({"text": "a"}), "The message starts a new thread"),
        (
            json!({"text": "a", "thread": {"threadKey": "k"}}),
            "The thread is named by a key",
        ),
        (
            json!({"text": "a", "thread": {"name": "threads/T"}}),
            "This is no name of a thread",
        ),
    ] {
        let stage = with(
            fixtures::person(),
            json!({"parent": RELEASE, "message": message}),
        );
        let stage = stage.keys("alt+5 3");
        sees(&stage, words);
        assert_eq!(asked(&stage), None);
    }
}
