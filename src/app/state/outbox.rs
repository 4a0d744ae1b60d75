//! The messages under way, and the results of sends, the latest first.

use std::time::Duration;

use crate::app::events::event::{NotSent, Sent};
use crate::app::events::ticket::Ticket;
use crate::input::action::Action;
use crate::message::request::Outgoing;

/// The state of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
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

impl State {
    /// Returns whether an action of the activity list applies to a message in this state.
    #[must_use]
    pub fn takes(&self, action: Action) -> bool {
        let is_under_way = matches!(self, Self::Sending { .. });
        let is_sent = matches!(self, Self::Sent(_));
        match action {
            Action::CancelSend => is_under_way,
            Action::ReplyInThread | Action::CopyMessageName => is_sent,
            Action::SendAgain => !is_under_way && !is_sent,
            Action::Choose | Action::Delete => !is_under_way,
            _ => true,
        }
    }
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
}

impl Entry {
    /// Returns whether an action of the activity list applies to it.
    #[must_use]
    pub fn takes(&self, action: Action) -> bool {
        self.state.takes(action) && !(self.is_foreign && action == Action::SendAgain)
    }

    /// Returns whether nobody knows if the message is in Chat.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        match &self.state {
            State::NotSent(failed) => failed.unsure,
            State::GivenUp => !self.request.request_id.is_empty(),
            State::Sending { .. } | State::Sent(_) => false,
        }
    }

    /// Returns whether it can be sent again, since it is not known to be in Chat.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        matches!(self.state, State::NotSent(_) | State::GivenUp)
    }
}

/// All messages of this run, the latest first.
#[derive(Debug, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
}

impl Outbox {
    /// Adds a message that is sent.
    pub fn push(&mut self, entry: Entry) {
        self.entries.insert(0, entry);
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

    /// Returns the message at a row.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<&Entry> {
        self.entries.get(row)
    }

    /// Removes the message at a row, unless it is under way, and returns it.
    pub fn remove(&mut self, row: usize) -> Option<Entry> {
        let is_done = self
            .at(row)
            .is_some_and(|entry| !matches!(entry.state, State::Sending { .. }));
        is_done.then(|| self.entries.remove(row))
    }

    /// Returns the message with the same text in the same space that may be in Chat already.
    #[must_use]
    pub fn same_in_doubt(&self, message: &Outgoing) -> Option<&Entry> {
        self.doubts()
            .find(|entry| entry.request.is_same_message(message))
    }

    /// Returns another version of the same draft that may be in Chat already.
    #[must_use]
    pub fn other_version_in_doubt(&self, message: &Outgoing) -> Option<&Entry> {
        self.doubts().find(|entry| {
            entry.request.draft == message.draft && !entry.request.is_same_message(message)
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
            .filter(|entry| matches!(entry.state, State::Sending { .. }))
    }

    /// Returns the last message that Chat accepted.
    #[must_use]
    pub fn last_sent(&self) -> Option<(&Entry, &Sent)> {
        self.entries.iter().find_map(|entry| match &entry.state {
            State::Sent(sent) => Some((entry, sent)),
            _ => None,
        })
    }

    /// Returns whether a message is under way, so that the clock is needed.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.under_way().next().is_some()
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
