//! The messages under way, and the results of sends, the latest first.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use serde_json::Value;

use crate::app::events::event::{NotSent, Sent};
use crate::app::events::ticket::Ticket;
use crate::editor::common_affixes::CommonAffixes;
use crate::message::destination::Destination;
use crate::message::request::Outgoing;

/// The state of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Held back: its first byte leaves in so many seconds, and until then it can be taken back.
    Held(u64),
    /// Being sent.
    Sending {
        /// The program's time when it was sent; set by the first tick.
        since: Option<Duration>,
        /// Why it waits for a retry, if it does.
        waits: Option<String>,
    },
    /// In Chat.
    Sent(Sent),
    /// Not in Chat, or nobody knows.
    NotSent(NotSent),
    /// Cancelled by the user. It may be in Chat.
    GivenUp,
}

/// A message that was handed over for sending.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The ticket of the send.
    pub ticket: Ticket,
    /// What was sent; it has a `requestId` from its first byte on.
    pub request: Outgoing,
    /// The display name of the space.
    pub space: String,
    /// The start of its text.
    pub excerpt: String,
    /// Its state.
    pub state: State,
    /// Whether it was sent by another profile, or to another server, and cannot be sent again from here.
    pub is_foreign: bool,
    /// What was done to it after it was sent, from here.
    pub changed: Option<Changed>,
}

/// What was done to a message in Chat, last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It was edited.
    Edited,
    /// It was deleted.
    Deleted,
}

impl State {
    /// Returns the state of a message that was just handed over, and is held back for so many seconds.
    #[must_use]
    pub fn begun(held: u64) -> Self {
        if held > 0 {
            return Self::Held(held);
        }
        Self::Sending {
            since: None,
            waits: None,
        }
    }

    /// Returns whether it is on its way, held back or not.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::Held(_) | Self::Sending { .. })
    }
}

impl Entry {
    /// Returns whether nobody knows if the message is in Chat.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        match &self.state {
            State::NotSent(failed) => failed.unsure,
            State::GivenUp => !self.request.request_id.is_empty(),
            State::Held(_) | State::Sending { .. } | State::Sent(_) => false,
        }
    }

    /// Returns whether it can be sent again, since it is not known to be in Chat.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        matches!(self.state, State::NotSent(_) | State::GivenUp)
    }
}

/// Returns whether a message is a changed form of another one, and not one that was written anew in its draft.
fn is_version(earlier: &Outgoing, message: &Outgoing) -> bool {
    let text = |message: &Outgoing| {
        let body: Value = serde_json::from_str(&message.body).unwrap_or_default();
        let text = body.get("text").and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let (old, new) = (text(earlier), text(message));
    if old.is_empty() || new.is_empty() {
        // Its cards make it; whether they are the same ones cannot be told by their words.
        return old.is_empty() == new.is_empty();
    }
    let shared = CommonAffixes::of(&old, &new);
    (shared.head + shared.tail) * 2 >= old.len().min(new.len())
}

/// All messages of this run, the latest first.
#[derive(Debug, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
    /// The `requestId`s of messages that were taken off the list.
    removed: HashSet<String>,
    /// Who sends now; `None` until another profile was chosen.
    sender: Option<Destination>,
    /// Who sent the messages of this run; `None` for the profile of its start.
    senders: HashMap<Ticket, Option<Destination>>,
}

impl Outbox {
    /// Adds a message that is sent.
    pub fn push(&mut self, entry: Entry) {
        // A kept webhook belongs to no profile.
        if !entry.is_foreign && entry.request.webhook.is_empty() {
            self.senders.insert(entry.ticket, self.sender.clone());
        }
        self.entries.insert(0, entry);
    }

    /// Has another profile send than the former one: the messages of others cannot be sent again by it.
    ///
    /// An embedded sandbox is another one each time.
    pub fn enter(&mut self, former: Option<&Destination>, sender: &Destination) {
        for by in self.senders.values_mut().filter(|by| by.is_none()) {
            *by = former.cloned();
        }
        self.sender = Some(sender.clone());
        for entry in &mut self.entries {
            if let Some(by) = self.senders.get(&entry.ticket) {
                entry.is_foreign = by.as_ref() != Some(sender) || sender.server == "sandbox";
            }
        }
    }

    /// Returns all entries, the latest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the message of a ticket.
    pub fn find(&mut self, ticket: Ticket) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.ticket == ticket)
    }

    /// Returns the message of a ticket, for reading.
    #[must_use]
    pub fn entry(&self, ticket: Ticket) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.ticket == ticket)
    }

    /// Removes the message of a ticket, if it is not known to be in Chat, and returns it.
    pub fn take_unsent(&mut self, ticket: Ticket) -> Option<Entry> {
        let is_it = |entry: &Entry| entry.ticket == ticket && entry.is_unsent();
        let row = self.entries.iter().position(is_it)?;
        Some(self.entries.remove(row))
    }

    /// Returns the row of the message of a ticket.
    #[must_use]
    pub fn row_of(&self, ticket: Ticket) -> Option<usize> {
        self.entries.iter().position(|entry| entry.ticket == ticket)
    }

    /// Returns the message at a row.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<&Entry> {
        self.entries.get(row)
    }

    /// Removes the message at a row, unless it is under way, and returns it.
    pub fn remove(&mut self, row: usize) -> Option<Entry> {
        let is_done = self
            .at(row)
            .is_some_and(|entry| !entry.state.is_under_way());
        let entry = is_done.then(|| self.entries.remove(row))?;
        self.removed.insert(entry.request.request_id.clone());
        Some(entry)
    }

    /// Returns whether the message under this `requestId` was taken off the list in this run.
    #[must_use]
    pub fn was_removed(&self, request_id: &str) -> bool {
        self.removed.contains(request_id)
    }

    /// Returns the message with the same text in the same space that may be in Chat already.
    #[must_use]
    pub fn same_in_doubt(&self, message: &Outgoing) -> Option<&Entry> {
        self.doubts()
            .find(|entry| entry.request.is_same_message(message))
    }

    /// Returns another version of the same message that may be in Chat already: from the same draft, and with about half
    /// of its text.
    #[must_use]
    pub fn other_version_in_doubt(&self, message: &Outgoing) -> Option<&Entry> {
        self.doubts().find(|entry| {
            entry.request.draft == message.draft
                && !entry.request.is_same_message(message)
                && is_version(&entry.request, message)
        })
    }

    fn doubts(&self) -> impl Iterator<Item = &Entry> {
        let is_doubt = |entry: &&Entry| entry.is_in_doubt() && !entry.is_foreign;
        self.entries.iter().filter(is_doubt)
    }

    /// Removes the other messages under this `requestId`, in whose place this one is sent.
    pub fn supersede(&mut self, ticket: Ticket, request_id: &str) {
        self.entries
            .retain(|entry| entry.ticket == ticket || entry.request.request_id != request_id);
    }

    /// Removes the earlier failed tries of a message in parts, which is sent again and has no `requestId` itself.
    pub fn supersede_parts(&mut self, message: &Outgoing) {
        self.entries.retain(|entry| {
            let is_same = entry.is_unsent() && entry.request.is_same_message(message);
            !(is_same && entry.request.request_id.is_empty())
        });
    }

    /// Removes the failed tries of a message that arrived with others.
    pub fn drop_unsent(&mut self, message: &Outgoing) {
        self.entries
            .retain(|entry| !(entry.is_unsent() && entry.request.is_same_message(message)));
    }

    /// Removes the message of a ticket.
    pub fn drop_entry(&mut self, ticket: Ticket) {
        self.entries.retain(|entry| entry.ticket != ticket);
    }

    /// Returns whether a message is listed under this `requestId`.
    #[must_use]
    pub fn has(&self, request_id: &str) -> bool {
        let is_it = |entry: &Entry| entry.request.request_id == request_id;
        self.entries.iter().any(is_it)
    }

    /// Returns the messages under way, the latest first.
    pub fn under_way(&self) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(|entry| entry.state.is_under_way())
    }

    /// Returns the last message that Chat accepted, and that was not deleted since.
    #[must_use]
    pub fn last_sent(&self) -> Option<(&Entry, &Sent)> {
        self.entries.iter().find_map(|entry| match &entry.state {
            State::Sent(sent) if entry.changed != Some(Changed::Deleted) => Some((entry, sent)),
            _ => None,
        })
    }

    /// Records that a message in Chat was deleted.
    pub fn delete(&mut self, name: &str) {
        for entry in self.named(name) {
            entry.changed = Some(Changed::Deleted);
        }
    }

    /// Records that a message in Chat was edited; `fields` are the new values, and `excerpt` its first words now.
    pub fn edit(&mut self, name: &str, fields: &Value, excerpt: &str) {
        for entry in self.named(name) {
            let mut message: Value = serde_json::from_str(&entry.request.body).unwrap_or_default();
            if let (Some(message), Some(fields)) = (message.as_object_mut(), fields.as_object()) {
                message.extend(fields.clone());
            }
            entry.request.body = message.to_string();
            excerpt.clone_into(&mut entry.excerpt);
            entry.changed = Some(Changed::Edited);
        }
    }

    /// Returns the messages in Chat of this resource name.
    fn named(&mut self, name: &str) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut().filter(move |entry| {
            matches!(&entry.state, State::Sent(sent) if sent.name == name && !name.is_empty())
        })
    }

    /// Returns whether a message is being sent, so that the clock is needed; one that is held back has its own.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.under_way()
            .any(|entry| matches!(entry.state, State::Sending { .. }))
    }

    /// Sets the time of the messages under way.
    pub fn tick(&mut self, now: Duration) {
        for entry in &mut self.entries {
            if let State::Sending { since, .. } = &mut entry.state {
                since.get_or_insert(now);
            }
        }
    }
}
