//! The size report: the heaviest parts of the message, and what would make it smaller.

use crate::input::action::Action;
use crate::message::checks::finding::Finding;
use crate::message::draft::Draft;
use crate::message::size_breakdown::{self, Part, SizeBreakdown};

/// The most parts that are listed.
pub const MOST: usize = 10;

/// The state of the dialog.
#[derive(Clone, Debug, Default)]
pub struct SizeReport {
    revision: Option<u64>,
    breakdown: SizeBreakdown,
    advice: Vec<String>,
    cursor: usize,
}

impl SizeReport {
    /// Recomputes the sizes if the draft changed since the last time.
    pub fn refresh(&mut self, draft: &Draft, findings: &[Finding]) {
        if self.revision == Some(draft.revision()) {
            return;
        }
        self.revision = Some(draft.revision());
        self.breakdown = SizeBreakdown::new(draft.message());
        self.advice = size_breakdown::advice(draft.request(), &self.breakdown, findings);
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

    /// Returns the sizes of the message's parts.
    #[must_use]
    pub fn breakdown(&self) -> &SizeBreakdown {
        &self.breakdown
    }

    /// Returns the heaviest parts, the heaviest first.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        let parts = &self.breakdown.parts;
        &parts[..parts.len().min(MOST)]
    }

    /// Returns what would make the message smaller, a sentence each.
    #[must_use]
    pub fn advice(&self) -> &[String] {
        &self.advice
    }

    /// Returns the index of the part under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the place of the part under the cursor, as a JSON Pointer into the request.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        Some(&self.parts().get(self.cursor)?.path)
    }
}
