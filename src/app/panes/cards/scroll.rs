//! The scroll position of a list.

/// The visible rows of a list that may be longer than its area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The first visible row.
    pub top: usize,
    /// The number of visible rows.
    pub height: usize,
}

impl Scroll {
    /// Scrolls so many of `count` rows down, or up when negative.
    pub fn by(&mut self, rows: i32, count: usize) {
        let step = rows.unsigned_abs() as usize;
        let last = count.saturating_sub(self.height.max(1));
        self.top = if rows < 0 {
            self.top.saturating_sub(step)
        } else {
            (self.top + step).min(last)
        };
    }

    /// Lays out `count` rows in so many cells, with row `at` visible.
    pub fn layout(&mut self, height: u16, at: usize, count: usize) {
        self.height = height.into();
        let height = self.height.max(1);
        let top = self.top.clamp((at + 1).saturating_sub(height), at);
        self.top = top.min(count.saturating_sub(height));
    }

    /// Returns the visible row that is nearest to a row.
    #[must_use]
    pub fn nearest(&self, row: usize) -> usize {
        row.clamp(self.top, self.top + self.height.max(1) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_into_sight() {
        for (top, height, at, count, found) in [
            (0, 5, 0, 20, 0),
            (0, 5, 7, 20, 3),
            (10, 5, 7, 20, 7),
            (10, 5, 12, 20, 10),
            (10, 30, 12, 20, 0),
            (3, 0, 4, 20, 4),
            (0, 5, 0, 0, 0),
        ] {
            let mut scroll = Scroll { top, height: 1 };
            scroll.layout(height, at, count);
            assert_eq!(scroll.top, found, "{top} {height} {at} {count}");
        }
    }

    #[test]
    fn scrolling_ends_at_both_ends() {
        let mut scroll = Scroll { top: 0, height: 5 };
        scroll.by(3, 10);
        assert_eq!(
            (scroll.top, scroll.nearest(0), scroll.nearest(9)),
            (3, 3, 7)
        );
        scroll.by(9, 10);
        assert_eq!(scroll.top, 5);
        scroll.by(-9, 10);
        assert_eq!(scroll.top, 0);
    }
}
