//! The Checks tab: the findings as rows, and the one under the cursor.

use crate::input::action::Action;

/// The state of the tab.
#[derive(Debug, Default)]
pub struct ChecksTab {
    cursor: usize,
    top: usize,
    height: usize,
}

impl ChecksTab {
    /// The number of the finding under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The number of the first row in sight.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// Moves the cursor over `count` rows. Returns whether the action was a move.
    pub fn act(&mut self, action: Action, count: usize) -> bool {
        let last = count.saturating_sub(1);
        self.cursor = match action {
            Action::Up => self.cursor.saturating_sub(1),
            Action::Down => (self.cursor + 1).min(last),
            Action::PageUp => self.cursor.saturating_sub(self.height),
            Action::PageDown => (self.cursor + self.height).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        true
    }

    /// Keeps the cursor on one of `count` rows, and that row in sight; the lower half of `height`
    /// tells about it.
    pub fn settle(&mut self, count: usize, height: u16) {
        self.height = usize::from(height / 2).max(1);
        self.cursor = self.cursor.min(count.saturating_sub(1));
        let lowest = (self.cursor + 1).saturating_sub(self.height);
        self.top = self.top.clamp(lowest.min(self.cursor), self.cursor);
    }

    /// Moves the cursor by so many of `count` rows.
    pub fn scroll(&mut self, by: i32, count: usize) {
        let by = isize::try_from(by).unwrap_or(0);
        let last = count.saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Puts the cursor on the finding at this row of the tab.
    pub fn click(&mut self, row: u16, count: usize) {
        let at = self.top + usize::from(row);
        if usize::from(row) < self.height && at < count {
            self.cursor = at;
        }
    }

    /// How many rows the list may take; what is said of the one under the cursor is below.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }
}
