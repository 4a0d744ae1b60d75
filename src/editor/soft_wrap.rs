//! Soft wrap: the rows that lines of text take at a width, updated change by change.

use std::ops::Range;

use crate::cells::wrap::{self, Change, Policy};

/// One row on the screen: a stretch of one line, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The index of its line.
    pub line: usize,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Whether the line continues in the next row.
    pub goes_on: bool,
}

/// The row to which a position between two rows of one line belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Side {
    /// The end of the earlier row.
    Before,
    /// The start of the later one.
    #[default]
    After,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wrapped {
    bytes: usize,
    breaks: Vec<usize>,
    first: usize,
}

/// All rows of a text, by line. There is always at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    width: u16,
    policy: Policy,
    lines: Vec<Wrapped>,
    count: usize,
}

impl Rows {
    /// Creates the rows of `lines` at `width` cells.
    pub fn new<'a>(lines: impl Iterator<Item = &'a str>, width: u16, policy: Policy) -> Self {
        let mut rows = Self {
            width,
            policy,
            lines: Vec::new(),
            count: 0,
        };
        rows.lines = lines.map(|line| rows.wrapped(line)).collect();
        rows.number(0);
        rows
    }

    /// Returns the width of a row, in cells.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns row `index` from the top; the last one when there are fewer.
    #[must_use]
    pub fn row(&self, index: usize) -> Row {
        let index = index.min(self.count.saturating_sub(1));
        let line = self.lines.partition_point(|line| line.first <= index);
        let line = line.saturating_sub(1);
        let Some(wrapped) = self.lines.get(line) else {
            return Row {
                line: 0,
                start: 0,
                end: 0,
                goes_on: false,
            };
        };
        let within = index - wrapped.first;
        Row {
            line,
            start: match within {
                0 => 0,
                _ => wrapped.breaks[within - 1],
            },
            end: wrapped.breaks.get(within).copied().unwrap_or(wrapped.bytes),
            goes_on: within < wrapped.breaks.len(),
        }
    }

    /// Returns the index of the row that holds byte `byte` of line `line`.
    #[must_use]
    pub fn at(&self, line: usize, byte: usize, side: Side) -> usize {
        let Some(wrapped) = self.lines.get(line) else {
            return self.count.saturating_sub(1);
        };
        let within = match side {
            Side::After => wrapped.breaks.partition_point(|at| *at <= byte),
            Side::Before => wrapped.breaks.partition_point(|at| *at < byte),
        };
        wrapped.first + within
    }

    /// Rewraps a line after a change within it; its text is now `text`.
    pub fn change(&mut self, line: usize, text: &str, change: Change) {
        let (width, policy) = (self.width, self.policy);
        let Some(wrapped) = self.lines.get_mut(line) else {
            return;
        };
        let rows = wrapped.breaks.len();
        wrapped.breaks = wrap::rebreak(text, width, policy, &wrapped.breaks, change);
        wrapped.bytes = text.len();
        if wrapped.breaks.len() != rows {
            self.number(line);
        }
    }

    /// Replaces the lines of `range` by `lines`.
    pub fn replace<'a>(&mut self, range: Range<usize>, lines: impl Iterator<Item = &'a str>) {
        let start = range.start;
        let wrapped: Vec<_> = lines.map(|line| self.wrapped(line)).collect();
        self.lines.splice(range, wrapped);
        self.number(start);
    }

    fn wrapped(&self, line: &str) -> Wrapped {
        Wrapped {
            bytes: line.len(),
            breaks: wrap::breaks(line, self.width, self.policy),
            first: 0,
        }
    }

    fn number(&mut self, from: usize) {
        let before = from.checked_sub(1).and_then(|line| self.lines.get(line));
        let mut first = before.map_or(0, |line| line.first + line.breaks.len() + 1);
        for line in self.lines.iter_mut().skip(from) {
            line.first = first;
            first += line.breaks.len() + 1;
        }
        self.count = first.max(1);
    }
}
