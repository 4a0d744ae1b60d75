//! Target of an edit: the message in Chat that a draft changes, kept beside it on disk.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::message::message_edit::{Edit, MARKUP};
use crate::message::space_ref;

/// What the names of drafts begin with that change a message in Chat.
///
/// The name of the file alone tells that it is no new message, so that no lost sidecar makes it one.
pub const PREFIX: &str = "edit-";

/// Returns whether a draft of this name changes a message in Chat.
#[must_use]
pub fn is_edit(draft: &str) -> bool {
    draft.starts_with(PREFIX)
}

/// The message that a draft changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EditTarget {
    /// Its resource name; empty where the sidecar of the draft cannot be read.
    pub name: String,
    /// The profile that sent it.
    pub profile: String,
    /// The base URL of the server that it is on.
    pub base: String,
    /// Whether that is an embedded sandbox, which ends with its program.
    #[serde(default)]
    pub is_sandbox: bool,
    /// The thread that it is in; empty where that is not known.
    #[serde(default)]
    pub thread: String,
    /// The fields that can be edited, as they stand in Chat.
    pub before: Value,
    /// Whether its parts that the draft does not show make it a message of its own: files, a quote, a person's cards.
    #[serde(default)]
    pub has_more: bool,
    /// The edit that was sent and of which no answer is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<PendingEdit>,
    /// What Chat returned for the edit that was made last from the draft, while the draft is open.
    #[serde(skip)]
    pub answered: Option<Value>,
    /// Whether somebody changed the message in Chat since the edit began, as far as was seen while the draft is open.
    #[serde(skip)]
    pub is_overtaken: bool,
}

/// An edit on its way; on disk before its first byte leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PendingEdit {
    /// When it was sent, RFC 3339, by this machine's clock.
    pub since: String,
    /// Its `updateMask`.
    pub update_mask: String,
    /// The `Message` with the new values.
    pub message: Value,
}

impl PendingEdit {
    /// Returns the edit as it was sent.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit {
            mask: self.update_mask.split(',').map(str::to_owned).collect(),
            message: self.message.clone(),
        }
    }
}

impl EditTarget {
    /// Returns the space of the message; empty where the message is not known.
    #[must_use]
    pub fn space(&self) -> &str {
        space_ref::space_of(&self.name).unwrap_or_default()
    }

    /// Returns the request that a draft of the edit begins with.
    #[must_use]
    pub fn request(&self) -> Value {
        json!({ "parent": self.space(), "message": self.before })
    }

    /// Returns the fields as they stand in Chat once the pending edit is made.
    #[must_use]
    pub fn after(&self, pending: &PendingEdit) -> Value {
        let mut after = self.before.clone();
        if let Some(fields) = after.as_object_mut() {
            let new = pending.message.as_object().into_iter().flatten();
            fields.extend(new.map(|(name, value)| (name.clone(), value.clone())));
        }
        after
    }

    /// Returns the forms in which the message may stand in Chat if nobody else changed it.
    ///
    /// There are none where that cannot be told: Chat returns the text of an edit that is in doubt in its own markup.
    #[must_use]
    pub fn forms(&self) -> Vec<Value> {
        let pending = self.pending.as_ref();
        let markup = pending.and_then(|edit| edit.message.get(MARKUP)?.as_str());
        if markup.is_some_and(|markup| markup != "MARKUP_SYNTAX_CHAT") {
            return Vec::new();
        }
        let made = pending.map(|edit| self.after(edit));
        let forms = [Some(self.before.clone()), self.answered.clone(), made];
        forms.into_iter().flatten().collect()
    }

    /// Returns whether two are of the same message on the same server.
    #[must_use]
    pub fn is_of_same_message(&self, other: &Self) -> bool {
        (&self.name, &self.profile, &self.base) == (&other.name, &other.profile, &other.base)
    }
}
