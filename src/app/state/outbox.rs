//! The messages on their way, and what became of them, the latest first.

use std::time::Duration;

use crate::app::events::event::{NotSent, Sent};
use crate::app::events::ticket::Ticket;
use crate::input::action::Action;
use crate::message::request::Outgoing;

/// What became of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It is on its way.
    Sending {
        /// The time of the program when it went; set by the first tick.
        since: Option<Duration>,
        /// Why it waits, if it does.
        waits: Option<String>,
    },
    /// It is in Chat.
    Sent(Sent),
    /// It is not in Chat, or nobody knows.
    NotSent(NotSent),
    /// The person gave it up. It may be in Chat.
    GivenUp,
}

impl State {
    /// Whether an action of the activity list does something with a message in this state.
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

/// A message that was handed to the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The question to the world.
    pub ticket: Ticket,
    /// What was sent; it has a `requestId` from its first byte on.
    pub request: Outgoing,
    /// How the space is called.
    pub space: String,
    /// The start of its text.
    pub excerpt: String,
    /// What became of it.
    pub state: State,
    /// It was sent by another profile, or to another server, and cannot be repeated from here.
    pub is_foreign: bool,
}

impl Entry {
    /// Whether an action of the activity list does something with it.
    #[must_use]
    pub fn takes(&self, action: Action) -> bool {
        self.state.takes(action) && !(self.is_foreign && action == Action::SendAgain)
    }

    /// Whether nobody knows if the message is in Chat.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        match &self.state {
            State::NotSent(failed) => failed.unsure,
            State::GivenUp => !self.request.request_id.is_empty(),
            State::Sending { .. } | State::Sent(_) => false,
        }
    }

    /// Whether it can be sent again, since it is not known to be in Chat.
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
    /// Takes a message that goes out.
    pub fn push(&mut self, entry: Entry) {
        self.entries.insert(0, entry);
    }

    /// All of them, the latest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The message of a ticket.
    pub fn find(&mut self, ticket: Ticket) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.ticket == ticket)
    }

    /// The message of a ticket, to be read.
    #[must_use]
    pub fn entry(&self, ticket: Ticket) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.ticket == ticket)
    }

    /// Takes the message of a ticket out of the list, if it is not known to be in Chat.
    pub fn take_unsent(&mut self, ticket: Ticket) -> Option<Entry> {
        let is_it = |entry: &Entry| entry.ticket == ticket && entry.is_unsent();
        let row = self.entries.iter().position(is_it)?;
        Some(self.entries.remove(row))
    }

    /// The message at a row.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<&Entry> {
        self.entries.get(row)
    }

    /// Forgets the message at a row, unless it is on its way.
    pub fn remove(&mut self, row: usize) -> Option<Entry> {
        let is_done = self
            .at(row)
            .is_some_and(|entry| !matches!(entry.state, State::Sending { .. }));
        is_done.then(|| self.entries.remove(row))
    }

    /// The message that may be in Chat already with the same words in the same space.
    #[must_use]
    pub fn same_in_doubt(&self, message: &Outgoing) -> Option<&Entry> {
        self.doubts()
            .find(|entry| entry.request.is_same_message(message))
    }

    /// The message of the same draft with other words that may be in Chat already.
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

    /// Forgets the other messages under the `requestId` of this one, which goes out in their place.
    pub fn supersede(&mut self, ticket: Ticket, request_id: &str) {
        self.entries
            .retain(|entry| entry.ticket == ticket || entry.request.request_id != request_id);
    }

    /// Forgets the message of a ticket.
    pub fn drop_entry(&mut self, ticket: Ticket) {
        self.entries.retain(|entry| entry.ticket != ticket);
    }

    /// Whether a message is listed under this `requestId`.
    #[must_use]
    pub fn has(&self, request_id: &str) -> bool {
        let is_it = |entry: &Entry| entry.request.request_id == request_id;
        self.entries.iter().any(is_it)
    }

    /// The messages on their way, the latest first.
    pub fn under_way(&self) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(|entry| matches!(entry.state, State::Sending { .. }))
    }

    /// The message that Chat took last.
    #[must_use]
    pub fn last_sent(&self) -> Option<(&Entry, &Sent)> {
        self.entries.iter().find_map(|entry| match &entry.state {
            State::Sent(sent) => Some((entry, sent)),
            _ => None,
        })
    }

    /// Whether something is on its way, so that the clock is needed.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.under_way().next().is_some()
    }

    /// Tells the messages on their way what time it is.
    pub fn tick(&mut self, now: Duration) {
        for entry in &mut self.entries {
            if let State::Sending { since, .. } = &mut entry.state {
                since.get_or_insert(now);
            }
        }
    }
}
