//! The changes of messages in this run: under way, made, or failed.

use std::time::Duration;

use crate::app::events::message_change::{ChangeKind, MessageChange, NotChanged};
use crate::app::events::ticket::Ticket;

/// A change of a message, and how far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeEntry {
    ticket: Ticket,
    /// What was asked for.
    pub change: MessageChange,
    /// The message and its space, for sentences.
    pub what: String,
    /// How far it is.
    pub state: ChangeState,
}

/// How far a change is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeState {
    /// Under way; why it waits for another attempt, empty where it does not.
    UnderWay(String),
    /// Made.
    Made,
    /// Not made, or nobody knows.
    NotMade(NotChanged),
}

impl ChangeEntry {
    /// Returns what is said of it in one line.
    #[must_use]
    pub fn words(&self) -> String {
        let kind = &self.change.kind;
        match &self.state {
            ChangeState::UnderWay(why) if why.is_empty() => kind.doing().to_owned(),
            ChangeState::UnderWay(why) => format!("{} {why}", kind.doing()),
            ChangeState::Made => kind.done(),
            ChangeState::NotMade(failed) if failed.unsure => {
                format!("Perhaps {}", lower(kind.not_done()))
            }
            ChangeState::NotMade(_) => kind.not_done().to_owned(),
        }
    }

    /// Returns what the row of the message says of it; empty where the row's own state does.
    #[must_use]
    pub fn mark(&self) -> String {
        match (&self.state, &self.change.kind) {
            (ChangeState::Made, ChangeKind::React(emoji)) => emoji.clone(),
            (ChangeState::Made, ChangeKind::Delete | ChangeKind::Edit(_)) => String::new(),
            (ChangeState::UnderWay(_), kind) => lower(kind.doing()),
            (ChangeState::Made | ChangeState::NotMade(_), _) => lower(&self.words()),
        }
    }
}

fn lower(words: &str) -> String {
    words.to_lowercase()
}

/// All changes of this run, the latest last.
#[derive(Debug, Default)]
pub struct MessageChanges {
    entries: Vec<ChangeEntry>,
}

impl MessageChanges {
    /// Adds a change that is asked for.
    pub fn begin(&mut self, ticket: Ticket, change: MessageChange, what: String) {
        self.entries.push(ChangeEntry {
            ticket,
            change,
            what,
            state: ChangeState::UnderWay(String::new()),
        });
    }

    /// Records why a change waits for another attempt, and for how long.
    pub fn wait(&mut self, ticket: Ticket, why: &str, wait: Duration) {
        if let Some(entry) = self.find(ticket) {
            let words = format!("{why}; trying again in {:.0} s", wait.as_secs_f32());
            entry.state = ChangeState::UnderWay(words);
        }
    }

    /// Ends a change, and returns it; `None` where this ticket is of none that is under way.
    pub fn end(&mut self, ticket: Ticket, state: ChangeState) -> Option<&ChangeEntry> {
        let entry = self.find(ticket)?;
        entry.state = state;
        Some(entry)
    }

    /// Returns the last change of a message, by its resource name.
    #[must_use]
    pub fn last_of(&self, name: &str) -> Option<&ChangeEntry> {
        let is_it = |entry: &&ChangeEntry| entry.change.name == name;
        self.entries.iter().rev().find(is_it)
    }

    /// Returns whether an edit of this draft is under way.
    #[must_use]
    pub fn is_editing(&self, draft: &str) -> bool {
        let is_it = |entry: &ChangeEntry| match &entry.change.kind {
            ChangeKind::Edit(sent) => {
                sent.draft == draft && matches!(entry.state, ChangeState::UnderWay(_))
            }
            ChangeKind::Delete | ChangeKind::React(_) | ChangeKind::Pin | ChangeKind::Unpin => {
                false
            }
        };
        self.entries.iter().any(is_it)
    }

    fn find(&mut self, ticket: Ticket) -> Option<&mut ChangeEntry> {
        let is_it = |entry: &&mut ChangeEntry| {
            entry.ticket == ticket && matches!(entry.state, ChangeState::UnderWay(_))
        };
        self.entries.iter_mut().find(is_it)
    }
}
