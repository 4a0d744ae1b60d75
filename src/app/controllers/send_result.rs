//! Handles the result of a send (sent, failed, cancelled, cut off), and the actions on it afterwards.

use std::time::Duration;

use crate::app::controllers::send::span;
use crate::app::dialogs::dialog::{Dialog, DoubtfulSend};
use crate::app::events::effect::{ChatCommand, DiskCommand, Effect, TerminalCommand};
use crate::app::events::event::{NotSent, Sent};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::option_fields;
use crate::app::state::outbox::{Entry, State};
use crate::delivery::outcome::Leftover;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::message::draft::{Draft, at};
use crate::message::field_change::{Change, Grouping};
use crate::message::request::Outgoing;
use crate::message::sent::LastSent;
use crate::store::outbox::{Receipt, Record};

/// Cancels the send of this ticket.
pub fn cancel(app: &mut App, ticket: Ticket, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.find(ticket) else {
        return;
    };
    if matches!(entry.state, State::Sending { .. }) {
        entry.state = State::GivenUp;
        effects.push(Effect::Chat(ChatCommand::Cancel(ticket)));
        app.notice = Some(
            Notice::new(
                Tone::Warning,
                "Gave up the send. It may have arrived all the same",
            )
            .with("The draft is still here. Sending it again unchanged cannot post it twice."),
        );
    }
}

/// Records that a send is on disk and goes out under this `requestId`.
pub fn sending(app: &mut App, ticket: Ticket, request_id: String, effects: &mut Vec<Effect>) {
    match app.outbox.find(ticket) {
        Some(entry) => {
            entry.request.request_id.clone_from(&request_id);
            app.outbox.supersede(ticket, &request_id);
        }
        // It was cancelled and removed before this arrived.
        None => effects.push(Effect::Disk(DiskCommand::EndSend(request_id))),
    }
}

/// Handles a message that Chat accepted.
pub fn sent(app: &mut App, ticket: Ticket, sent: &Sent, effects: &mut Vec<Effect>) {
    let title = match &sent.earlier {
        None => format!(" in {}", span(sent.took)),
        Some(at) => format!(": it had arrived at {at}; nothing new was posted"),
    };
    arrived(app, ticket, sent, &title, effects);
}

/// Records that the message is in Chat; `how` ends the sentence that begins "Sent to …".
fn arrived(app: &mut App, ticket: Ticket, sent: &Sent, how: &str, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.find(ticket) else {
        return;
    };
    entry.state = State::Sent(sent.clone());
    let (request, space) = (entry.request.clone(), entry.space.clone());
    // Done only once the draft that is emptied below is on disk.
    if !request.request_id.is_empty() {
        app.ended_sends.push(request.request_id.clone());
    }
    let is_same = Outgoing::of(app.draft.request()).is_same_message(&request);
    let is_open = request.draft == app.draft_id;
    let is_unchanged = is_open && is_same && app.options.editing().is_none();
    let title = format!("✔ Sent to {space}{how}");
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
        app.draft.empty();
        app.findings.forget_ignored();
        app.sync_text(0);
        if matches!(app.dialog, Some(Dialog::Confirm | Dialog::Guard(_, None))) {
            app.dialog = None;
        }
    } else if is_open {
        notice = notice.with("The draft has changed meanwhile, so it is kept as it is.");
    } else if !request.draft.is_empty() {
        notice = notice.with(format!(
            "It was {}, which is emptied unless it has changed.",
            request.draft
        ));
        effects.push(Effect::Disk(DiskCommand::EmptyDraft(request)));
    }
    app.notice = Some(notice);
}

/// Stores what was sent from a draft; if that is open, the Diff tab compares with it from now on.
fn keep(app: &mut App, request: &Outgoing, space: String, sent: &Sent, effects: &mut Vec<Effect>) {
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
    effects.push(Effect::Disk(DiskCommand::SaveLastSent(
        request.draft.clone(),
        last,
    )));
}

/// Handles a message that is not in Chat, or of which nobody knows.
pub fn not_sent(app: &mut App, ticket: Ticket, mut failed: NotSent) {
    let Some(entry) = app.outbox.entry(ticket) else {
        return;
    };
    // An earlier try may have posted the same text, which this one could not find out.
    let same = app.outbox.same_in_doubt(&entry.request);
    if let Some(doubt) = same.filter(|_| failed.request_id.is_empty()) {
        failed.unsure = true;
        failed.request_id.clone_from(&doubt.request.request_id);
        app.outbox.supersede(ticket, &failed.request_id);
    }
    let mut notice = Notice::from(failed.problem.clone());
    notice.title = if failed.unsure {
        notice.tone = Tone::Warning;
        format!("? Perhaps not sent: {}", notice.title)
    } else {
        format!("✘ Not sent: {}", notice.title)
    };
    if let Some(entry) = app.outbox.find(ticket) {
        entry.request.request_id.clone_from(&failed.request_id);
        entry.state = State::NotSent(failed);
    }
    let kept = if app.draft.is_empty() {
        ""
    } else {
        "Your draft is kept. "
    };
    let key = app.keymap.key_of(app.place(), Action::ShowActivity);
    if let Some(key) = key {
        notice = notice.with(format!("{kept}{key} sends it again or shows more."));
    }
    app.notice = Some(notice);
}

/// Asks the user about a send that was not made because the same text has been in doubt for long.
pub fn old_doubt(app: &mut App, ticket: Ticket, record: &Record, since: String) {
    let Some(entry) = app.outbox.find(ticket) else {
        return;
    };
    let second = DoubtfulSend {
        request: entry.request.clone(),
        space: entry.space.clone(),
        excerpt: entry.excerpt.clone(),
        since,
    };
    if app.dialog.is_none() {
        app.outbox.drop_entry(ticket);
        app.notice = None;
        app.dialog = Some(Dialog::ConfirmResend(Box::new(second)));
        return;
    }
    let problem = Diagnostic::new(
        format!(
            "the same message was sent at {}, and it is not known whether it arrived",
            second.since
        ),
        "Look into the space. Sending it again from here cannot post it twice while Chat remembers its request ID.",
    );
    let failed = NotSent {
        problem,
        request_id: record.message.request_id.clone(),
        unsure: true,
    };
    not_sent(app, ticket, failed);
}

/// Lists the sends that earlier runs left unfinished.
///
/// Those that had arrived are listed as sent, the others as in doubt.
pub fn unfinished(
    app: &mut App,
    leftovers: Vec<Leftover>,
    unreadable: usize,
    effects: &mut Vec<Effect>,
) {
    let mut doubts = 0;
    let mut foreign = 0;
    for leftover in leftovers {
        let is_foreign = !leftover.is_ours;
        if app.outbox.has(&leftover.record.message.request_id) {
            continue;
        }
        let receipt = leftover.record.sent.clone();
        let ticket = list(app, leftover);
        match receipt {
            Some(receipt) => arrived_before(app, ticket, receipt, effects),
            None if is_foreign => foreign += 1,
            None => doubts += 1,
        }
    }
    if doubts + foreign + unreadable > 0 {
        app.notice = Some(left_notice(app, doubts, foreign, unreadable));
    }
}

/// Adds an unfinished send to the list, as in doubt.
fn list(app: &mut App, leftover: Leftover) -> Ticket {
    let Leftover { record, is_ours } = leftover;
    let ticket = app.tickets.draw();
    let request = record.message;
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap_or_default();
    let remedy = if is_ours {
        "It may have arrived. Sending it again cannot post it twice.".to_owned()
    } else {
        format!(
            "It may have arrived. It was sent by the profile {:?} to {}; from there it can be sent again without posting twice.",
            record.origin.profile, record.origin.base
        )
    };
    let failed = NotSent {
        problem: Diagnostic::new("the program ended before Google answered", remedy),
        request_id: request.request_id.clone(),
        unsure: true,
    };
    let space = app.spaces.label_of(&request.parent);
    app.outbox.push(Entry {
        ticket,
        request,
        space,
        excerpt: Draft::new(serde_json::json!({ "message": body })).excerpt(),
        state: State::NotSent(failed),
        is_foreign: !is_ours,
    });
    ticket
}

/// Handles a message that was in Chat when the program ended, before its draft was emptied.
fn arrived_before(app: &mut App, ticket: Ticket, receipt: Receipt, effects: &mut Vec<Effect>) {
    let sent = Sent {
        name: receipt.name,
        thread: receipt.thread,
        took: Duration::ZERO,
        at: receipt.at,
        earlier: None,
    };
    arrived(
        app,
        ticket,
        &sent,
        " just before chatquill last ended",
        effects,
    );
}

/// Returns the start-up notice about sends of unknown outcome.
fn left_notice(app: &App, doubts: usize, foreign: usize, unreadable: usize) -> Notice {
    let key = app.keymap.key_of(app.place(), Action::ShowActivity);
    let key = key.map_or(String::new(), |key| key.to_string());
    let were = |count: usize| {
        if count == 1 {
            "message was"
        } else {
            "messages were"
        }
    };
    let title = match (doubts, foreign) {
        (0, 0) => "The record of an earlier send cannot be read".to_owned(),
        (0, count) => format!(
            "{count} {} on the way from another profile or server when chatquill last ended",
            were(count)
        ),
        (count, _) => format!(
            "{count} {} on the way when chatquill last ended",
            were(count)
        ),
    };
    let mut notice = Notice::new(Tone::Warning, title);
    match (doubts, foreign) {
        (0, 0) => {}
        (0, _) => notice = notice.with(format!("{key} shows more.")),
        (count, others) => {
            let them = if count == 1 { "it" } else { "them" };
            notice = notice.with(format!(
                "{key} shows {them}; sending again cannot post twice."
            ));
            if others > 0 {
                notice = notice.with(format!("{others} more from another profile or server."));
            }
        }
    }
    if unreadable > 0 {
        notice = notice.with(format!(
            "{unreadable} records in the folder outbox cannot be read and are left as they are."
        ));
    }
    notice
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
    changes.extend(option_fields::joined(&sent.thread));
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
        Some(sent) => effects.push(Effect::Terminal(TerminalCommand::Copy(sent.name.clone()))),
        None => {
            app.notice = Some(Notice::new(
                Tone::Info,
                "There is no sent message with a name to copy yet",
            ));
        }
    }
}
