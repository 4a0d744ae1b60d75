//! A pager: read-only text, soft-wrapped and scrolled.

use crate::cells::wrap::Policy;
use crate::editor::motion::Motion;
use crate::editor::soft_wrap::{Rows, Side};

/// The width at which rows are wrapped until the first [`Pager::layout`].
const FIRST_WIDTH: u16 = 80;

/// A text that is read and scrolled, and replaced as a whole only.
#[derive(Clone, Debug, PartialEq)]
pub struct Pager {
    text: String,
    /// The first byte of each line.
    lines: Vec<usize>,
    rows: Rows,
    top: usize,
    height: u16,
}

/// A visible row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagerRow<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its first byte in the whole text.
    pub start: usize,
    /// The index of its line.
    pub line: usize,
    /// Whether the line continues in the next row.
    pub goes_on: bool,
}

impl Default for Pager {
    fn default() -> Self {
        Self {
            text: String::new(),
            lines: vec![0],
            rows: Rows::new(std::iter::once(""), FIRST_WIDTH, Policy::Words),
            top: 0,
            height: 1,
        }
    }
}

impl Pager {
    /// Replaces the text; the scroll position stays, as far as there is such a row.
    pub fn set(&mut self, text: String) {
        self.lines.clear();
        self.lines.push(0);
        self.lines
            .extend(text.match_indices('\n').map(|(at, _)| at + 1));
        self.text = text;
        self.rows = Rows::new(self.text.split('\n'), self.rows.width(), Policy::Words);
        self.top = self.top.min(self.last_top());
    }

    /// Returns the whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Wraps the text for a pane of `width` by `height` cells, whose last column is left to the scrollbar.
    ///
    /// A pane without cells leaves everything as it is.
    pub fn layout(&mut self, width: u16, height: u16) {
        if width == 0 || height == 0 {
            return;
        }
        self.height = height;
        let cells = width.saturating_sub(1).max(1);
        if cells != self.rows.width() {
            let first = self.rows.row(self.top);
            self.rows = Rows::new(self.text.split('\n'), cells, Policy::Words);
            self.top = self.rows.at(first.line, first.start, Side::After);
        }
        self.top = self.top.min(self.last_top());
    }

    /// Scrolls to the first row.
    pub fn rewind(&mut self) {
        self.top = 0;
    }

    /// Scrolls by a row, a page, or to an end. Returns whether the motion was one of these.
    pub fn step(&mut self, motion: Motion) -> bool {
        let page = i32::from(self.height);
        self.scroll(match motion {
            Motion::Up => -1,
            Motion::Down => 1,
            Motion::PageUp => -page,
            Motion::PageDown => page,
            Motion::First => i32::MIN,
            Motion::Last => i32::MAX,
            _ => return false,
        });
        true
    }

    /// Scrolls by so many rows, up when negative.
    pub fn scroll(&mut self, rows: i32) {
        let by = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        self.top = if rows < 0 {
            self.top.saturating_sub(by)
        } else {
            self.top.saturating_add(by).min(self.last_top())
        };
    }

    /// Returns the visible rows, from the top.
    pub fn rows_in_sight(&self) -> impl Iterator<Item = PagerRow<'_>> {
        let end = self.rows.count().min(self.top + usize::from(self.height));
        (self.top..end).map(|index| {
            let row = self.rows.row(index);
            let offset = self.lines.get(row.line).copied().unwrap_or(0);
            let start = offset + row.start;
            PagerRow {
                text: self.text.get(start..offset + row.end).unwrap_or(""),
                start,
                line: row.line,
                goes_on: row.goes_on,
            }
        })
    }

    /// Returns the index of the first visible row, and the number of all rows.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.top, self.rows.count())
    }

    fn last_top(&self) -> usize {
        self.rows.count().saturating_sub(self.height.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str, width: u16, height: u16) -> Pager {
        let mut pager = Pager::default();
        pager.set(text.to_owned());
        pager.layout(width, height);
        pager
    }

    fn seen(pager: &Pager) -> Vec<(&str, usize, usize)> {
        let rows = pager.rows_in_sight();
        rows.map(|row| (row.text, row.start, row.line)).collect()
    }

    #[test]
    fn long_lines_go_on_in_the_next_row() {
        let pager = sheet("one two\n\n你好世界", 5, 9);
        assert_eq!(
            seen(&pager),
            [
                ("one ", 0, 0),
                ("two", 4, 0),
                ("", 8, 1),
                ("你好", 9, 2),
                ("世界", 15, 2)
            ]
        );
    }

    #[test]
    fn scrolling_ends_at_the_ends() {
        let mut pager = sheet("a\nb\nc\nd\ne", 9, 2);
        for (motion, top) in [
            (Motion::Up, 0),
            (Motion::Down, 1),
            (Motion::PageDown, 3),
            (Motion::PageDown, 3),
            (Motion::PageUp, 1),
            (Motion::Last, 3),
            (Motion::First, 0),
        ] {
            assert!(pager.step(motion));
            assert_eq!(pager.position(), (top, 5), "{motion:?}");
        }
        assert!(!pager.step(Motion::Left));
        pager.step(Motion::Last);
        pager.set("a\nb\nc".into());
        assert_eq!(pager.position(), (1, 3));
        pager.layout(9, 5);
        assert_eq!(pager.position(), (0, 3));
    }

    #[test]
    fn the_top_line_stays_when_the_width_changes() {
        let mut pager = sheet("one two three\nfour five six\nseven", 20, 1);
        pager.scroll(1);
        pager.layout(6, 1);
        assert_eq!(seen(&pager), [("four ", 14, 1)]);
    }
}
