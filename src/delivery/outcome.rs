//! What came of a send.

use std::io;
use std::time::Duration;

use serde_json::Value;

use crate::chat::error::Error;
use crate::store::outbox::{Pending, Record};

/// What came of a send.
#[derive(Debug)]
pub enum Outcome {
    /// The message is in Chat. Its record says so, and is to be ended once whoever sent it needs
    /// it no more.
    Sent(Box<Delivered>),
    /// The message is not in Chat, or nobody knows.
    NotSent(Undelivered),
    /// Nothing was sent: the same words have been in doubt for so long that sending them again is
    /// for a person to decide.
    OldDoubt(Box<Record>),
}

/// A message that is in Chat.
#[derive(Debug)]
pub struct Delivered {
    /// The message as the API returned it.
    pub message: Value,
    /// From the first byte to the answer, waits included.
    pub took: Duration,
    /// When it had arrived, RFC 3339, where that was before this send began: then nothing new was
    /// posted.
    pub earlier: Option<String>,
    /// Its record.
    pub pending: Pending,
}

/// A message that is not in Chat, or of which nobody knows.
#[derive(Debug)]
pub struct Undelivered {
    /// The `requestId` it goes under; empty where none was drawn.
    pub request_id: String,
    /// Why the last try failed.
    pub reason: Reason,
    /// Whether this or an earlier try may have arrived. Then the record stays, and repeating it
    /// under the same `requestId` cannot post twice.
    pub in_doubt: bool,
}

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The call failed.
    #[error(transparent)]
    Call(#[from] Error),
    /// The record could not be written, so nothing left.
    #[error("the record of the send cannot be written: {0}")]
    Disk(io::Error),
    /// The same message is being sent right now, here or in another program.
    #[error("the same message is being sent right now")]
    Busy,
    /// The `requestId` was used for these other words: Chat would answer with those, and post
    /// nothing.
    #[error("the request ID belongs to another message")]
    Taken(Box<Record>),
}

/// A send that an earlier run left unfinished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Its record.
    pub record: Record,
    /// It was sent by the profile of now to the server of now, so that it can be repeated.
    pub is_ours: bool,
}
