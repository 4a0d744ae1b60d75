//! JSON of a part that came back from the external editor and could not be parsed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The part of a text that was pasted, and is of no part of the request yet.
///
/// No request has a field of this name.
pub const PASTE: &str = "/paste";

/// A text that is no part of a card, kept so that the author can correct it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnparsedJson {
    /// Path of the part, as a JSON Pointer.
    pub part: String,
    /// Value of the part when it was given to the editor.
    ///
    /// If it has changed since, the text would undo that change.
    pub was: Value,
    /// Text as it came back.
    pub text: String,
    /// Line where parsing ended, from 1.
    pub line: usize,
}
