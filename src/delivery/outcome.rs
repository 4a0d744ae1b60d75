//! Outcome of a send.

use std::io;
use std::time::Duration;

use serde_json::Value;

use crate::chat::error::Error;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::store::outbox::{Pending, Record};

/// Outcome of a send.
#[derive(Debug)]
pub enum Outcome {
    /// The message is in Chat.
    ///
    /// Its record says so, and is to be ended once the sender no longer needs it.
    Sent(Box<Delivered>),
    /// The message is not in Chat, or the outcome is not known.
    NotSent(Undelivered),
    /// Nothing was sent: the same message has been in doubt for so long that sending it again is for the user to
    /// decide.
    OldDoubt(Box<Record>),
}

/// A message that is in Chat.
#[derive(Debug)]
pub struct Delivered {
    /// The message as the API returned it.
    pub message: Value,
    /// Time from the first byte to the response, waits included.
    pub took: Duration,
    /// When it had arrived, RFC 3339, where that was before this send began: then nothing new was posted.
    pub earlier: Option<String>,
    /// Its record.
    pub pending: Pending,
}

/// A message that is not in Chat, or whose outcome is not known.
#[derive(Debug)]
pub struct Undelivered {
    /// The `requestId` it is sent under; empty where none was drawn.
    pub request_id: String,
    /// Why the last attempt failed.
    pub reason: Reason,
    /// Whether this or an earlier attempt may have arrived.
    ///
    /// Then the record stays, and repeating it under the same `requestId` cannot post twice.
    pub in_doubt: bool,
}

impl Undelivered {
    /// Returns what is known of a message that an earlier run left in doubt, and that was not sent again.
    #[must_use]
    pub fn doubtful(record: &Record) -> Self {
        Self {
            request_id: record.message.request_id.clone(),
            reason: Reason::Doubt,
            in_doubt: true,
        }
    }
}

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The call failed.
    #[error(transparent)]
    Call(#[from] Error),
    /// The record could not be written, so nothing was sent.
    #[error("the record of the send cannot be written: {0}")]
    Disk(io::Error),
    /// The same message is being sent right now, here or in another program.
    #[error("the same message is being sent right now")]
    Busy,
    /// It may have arrived already, and only a person may decide to post it a second time.
    #[error("it may have arrived already, so it was not sent again")]
    Doubt,
    /// A file that goes with it cannot be read, or has changed; nothing of the message was sent.
    #[error("{path}: {why}")]
    File {
        /// Its path.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The upload of a file failed; the message itself was not sent.
    #[error("the upload failed: {0}")]
    Upload(Error),
    /// The `requestId` was used for this other message: Chat would return that one, and post nothing.
    #[error("the request ID belongs to another message")]
    Taken(Box<Record>),
}

impl Reason {
    /// Returns it in words for a person; `time_of` formats an RFC 3339 time.
    #[must_use]
    pub fn explain(&self, time_of: impl Fn(&str) -> String) -> Diagnostic {
        match self {
            Self::Call(error) => error.explain(),
            Self::Upload(error) => error.explain().of_upload(),
            Self::Disk(error) => Diagnostic {
                title: "The record of the send could not be written, so nothing was sent".into(),
                detail: error.to_string(),
                remedy: "Free disk space or check the folder's permissions, then send again."
                    .into(),
                ..Diagnostic::default()
            },
            Self::Busy => Diagnostic::new(
                "The same message is being sent right now",
                "Wait for its outcome.",
            ),
            Self::Doubt => Diagnostic::new(
                "It may have arrived already, so it was not sent again",
                "Look into the space first.",
            ),
            Self::File { path, why } => Diagnostic::new(
                format!("{path} cannot be sent: {why}"),
                "Attach the file again.",
            ),
            Self::Taken(record) => Diagnostic {
                title: format!(
                    "The request ID {} belongs to another message",
                    record.message.request_id
                ),
                detail: format!(
                    "It was used at {}; Chat would answer with that message and post nothing.",
                    time_of(&record.since)
                ),
                remedy: "Remove requestId from the request; a new one is drawn.".into(),
                ..Diagnostic::default()
            },
        }
    }
}

/// A send that an earlier run left unfinished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Its record.
    pub record: Record,
    /// Whether it was sent by the current profile to the current server, so that it can be repeated.
    pub is_ours: bool,
    /// When it was begun, as a row of the activity shows it; empty where that is not known.
    pub day: String,
}
