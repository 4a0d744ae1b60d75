//! Tests of the activity: sends of all runs in one list, and what follows from a row.

use chatquill::app::events::effect::{ChatCommand, DiskCommand, Effect, TerminalCommand};
use chatquill::app::events::event::{ChatReply, DiskReply, Event, Reply, Sender, Size};
use chatquill::app::events::message_change::{ChangeKind, MessageChange, NotChanged};
use chatquill::app::events::past_send::PastSend;
use chatquill::chat::sender::SenderKind;
use chatquill::chat::write_policy::WritePolicy;
use chatquill::delivery::change::Done;
use chatquill::message::draft_file::OpenDraft;
use chatquill::store::history_entry::State;
use chatquill::view::theme::Theme;
use serde_json::json;

use crate::fixtures::{self, RELEASE};
use crate::harness::{Setting, Stage};
use crate::{screen_text, states};

const SIZE: Size = Size {
    width: 120,
    height: 40,
};

/// Answers the question for the history.
fn with_history(stage: Stage, sends: Vec<PastSend>) -> Stage {
    stage.answer(Reply::Disk(DiskReply::History(Ok(sends))))
}

/// Opens the activity with the sends of earlier runs, while something is written.
fn open() -> Stage {
    let stage = Stage::writing(SIZE).write("For Grace").keys("alt+a");
    with_history(stage, fixtures::past_sends())
}

/// Answers the question for a new draft.
fn with_new_draft(stage: Stage) -> Stage {
    stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(OpenDraft {
        id: "draft-9".into(),
        ..OpenDraft::default()
    })))))
}

/// Returns the rows of the screen.
pub fn screen(stage: &Stage) -> Vec<String> {
    screen_text::rows(&stage.draw(&Theme::named("dark").unwrap()).0)
}

/// Returns how many rows of the screen hold these words.
fn count(stage: &Stage, words: &str) -> usize {
    let rows = screen(stage);
    rows.iter().filter(|row| row.contains(words)).count()
}

#[track_caller]
fn sees(stage: &Stage, words: &str) {
    assert!(count(stage, words) > 0, "{words}\n{:#?}", screen(stage));
}

fn copied(stage: &Stage) -> Option<&str> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Terminal(TerminalCommand::Copy(text)) => Some(text.as_str()),
        _ => None,
    })
}

#[test]
fn sends_of_earlier_runs_are_listed_after_a_restart() {
    let stage = Stage::writing(SIZE).keys("alt+a");
    sees(&stage, "Reading the history");
    let stage = with_history(stage, fixtures::past_sends());
    for words in [
        "✔ sent      2026-11-24 # eng-release  Build 17 is green",
        "✎ edited    2026-11-24 # lunch  Soup at noon",
        "✘ not sent  2026-11-24 # eng-release  Build 16 broke",
        "– deleted   2026-11-24 # eng-release  Oops",
        "Link    https://chat.google.com/room/AAAArelease1/p1/p1",
        "09:12 on 2026-11-24 · 28 B · me user",
    ] {
        sees(&stage, words);
    }
    assert_eq!(count(&stage, "No messages sent yet"), 0);
}

#[test]
fn a_history_that_cannot_be_read_is_told() {
    let stage = Stage::writing(SIZE).keys("alt+a");
    let problem = fixtures::forbidden().problem;
    let stage = stage.answer(Reply::Disk(DiskReply::History(Err(problem.clone()))));
    sees(&stage, &problem.title);
}

#[test]
fn a_send_of_this_run_is_one_row_with_its_history() {
    let stage = states::sent(SIZE);
    let ticket = stage.app.outbox.entries()[0].ticket;
    let id = ChatReply::Sending("r-9".into());
    let stage = stage.event(Event::Replied(ticket, Reply::Chat(id)));
    let own = fixtures::past_send("r-9", RELEASE, State::Sent, "Release 2.4");
    let sends = [vec![own], fixtures::past_sends()].concat();
    let stage = with_history(stage.keys("alt+a"), sends);
    assert_eq!(count(&stage, "✔ sent "), 2, "{:#?}", screen(&stage));
    sees(&stage, "Took ");
    sees(&stage, "09:12 on 2026-11-24");
}

#[test]
fn a_search_finds_words_states_and_spaces() {
    for (typed, found, missed) in [
        ("green", "Build 17 is green", "Soup at noon"),
        ("lunch000", "", "Soup at noon"),
        ("failed", "Build 16 broke", "Build 17 is green"),
        ("build broke", "Build 16 broke", "Build 17 is green"),
        ("aaaalunch001", "Soup at noon", "Oops"),
    ] {
        let stage = open().keys("/").write(typed);
        if found.is_empty() {
            sees(&stage, "No send fits");
        } else {
            sees(&stage, found);
        }
        assert_eq!(count(&stage, missed), 0, "{typed}\n{:#?}", screen(&stage));
        let kept = stage.keys("enter down");
        assert_eq!(count(&kept, missed), 0, "Enter keeps the search");
        sees(&kept.keys("esc"), missed);
    }
    let left = open().keys("/").write("green").keys("esc esc");
    assert!(left.app.overlay.dialog().is_none());
}

#[test]
fn a_row_opens_in_a_draft_of_its_own() {
    let stage = open().keys("enter");
    let asked = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::OpenDraft(_, id)) => Some(id.clone()),
        _ => None,
    });
    assert_eq!(asked, Some(None), "a new draft is asked for");
    assert_eq!(stage.app.document.draft().text(), "For Grace");
    let stage = with_new_draft(stage);
    assert_eq!(stage.app.document.id(), "draft-9");
    assert_eq!(
        stage.app.document.draft().request(),
        &json!({"parent": RELEASE, "message": {"text": "Build 17 is green"}})
    );
    let is_kept = |effect: &Effect| {
        matches!(effect, Effect::Disk(DiskCommand::SaveDraft { id, request })
            if id == "draft-3" && request["message"]["text"] == "For Grace")
    };
    assert!(stage.effects.iter().any(is_kept), "the other one is kept");
    let in_place = with_history(Stage::writing(SIZE).keys("alt+a"), fixtures::past_sends());
    let in_place = in_place.keys("enter");
    assert_eq!(in_place.app.document.id(), "draft-3");
    assert_eq!(in_place.app.document.draft().text(), "Build 17 is green");
}

#[test]
fn a_reply_does_not_redirect_words_for_somebody_else() {
    let stage = with_new_draft(open().keys("r"));
    assert_eq!(
        stage.app.document.draft().request(),
        &json!({
            "parent": RELEASE,
            "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
            "message": {"thread": {"name": format!("{RELEASE}/threads/p1")}},
        })
    );
    sees(&stage, "a draft of its own");
    let empty = with_history(Stage::writing(SIZE).keys("alt+a"), fixtures::past_sends());
    let empty = empty.keys("r");
    assert_eq!(
        empty.app.document.id(),
        "draft-3",
        "an empty draft is taken"
    );
    let thread = &empty.app.document.draft().request()["message"]["thread"]["name"];
    assert_eq!(thread, &json!(format!("{RELEASE}/threads/p1")));
    let last = with_new_draft(states::sent(SIZE).write("For Grace").keys("alt+r"));
    assert_eq!(last.app.document.id(), "draft-9");
    assert_eq!(last.app.document.draft().text(), "");
}

#[test]
fn a_reply_in_a_space_without_threads_says_so() {
    let stage = with_new_draft(open().keys("down r"));
    sees(&stage, "# lunch has no reply threads");
    assert_eq!(
        stage.app.document.draft().request(),
        &json!({"parent": "spaces/AAAAlunch001", "message": {}})
    );
}

#[test]
fn what_is_not_in_chat_cannot_be_replied_to() {
    let stage = open().keys("down down r");
    sees(&stage, "There is no message in Chat to reply to");
    assert_eq!(stage.app.document.draft().text(), "For Grace");
}

#[test]
fn name_link_and_text_of_a_row_are_copied() {
    for (key, expected) in [
        ("y", "spaces/AAAArelease1/messages/p1.p1"),
        ("l", "https://chat.google.com/room/AAAArelease1/p1/p1"),
        ("t", "Build 17 is green"),
    ] {
        assert_eq!(copied(&open().keys(key)), Some(expected), "{key}");
    }
    let failed = open().keys("down down y");
    assert_eq!(copied(&failed), None);
    sees(&failed, "only a message in Chat has one");
}

#[test]
fn help_shows_the_keys_of_the_list() {
    let stage = open().keys("?");
    sees(&stage, "Reply in its thread");
}

/// Returns the change that was last asked for.
fn change(stage: &Stage) -> Option<&MessageChange> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::Change(_, change)) => Some(change),
        _ => None,
    })
}

/// Opens the activity of a profile with the sends of its earlier runs.
fn open_as(sender: Sender) -> Stage {
    let setting = Setting {
        sender,
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).keys("enter alt+a");
    with_history(stage, fixtures::past_sends())
}

#[test]
fn a_message_is_deleted_after_a_question_that_names_it() {
    let stage = open_as(fixtures::person()).keys("D");
    sees(
        &stage,
        "Delete this message in # eng-release for everybody?",
    );
    sees(&stage, "┃ Build 17 is green");
    assert_eq!(change(&stage), None, "it asks first");
    let left = stage.keys("esc");
    assert_eq!(change(&left), None);
    sees(&left, "D delete");
    let stage = left.keys("D enter");
    let asked = change(&stage).unwrap();
    assert_eq!(asked.name, format!("{RELEASE}/messages/p1.p1"));
    assert_eq!(asked.kind, ChangeKind::Delete);
    assert_eq!(asked.origin.as_ref().unwrap().profile, "me");
    sees(&stage, "deleting it…");
    let done = Reply::Chat(ChatReply::Changed(Ok(Done::Made(json!({})))));
    let stage = stage.answer(done);
    sees(&stage, "✔ Deleted: Build 17 is green");
    let mut sends = fixtures::past_sends();
    sends[0].entry.state = State::Deleted;
    let stage = with_history(stage, sends).keys("D");
    assert_eq!(count(&stage, "– deleted"), 2, "{:#?}", screen(&stage));
    sees(&stage, "It was deleted already");
}

#[test]
fn the_first_part_of_a_message_is_listed_once() {
    let stage = states::sent(SIZE);
    let mut stage = stage;
    let name = stage.app.outbox.last_sent().unwrap().1.name.clone();
    let ticket = stage.app.outbox.entries()[0].ticket;
    // A message in parts has no request ID itself; each of its parts has one.
    stage
        .app
        .outbox
        .find(ticket)
        .unwrap()
        .request
        .request_id
        .clear();
    let mut part = fixtures::past_send("p9", RELEASE, State::Sent, "The first part");
    part.entry.sent.as_mut().unwrap().name = name;
    let stage = with_history(stage.keys("alt+a"), vec![part]);
    assert_eq!(count(&stage, "✔ sent"), 1, "{:#?}", screen(&stage));
}

#[test]
fn what_was_changed_in_this_run_is_shown_without_a_history() {
    let empty = |stage: Stage| with_history(stage, Vec::new());
    let done = || Reply::Chat(ChatReply::Changed(Ok(Done::Made(json!({})))));
    let stage = empty(states::sent(SIZE).keys("alt+a"));
    sees(&stage, "✔ sent");
    let name = stage.app.outbox.last_sent().unwrap().1.name.clone();
    let mut edited = stage;
    let fields = json!({"text": "Other words"});
    edited.app.outbox.edit(&name, &fields, "Other words");
    let stage = edited.keys("D");
    sees(&stage, "✎ edited");
    sees(&stage, "┃ Other words");
    let stage = empty(stage.keys("enter").answer(done()));
    sees(&stage, "– deleted");
    assert_eq!(count(&stage, "✔ sent"), 0, "{:#?}", screen(&stage));
    for gone in ["e edit", "Q quote", "D delete", "r reply"] {
        assert_eq!(count(&stage, gone), 0, "{gone}: {:#?}", screen(&stage));
    }
    let stage = stage.keys("esc alt+r");
    sees(&stage, "There is no sent message to reply to yet");
}

#[test]
fn a_reaction_is_chosen_or_typed() {
    for (keys, emoji) in [
        ("", "👍"),
        ("rocket", "🚀"),
        ("🦊", "🦊"),
        (":parrot:", ":parrot:"),
    ] {
        let stage = open_as(fixtures::person()).keys(":");
        sees(&stage, "thumbs up");
        let stage = stage.write(keys).keys("enter");
        let asked = change(&stage).unwrap();
        assert_eq!(asked.kind, ChangeKind::React(emoji.into()));
        let done = Reply::Chat(ChatReply::Changed(Ok(Done::Already)));
        let stage = stage.answer(done);
        sees(&stage, &format!("Reacted with {emoji}"));
        sees(&stage, "It was so already");
    }
    let none = open_as(fixtures::person())
        .keys(":")
        .write("no such")
        .keys("enter");
    assert_eq!(change(&none), None);
    sees(&none, "No such emoji");
}

#[test]
fn a_change_that_fails_is_told_in_the_notice_and_in_the_row() {
    for (unsure, title, row) in [
        (false, "✘ Not pinned: ", "not pinned ┃"),
        (true, "? Perhaps not pinned: ", "perhaps not pinned ┃"),
    ] {
        let stage = open_as(fixtures::person()).keys("p");
        assert_eq!(change(&stage).unwrap().kind, ChangeKind::Pin);
        let failed = NotChanged {
            problem: fixtures::forbidden().problem,
            unsure,
            overtaken: None,
        };
        let stage = stage.answer(Reply::Chat(ChatReply::Changed(Err(failed))));
        sees(
            &stage,
            &format!("{title}{}", fixtures::forbidden().problem.title),
        );
        sees(&stage, row);
    }
}

#[test]
fn only_senders_that_may_are_offered_a_change() {
    let app = Sender {
        profile: "me".into(),
        kind: SenderKind::App,
        ..fixtures::person()
    };
    let webhook = Sender {
        kind: SenderKind::Webhook,
        ..app.clone()
    };
    let other = Sender {
        profile: "somebody".into(),
        ..fixtures::person()
    };
    for (sender, keys, why) in [
        (&app, ":", "Google Chat lets only people react to messages"),
        (&app, "p", "Google Chat lets only people pin messages"),
        (&webhook, "D", "A webhook only creates messages"),
        (
            &other,
            "D",
            "Only its own sender may delete it: the profile \"me\"",
        ),
        (
            &fixtures::sandbox(),
            "D",
            "Only its own sender may delete it",
        ),
    ] {
        let stage = open_as(sender.clone());
        let hint = match keys {
            ":" => ": react",
            "p" => "p pin",
            _ => "D delete",
        };
        assert_eq!(count(&stage, hint), 0, "{keys}: {:#?}", screen(&stage));
        let stage = stage.keys(keys).keys("enter");
        assert_eq!(change(&stage), None);
        let stage = open_as(sender.clone()).keys(keys);
        sees(&stage, why);
    }
    sees(&open_as(app), "D delete");
    sees(&open_as(other), ": react");
}

#[test]
fn a_guarded_profile_wants_the_word_of_every_change() {
    let sender = Sender {
        policy: WritePolicy {
            is_production: true,
            ..WritePolicy::default()
        },
        ..fixtures::person()
    };
    for (keys, word) in [
        ("D", "delete"),
        ("p", "pin"),
        ("P", "unpin"),
        (": enter", "react"),
    ] {
        let stage = open_as(sender.clone()).keys(keys);
        sees(&stage, &format!("PRODUCTION: type \"{word}\""));
        let stage = stage.keys("enter");
        assert_eq!(change(&stage), None, "{word}");
        let stage = stage.write(word).keys("enter");
        assert_eq!(change(&stage).unwrap().kind.word(), word);
    }
}

#[test]
fn the_message_sent_last_is_changed_from_the_palette() {
    let stage = states::sent(SIZE)
        .keys("ctrl+p")
        .write("Delete the message sent last")
        .keys("enter");
    sees(&stage, "Delete this message in # eng-release");
    let stage = stage.keys("enter");
    assert_eq!(change(&stage).unwrap().name, fixtures::sent().name);
}
