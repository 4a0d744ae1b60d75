//! What is typed while a message is on its way: exactly what Chat has leaves the draft, and no word is lost.

use std::collections::BTreeSet;

use chatquill::app::events::effect::{ChatCommand, Effect};
use chatquill::app::events::event::BroadcastReply;
use chatquill::app::events::event::{
    BackgroundEvent, ChatReply, DiskReply, Event, NotSent, Reply, Size,
};
use chatquill::app::events::ticket::Ticket;
use chatquill::app::state::option_fields::Field;
use chatquill::chat::sender::SenderKind;
use chatquill::message::draft_file::OpenDraft;
use chatquill::message::request::Outgoing;
use chatquill::view::theme::Theme;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::fixtures;
use crate::harness::{Setting, Stage};
use crate::screen_text;

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// Returns the sends that the program asked for, the first one first.
fn sends(stage: &Stage) -> Vec<(Ticket, Outgoing)> {
    let effects = stage.effects.iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Chat(ChatCommand::Send(ticket, message, _)) => Some((*ticket, message.clone())),
            Effect::Chat(ChatCommand::Broadcast(ticket, order)) => {
                Some((*ticket, order.message.clone()))
            }
            _ => None,
        })
        .collect()
}

/// Returns the spaces of the send of a ticket, if it goes to many.
fn many(stage: &Stage, number: usize) -> Option<Vec<String>> {
    let (of_send, _) = sends(stage)[number].clone();
    stage.effects.iter().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::Broadcast(ticket, order)) if *ticket == of_send => {
            Some(order.spaces.clone())
        }
        _ => None,
    })
}

/// Answers a send to many spaces: it arrived in all of them, or in all but the last.
fn answered_by_many(stage: Stage, number: usize, spaces: Vec<String>, is_sent: bool) -> Stage {
    let last = spaces.len() - 1;
    let stage = spaces
        .into_iter()
        .enumerate()
        .fold(stage, |stage, (at, space)| {
            let result = match at {
                at if at == last && !is_sent => Err(fixtures::forbidden()),
                _ => Ok(fixtures::sent()),
            };
            let reply = BroadcastReply::SpaceDone(space, result);
            answered(stage, number, ChatReply::Broadcast(reply))
        });
    let end = BroadcastReply::Ended("/data/broadcasts/1.jsonl".into());
    answered(stage, number, ChatReply::Broadcast(end))
}

/// Answers the send of this number, from 0.
fn answered(stage: Stage, number: usize, reply: ChatReply) -> Stage {
    let (ticket, _) = sends(&stage)[number].clone();
    stage.event(Event::Replied(ticket, Reply::Chat(reply)))
}

fn arrives(stage: Stage, number: usize) -> Stage {
    if let Some(spaces) = many(&stage, number) {
        return answered_by_many(stage, number, spaces, true);
    }
    answered(stage, number, ChatReply::Sent(fixtures::sent()))
}

fn fails(stage: Stage, number: usize) -> Stage {
    if let Some(spaces) = many(&stage, number) {
        return answered_by_many(stage, number, spaces, false);
    }
    answered(stage, number, ChatReply::NotSent(fixtures::forbidden()))
}

/// Sends "Hello", whose answer is still to come.
fn sending() -> Stage {
    Stage::writing(SIZE).write("Hello").keys("ctrl+s enter")
}

fn text(stage: &Stage) -> &str {
    let text = stage.app.document.draft().text();
    assert_eq!(stage.app.panes.text.text(), text);
    text
}

fn screen(stage: &Stage) -> String {
    let theme = Theme::named("dark").unwrap();
    screen_text::words(&stage.draw(&theme).0)
}

#[test]
fn what_is_typed_after_a_message_under_way_stays_alone() {
    let stage = sending().write(" And more");
    assert_eq!(text(&stage), "Hello And more");
    let stage = arrives(stage, 0);
    assert_eq!(text(&stage), " And more");
    assert!(screen(&stage).contains("What you wrote since stays in the draft."));
    let stage = stage.write("!");
    assert_eq!(text(&stage), " And more!");
}

#[test]
fn what_is_typed_before_and_within_a_message_under_way_stays() {
    let stage = sending()
        .keys("ctrl+home")
        .write("Say: ")
        .keys("right right");
    let stage = arrives(stage.write("[x]"), 0);
    assert_eq!(text(&stage), "Say: [x]");
    let around = sending()
        .keys("ctrl+home")
        .write("one")
        .keys("ctrl+end")
        .write("two");
    assert_eq!(text(&arrives(around, 0)), "one two");
}

#[test]
fn a_message_whose_words_are_changed_meanwhile_stays_whole() {
    for keys in ["backspace", "ctrl+home delete", "ctrl+w"] {
        let stage = sending().keys(keys).write(" And more");
        let whole = text(&stage).to_owned();
        let stage = arrives(stage, 0);
        assert_eq!(text(&stage), whole, "{keys}");
        assert!(screen(&stage).contains("it is kept as it is"), "{keys}");
    }
}

#[test]
fn a_word_pasted_over_a_message_under_way_is_not_cut() {
    let stage = Stage::writing(SIZE).write("no").keys("ctrl+s enter");
    let stage = arrives(stage.keys("ctrl+a").paste("notion"), 0);
    assert_eq!(text(&stage), "notion");
}

#[test]
fn undo_takes_back_what_was_typed_and_not_what_is_under_way() {
    let stage = sending().write("more").keys("ctrl+z");
    assert_eq!(text(&stage), "Hello");
    let stage = arrives(stage, 0);
    assert_eq!(text(&stage), "");
    let stage = sending().write(" more");
    let stage = arrives(stage, 0).keys("ctrl+z");
    assert_eq!(text(&stage), "Hello more");
}

#[test]
fn a_message_that_undo_brings_back_is_called_a_second_one() {
    let again = "It was sent from this draft already, word for word";
    let stage = arrives(sending(), 0).keys("ctrl+z");
    assert_eq!(text(&stage), "Hello");
    let stage = stage.keys("ctrl+s");
    assert!(screen(&stage).contains(again), "{}", screen(&stage));
    let stage = stage.keys("esc").write("!").keys("ctrl+s");
    assert!(!screen(&stage).contains(again), "{}", screen(&stage));
}

#[test]
fn words_that_undo_brings_back_do_not_keep_later_ones() {
    let stage = arrives(sending().write(" B"), 0);
    assert_eq!(text(&stage), " B");
    let stage = stage.keys("ctrl+s enter");
    assert_eq!(sends(&stage).len(), 2, "{}", screen(&stage));
    let stage = stage.keys("ctrl+z");
    assert_eq!(text(&stage), "Hello B");
    let stage = arrives(stage, 1);
    assert_eq!(text(&stage), "Hello");
}

#[test]
fn a_failed_send_touches_nothing_that_was_typed_since() {
    let stage = fails(sending().write(" And more"), 0);
    assert_eq!(text(&stage), "Hello And more");
    // Sent again from the activity, it leaves as it would have.
    let stage = stage.keys("alt+a s esc");
    let stage = arrives(stage, 1);
    assert_eq!(text(&stage), " And more");
}

#[test]
fn enter_after_a_send_that_failed_goes_on_with_what_was_typed_since() {
    for (unsure, reply) in [
        (false, ChatReply::NotSent(fixtures::forbidden())),
        (
            true,
            ChatReply::NotSent(NotSent {
                day: String::new(),
                unsure: true,
                ..fixtures::forbidden()
            }),
        ),
    ] {
        let stage = answered(sending().write(" And more"), 0, reply);
        let stage = stage.keys("enter");
        assert_eq!(text(&stage), "Hello And more\n", "unsure: {unsure}");
        let stage = stage.write("of it").keys("esc enter");
        assert_eq!(text(&stage), "Hello And more\nof it\n", "unsure: {unsure}");
        assert_eq!(sends(&stage).len(), 1, "unsure: {unsure}");
        // Where it comes back is asked for with all that stands there now.
        let stage = stage.keys("ctrl+s enter");
        assert!(sends(&stage)[1].1.body.contains("of it"));
    }
}

#[test]
fn a_second_send_says_that_the_first_would_be_posted_twice() {
    let setting = Setting {
        confirms: false,
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting)
        .keys("enter")
        .write("Hello")
        .keys("ctrl+s");
    assert_eq!(sends(&stage).len(), 1);
    let stage = stage.write(" World").keys("ctrl+s");
    assert!(screen(&stage).contains("It still holds words that are on the way"));
    let stage = stage.keys("enter").write(" And more");
    assert_eq!(sends(&stage).len(), 2);
    let stage = arrives(stage, 0);
    assert_eq!(text(&stage), " World And more");
    let stage = arrives(stage, 1);
    assert_eq!(text(&stage), " And more");
}

fn doubtful() -> ChatReply {
    ChatReply::NotSent(NotSent {
        unsure: true,
        request_id: "r-1".into(),
        ..fixtures::forbidden()
    })
}

#[test]
fn a_warning_of_doubt_ends_with_its_message() {
    let warns = "An earlier version of it may have arrived";
    let doubt = || answered(sending(), 0, doubtful());
    assert!(screen(&doubt()).contains("? Perhaps not sent"));
    let version = doubt().write(" and more").keys("ctrl+s");
    assert!(screen(&version).contains(warns), "{}", screen(&version));
    // Another message in the same draft is no version of it.
    let other = doubt()
        .keys("ctrl+a backspace")
        .write("Lunch?")
        .keys("ctrl+s");
    assert!(!screen(&other).contains(warns), "{}", screen(&other));
    // It is dropped from the activity, and nothing is said of it any more.
    let dropped = doubt().keys("alt+a d esc");
    assert!(
        !screen(&dropped).contains("Perhaps"),
        "{}",
        screen(&dropped)
    );
    let dropped = dropped.write(" and more").keys("ctrl+s");
    assert!(!screen(&dropped).contains(warns), "{}", screen(&dropped));
}

#[test]
fn a_webhook_in_doubt_is_asked_about_and_not_called_safe_to_repeat() {
    let mut stage = sending();
    let mut sender = stage.app.session.profile_sender().clone();
    sender.kind = SenderKind::Webhook;
    let news = BackgroundEvent::Connected(Ok(sender));
    stage = answered(stage.news(news), 0, doubtful());
    let shown = screen(&stage);
    for words in [
        "? Perhaps not sent",
        "Look into the space first",
        "asks before it is posted again",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.to_lowercase().contains("try again"), "{shown}");
}

#[test]
fn the_same_message_is_not_sent_while_it_is_on_the_way() {
    for confirms in [true, false] {
        let setting = Setting {
            confirms,
            ..Setting::default()
        };
        let stage = Stage::connected(SIZE, setting).keys("enter").write("Hello");
        let stage = stage.keys("ctrl+s");
        let stage = if confirms { stage.keys("enter") } else { stage };
        let stage = stage.keys("ctrl+s enter ctrl+s enter");
        assert_eq!(sends(&stage).len(), 1, "confirms: {confirms}");
        assert!(screen(&stage).contains("already on the way"));
        let stage = arrives(stage, 0);
        assert_eq!(text(&stage), "", "the Enters changed nothing");
    }
}

#[test]
fn another_draft_begins_at_the_first_option() {
    let stage = Stage::writing(SIZE).keys("f5 down down");
    assert_ne!(stage.app.panes.options.current(), Field::Viewer);
    let opened = OpenDraft {
        id: "draft-9".into(),
        ..OpenDraft::default()
    };
    let stage = stage
        .keys("ctrl+n enter")
        .answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(opened)))));
    assert_eq!(stage.app.panes.options.current(), Field::Viewer);
}

#[test]
fn the_viewer_of_words_that_stay_is_kept() {
    let viewer = "users/100000000000000000001";
    let setting = Setting {
        request: json!({
            "parent": fixtures::RELEASE,
            "messageId": "client-one",
            "message": {
                "text": "Hello",
                "privateMessageViewer": {"name": viewer},
                "cardsV2": [{"cardId": "one", "card": {"header": {"title": "Card"}}}],
            },
        }),
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).keys("f3 ctrl+s enter ctrl+end");
    assert_eq!(sends(&stage).len(), 1, "{}", screen(&stage));
    let stage = arrives(stage.write(" And more"), 0);
    let left = stage.app.document.draft().request();
    assert_eq!(
        *left,
        json!({"parent": fixtures::RELEASE, "message": {
            "text": " And more",
            "privateMessageViewer": {"name": viewer},
        }})
    );
}

#[test]
fn what_an_editor_brings_back_does_not_hold_what_was_sent_meanwhile() {
    for (edited, left) in [
        ("Hello\nAnd more", "\nAnd more"),
        ("Help", "Help"),
        ("Hello", ""),
    ] {
        let stage = sending().keys("ctrl+e");
        let editor = stage.effects.iter().rev().find_map(|effect| match effect {
            Effect::Terminal(_) => crate::harness::ticket(effect),
            _ => None,
        });
        let stage = arrives(stage, 0);
        let answer = Reply::Edited(Ok(edited.to_owned()));
        let stage = stage.event(Event::Replied(editor.unwrap(), answer));
        assert_eq!(text(&stage), left);
    }
}

/// What a person does, and what Chat answers.
#[derive(Clone, Debug)]
enum Step {
    /// Types one new character.
    Type,
    Keys(&'static str),
    Send,
    /// Sends to two marked spaces.
    SendToMany,
    /// Answers one of the sends without an answer.
    Arrive(usize),
    Fail(usize),
}

const KEYS: [&str; 14] = [
    "left",
    "right",
    "up",
    "ctrl+home",
    "ctrl+end",
    "ctrl+left",
    "backspace",
    "delete",
    "ctrl+w",
    "ctrl+z",
    "ctrl+y",
    "space",
    "shift+left",
    "enter",
];

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => Just(Step::Type),
        6 => select(&KEYS[..]).prop_map(Step::Keys),
        2 => Just(Step::Send),
        1 => Just(Step::SendToMany),
        2 => any::<usize>().prop_map(Step::Arrive),
        1 => any::<usize>().prop_map(Step::Fail),
    ]
}

fn letters(text: &str) -> BTreeSet<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns the numbers of spaces and of line ends.
fn blanks(text: &str) -> (usize, usize) {
    (text.matches(' ').count(), text.matches('\n').count())
}

fn letters_of(message: &Outgoing) -> BTreeSet<char> {
    let body: Value = serde_json::from_str(&message.body).unwrap();
    letters(body["text"].as_str().unwrap_or(""))
}

/// Does these steps, with every character typed but once, and holds that only what Chat has leaves the draft.
fn done(steps: &[Step]) {
    let mut stage = Stage::writing(SIZE);
    let mut answered = BTreeSet::new();
    let mut fresh = '一'..='龥';
    // The sends of which no letter was removed by the person since.
    let mut whole: BTreeSet<usize> = BTreeSet::new();
    for step in steps {
        let before = letters(stage.app.document.draft().text());
        let blanks_before = blanks(stage.app.document.draft().text());
        let open: Vec<usize> = (0..sends(&stage).len())
            .filter(|number| !answered.contains(number))
            .collect();
        match step {
            Step::Type => stage = stage.write(&fresh.next().unwrap().to_string()),
            Step::Keys(keys) => stage = stage.keys(keys),
            Step::Send => {
                let known = sends(&stage).len();
                stage = stage.keys("ctrl+s");
                if screen(&stage).contains("Enter sends") {
                    stage = stage.keys("enter");
                }
                whole.extend(known..sends(&stage).len());
            }
            Step::SendToMany => {
                let known = sends(&stage).len();
                stage = stage.keys("f2 home ctrl+t ctrl+t f3 ctrl+s");
                if screen(&stage).contains("Enter sends") {
                    stage = stage.keys("enter esc");
                }
                // Where it was refused the marks are still there.
                stage = stage.keys("f2 alt+u f3");
                whole.extend(known..sends(&stage).len());
            }
            Step::Arrive(at) | Step::Fail(at) if !open.is_empty() => {
                let number = open[at % open.len()];
                answered.insert(number);
                let message = letters_of(&sends(&stage)[number].1);
                let is_sent = matches!(step, Step::Arrive(_));
                stage = if is_sent {
                    arrives(stage, number)
                } else {
                    fails(stage, number)
                };
                let after = letters(text(&stage));
                let gone: BTreeSet<char> = before.difference(&after).copied().collect();
                if !is_sent {
                    assert!(gone.is_empty(), "a failure took {gone:?}");
                }
                assert!(gone.is_subset(&message), "{gone:?} were not in {message:?}");
                assert!(after.is_subset(&before), "an answer typed something");
                if is_sent && whole.contains(&number) {
                    let left: BTreeSet<char> = after.intersection(&message).copied().collect();
                    assert!(
                        left.is_empty(),
                        "{left:?} are in Chat and still in the draft"
                    );
                }
                continue;
            }
            Step::Arrive(_) | Step::Fail(_) => continue,
        }
        let after = letters(text(&stage));
        let sent = sends(&stage);
        // A blank that was sent is a part of the message as well, and blanks cannot be told apart.
        let blanks_after = blanks(text(&stage));
        if blanks_after.0 < blanks_before.0 || blanks_after.1 < blanks_before.1 {
            whole.clear();
        }
        whole.retain(|number| {
            let message = letters_of(&sent[*number].1);
            let is_hit = before.difference(&after).any(|c| message.contains(c))
                || after.difference(&before).any(|c| message.contains(c));
            !is_hit
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        // Each case is long.
        cases: ProptestConfig::default().cases / 4,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_edits_sends_failures_and_late_answers_lose_no_typed_letter(
        steps in vec(step(), 1..40)
    ) {
        done(&steps);
    }
}
