//! A message over the limit, which goes out in parts: the offer, the command, and what comes back.

use crate::app::events::effect::ChatCommand;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::outbox::{Entry, State};
use crate::chat::resources::Threading;
use crate::message::checks::finding::Finding;
use crate::message::checks::rules::message::MESSAGE_TOO_LARGE;
use crate::message::draft::{Draft, at};
use crate::message::request::Outgoing;
use crate::message::size;
use crate::message::split;

/// How many sizes of parts the line shows; of more, only the first ones and the last.
const SHOWN: usize = 6;

/// Plans the parts of the open draft, if it is over the limit.
pub fn plan(app: &mut App) {
    let draft = app.document.draft();
    let parts = (draft.bytes() > size::LIMIT).then(|| split::split(draft.request()));
    let sizes = parts
        .and_then(Result::ok)
        .map(|parts| parts.iter().map(|part| part.bytes).collect());
    app.document.plan_parts(sizes);
}

/// Returns whether a finding is about a size that the planned parts do not have.
#[must_use]
pub fn is_solved(app: &App, finding: &Finding) -> bool {
    finding.rule == &MESSAGE_TOO_LARGE && app.document.part_sizes().is_some()
}

/// Returns why a message that is too large cannot be split; empty for any other finding.
#[must_use]
pub fn why_not(app: &App, finding: &Finding) -> String {
    if finding.rule != &MESSAGE_TOO_LARGE {
        return String::new();
    }
    let refused = split::split(app.document.draft().request()).err();
    refused.map_or(String::new(), |why| format!("It cannot be split: {why}."))
}

/// Returns what the confirm line says of the parts, whose bytes `number` formats; empty where the message is one.
#[must_use]
pub fn offer(app: &App, number: fn(usize) -> String) -> String {
    let Some(sizes) = app.document.part_sizes() else {
        return String::new();
    };
    let shown: Vec<String> = sizes.iter().map(|bytes| number(*bytes)).collect();
    let shown = match shown.as_slice() {
        [first, second, .., last] if shown.len() > SHOWN => {
            format!("{first} + {second} + … + {last}")
        }
        all => all.join(" + "),
    };
    let is_unthreaded = (app.space()).is_some_and(|space| space.threading == Threading::Unthreaded);
    let order = if is_unthreaded {
        "one after the other"
    } else {
        "in one thread"
    };
    let draft = app.document.draft();
    let has_cards = [at::CARDS, at::ACCESSORIES]
        .iter()
        .any(|list| draft.get(list).is_some());
    let cards = if has_cards {
        "; cards and buttons go with the last"
    } else {
        ""
    };
    format!(
        "Too long for one message: {} parts {order} ({shown} B){cards}",
        sizes.len()
    )
}

/// Returns the command that sends a message in parts; `None` where it fits into one, or cannot be split.
///
/// A message that is sent again is split as it was, so that the parts which are in Chat already are known.
#[must_use]
pub fn command(ticket: Ticket, message: &Outgoing) -> Option<ChatCommand> {
    if message.bytes() <= size::LIMIT {
        return None;
    }
    let request = Draft::sent(&message.parent, &message.query, &message.body);
    let parts = split::split(&request).ok()?;
    (parts.len() > 1).then(|| {
        let (space, files) = (message.parent.clone(), message.attachments.clone());
        ChatCommand::SendParts(ticket, space, parts, files)
    })
}

/// Shows how much of the files is at Google.
pub fn uploading(app: &mut App, ticket: Ticket, done: u64, of: u64) {
    let entry = app.outbox.find(ticket);
    if let Some(State::Sending { waits, .. }) = entry.map(|entry| &mut entry.state) {
        let percent = done.saturating_mul(100) / of.max(1);
        *waits = (done < of).then(|| format!("uploading files, {percent} %"));
    }
}

/// Shows how many parts are in Chat.
pub fn progress(app: &mut App, ticket: Ticket, done: usize, of: usize) {
    let entry = app.outbox.find(ticket);
    if let Some(State::Sending { waits, .. }) = entry.map(|entry| &mut entry.state) {
        *waits = Some(format!("{done} of {of} parts are in Chat"));
    }
}

/// Returns what the result says of the parts that a message went in; empty where it was one.
#[must_use]
pub fn told(app: &App, ticket: Ticket) -> String {
    let entry = app.outbox.entry(ticket);
    match entry.map_or(1, count) {
        1 => String::new(),
        parts => format!(", {parts} parts,"),
    }
}

/// Returns in how many parts a message went, or goes; 1 where it fits into one.
#[must_use]
pub fn count(entry: &Entry) -> usize {
    match command(entry.ticket, &entry.request) {
        Some(ChatCommand::SendParts(_, _, parts, _)) => parts.len(),
        _ => 1,
    }
}
