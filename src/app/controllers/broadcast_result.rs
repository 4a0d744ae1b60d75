//! Handles what is heard of a message to many spaces: from the runtime, and from an earlier run.

use std::time::Duration;

use crate::app::controllers::broadcast::{destination, end_in_part, names, state_in_part};
use crate::app::controllers::send_result;
use crate::app::events::broadcast::{BroadcastOrder, BrokenBroadcast, Left};
use crate::app::events::effect::Effect;
use crate::app::events::event::{BroadcastReply, NotSent, Sent};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::broadcast::{Broadcast, RowState};
use crate::app::state::outbox::{Entry, State};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::request::Outgoing;

/// How many spaces a reason names.
const FEW: usize = 3;

/// Handles what is heard of it. What is of an earlier run of it is stale.
pub fn on_reply(app: &mut App, ticket: Ticket, reply: BroadcastReply, effects: &mut Vec<Effect>) {
    if let BroadcastReply::Stopped(known) = reply {
        stopped(app, ticket, known, effects);
        return;
    }
    let Some(send) =
        (app.broadcast.as_mut()).filter(|send| send.ticket == ticket && send.is_running())
    else {
        return;
    };
    match reply {
        BroadcastReply::Waiting(space, why, _) => send.wait(&space, why),
        BroadcastReply::SpaceDone(space, result) => {
            send.done(&space, result.clone());
            let message = Outgoing {
                parent: space,
                ..send.message.clone()
            };
            if result.is_ok() {
                app.outbox.drop_unsent(&message);
            }
        }
        BroadcastReply::NotBegun(failed) => {
            send.end();
            send_result::not_sent(app, ticket, failed);
        }
        BroadcastReply::ViewerAbsent(spaces) => {
            send.end();
            let failed = viewer_absent(app, &spaces);
            send_result::not_sent(app, ticket, failed);
        }
        BroadcastReply::Ended(log) => {
            send.log = Some(log);
            send.end();
            ended(app, effects);
        }
        // It is no longer under way then.
        BroadcastReply::Stopped(_) => {}
    }
}

/// Takes what is known of each space where it was stopped.
fn stopped(app: &mut App, ticket: Ticket, known: BrokenBroadcast, effects: &mut Vec<Effect>) {
    let Some(send) =
        (app.broadcast.as_mut()).filter(|send| send.ticket == ticket && !send.is_running())
    else {
        return;
    };
    take_known(send, known.spaces);
    send.log = Some(known.log);
    if send.counts().failed == 0 {
        ended(app, effects);
        return;
    }
    let state = state_in_part(send);
    if let Some(entry) = app.outbox.find(ticket) {
        entry.state = state;
    }
}

/// Takes what its log and the records know of each space.
fn take_known(send: &mut Broadcast, spaces: Vec<(String, Left)>) {
    for (space, left) in spaces {
        let result = match left {
            Left::Sent(receipt) => Ok(Sent {
                name: receipt.name,
                thread: receipt.thread,
                took: Duration::ZERO,
                at: receipt.at,
                earlier: None,
            }),
            Left::NotSent(day, problem) => Err(NotSent {
                day,
                problem,
                request_id: String::new(),
                unsure: false,
            }),
            Left::Unknown => continue,
        };
        send.done(&space, result);
    }
}

fn viewer_absent(app: &App, spaces: &[String]) -> NotSent {
    let viewer = app.document.draft().text_at(at::VIEWER_NAME);
    let title = format!(
        "its only viewer, {}, is not a member of {}",
        app.panes.options.name_of(viewer),
        names(app, spaces, FEW)
    );
    let remedy = "It went nowhere. Leave these spaces out, or unset the viewer in Options.";
    NotSent {
        day: String::new(),
        problem: Diagnostic::new(title, remedy),
        request_id: String::new(),
        unsure: false,
    }
}

/// Handles its end: all of it leaves the draft if it is in all spaces, else the draft is kept.
fn ended(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(broadcast) = &app.broadcast else {
        return;
    };
    if broadcast.counts().failed > 0 {
        end_in_part(app, "Sent");
        return;
    }
    let ticket = broadcast.ticket;
    let Some(sent) = first_sent(broadcast) else {
        return;
    };
    if let Some(log) = broadcast.log.clone() {
        // It goes once the emptied draft is on disk.
        app.document.end_log_after_save(log);
    }
    send_result::sent(app, ticket, &sent, effects);
}

fn first_sent(broadcast: &Broadcast) -> Option<Sent> {
    broadcast.rows().iter().find_map(|row| match &row.state {
        RowState::Sent(sent) => Some(Sent {
            earlier: None,
            ..sent.clone()
        }),
        RowState::OnTheWay(_) | RowState::NotSent(_) | RowState::Unfinished => None,
    })
}

/// Takes the messages to many spaces that earlier runs left unfinished, the latest first: the activity lists all, and
/// the table shows the latest.
pub fn found(app: &mut App, broken: Vec<BrokenBroadcast>, effects: &mut Vec<Effect>) {
    let is_known = |broken: &BrokenBroadcast| {
        let mut known = app.broadcast.iter().chain(&app.broken_broadcasts);
        known.any(|send| {
            let spaces = broken.spaces.iter().map(|(space, _)| space);
            send.log.as_ref() == Some(&broken.log) || send.is_same(&broken.message, spaces)
        })
    };
    let unknown: Vec<BrokenBroadcast> = broken
        .into_iter()
        .filter(|broken| !is_known(broken))
        .collect();
    let mut since = String::new();
    let mut count = 0;
    // The latest is listed last, and so above the others.
    for broken in unknown.into_iter().rev() {
        let began = broken.since.clone();
        let send = listed(app, broken);
        if send.counts().failed == 0 {
            let last = app.broadcast.replace(send);
            ended(app, effects);
            app.broadcast = last.or(app.broadcast.take());
            continue;
        }
        if let Some(entry) = app.outbox.find(send.ticket) {
            entry.state = state_in_part(&send);
        }
        since = began;
        count += 1;
        app.broken_broadcasts.push(send);
    }
    if count > 0 && !app.broadcast.as_ref().is_some_and(Broadcast::is_running) {
        report(app, &since, count);
    }
}

/// Shows the latest of the messages that broke off, and says how many there are.
fn report(app: &mut App, since: &str, count: usize) {
    let Some(latest) = app.broken_broadcasts.pop() else {
        return;
    };
    let spaces = latest.rows().len();
    let last = app.broadcast.take_if(|send| send.can_resume());
    app.broken_broadcasts.extend(last);
    app.broadcast = Some(latest);
    end_in_part(
        app,
        &format!("A message to {spaces} spaces broke off at {since}: sent"),
    );
    let more = match count {
        1 => return,
        2 => "Another one broke off before it".to_owned(),
        count => format!("{} others broke off before it", count - 1),
    };
    let keymap = app.session.keymap();
    let key = keymap.name_of(Place::Everywhere, Action::ShowActivity);
    if let Some(notice) = app.overlay.notice().cloned() {
        app.overlay
            .show(notice.with(format!("{more}; {key} lists them.")));
    }
}

/// Lists a message that broke off among the messages of this run.
fn listed(app: &mut App, broken: BrokenBroadcast) -> Broadcast {
    let order = BroadcastOrder {
        message: broken.message.clone(),
        spaces: broken
            .spaces
            .iter()
            .map(|(space, _)| space.clone())
            .collect(),
        resumes: true,
    };
    let excerpt = broken.message.heading();
    let ticket = app.tickets.draw();
    let spaces = &app.panes.spaces;
    let mut broadcast = Broadcast::new(ticket, &order, excerpt, |space| spaces.label_of(space));
    take_known(&mut broadcast, broken.spaces);
    broadcast.end();
    broadcast.log = Some(broken.log);
    app.outbox.push(Entry {
        ticket,
        request: broadcast.message.clone(),
        space: destination(broadcast.rows().len()).replace("marked ", ""),
        excerpt: broadcast.excerpt.clone(),
        state: State::GivenUp,
        is_foreign: false,
        changed: None,
    });
    broadcast
}
