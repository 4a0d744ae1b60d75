//! The gauge explained: the heaviest parts of the message, and what would make it lighter.

use crate::input::action::Action;
use crate::message::checks::finding::Finding;
use crate::message::draft::Draft;
use crate::message::size_breakdown::{self, Part, Weight};

/// The most parts that are named.
pub const MOST: usize = 10;

/// The state of the dialog.
#[derive(Clone, Debug, Default)]
pub struct Scale {
    revision: Option<u64>,
    weight: Weight,
    advice: Vec<String>,
    cursor: usize,
}

impl Scale {
    /// Weighs the draft, if it is another one than the last time.
    pub fn settle(&mut self, draft: &Draft, findings: &[Finding]) {
        if self.revision == Some(draft.revision()) {
            return;
        }
        self.revision = Some(draft.revision());
        self.weight = Weight::new(draft.message());
        self.advice = size_breakdown::advice(draft.request(), &self.weight, findings);
        self.cursor = self.cursor.min(self.parts().len().saturating_sub(1));
    }

    /// Moves the cursor. Returns whether the action was a move.
    pub fn act(&mut self, action: Action) -> bool {
        let last = self.parts().len().saturating_sub(1);
        self.cursor = match action {
            Action::Up => self.cursor.saturating_sub(1),
            Action::Down => (self.cursor + 1).min(last),
            Action::First | Action::PageUp => 0,
            Action::Last | Action::PageDown => last,
            _ => return false,
        };
        true
    }

    /// What the message weighs.
    #[must_use]
    pub fn weight(&self) -> &Weight {
        &self.weight
    }

    /// The heaviest parts, the heaviest first.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        let parts = &self.weight.parts;
        &parts[..parts.len().min(MOST)]
    }

    /// What would make it lighter, a sentence each.
    #[must_use]
    pub fn advice(&self) -> &[String] {
        &self.advice
    }

    /// The number of the part under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The place of the part under the cursor, as a JSON Pointer into the request.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        Some(&self.parts().get(self.cursor)?.path)
    }
}
