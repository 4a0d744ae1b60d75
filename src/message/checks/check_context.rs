//! What is known beside the draft: who sends, whereto, what was sent before, what the network told.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use crate::chat::resources::Space;
use crate::chat::secret::Secret;
use crate::chat::sender::SenderKind;
use crate::document::schema::Sender;

/// What the checks know beside the draft. What is not known is not judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setting {
    /// Who sends; unknown where no profile is chosen.
    pub sender: Option<SenderKind>,
    /// Whether a person who sends takes part in Google's developer preview.
    pub developer_preview: bool,
    /// The space that gets the message.
    pub space: Option<Space>,
    /// What the request does.
    pub deed: Deed,
    /// Where the cards are drawn.
    pub surface: Surface,
    /// Whether whoever sends gives each request an ID, as chatquill does.
    pub adds_request_id: bool,
    /// Facts that only a history, the credentials or the network tell.
    pub known: Known,
}

/// What a request does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Deed {
    /// Posts a new message.
    #[default]
    Create,
    /// Edits a message.
    Patch {
        /// The message's resource name.
        name: String,
        /// The fields that are changed, with commas between.
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

/// Where cards are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// In a message.
    #[default]
    Message,
    /// In a dialog.
    Dialog,
}

/// Facts from beyond the draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Whether the sender manages the space.
    pub is_manager: Option<bool>,
    /// Whether the space is being imported.
    pub is_imported: bool,
    /// Whether the app answers interactions later, not at once.
    pub is_asynchronous: bool,
    /// The messages that were sent before.
    pub sent: Vec<Sent>,
    /// How long ago the last message went to the space.
    pub since_last: Option<Duration>,
    /// The thread keys that were used in the space, if a history is kept.
    pub thread_keys: Option<BTreeSet<String>>,
    /// The message that is quoted, as Google Chat gives it.
    pub quoted: Option<Quoted>,
    /// The resource names of the members of the space.
    pub members: Option<BTreeSet<String>>,
    /// The scopes that were granted, as full addresses.
    pub granted: Option<Vec<String>>,
    /// The scopes that are asked for.
    pub asked: Vec<String>,
    /// Whether an app acts for a person.
    pub is_delegated: bool,
    /// The address of the webhook.
    pub webhook: Option<Secret>,
    /// How many bytes pictures have, by their address.
    pub picture_bytes: BTreeMap<String, u64>,
    /// The files that are to be uploaded, in the order of the attachments.
    pub uploads: Vec<Upload>,
}

/// A message that was sent before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sent {
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
pub struct Quoted {
    /// Its resource name.
    pub name: String,
    /// When it was last edited, or created if never.
    pub last_update_time: String,
    /// The resource name of its thread.
    pub thread: String,
    /// Whether it is a reply in that thread.
    pub is_reply: bool,
}

/// A file on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// A kind of sender as the schema names it; a person may take part in the developer preview.
#[must_use]
pub fn schema_sender(kind: SenderKind, developer_preview: bool) -> Sender {
    match kind {
        SenderKind::App => Sender::App,
        SenderKind::User if developer_preview => Sender::Preview,
        SenderKind::User => Sender::User,
        SenderKind::Webhook => Sender::Webhook,
    }
}

impl Setting {
    /// A setting of which only the sender is known.
    #[must_use]
    pub fn of(sender: SenderKind) -> Self {
        Self {
            sender: Some(sender),
            ..Self::default()
        }
    }

    /// The sender as the schema names it.
    #[must_use]
    pub fn schema_sender(&self) -> Option<Sender> {
        Some(schema_sender(self.sender?, self.developer_preview))
    }

    /// Whether it is known that this kind sends.
    #[must_use]
    pub fn is_sent_by(&self, kind: SenderKind) -> bool {
        self.sender == Some(kind)
    }
}
