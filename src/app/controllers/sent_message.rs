//! Controller of what follows from a message that was sent: a reply, a new draft of it, copies of its name and words.

use serde_json::{Value, json};

use crate::app::controllers::edit_draft;
use crate::app::controllers::new_draft;
use crate::app::dialogs::listed_send::{ListedSend, SendState};
use crate::app::events::effect::{DiskCommand, Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::open_state::{Content, MessageStart};
use crate::app::state::option_fields;
use crate::app::state::outbox::Entry;
use crate::document::pointer;
use crate::input::action::Action;
use crate::message::draft::at;
use crate::message::draft_file::OpenDraft;
use crate::message::field_change::{Change, Grouping};
use crate::message::message_ref;
use crate::message::space_ref;
use crate::message::thread::{self, ReplyOption};
use crate::message::title::heading;

/// What of a message is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its resource name.
    Name,
    /// Its address in a browser.
    Link,
    /// Its text.
    Text,
}

/// Prepares a reply in the thread of the message sent last.
pub fn reply_to_last(app: &mut App, effects: &mut Vec<Effect>) {
    let Some((entry, sent)) = app.outbox.last_sent() else {
        let title = "There is no sent message to reply to yet";
        show_earlier(app, title);
        return;
    };
    let (parent, thread) = (entry.request.parent.clone(), sent.thread.clone());
    reply(app, &parent, &thread, effects);
}

/// Prepares a reply in a thread of a space: in the open draft if that is empty, else in a new one.
///
/// What is written in the open draft is meant for somebody else, so it is left as it is.
pub fn reply(app: &mut App, parent: &str, thread: &str, effects: &mut Vec<Effect>) {
    let space = app.panes.spaces.find(parent);
    let (thread, notice) = if !thread::is_threaded(space) {
        let label = app.panes.spaces.label_of(parent);
        let title = format!("{label} has no reply threads: the reply goes into the conversation");
        ("", Notice::new(Tone::Warning, title))
    } else if thread.is_empty() {
        let title = "Chat gave no thread of that message: the reply starts a new one";
        ("", Notice::new(Tone::Warning, title))
    } else {
        let title = "Write the reply; it joins the thread of the sent message";
        (thread, Notice::new(Tone::Info, title))
    };
    if edit_draft::takes_new_message(app) {
        let mut changes = vec![
            Change::new(at::PARENT, Some(parent.into())),
            Change::new(at::QUOTE, None),
        ];
        if thread.is_empty() {
            changes.push(Change::new(at::THREAD, None));
        } else {
            changes.extend(option_fields::joined(thread));
        }
        app.document.draft_mut().change(&changes, Grouping::Alone);
        show_draft(app, notice);
        return;
    }
    let notice = notice.with("It is a draft of its own; the other one is kept.");
    let request = if thread.is_empty() {
        json!({ "parent": parent, "message": {} })
    } else {
        json!({
            "parent": parent,
            "messageReplyOption": ReplyOption::Fallback.value(),
            "message": { "thread": { "name": thread } },
        })
    };
    start(app, request, notice, None, effects);
}

/// Opens a message of the activity as a draft, to be changed and sent: the open one if that is empty, else a new one.
///
/// A message that was sent stays in the activity, too; one on its way is left alone.
pub fn reopen(app: &mut App, row: &ListedSend<'_>, effects: &mut Vec<Effect>) {
    let is_known_unsent =
        |live: &&Entry| live.is_unsent() && !live.is_in_doubt() && !live.is_foreign;
    // What may be in Chat keeps its record: sent again as it is, it uses the same ID.
    let ends = row.live.filter(is_known_unsent).map(|live| live.ticket);
    let Some(request) = row.request() else {
        let title = "That message was too large to be kept, or cannot be read, so it is not opened";
        app.overlay.show(Notice::new(Tone::Info, title));
        return;
    };
    let title = match row.state() {
        SendState::Sent | SendState::Edited => "A draft of the message; sent, it is a second one",
        SendState::Deleted => "A draft of the deleted message",
        SendState::Unsure | SendState::Cancelled => {
            "A draft of the message, which may be in Chat already"
        }
        SendState::NotSent | SendState::Sending => "A draft of the message",
    };
    let notice = Notice::new(Tone::Info, title);
    if !edit_draft::takes_new_message(app) {
        let notice = notice.with("It is a draft of its own; the other one is kept.");
        start(app, request, notice, ends, effects);
        return;
    }
    put_into_open(app, request);
    let record = taken_out(app, ends);
    effects.extend(record.map(|id| Effect::Disk(DiskCommand::EndSend(id))));
    show_draft(app, notice);
}

/// Prepares a quote of a message that was read from Chat: in the open draft if that is empty, else in a new one.
///
/// Google wants the time of its last edit exactly, and quotes a reply in its own thread only.
pub fn quote(app: &mut App, message: &Value, effects: &mut Vec<Effect>) {
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let edited = text("/lastUpdateTime").or_else(|| text("/createTime"));
    let (Some(name), Some(edited)) = (text("/name"), edited) else {
        let title = "Chat gave neither name nor time of the message, so it cannot be quoted";
        app.overlay.show(Notice::new(Tone::Info, title));
        return;
    };
    app.quotes.learn(name, message);
    let parent = space_ref::space_of(name).unwrap_or_default();
    let mut request = json!({
        "parent": parent,
        "message": { "quotedMessageMetadata": { "name": name, "lastUpdateTime": edited } },
    });
    let is_reply = message.get("threadReply") == Some(&Value::Bool(true));
    if let Some(thread) = text("/thread/name").filter(|_| is_reply) {
        request["message"]["thread"] = json!({ "name": thread });
        request["messageReplyOption"] = json!(ReplyOption::OrFail.value());
    }
    let notice = Notice::new(
        Tone::Info,
        format!("Write below the quote of: {}", heading(message)),
    );
    if edit_draft::takes_new_message(app) {
        put_into_open(app, request);
        show_draft(app, notice);
    } else {
        let notice = notice.with("It is a draft of its own; the other one is kept.");
        start(app, request, notice, None, effects);
    }
}

/// Puts a request into the open draft, which is empty.
fn put_into_open(app: &mut App, request: Value) {
    let mut changes = [at::MESSAGE_ID, at::REPLY_OPTION, at::NOTIFICATION_OPTIONS]
        .map(|pointer| Change::new(pointer, None))
        .to_vec();
    if let Value::Object(fields) = request {
        let set =
            |(name, value): (String, Value)| Change::new(pointer::join("", &name), Some(value));
        changes.extend(fields.into_iter().map(set));
    }
    app.document.draft_mut().change(&changes, Grouping::Alone);
}

/// Requests a new draft of this request; `ends` is the ticket of a message whose record ends once it is on disk.
fn start(
    app: &mut App,
    request: Value,
    notice: Notice,
    ends: Option<Ticket>,
    effects: &mut Vec<Effect>,
) {
    let content = MessageStart {
        request,
        notice,
        ends,
    };
    new_draft::open_with(app, None, Content::Message(Box::new(content)), effects);
}

/// Fills a new draft that the disk opened.
pub fn fill(app: &mut App, mut opened: OpenDraft, start: MessageStart) {
    opened.request = start.request;
    app.open(opened);
    // Nothing of it is on disk yet.
    app.document.mark_never_saved();
    if let Some(request_id) = taken_out(app, start.ends) {
        app.document.end_send_after_save(request_id);
    }
    show_draft(app, start.notice);
}

/// Takes a message that is in the open draft now off the list, and returns the `requestId` of its record.
fn taken_out(app: &mut App, ends: Option<Ticket>) -> Option<String> {
    let request_id = app.outbox.take_unsent(ends?)?.request.request_id;
    (!request_id.is_empty()).then_some(request_id)
}

/// Shows the open draft, whose words come next.
fn show_draft(app: &mut App, notice: Notice) {
    app.sync_text(usize::MAX);
    app.panes.spaces.seek(app.document.draft().parent());
    app.overlay.close();
    app.overlay.show(notice);
    app.panes.focus_on(Pane::Text);
}

/// Copies a part of the message sent last.
pub fn copy_of_last(app: &mut App, part: Part, effects: &mut Vec<Effect>) {
    let Some((entry, _)) = app.outbox.last_sent() else {
        show_earlier(app, "There is no sent message to copy from yet");
        return;
    };
    let row = ListedSend {
        live: Some(entry),
        past: None,
    };
    let found = copied(app, &row, part);
    tell_copy(app, found, effects);
}

/// Copies a part of a message to the clipboard; `found` is what [`copied`] returned.
pub fn tell_copy(app: &mut App, found: Result<String, &'static str>, effects: &mut Vec<Effect>) {
    match found {
        Ok(text) => effects.push(Effect::Terminal(TerminalCommand::Copy(text))),
        Err(why) => app.overlay.show(Notice::new(Tone::Info, why)),
    }
}

/// Returns a part of a message.
///
/// # Errors
/// Where it has none, with the sentence for the user.
pub fn copied(app: &App, row: &ListedSend<'_>, part: Part) -> Result<String, &'static str> {
    let (text, why) = match part {
        Part::Name => (
            row.name().to_owned(),
            "It has no name yet: only a message in Chat has one",
        ),
        Part::Link => {
            let space = app.panes.spaces.find(row.parent());
            let own = message_ref::link(row.name(), space.and_then(|space| space.uri.as_deref()));
            let known = row.past.map(|past| past.entry.link.clone());
            let link = own.or(known).unwrap_or_default();
            (link, "No address of that message is known")
        }
        Part::Text => {
            let message = row.message();
            let text = message.get("text").and_then(Value::as_str).unwrap_or("");
            (text.to_owned(), "That message has no text")
        }
    };
    if text.is_empty() { Err(why) } else { Ok(text) }
}

/// Says that nothing was sent in this run, and where the messages of earlier ones are.
pub fn show_earlier(app: &mut App, title: &str) {
    let key = app
        .session
        .keymap()
        .name_of(app.place(), Action::ShowActivity);
    let notice = Notice::new(Tone::Info, title);
    app.overlay
        .show(notice.with(format!("{key} lists those of earlier runs.")));
}
