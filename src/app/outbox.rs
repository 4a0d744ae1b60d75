//! The messages on their way, and what became of them, the latest first.

use std::time::Duration;

use crate::app::effect::Request;
use crate::app::event::{NotSent, Sent};
use crate::app::ticket::Ticket;
use crate::input::action::Action;

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
    /// The person gave it up, under this `requestId` once that is known. It may be in Chat.
    GivenUp(Option<String>),
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
    /// What was sent.
    pub request: Request,
    /// How the space is called.
    pub space: String,
    /// The start of its text.
    pub excerpt: String,
    /// What became of it.
    pub state: State,
}

/// All messages of this run, the latest first.
#[derive(Debug, Default)]
pub struct Outbox {
    entries: Vec<Entry>,
}

impl State {
    /// The `requestId` of a message that is perhaps not in Chat.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::NotSent(failed) => Some(failed.request_id.as_str()),
            Self::GivenUp(request_id) => request_id.as_deref(),
            _ => None,
        }
    }
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
