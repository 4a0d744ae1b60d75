//! Draft on disk: its name, what is loaded of it, and its row in a list.

use serde_json::Value;

use crate::message::attached_file::AttachedFile;
use crate::message::checks::ignored::Ignored;
use crate::message::destination::Destination;
use crate::message::edit_target::EditTarget;
use crate::message::sent::LastSent;
use crate::message::undo_steps::UndoSteps;
use crate::message::unparsed_json::UnparsedJson;

/// The name of a draft on disk, such as `draft-3`.
pub type DraftId = String;

/// A draft on disk, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftEntry {
    /// Its name.
    pub id: DraftId,
    /// The start of its text, one line.
    pub excerpt: String,
    /// Its space's resource name; empty where none is chosen.
    pub parent: String,
    /// Size of its message, in bytes.
    pub bytes: usize,
    /// When it was last saved, as text for people.
    pub saved: String,
    /// Whether another chatquill has it open.
    pub is_open_elsewhere: bool,
    /// What it edits; `None` for a new message.
    pub edit: Option<EditedMessage>,
}

/// The message that a draft in a list edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditedMessage {
    /// Its resource name; empty where the sidecar of the draft cannot be read.
    pub name: String,
    /// Whether the edit was sent, and no answer is known.
    pub is_pending: bool,
}

impl EditedMessage {
    /// Returns what a list says of the draft.
    #[must_use]
    pub fn words(&self) -> &'static str {
        if self.is_pending {
            "edit, may have been made"
        } else {
            "edit"
        }
    }
}

/// A draft that was read from disk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpenDraft {
    /// Its name.
    pub id: DraftId,
    /// The request.
    pub request: Value,
    /// The findings that are ignored for it.
    pub ignored: Vec<Ignored>,
    /// Last request that was sent from it.
    pub sent: Option<Box<LastSent>>,
    /// When it was opened, by the person's own clock, RFC 3339; empty where that is not known.
    pub at: String,
    /// JSON of its parts that came back from the external editor and could not be parsed.
    pub unparsed: Vec<UnparsedJson>,
    /// The undo steps that led to the request, where they were read with it.
    pub undo: UndoSteps,
    /// By whom its space was chosen; `None` where that is not known.
    pub destination: Option<Destination>,
    /// The title that the user gave it; empty where none.
    pub title: String,
    /// The files that go with it.
    pub files: Vec<AttachedFile>,
    /// The message in Chat that it changes; `None` for a new message.
    pub edit: Option<Box<EditTarget>>,
}
