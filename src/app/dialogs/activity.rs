//! The activity dialog: what was sent, is being sent, or failed.

use crate::input::action::Action;

/// The state of the list.
#[derive(Debug, Default)]
pub struct Activity {
    cursor: usize,
}

impl Activity {
    /// Returns the row under the cursor, 0 the latest message.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Moves the cursor over `count` rows. Returns whether the action was a move.
    pub fn act(&mut self, action: Action, count: usize) -> bool {
        let last = count.saturating_sub(1);
        self.cursor = match action {
            Action::Up => self.cursor.saturating_sub(1),
            Action::Down => (self.cursor + 1).min(last),
            Action::First | Action::PageUp => 0,
            Action::Last | Action::PageDown => last,
            _ => return false,
        };
        true
    }

    /// Clamps the cursor to `count` rows.
    pub fn layout(&mut self, count: usize) {
        self.cursor = self.cursor.min(count.saturating_sub(1));
    }
}
