//! A message that was read back from Chat: what it is wanted for, and the answer.

use serde_json::Value;

use crate::diagnostics::diagnostic::Diagnostic;
use crate::store::outbox::Origin;

/// What a message of the activity is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadPurpose {
    /// It is edited.
    Edit,
    /// It is quoted.
    Quote,
    /// It is shown as it stands.
    Show,
}

/// The answer to a message that was read back.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadBack {
    /// By whom and from which server it was read.
    pub origin: Origin,
    /// The `Message` as Chat has it.
    pub answer: Result<Value, Unread>,
}

/// Why a message could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// What happened, why, and what to do.
    pub problem: Diagnostic,
    /// Whether the sender may not read it, so that there is no use in trying again.
    pub is_forbidden: bool,
    /// Whether Chat has no such message.
    pub is_gone: bool,
}
