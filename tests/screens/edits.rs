//! Tests of edits: a message of the activity is changed in a draft of its own kind, which never posts a new message.

use chatquill::app::events::effect::{ChatCommand, DiskCommand, Effect};
use chatquill::app::events::event::{ChatReply, DiskReply, Reply, Sender, Size};
use chatquill::app::events::message_change::{ChangeKind, EditSend, NotChanged};
use chatquill::app::events::read_back::{ReadBack, Unread};
use chatquill::chat::sender::SenderKind;
use chatquill::chat::write_policy::WritePolicy;
use chatquill::delivery::change::Done;
use chatquill::message::draft_file::OpenDraft;
use chatquill::message::edit_target::{EditTarget, PendingEdit};
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

fn app() -> Sender {
    Sender {
        kind: SenderKind::App,
        ..fixtures::person()
    }
}

fn name() -> String {
    format!("{RELEASE}/messages/p1.p1")
}

fn in_chat() -> Value {
    json!({"name": name(), "text": "Build 17 is green", "formattedText": "Build *17* is green",
        "cardsV2": [{"cardId": "c", "card": {"sections": [{"widgets": [{"textParagraph": {"text": "in a card"}}]}]}}],
        "createTime": "2026-11-24T08:12:44.000001Z", "thread": {"name": format!("{RELEASE}/threads/p1")}})
}

fn read(answer: Result<Value, Unread>) -> Reply {
    let origin = Origin {
        profile: "me".into(),
        base: "https://chat.googleapis.com".into(),
        ..Origin::default()
    };
    Reply::Chat(ChatReply::Message(ReadBack { origin, answer }))
}

fn forbidden(is_forbidden: bool) -> Unread {
    Unread {
        problem: fixtures::forbidden().problem,
        is_forbidden,
        is_gone: false,
    }
}

/// Opens the activity of a sender over a draft with these words, and presses keys there.
fn activity(sender: Sender, words: &str, keys: &str) -> Stage {
    let setting = Setting {
        sender,
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).keys("enter");
    let stage = stage.write(words).keys("alt+a");
    stage
        .answer(Reply::Disk(DiskReply::History(Ok(fixtures::past_sends()))))
        .keys(keys)
}

/// Returns the target of the edit that was last requested.
fn target(stage: &Stage) -> Option<&EditTarget> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::StartEdit(_, target)) => Some(&**target),
        _ => None,
    })
}

/// Answers the request for the draft of an edit, as the disk does.
fn with_draft(stage: Stage) -> Stage {
    let target = target(&stage).unwrap().clone();
    opened(stage, target)
}

/// The same, with this request in the draft.
fn opened_as(stage: Stage, request: Value) -> Stage {
    let draft = OpenDraft {
        id: "edit-1".into(),
        request,
        edit: target(&stage).cloned().map(Box::new),
        ..OpenDraft::default()
    };
    stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(draft)))))
}

fn opened(stage: Stage, target: EditTarget) -> Stage {
    let draft = OpenDraft {
        id: "edit-1".into(),
        request: target.request(),
        edit: Some(Box::new(target)),
        ..OpenDraft::default()
    };
    stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(draft)))))
}

/// Opens the edit of the message of a sender, over a draft for somebody else.
fn editing(sender: Sender) -> Stage {
    with_draft(activity(sender, "For Grace", "e").answer(read(Ok(in_chat()))))
}

/// Returns the edit that was last sent, and of which message.
fn sent(stage: &Stage) -> Option<(&str, &EditSend)> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Chat(ChatCommand::Change(_, change)) => match &change.kind {
            ChangeKind::Edit(sent) => Some((change.name.as_str(), &**sent)),
            _ => None,
        },
        _ => None,
    })
}

fn posts(stage: &Stage) -> usize {
    let is_post = |effect: &&Effect| {
        matches!(
            effect,
            Effect::Chat(ChatCommand::Send(..) | ChatCommand::SendParts(..))
        )
    };
    stage.effects.iter().filter(is_post).count()
}

fn made(stage: Stage) -> Stage {
    stage.answer(Reply::Chat(ChatReply::Changed(Ok(Done::Made(json!({}))))))
}

#[test]
fn a_message_is_edited_as_it_stands_in_chat_and_the_difference_is_shown_before_it_goes() {
    let stage = editing(app());
    assert_eq!(stage.app.document.id(), "edit-1");
    assert_eq!(stage.app.document.draft().text(), "Build *17* is green");
    sees(&stage, "edits: Build *17* is green");
    sees(&stage, "shows the difference before it goes");
    sees(&stage, "→ An edit stays in its thread");
    sees(&stage, "✔ 0 errors");
    let is_kept = |effect: &Effect| {
        matches!(effect, Effect::Disk(DiskCommand::SaveDraft { id, request })
            if id == "draft-3" && request["message"]["text"] == "For Grace")
    };
    assert!(stage.effects.iter().any(is_kept), "the other one is kept");
    let stage = stage.keys("ctrl+end").write(" again").keys("ctrl+s");
    for words in [
        "Edit the message in # eng-release? Enter sends, Esc returns",
        "- Build *17* is green",
        "+ Build *17* is green again",
        "updateMask text as me (app)",
    ] {
        sees(&stage, words);
    }
    assert_eq!(sent(&stage), None, "it asks first");
    let stage = stage.keys("enter");
    let (of, edit) = sent(&stage).unwrap();
    assert_eq!(of, name());
    assert_eq!(edit.edit.update_mask(), "text");
    assert_eq!(
        edit.edit.message,
        json!({"text": "Build *17* is green again", "markupSyntax": "MARKUP_SYNTAX_CHAT"})
    );
    assert_eq!(posts(&stage), 0, "it is no new message");
}

#[test]
fn once_it_is_made_the_draft_before_comes_back_and_that_of_the_edit_ends() {
    let stage = editing(app())
        .keys("ctrl+end")
        .write("!")
        .keys("ctrl+s enter");
    let after = sent(&stage).unwrap().1.after.clone();
    let stage = made(stage);
    sees(&stage, "✔ Edited: Build *17* is green!");
    let back = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Disk(DiskCommand::OpenDraft(_, id)) => Some(id.clone()),
        _ => None,
    });
    assert_eq!(back, Some(Some("draft-3".into())));
    let end = Effect::Disk(DiskCommand::EndEdit("edit-1".into(), after));
    assert!(stage.effects.contains(&end));
    let before = OpenDraft {
        id: "draft-3".into(),
        request: json!({"message": {"text": "For Grace"}}),
        ..OpenDraft::default()
    };
    let stage = stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(before)))));
    sees(&stage, "✔ Edited: Build *17* is green!");
    // It is about no draft that is open, so writing goes on without it.
    let stage = stage.write("x");
    assert_eq!(stage.app.overlay.notice(), None);
}

#[test]
fn what_came_of_an_edit_goes_with_its_draft() {
    let stage = editing(app())
        .keys("ctrl+end")
        .write("!")
        .keys("ctrl+s enter");
    let failed = NotChanged {
        problem: fixtures::forbidden().problem,
        unsure: false,
        overtaken: None,
    };
    let stage = stage.answer(Reply::Chat(ChatReply::Changed(Err(failed))));
    sees(&stage, "✘ Not edited: ");
    let another = OpenDraft {
        id: "draft-4".into(),
        ..OpenDraft::default()
    };
    let stage = stage.keys("ctrl+n enter");
    let stage = stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(another)))));
    assert_eq!(stage.app.document.id(), "draft-4");
    assert_eq!(stage.app.overlay.notice(), None);
}

#[test]
fn what_is_typed_while_an_edit_is_on_the_way_stays_in_its_draft() {
    let stage = editing(app())
        .keys("ctrl+end")
        .write("!")
        .keys("ctrl+s enter");
    let stage = stage.write("!!").keys("ctrl+s");
    sees(&stage, "an edit of this message is on the way");
    let stage = made(stage.keys("esc"));
    assert_eq!(stage.app.document.id(), "edit-1");
    sees(&stage, "What you changed since stays");
    let stage = stage.keys("ctrl+s enter");
    let (_, edit) = sent(&stage).unwrap();
    assert_eq!(edit.edit.message["text"], "Build *17* is green!!!");
    sees(&stage, "Editing the message");
}

#[test]
fn cards_that_are_taken_out_are_cleared_and_nothing_else_is_sent() {
    let stage = editing(app()).keys("alt+3 d");
    assert_eq!(stage.app.document.draft().get("/message/cardsV2"), None);
    let stage = stage.keys("ctrl+s");
    sees(&stage, "- ");
    let stage = stage.keys("enter");
    let (_, edit) = sent(&stage).unwrap();
    assert_eq!(edit.edit.update_mask(), "cards_v2");
    assert_eq!(edit.edit.message, json!({"cardsV2": []}));
}

#[test]
fn the_json_tab_shows_the_patch_and_the_diff_tab_what_stands_in_chat() {
    let stage = editing(app()).keys("ctrl+end").write("!").keys("alt+5");
    for words in [
        &format!("PATCH /v1/{RELEASE}/"),
        "?updateMask=text",
        "Build *17* is green!",
    ] {
        sees(&stage, words);
    }
    let code = stage.keys("] ] ]");
    sees(&code, "There is code for new messages only");
    let stage = code
        .keys("ctrl+p")
        .write("what changed since")
        .keys("enter");
    sees(&stage, "Since the message was read from Chat");
}

#[test]
fn a_person_edits_the_text_alone() {
    let stage = editing(fixtures::person());
    assert_eq!(stage.app.document.draft().get("/message/cardsV2"), None);
    sees(&stage, "Its cards stay as they are");
    let stage = stage.keys("ctrl+end").write("!").keys("ctrl+s enter");
    assert_eq!(sent(&stage).unwrap().1.edit.update_mask(), "text");
}

#[test]
fn what_an_edit_cannot_change_stops_it_at_its_place() {
    let unchanged = editing(app()).keys("ctrl+s");
    sees(&unchanged, "nothing has changed");
    let stage = editing(app()).keys("ctrl+end").write("!");
    let thread = stage.keys("alt+4 down");
    sees(&thread, "stays in spaces/AAAArelease1/thread");
    let thread = thread.keys("enter");
    sees(&thread, "An edit cannot move a message");
    let thread = thread.write("deploy").paste("deploy").keys("t");
    assert!(thread.app.document.draft().get("/message/thread").is_none());
    let thread = thread.keys("ctrl+s enter");
    assert_eq!(sent(&thread).unwrap().1.edit.update_mask(), "text");
    let with_id = opened_as(
        activity(app(), "For Grace", "e").answer(read(Ok(in_chat()))),
        json!({"parent": RELEASE, "messageId": "client-a", "message": {"text": "other"}}),
    );
    let with_id = with_id.keys("ctrl+s enter");
    sees(&with_id, "an edit cannot change");
    assert_eq!(sent(&with_id), None);
    // What an edit cannot carry is taken out where it stands.
    let without = with_id.keys("d ctrl+s enter");
    assert_eq!(sent(&without).unwrap().1.edit.message["text"], "other");
    let stage = editing(app()).keys("ctrl+end").write("!");
    let elsewhere = stage
        .keys("alt+1")
        .write("lunch")
        .keys("enter ctrl+s enter");
    sees(&elsewhere, "an edit stays in its space, # eng-release");
    assert_eq!((sent(&elsewhere), posts(&elsewhere)), (None, 0));
}

#[test]
fn a_message_that_may_not_be_read_is_edited_as_it_was_sent() {
    let stage = activity(fixtures::person(), "", "e").answer(read(Err(forbidden(true))));
    let stage = with_draft(stage);
    assert_eq!(stage.app.document.draft().text(), "Build 17 is green");
    sees(&stage, "This profile may not read it");
    let failed = activity(fixtures::person(), "", "e").answer(read(Err(forbidden(false))));
    sees(&failed, &fixtures::forbidden().problem.title);
    assert_eq!(target(&failed), None);
}

#[test]
fn only_senders_that_may_are_offered_an_edit() {
    let webhook = Sender {
        kind: SenderKind::Webhook,
        ..fixtures::person()
    };
    let other = Sender {
        profile: "somebody".into(),
        ..fixtures::person()
    };
    for (sender, why) in [
        (
            webhook,
            "A webhook only creates messages; it cannot edit messages",
        ),
        (other, "Only its own sender may edit it: the profile \"me\""),
    ] {
        let stage = activity(sender, "", "e");
        sees(&stage, why);
        let is_read =
            |effect: &Effect| matches!(effect, Effect::Chat(ChatCommand::ReadMessage(..)));
        assert!(!stage.effects.iter().any(is_read));
    }
    sees(&activity(fixtures::person(), "", ""), "e edit");
}

#[test]
fn a_webhooks_message_is_not_said_to_have_a_profile_that_may_edit_it() {
    let mut past = fixtures::past_sends();
    for send in &mut past {
        send.entry.origin.is_webhook = true;
        send.entry.origin.profile.clear();
    }
    let setting = Setting {
        sender: fixtures::person(),
        ..Setting::default()
    };
    let listed = Reply::Disk(DiskReply::History(Ok(past)));
    let stage = Stage::connected(SIZE, setting).keys("enter alt+a");
    let stage = stage.answer(listed).keys("e");
    sees(&stage, "A webhook sent it, which only creates messages");
}

#[test]
fn an_edit_that_was_cut_off_is_told_and_goes_out_as_an_edit() {
    let target = EditTarget {
        name: name(),
        profile: "me".into(),
        base: "https://chat.googleapis.com".into(),
        before: json!({"text": "Build 17 is green"}),
        pending: Some(PendingEdit::default()),
        ..EditTarget::default()
    };
    let setting = Setting {
        sender: app(),
        ..Setting::default()
    };
    let stage = opened(
        Stage::connected(SIZE, setting).keys("ctrl+o"),
        target.clone(),
    );
    let draft = OpenDraft {
        id: "edit-1".into(),
        request: json!({"parent": RELEASE, "message": {"text": "Build 18"}}),
        edit: Some(Box::new(target)),
        ..OpenDraft::default()
    };
    let entry = chatquill::message::draft_file::DraftEntry {
        id: "edit-1".into(),
        excerpt: "Build 18".into(),
        parent: RELEASE.into(),
        bytes: 10,
        saved: "just now".into(),
        is_open_elsewhere: false,
        edit: None,
    };
    let stage = stage.answer(Reply::Disk(DiskReply::Drafts(Ok(vec![entry]))));
    let stage = stage.keys("enter");
    let stage = stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(draft)))));
    sees(&stage, "it may have been made");
    let stage = stage.keys("ctrl+s");
    sees(&stage, "sending it again is safe");
    let stage = stage.keys("enter");
    assert_eq!(sent(&stage).unwrap().0, name());
    assert_eq!(posts(&stage), 0);
}

#[test]
fn an_edit_whose_message_is_not_known_is_never_posted() {
    let setting = Setting {
        sender: app(),
        ..Setting::default()
    };
    let stage = Stage::connected(SIZE, setting).keys("ctrl+n");
    let ticket = stage.effects.iter().rev().find_map(crate::harness::ticket);
    let stage = stage.answer(Reply::Disk(DiskReply::Templates(Ok(Vec::new()))));
    assert!(ticket.is_some());
    let stage = stage.keys("ctrl+n");
    let draft = OpenDraft {
        id: "edit-1".into(),
        request: json!({"parent": RELEASE, "message": {"text": "Build 18"}}),
        ..OpenDraft::default()
    };
    let stage = stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(draft)))));
    sees(&stage, "Which message this draft edits cannot be read");
    let stage = stage.keys("ctrl+s enter");
    sees(&stage, "which message this draft edits cannot be read");
    assert_eq!((sent(&stage), posts(&stage)), (None, 0));
}

#[test]
fn a_guarded_profile_wants_the_word_of_an_edit() {
    let sender = Sender {
        policy: WritePolicy {
            is_production: true,
            ..WritePolicy::default()
        },
        ..app()
    };
    let stage = editing(sender)
        .keys("ctrl+end")
        .write("!")
        .keys("ctrl+s enter");
    sees(&stage, "+ Build *17* is green!");
    assert_eq!(sent(&stage), None);
    let stage = stage.write("send").keys("enter");
    assert_eq!(sent(&stage).unwrap().0, name());
}

#[test]
fn an_edit_that_fails_stays_in_its_draft_and_doubt_is_told() {
    for (unsure, title) in [(false, "✘ Not edited: "), (true, "? Perhaps not edited: ")] {
        let stage = editing(app())
            .keys("ctrl+end")
            .write("!")
            .keys("ctrl+s enter");
        let failed = NotChanged {
            problem: fixtures::forbidden().problem,
            unsure,
            overtaken: None,
        };
        let stage = stage.answer(Reply::Chat(ChatReply::Changed(Err(failed))));
        sees(&stage, title);
        assert_eq!(stage.app.document.draft().text(), "Build *17* is green!");
        let stage = stage.keys("ctrl+s enter");
        assert_eq!(sent(&stage).unwrap().1.edit.update_mask(), "text");
    }
}

/// Answers an edit: somebody changed the message in Chat since it was read.
fn overtaken(stage: Stage) -> Stage {
    let failed = NotChanged {
        problem: fixtures::forbidden().problem,
        unsure: false,
        overtaken: Some(Box::new(json!({"text": "Build 18 is red"}))),
    };
    stage.answer(Reply::Chat(ChatReply::Changed(Err(failed))))
}

#[test]
fn an_edit_that_was_overtaken_in_chat_asks_again_with_the_new_difference() {
    let begun = || editing(app()).keys("ctrl+end").write("!");
    let stage = begun().keys("ctrl+s enter");
    let forms = &sent(&stage).unwrap().1.forms;
    assert_eq!(forms[0]["text"], "Build *17* is green");
    let stage = overtaken(stage);
    for words in [
        "It was changed in Chat since the edit began",
        "- Build 18 is red",
        "+ Build *17* is green!",
        "updateMask text as me",
    ] {
        sees(&stage, words);
    }
    let stage = stage.keys("enter");
    assert_eq!(sent(&stage).unwrap().1.forms[0]["text"], "Build 18 is red");
    // Whoever writes on is told, and asked at the next send.
    let stage = overtaken(begun().keys("ctrl+s enter").write("!"));
    sees(&stage, "✘ Not edited: ");
    let stage = stage.keys("ctrl+s");
    sees(&stage, "It was changed in Chat since the edit began");
    sees(&stage, "+ Build *17* is green!!");
}

/// Returns the request of the new draft after a quote, with the disk's answer.
fn quoted(stage: Stage) -> Value {
    let stage = stage.answer(Reply::Disk(DiskReply::Opened(Ok(Box::new(OpenDraft {
        id: "draft-9".into(),
        ..OpenDraft::default()
    })))));
    stage.app.document.draft().request().clone()
}

#[test]
fn a_quote_has_the_time_of_the_last_edit_and_the_thread_of_a_reply() {
    let quote = |time: &str| json!({"name": name(), "lastUpdateTime": time});
    let thread = format!("{RELEASE}/threads/p1");
    for (more, message, option) in [
        (
            json!({}),
            json!({"quotedMessageMetadata": quote("2026-11-24T08:12:44.000001Z")}),
            Value::Null,
        ),
        (
            json!({"lastUpdateTime": "2026-11-25T00:00:00Z", "threadReply": true}),
            json!({"quotedMessageMetadata": quote("2026-11-25T00:00:00Z"), "thread": {"name": thread}}),
            json!("REPLY_MESSAGE_OR_FAIL"),
        ),
    ] {
        let mut answer = in_chat();
        for (name, value) in more.as_object().unwrap() {
            answer[name] = value.clone();
        }
        let stage = activity(fixtures::person(), "For Grace", "Q").answer(read(Ok(answer)));
        assert_eq!(stage.app.document.draft().text(), "For Grace");
        let request = quoted(stage);
        assert_eq!(request["message"], message);
        assert_eq!(request["messageReplyOption"], option);
        assert_eq!(request["parent"], RELEASE);
    }
    let webhook = Sender {
        kind: SenderKind::Webhook,
        ..fixtures::person()
    };
    sees(
        &activity(webhook, "", "Q"),
        "A webhook only creates messages; it cannot quote messages",
    );
}

#[test]
fn a_message_is_read_back_and_shown_as_it_stands() {
    let stage = activity(fixtures::person(), "", "b").answer(read(Ok(in_chat())));
    sees(&stage, "As it stands in Chat");
    sees(&stage, "\"formattedText\": \"Build *17* is green\"");
    let stage = stage.keys("esc");
    sees(&stage, "Soup at noon");
    let failed = activity(fixtures::person(), "", "b").answer(read(Err(forbidden(true))));
    sees(&failed, &fixtures::forbidden().problem.title);
    let moved = activity(fixtures::person(), "", "b down");
    let moved = moved.answer(read(Ok(in_chat())));
    sees(&moved, "Soup at noon");
}
