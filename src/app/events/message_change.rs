//! A change of a message that is in Chat: what is asked for, and why it was not made.

use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft_file::DraftId;
use crate::message::message_edit::Edit;
use crate::store::outbox::Origin;
use serde_json::Value;

/// A change of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageChange {
    /// The message's resource name, as Chat gave it.
    pub name: String,
    /// What is done to it.
    pub kind: ChangeKind,
    /// Its sender and server; elsewhere the change is refused. `None` for a message of this run.
    pub origin: Option<Origin>,
}

/// What is done to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is deleted, for everybody.
    Delete,
    /// It gets a reaction: an emoji, or `:name:` of a custom one.
    React(String),
    /// It is pinned in its space.
    Pin,
    /// It is taken from the pinned ones.
    Unpin,
    /// It is edited, as a draft says.
    Edit(Box<EditSend>),
}

/// An edit as it is sent from a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditSend {
    /// The draft.
    pub draft: DraftId,
    /// What changes.
    pub edit: Edit,
    /// The draft's message, which is what stands in Chat once it is made.
    pub after: Value,
    /// The forms in which the message may stand in Chat if nobody else changed it; none where that is not known.
    pub forms: Vec<Value>,
}

impl ChangeKind {
    /// Returns the word that a guarded profile wants typed, and that completes "It was not …".
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::React(_) => "react",
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::Edit(_) => "edit",
        }
    }

    /// Returns what is said once it is done.
    #[must_use]
    pub fn done(&self) -> String {
        match self {
            Self::Delete => "Deleted".to_owned(),
            Self::React(emoji) => format!("Reacted with {emoji}"),
            Self::Pin => "Pinned".to_owned(),
            Self::Unpin => "Unpinned".to_owned(),
            Self::Edit(_) => "Edited".to_owned(),
        }
    }

    /// Returns what is said while it is under way.
    #[must_use]
    pub fn doing(&self) -> &'static str {
        match self {
            Self::Delete => "Deleting it…",
            Self::React(_) => "Reacting…",
            Self::Pin => "Pinning it…",
            Self::Unpin => "Unpinning it…",
            Self::Edit(_) => "Editing it…",
        }
    }

    /// Returns what is said where it was not done.
    #[must_use]
    pub fn not_done(&self) -> &'static str {
        match self {
            Self::Delete => "Not deleted",
            Self::React(_) => "No reaction",
            Self::Pin => "Not pinned",
            Self::Unpin => "Not unpinned",
            Self::Edit(_) => "Not edited",
        }
    }
}

/// A change that was not made, or of which nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChanged {
    /// What happened, why, and what to do.
    pub problem: Diagnostic,
    /// Whether it may have been made all the same.
    pub unsure: bool,
    /// The message as it stands in Chat, where somebody changed it since the edit began.
    pub overtaken: Option<Box<Value>>,
}
