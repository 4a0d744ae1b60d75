//! Draft on disk: its name, what is loaded of it, and its row in a list.

use serde_json::Value;

use crate::message::checks::ignored::Ignored;
use crate::message::sent::LastSent;
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
}
