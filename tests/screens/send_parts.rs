//! A message over the limit is offered in parts, and leaves the draft once all of them are in Chat.

use chatquill::app::events::effect::{ChatCommand, DiskCommand, Effect};
use chatquill::app::events::event::{ChatReply, Event, NotSent, Reply, Size};
use chatquill::delivery::change::Done;
use chatquill::message::size;
use chatquill::message::split::Part;
use chatquill::view::theme::Theme;
use serde_json::json;

use crate::fixtures::{self, RELEASE};
use crate::harness::{Setting, Stage, ticket};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

const LOG: &str = "/data/broadcasts/1.jsonl";

/// Starts with a text of about 70,000 bytes and a card.
fn long() -> Stage {
    let card = json!({"card": {"header": {"title": "Last"}}});
    let setting = Setting {
        request: json!({"parent": RELEASE, "message": {
            "text": "A line with some words in it.\n".repeat(2_300),
            "cardsV2": [card],
        }}),
        confirms: false,
        ..Setting::default()
    };
    Stage::connected(SIZE, setting).keys("f3")
}

/// Returns the parts of each send in parts.
fn sends(stage: &Stage) -> Vec<Vec<Part>> {
    let effects = stage.effects.iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Chat(ChatCommand::SendParts(_, _, parts, _)) => Some(parts.clone()),
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

fn cut_off() -> Reply {
    Reply::Chat(ChatReply::NotSent(NotSent {
        day: String::new(),
        request_id: String::new(),
        unsure: true,
        ..fixtures::forbidden()
    }))
}

#[test]
fn a_long_message_is_offered_in_parts_and_their_sizes_are_shown() {
    let stage = long().keys("ctrl+s");
    says(
        &stage,
        &[
            "Send to # eng-release? Enter sends",
            "Too long for one message: 3 parts in one thread (",
            "B); cards and buttons go with the last",
        ],
    );
    assert!(sends(&stage).is_empty());
    let stage = stage.keys("enter");
    let sent = sends(&stage);
    assert_eq!(sent.len(), 1);
    let parts = &sent[0];
    assert_eq!(parts.len(), 3);
    assert!(parts.iter().all(|part| part.bytes <= size::LIMIT));
    let has_cards = |part: &Part| part.request.pointer("/message/cardsV2").is_some();
    let with_cards: Vec<bool> = parts.iter().map(has_cards).collect();
    assert_eq!(with_cards, [false, false, true]);
}

#[test]
fn line_question_and_result_speak_of_the_same_parts() {
    let stage = long();
    says(&stage, &["/ 32,000 B 3 parts", "✔ 0 errors"]);
    let stage = stage.keys("ctrl+s");
    says(&stage, &["3 parts in one thread"]);
    let stage = stage.keys("enter");
    let sent = ChatReply::PartsSent(fixtures::sent(), LOG.into());
    let stage = stage.answer(Reply::Chat(sent));
    says(&stage, &["✔ Sent to # eng-release, 3 parts, in"]);
}

#[test]
fn who_deletes_a_message_in_parts_learns_that_the_others_stay() {
    let stage = long().keys("ctrl+s enter");
    let sent = ChatReply::PartsSent(fixtures::sent(), LOG.into());
    let stage = stage.answer(Reply::Chat(sent)).keys("alt+a").write("D");
    says(&stage, &["Delete part 1 of 3 in", "The other parts stay"]);
    let stage = stage.keys("enter");
    let made = ChatReply::Changed(Ok(Done::Already));
    let stage = stage.answer(Reply::Chat(made));
    says(&stage, &["✔ Deleted: part 1 of 3 of A line"]);
}

#[test]
fn the_draft_is_emptied_on_disk_before_the_log_of_its_parts_goes() {
    let stage = long().keys("ctrl+s enter");
    let stage = stage.answer(Reply::Chat(ChatReply::PartSent(1, 3)));
    let part = stage.effects.iter().rev().find_map(ticket).unwrap();
    let stage = stage.keys("alt+a");
    says(&stage, &["1 of 3 parts are in Chat"]);
    let known = stage.effects.len();
    let sent = ChatReply::PartsSent(fixtures::sent(), LOG.into());
    let stage = stage.event(Event::Replied(part, Reply::Chat(sent)));
    assert!(stage.app.document.draft().is_blank());
    let place = |is_it: fn(&Effect) -> bool| stage.effects[known..].iter().position(is_it);
    let save = place(|effect| matches!(effect, Effect::Disk(DiskCommand::SaveDraft { .. })));
    let end = place(|effect| matches!(effect, Effect::Disk(DiskCommand::EndLog(_))));
    assert!(save.unwrap() < end.unwrap());
}

#[test]
fn a_break_keeps_the_draft_and_sending_again_sends_the_same_parts() {
    let stage = long().keys("ctrl+s enter").answer(cut_off());
    assert!(!stage.app.document.draft().is_blank());
    let from_the_draft = stage.keys("ctrl+s enter").answer(cut_off());
    let stage = from_the_draft.keys("alt+a s");
    let sent = sends(&stage);
    assert_eq!(sent.len(), 3);
    let bodies = |parts: &[Part]| -> Vec<String> {
        let parts = parts.iter();
        parts.map(|part| part.request.to_string()).collect()
    };
    assert_eq!(bodies(&sent[0]), bodies(&sent[1]));
    assert_eq!(bodies(&sent[0]), bodies(&sent[2]));
    // One entry is left of the three tries: the one that is under way.
    assert_eq!(stage.app.outbox.entries().len(), 1);
}

#[test]
fn a_message_that_no_split_makes_small_says_so() {
    let widget = json!({"textParagraph": {"text": "x".repeat(40_000)}});
    let setting = Setting {
        request: json!({"parent": RELEASE, "message": {
            "text": "Hello",
            "cardsV2": [{"card": {"sections": [{"widgets": [widget]}]}}],
        }}),
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).keys("f3 ctrl+s enter");
    says(&stage, &["Not sent.", "It cannot be split"]);
    assert!(sends(&stage).is_empty());
}
