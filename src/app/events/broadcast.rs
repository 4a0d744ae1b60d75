//! A message to many spaces: what is asked for, and what an earlier run left.

use std::path::PathBuf;

use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::request::Outgoing;
use crate::store::outbox::Receipt;

/// A message that goes to many spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroadcastOrder {
    /// The message; its `parent` is the space of its draft, which need not be among the spaces.
    pub message: Outgoing,
    /// The resource names of the spaces, each once.
    pub spaces: Vec<String>,
    /// Whether the user goes on with what broke off or failed in part.
    pub resumes: bool,
}

/// A message to many spaces that an earlier run left unfinished.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenBroadcast {
    /// The message.
    pub message: Outgoing,
    /// Each space, and what is known of it there.
    pub spaces: Vec<(String, Left)>,
    /// When it began, in words for people.
    pub since: String,
    /// Its log.
    pub log: PathBuf,
}

/// What an earlier run left of a message in a space.
#[derive(Clone, Debug, PartialEq)]
pub enum Left {
    /// All of it is there, by its log; with its first message.
    Sent(Receipt),
    /// It is certainly not there, or not all of it: when that was, as a row of the activity shows it, and why.
    NotSent(String, Diagnostic),
    /// The log does not know, and it may be there.
    Unknown,
}

impl BrokenBroadcast {
    /// Returns whether a message is of it.
    #[must_use]
    pub fn has(&self, message: &Outgoing) -> bool {
        let is_there = |(space, _): &(String, Left)| *space == message.parent;
        self.message.body == message.body
            && self.message.query == message.query
            && self.spaces.iter().any(is_there)
    }

    /// Returns whether its log knows the message of this resource name.
    #[must_use]
    pub fn has_noted(&self, name: &str) -> bool {
        let is_it = |left: &Left| matches!(left, Left::Sent(receipt) if receipt.name == name);
        self.spaces.iter().any(|(_, left)| is_it(left))
    }
}
