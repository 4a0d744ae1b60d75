//! Handles the result of a send (sent, failed, cancelled, cut off), and the actions on it afterwards.

use std::time::Duration;

use crate::app::controllers::broadcast;
use crate::app::controllers::number_format::span;
use crate::app::controllers::send::posts_anew;
use crate::app::controllers::send_parts;
use crate::app::dialogs::dialog::{Dialog, DoubtfulSend, GuardedSend};
use crate::app::events::effect::{ChatCommand, DiskCommand, Effect};
use crate::app::events::event::{NotSent, Sent};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::outbox::{Entry, State};
use crate::delivery::outcome::Leftover;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::message::draft::Draft;
use crate::message::request::Outgoing;
use crate::message::sent::LastSent;
use crate::message::sent_removal::Removed;
use crate::store::outbox::{Receipt, Record};

/// Cancels the send of this ticket.
pub fn cancel(app: &mut App, ticket: Ticket, effects: &mut Vec<Effect>) {
    let is_broadcast = broadcast::is_of(app, ticket);
    let Some(entry) = app.outbox.find(ticket) else {
        return;
    };
    if matches!(entry.state, State::Held(_)) {
        // Whether something has left just now is known where it is sent.
        entry.state = State::GivenUp;
        app.overlay.show(Notice::new(Tone::Info, "Taking it back…"));
        effects.push(Effect::Chat(ChatCommand::Cancel(ticket)));
    } else if matches!(entry.state, State::Sending { .. }) && is_broadcast {
        broadcast::stop(app, effects);
    } else if matches!(entry.state, State::Sending { .. }) {
        entry.state = State::GivenUp;
        let request = entry.request.clone();
        effects.push(Effect::Chat(ChatCommand::Cancel(ticket)));
        show_given_up(app, ticket, &request);
    }
}

fn show_given_up(app: &mut App, ticket: Ticket, request: &Outgoing) {
    let again = if posts_anew(app, request) {
        "The draft is kept. A webhook cannot tell: sending it again may post it twice."
    } else {
        "The draft is kept. Sending it again unchanged cannot post it twice."
    };
    app.overlay.show(
        Notice::new(
            Tone::Warning,
            "Gave up the send. It may have arrived all the same",
        )
        .topic(Topic::Send(ticket))
        .with(again),
    );
}

/// Handles the end of a send that was cancelled while it was held back.
pub fn taken_back(app: &mut App, ticket: Ticket, is_unsent: bool) {
    let given_up = app.outbox.entry(ticket);
    let Some(entry) = given_up.filter(|entry| entry.state == State::GivenUp) else {
        return;
    };
    let request = entry.request.clone();
    if !is_unsent && broadcast::is_of(app, ticket) {
        broadcast::stopped_late(app);
    } else if !is_unsent {
        show_given_up(app, ticket, &request);
    } else {
        app.outbox.drop_entry(ticket);
        if broadcast::is_of(app, ticket) {
            broadcast::drop_unsent(app);
        }
        let is_open = request.draft == *app.document.id();
        let is_as_it_was =
            || Outgoing::of(app.document.draft().request()).is_same_request(&request);
        let draft = match is_open {
            false => "",
            true if is_as_it_was() => "The draft is as it was.",
            true => "The draft has what you changed since.",
        };
        let notice = Notice::new(Tone::Info, "Taken back: nothing was sent");
        app.overlay.show(notice.with(draft));
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
///
/// While the text is in the user's editor, that is done once it comes back, lest it bring back what was sent.
pub fn sent(app: &mut App, ticket: Ticket, sent: &Sent, effects: &mut Vec<Effect>) {
    if app.document.is_text_in_editor() {
        app.document.postpone(ticket, sent.clone());
        return;
    }
    let title = match &sent.earlier {
        // Its table tells the rate.
        None if broadcast::is_of(app, ticket) => String::new(),
        None => format!("{} in {}", send_parts::told(app, ticket), span(sent.took)),
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
        app.document.end_send_after_save(request.request_id.clone());
    }
    let removed = (request.draft == *app.document.id()).then(|| remove(app, &request));
    if request.draft == *app.document.id() && !request.attachments.is_empty() {
        let is_kept = removed == Some(Removed::Nothing) && !app.document.draft().is_blank();
        let files = if is_kept {
            &[][..]
        } else {
            &request.attachments
        };
        effects.extend(app.document.detach(files));
    }
    let is_broadcast = broadcast::is_of(app, ticket);
    if is_broadcast {
        // Each of its messages is in the history.
        app.outbox.drop_entry(ticket);
    }
    let title = format!("✔ Sent to {space}{how}");
    keep(app, &request, space, sent, effects);
    let place = app.place();
    let offers = [
        (Action::ReplyInThread, "replies in its thread"),
        (Action::CopyMessageName, "copies its name"),
    ];
    let offers = offers.iter().filter_map(|(action, what)| {
        let key = app.session.keymap().key_of(place, *action)?;
        Some(format!("{key} {what}"))
    });
    let offers = offers.collect::<Vec<_>>().join(" · ");
    let mut notice = Notice::new(Tone::Success, title).topic(Topic::Outcome);
    if let Some(thread) = request.missed_thread(&sent.thread) {
        notice.tone = Tone::Warning;
        notice = notice.with(format!(
            "It is not in the thread {thread}: that is gone, or the space has no threads."
        ));
    }
    if is_broadcast {
        notice = notice.with(broadcast::shows_table(app));
    } else {
        notice = notice.with(offers).with(format!("Message {}", sent.name));
    }
    if !sent.thread.is_empty() && !is_broadcast {
        notice = notice.with(format!("Thread  {}", sent.thread));
    }
    match removed {
        Some(Removed::All) => {}
        Some(Removed::Part { .. }) => {
            notice = notice.with("What you wrote since stays in the draft.");
        }
        Some(Removed::Nothing) => {
            notice = notice.with("The draft has changed meanwhile, so it is kept as it is.");
        }
        None if request.draft.is_empty() => {}
        None => {
            notice = notice.with(format!(
                "It was {}, which is emptied unless it has changed.",
                request.draft
            ));
            effects.push(Effect::Disk(DiskCommand::EmptyDraft(request)));
        }
    }
    app.overlay.show(notice);
}

/// Removes a message that Chat has from the open draft, which it was sent from.
fn remove(app: &mut App, request: &Outgoing) -> Removed {
    let caret = app.panes.text.caret_offset();
    let is_option_typed = app.panes.options.editing().is_some();
    let draft = app.document.draft_mut();
    let removed = draft.remove_sent(request, caret, is_option_typed);
    match removed {
        Removed::All => {
            app.findings.forget_ignored();
            app.sync_text(0);
            if matches!(
                app.overlay.dialog(),
                Some(Dialog::Confirm | Dialog::Guard(_, GuardedSend::Draft))
            ) {
                app.overlay.close();
            }
        }
        Removed::Part { caret } => app.sync_text(caret),
        Removed::Nothing => {}
    }
    removed
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
    if request.draft == *app.document.id() {
        app.panes.preview.diff.sent(last.clone());
    }
    effects.push(Effect::Disk(DiskCommand::SaveLastSent(
        request.draft.clone(),
        last,
    )));
}

/// What to do about a webhook's send in doubt, which is never repeated unasked.
const LOOK_FIRST: &str = "Look into the space first: a webhook has no request ID, so sending it again may post it twice.";

/// Handles a message that is not in Chat, or of which nobody knows.
pub fn not_sent(app: &mut App, ticket: Ticket, mut failed: NotSent) {
    let Some(entry) = app.outbox.entry(ticket) else {
        return;
    };
    let is_anew = posts_anew(app, &entry.request);
    // An earlier try may have posted the same text, which this one could not find out.
    let same = app.outbox.same_in_doubt(&entry.request);
    let same = same.filter(|doubt| !doubt.request.request_id.is_empty());
    if let Some(doubt) = same.filter(|_| failed.request_id.is_empty()) {
        failed.unsure = true;
        failed.request_id.clone_from(&doubt.request.request_id);
        app.outbox.supersede(ticket, &failed.request_id);
    }
    let asks_first = failed.unsure && is_anew;
    if asks_first {
        LOOK_FIRST.clone_into(&mut failed.problem.remedy);
    }
    let mut notice = Notice::from(failed.problem.clone()).topic(Topic::Send(ticket));
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
    let kept = if app.document.draft().is_empty() {
        ""
    } else {
        "Your draft is kept. "
    };
    let key = app
        .session
        .keymap()
        .key_of(app.place(), Action::ShowActivity);
    if let Some(key) = key {
        let how = if asks_first {
            "shows more, and asks before it is posted again"
        } else {
            "sends it again or shows more"
        };
        notice = notice.with(format!("{kept}{key} {how}."));
    }
    app.overlay.show(notice);
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
    if app.overlay.dialog().is_none() {
        app.outbox.drop_entry(ticket);
        app.overlay.ask(Dialog::ConfirmResend(Box::new(second)));
        return;
    }
    let remedy = if posts_anew(app, &second.request) {
        "Look into the space. A webhook cannot tell: sending it again may post it twice."
    } else {
        "Look into the space. Sending it again from here cannot post it twice while Chat remembers its request ID."
    };
    let problem = Diagnostic::new(
        format!(
            "the same message was sent at {}, and it is not known whether it arrived",
            second.since
        ),
        remedy,
    );
    let failed = NotSent {
        day: String::new(),
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
        let notice = left_notice(app, doubts, foreign, unreadable);
        app.overlay.show_beside(notice);
    }
}

/// Adds an unfinished send to the list: as in doubt, unless it is certain that nothing of it left.
fn list(app: &mut App, leftover: Leftover) -> Ticket {
    let Leftover {
        record,
        is_ours,
        day,
    } = leftover;
    let ticket = app.tickets.draw();
    let unsure = record.may_have_arrived();
    let request = record.message;
    let remedy = if !unsure && is_ours {
        "Nothing of it had left. Sending it again posts it.".to_owned()
    } else if !unsure {
        format!(
            "Nothing of it had left. It is of the profile {:?} to {}; from there it can be sent.",
            record.origin.profile, record.origin.base
        )
    } else if record.origin.is_webhook {
        "It may have arrived, and a webhook cannot tell: sending it again may post it twice. Look into the space.".to_owned()
    } else if is_ours {
        "It may have arrived. Sending it again cannot post it twice.".to_owned()
    } else {
        format!(
            "It may have arrived. It was sent by the profile {:?} to {}; from there it can be sent again without posting twice.",
            record.origin.profile, record.origin.base
        )
    };
    let title = if unsure {
        "the program ended before Google answered"
    } else {
        "the program ended before it could be sent"
    };
    let failed = NotSent {
        day,
        problem: Diagnostic::new(title, remedy),
        request_id: request.request_id.clone(),
        unsure,
    };
    let space = app.panes.spaces.label_of(&request.parent);
    let excerpt = request.heading();
    app.outbox.push(Entry {
        ticket,
        request,
        space,
        excerpt,
        state: State::NotSent(failed),
        is_foreign: !is_ours,
        changed: None,
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
    let key = app
        .session
        .keymap()
        .key_of(app.place(), Action::ShowActivity);
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
            let is_anew = |entry: &Entry| entry.is_in_doubt() && posts_anew(app, &entry.request);
            let twice = if app.outbox.entries().iter().any(is_anew) {
                "a webhook's may be posted twice if it is sent again"
            } else {
                "sending again cannot post twice"
            };
            notice = notice.with(format!("{key} shows {them}; {twice}."));
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
