//! Context of the checks: the sender, the space, what was sent before, what the network returned.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use crate::chat::resources::Space;
use crate::chat::secret::Secret;
use crate::chat::sender::SenderKind;
use crate::document::schema::Sender;

/// Inputs of the checks other than the draft.
///
/// What is unknown is not checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckContext {
    /// Kind of sender; unknown if no profile is chosen.
    pub sender: Option<SenderKind>,
    /// Whether a person who sends takes part in Google's developer preview.
    pub developer_preview: bool,
    /// The space that gets the message.
    pub space: Option<Space>,
    /// Operation of the request.
    pub request_kind: RequestKind,
    /// Surface on which the cards are drawn.
    pub surface: Surface,
    /// Whether the sender gives each request an ID, as chatquill does.
    pub adds_request_id: bool,
    /// Facts that only the history, the credentials or the network provide.
    pub known: SessionFacts,
}

/// Operation of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RequestKind {
    /// Posts a new message.
    #[default]
    Create,
    /// Edits a message.
    Patch {
        /// The message's resource name.
        name: String,
        /// Names of the changed fields, with commas between.
        update_mask: String,
        /// Whether the message is created if it is not there.
        allow_missing: bool,
    },
    /// Deletes a message.
    Delete {
        /// Whether its replies are deleted too.
        force: bool,
    },
}

/// Surface on which cards are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// In a message.
    #[default]
    Message,
    /// In a dialog.
    Dialog,
}

/// Facts from outside the draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionFacts {
    /// Whether the sender manages the space.
    pub is_manager: Option<bool>,
    /// Whether the space is being imported.
    pub is_imported: bool,
    /// Whether the app answers interactions later, not at once.
    pub is_asynchronous: bool,
    /// The messages that were sent before.
    pub sent: Vec<SentMessage>,
    /// Time since the last message to the space.
    pub since_last: Option<Duration>,
    /// The thread keys that were used in the space, if a history is kept.
    pub thread_keys: Option<BTreeSet<String>>,
    /// The message that is quoted, as Google Chat gives it.
    pub quoted: Option<QuotableMessage>,
    /// The resource names of the members of the space.
    pub members: Option<BTreeSet<String>>,
    /// Granted OAuth scopes, as full URLs.
    pub granted: Option<Vec<String>>,
    /// Requested OAuth scopes.
    pub asked: Vec<String>,
    /// Whether an app acts for a person.
    pub is_delegated: bool,
    /// URL of the webhook.
    pub webhook: Option<Secret>,
    /// Sizes of images in bytes, by URL.
    pub picture_bytes: BTreeMap<String, u64>,
    /// The files that are to be uploaded, in the order of the attachments.
    pub uploads: Vec<Upload>,
}

/// A message that was sent before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentMessage {
    /// The space.
    pub space: String,
    /// The ID of its request, empty where it had none.
    pub request_id: String,
    /// Its own ID, empty where it had none.
    pub message_id: String,
    /// The `Message` that was sent.
    pub message: Value,
}

/// A message that can be quoted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuotableMessage {
    /// Its resource name.
    pub name: String,
    /// When it was last edited, or created if never.
    pub last_update_time: String,
    /// The resource name of its thread.
    pub thread: String,
    /// Whether it is a reply in that thread.
    pub is_reply: bool,
}

/// A file to be uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// Its size, in bytes.
    pub bytes: u64,
}

/// Returns a kind of sender as the schema names it; a person may take part in the developer preview.
#[must_use]
pub fn schema_sender(kind: SenderKind, developer_preview: bool) -> Sender {
    match kind {
        SenderKind::App => Sender::App,
        SenderKind::User if developer_preview => Sender::Preview,
        SenderKind::User => Sender::User,
        SenderKind::Webhook => Sender::Webhook,
    }
}

impl CheckContext {
    /// Creates a context of which only the sender is known.
    #[must_use]
    pub fn of(sender: SenderKind) -> Self {
        Self {
            sender: Some(sender),
            ..Self::default()
        }
    }

    /// Returns the sender as the schema names it.
    #[must_use]
    pub fn schema_sender(&self) -> Option<Sender> {
        Some(schema_sender(self.sender?, self.developer_preview))
    }

    /// Returns whether it is known that this kind of sender sends.
    #[must_use]
    pub fn is_sent_by(&self, kind: SenderKind) -> bool {
        self.sender == Some(kind)
    }
}
