//! Counts clicks, to recognize a double or triple one.

use std::time::{Duration, Instant};

/// The longest time between the clicks of a double or triple click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Remembers the last click.
#[derive(Debug, Default)]
pub struct ClickCounter {
    last: Option<(Instant, u16, u16, u8)>,
}

impl ClickCounter {
    /// Returns how many clicks in a row this one is, 1 to 3.
    pub fn count(&mut self, column: u16, row: u16) -> u8 {
        let now = Instant::now();
        let times = match self.last {
            Some((at, c, r, times))
                if now.duration_since(at) < DOUBLE_CLICK && (c, r) == (column, row) =>
            {
                times % 3 + 1
            }
            _ => 1,
        };
        self.last = Some((now, column, row, times));
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_are_counted() {
        let mut clicks = ClickCounter::default();
        assert_eq!(
            [(3, 4), (3, 4), (3, 4), (3, 4), (9, 4)].map(|(c, r)| clicks.count(c, r)),
            [1, 2, 3, 1, 1]
        );
    }
}
