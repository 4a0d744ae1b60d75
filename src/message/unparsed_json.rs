//! JSON of a part that came back from the editor and could not be parsed yet.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A text that is no part of a card, kept so that whoever wrote it can go on with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnparsedJson {
    /// The part it is of, as a JSON Pointer.
    pub part: String,
    /// What the part was when it was given to the editor. Where it is another by now, the text would take
    /// that back.
    pub was: Value,
    /// The text as it came back.
    pub text: String,
    /// The line where the reading ended, from 1.
    pub line: usize,
}
