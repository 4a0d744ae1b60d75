//! The undo steps of a draft, with where the user was.

use serde::{Deserialize, Serialize};

use crate::document::history::Steps;

/// Where the user was before or after a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Cursor position in the text, in bytes.
    pub caret: usize,
    /// Path of the card, section, widget or other part that was changed, or of its value, as a JSON Pointer;
    /// `None` if the step was about none.
    pub node: Option<String>,
}

/// The undo steps of a draft.
pub type UndoSteps = Steps<Mark>;
