//! What becomes of a send: it arrived, failed, was given up or cut off; and what can be done with it then.

use crate::app::dialog::Dialog;
use crate::app::effect::{Effect, Request};
use crate::app::event::{NotSent, Sent, Unfinished};
use crate::app::fields;
use crate::app::notice::{Notice, Tone};
use crate::app::outbox::{Entry, State};
use crate::app::pane::Pane;
use crate::app::problem::Problem;
use crate::app::send::span;
use crate::app::state::App;
use crate::app::ticket::Ticket;
use crate::input::action::Action;
use crate::message::change::{Change, Grouping};
use crate::message::draft::{Draft, at};
use crate::message::sent::LastSent;

/// Gives up the send of this ticket.
pub fn cancel(app: &mut App, ticket: Ticket, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.find(ticket) else {
        return;
    };
    if matches!(entry.state, State::Sending { .. }) {
        entry.state = State::GivenUp(None);
        effects.push(Effect::Cancel(ticket));
        app.notice = Some(
            Notice::new(
                Tone::Warning,
                "Gave up the send. It may have arrived all the same",
            )
            .with("Your words are still here. Look into the space before you send again."),
        );
    }
}

/// Takes the `requestId` of a send that was given up, to send it again or forget it by.
pub fn given_up(app: &mut App, ticket: Ticket, request_id: String, effects: &mut Vec<Effect>) {
    match app.outbox.find(ticket).map(|entry| &mut entry.state) {
        Some(State::GivenUp(known)) => *known = Some(request_id),
        Some(_) => {}
        // Forgotten already, sooner than this answer came.
        None => effects.push(Effect::ForgetSend(request_id)),
    }
}

/// The message is in Chat.
pub fn sent(app: &mut App, ticket: Ticket, sent: &Sent, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.find(ticket) else {
        return;
    };
    entry.state = State::Sent(sent.clone());
    let (request, space) = (entry.request.clone(), entry.space.clone());
    let is_same = request.parent == app.draft.parent()
        && request.body == app.draft.body()
        && request.query == app.draft.query();
    let is_open = request.draft == app.draft_id;
    let is_unchanged = is_open && is_same && app.options.editing().is_none();
    let title = format!("✔ Sent to {space} in {}", span(sent.took));
    keep(app, &request, space, sent, effects);
    let place = app.place();
    let key = |action| {
        app.keymap
            .key_of(place, action)
            .map_or(String::new(), |chord| chord.to_string())
    };
    let offers = format!(
        "{} replies in its thread · {} copies its name",
        key(Action::ReplyInThread),
        key(Action::CopyMessageName)
    );
    let mut notice = Notice::new(Tone::Success, title)
        .with(offers)
        .with(format!("Message {}", sent.name));
    if !sent.thread.is_empty() {
        notice = notice.with(format!("Thread  {}", sent.thread));
    }
    if is_unchanged {
        empty(&mut app.draft);
        app.findings.forget_ignored();
        app.reload_text(0);
        if matches!(app.dialog, Some(Dialog::Confirm | Dialog::Guard(_))) {
            app.dialog = None;
        }
    } else if is_open {
        notice = notice.with("The draft changed meanwhile, so it stays as it is.");
    } else if !request.draft.is_empty() {
        notice = notice.with(format!(
            "It was {}, which is emptied unless it has changed.",
            request.draft
        ));
        effects.push(Effect::EmptyDraft(request));
    }
    app.notice = Some(notice);
}

/// Has the disk keep what was sent from a draft; where that is open, its changes are told from there.
fn keep(app: &mut App, request: &Request, space: String, sent: &Sent, effects: &mut Vec<Effect>) {
    if request.draft.is_empty() {
        return;
    }
    let last = LastSent {
        space,
        at: sent.at.clone(),
        request: Draft::sent(&request.parent, &request.query, &request.body),
    };
    if request.draft == app.draft_id {
        app.preview.diff.sent(last.clone());
    }
    effects.push(Effect::KeepSent(request.draft.clone(), last));
}

/// Empties the message for the next one; the space, the sender's settings and the markup stay.
pub fn empty(draft: &mut Draft) {
    let gone = [
        at::TEXT,
        at::CARDS,
        at::ACCESSORIES,
        at::VIEWER,
        at::THREAD,
        at::FALLBACK,
        at::REPLY_OPTION,
        at::MESSAGE_ID,
    ];
    let gone = gone.map(|pointer| Change::new(pointer, None));
    draft.change(&gone, Grouping::Alone);
}

/// The message is not in Chat, or nobody knows.
pub fn not_sent(app: &mut App, ticket: Ticket, failed: NotSent) {
    let Some(entry) = app.outbox.find(ticket) else {
        return;
    };
    let mut notice = Notice::from(failed.problem.clone());
    notice.title = if failed.unsure {
        notice.tone = Tone::Warning;
        format!("? Perhaps not sent: {}", notice.title)
    } else {
        format!("✘ Not sent: {}", notice.title)
    };
    entry.state = State::NotSent(failed);
    let kept = if app.draft.is_empty() {
        ""
    } else {
        "Your words are kept. "
    };
    let key = app.keymap.key_of(app.place(), Action::ShowActivity);
    if let Some(key) = key {
        notice = notice.with(format!("{kept}{key} sends it again or shows more."));
    }
    app.notice = Some(notice);
}

/// Messages whose send was cut off when the program last ended stand in the outbox as failed.
pub fn unfinished(app: &mut App, messages: Vec<Unfinished>) {
    let count = messages.len();
    for message in messages {
        let ticket = app.tickets.draw();
        let body: serde_json::Value = serde_json::from_str(&message.body).unwrap_or_default();
        let draft = Draft::new(serde_json::json!({ "message": body }));
        let problem = Problem::new(
            "the program ended before Google answered",
            "It may have arrived. Sending it again cannot post it twice.",
        );
        let failed = NotSent {
            problem,
            request_id: message.request_id,
            unsure: true,
        };
        let request = Request {
            draft: message.draft,
            parent: message.parent,
            query: message.query,
            body: message.body,
            request_id: None,
        };
        let space = app.spaces.label_of(&request.parent);
        let state = State::NotSent(failed);
        app.outbox.push(Entry {
            ticket,
            request,
            space,
            excerpt: draft.excerpt(),
            state,
        });
    }
    if count > 0 {
        let key = app
            .keymap
            .key_of(app.place(), Action::ShowActivity)
            .map_or(String::new(), |k| k.to_string());
        let (were, them) = if count == 1 {
            ("message was", "it")
        } else {
            ("messages were", "them")
        };
        app.notice = Some(
            Notice::new(
                Tone::Warning,
                format!("{count} {were} on the way when chatquill last ended"),
            )
            .with(format!(
                "{key} shows {them}; sending again cannot post twice."
            )),
        );
    }
}

/// Prepares a reply in the thread of a message that was sent.
pub fn reply(app: &mut App, row: Option<usize>) {
    let found = match row {
        Some(row) => app.outbox.at(row).and_then(|entry| match &entry.state {
            State::Sent(sent) => Some((entry, sent)),
            _ => None,
        }),
        None => app.outbox.last_sent(),
    };
    let Some((entry, sent)) = found else {
        app.notice = Some(Notice::new(
            Tone::Info,
            "There is no sent message to reply to yet",
        ));
        return;
    };
    if sent.thread.is_empty() {
        app.notice = Some(Notice::new(
            Tone::Info,
            "That message has no thread to reply in",
        ));
        return;
    }
    let mut changes = vec![Change::new(
        at::PARENT,
        Some(entry.request.parent.clone().into()),
    )];
    changes.extend(fields::joined(&sent.thread));
    app.draft.change(&changes, Grouping::Alone);
    app.spaces.seek(app.draft.parent());
    app.dialog = None;
    app.notice = Some(Notice::new(
        Tone::Info,
        "Write the reply; it joins the thread of the sent message",
    ));
    app.focus_on(Pane::Text);
}

/// Copies the resource name of a message that was sent.
pub fn copy_name(app: &mut App, row: Option<usize>, effects: &mut Vec<Effect>) {
    let found = match row {
        Some(row) => app.outbox.at(row).and_then(|entry| match &entry.state {
            State::Sent(sent) => Some(sent),
            _ => None,
        }),
        None => app.outbox.last_sent().map(|(_, sent)| sent),
    };
    match found {
        Some(sent) => effects.push(Effect::Copy(sent.name.clone())),
        None => {
            app.notice = Some(Notice::new(
                Tone::Info,
                "There is no sent message with a name to copy yet",
            ));
        }
    }
}
