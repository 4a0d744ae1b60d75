//! The table of a message to many spaces: the cursor and the rows in sight.

use std::ops::Range;

use crate::input::action::Action;

/// The state of the dialog; the rows are those of the send.
#[derive(Clone, Debug, Default)]
pub struct BroadcastTable {
    cursor: usize,
    offset: usize,
    height: usize,
}

impl BroadcastTable {
    /// Lays it out at `height` rows, the cursor in view.
    pub fn layout(&mut self, rows: usize, height: usize) {
        self.height = height;
        self.cursor = self.cursor.min(rows.saturating_sub(1));
        self.offset = self.offset.min(rows.saturating_sub(height));
        self.offset = self
            .offset
            .clamp((self.cursor + 1).saturating_sub(height.max(1)), self.cursor);
    }

    /// Moves the cursor among so many rows. Returns whether the action was a move.
    pub fn act(&mut self, action: Action, rows: usize) -> bool {
        let last = rows.saturating_sub(1);
        let page = self.height.max(1);
        self.cursor = match action {
            Action::Up => self.cursor.saturating_sub(1),
            Action::Down => (self.cursor + 1).min(last),
            Action::PageUp => self.cursor.saturating_sub(page),
            Action::PageDown => (self.cursor + page).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        true
    }

    /// Moves the cursor to the row at this offset from the top of the list, if one is there.
    pub fn click(&mut self, row: usize, rows: usize) {
        let at = self.offset + row;
        if row < self.height && at < rows {
            self.cursor = at;
        }
    }

    /// Returns the index of the row under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the indices of the rows in sight.
    #[must_use]
    pub fn in_sight(&self) -> Range<usize> {
        self.offset..self.offset + self.height
    }
}
