//! The text area: its text, its cursor, its visible rows.
//!
//! It shows a text that somebody else owns, such as the draft: typing and deleting return the change to be
//! made, and [`Text::apply`] follows once it is made there.

use std::iter;
use std::ops::Range;

use crate::cells::grapheme;
use crate::cells::wrap::Policy;
use crate::editor::buffer::{Buffer, Place};
use crate::editor::soft_wrap::{Row, Rows, Side};

/// The width at which rows are wrapped until the first [`Text::layout`].
const FIRST_WIDTH: u16 = 80;

/// The unit that a double or triple click selected, and by which a drag from there grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Granularity {
    Word(Place, Place),
    Line(Place, Place),
}

/// An editable text of several lines.
///
/// Changes are wrapped at once, so motions between two draws are right; what depends on the pane's size is
/// updated by [`Text::layout`].
#[derive(Clone, Debug)]
pub struct Text {
    pub(super) buffer: Buffer,
    pub(super) bytes: usize,
    pub(super) rows: Rows,
    pub(super) caret: Place,
    pub(super) side: Side,
    pub(super) anchor: Option<Place>,
    pub(super) grain: Option<Granularity>,
    pub(super) goal: Option<u16>,
    pub(super) top: usize,
    pub(super) height: u16,
    pub(super) follow: bool,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        let parts = |text: &Self| (text.caret, text.side, text.anchor, text.goal, text.grain);
        let view = |text: &Self| (text.top, text.height, text.follow);
        parts(self) == parts(other)
            && view(self) == view(other)
            && self.lines() == other.lines()
            && self.rows == other.rows
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::new("")
    }
}

impl Text {
    /// Creates a text area with the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let buffer = Buffer::new(text.split('\n').map(str::to_owned).collect());
        let rows = Rows::new(text.split('\n'), FIRST_WIDTH, Policy::Words);
        let mut new = Self {
            buffer,
            bytes: text.len(),
            rows,
            caret: Place::default(),
            side: Side::default(),
            anchor: None,
            grain: None,
            goal: None,
            top: 0,
            height: 1,
            follow: true,
        };
        new.caret = new.end();
        new
    }

    /// Returns the whole text, its lines joined by LF.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Returns the lines without their ends; at least one.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        self.buffer.lines()
    }

    /// Returns the length of the text, in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes
    }

    /// Returns whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Returns the cursor's position.
    #[must_use]
    pub fn caret(&self) -> Place {
        self.caret
    }

    /// Returns the cursor's position, in bytes from the start of the text.
    #[must_use]
    pub fn caret_offset(&self) -> usize {
        self.offset(self.caret)
    }

    /// Returns the selection, first to last; `None` when it is empty.
    #[must_use]
    pub fn selection(&self) -> Option<(Place, Place)> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.caret)?;
        Some((anchor.min(self.caret), anchor.max(self.caret)))
    }

    /// Returns the selection, in bytes of the whole text.
    #[must_use]
    pub fn selected_range(&self) -> Option<Range<usize>> {
        let (from, to) = self.selection()?;
        Some(self.offset(from)..self.offset(to))
    }

    /// Returns the selected text.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        self.selection().map(|(from, to)| self.between(from, to))
    }

    /// Replaces the whole text, after undo or load.
    ///
    /// The cursor goes to byte `caret` or just after the grapheme there, and comes into view.
    pub fn set(&mut self, text: &str, caret: usize) {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let old = self.buffer.lines();
        let same = |(a, b): &(&String, &String)| a == b;
        let head = iter::zip(old, &lines).take_while(same).count();
        let tail = iter::zip(old[head..].iter().rev(), lines[head..].iter().rev());
        let tail = tail.take_while(same).count();
        let changed = lines[head..lines.len() - tail].iter().map(String::as_str);
        self.rows.replace(head..old.len() - tail, changed);
        self.bytes = text.len();
        self.buffer.set(lines);
        let caret = self.place(caret);
        self.put_caret(caret, Side::After);
        self.anchor = None;
    }

    /// Wraps the text for a pane of `width` by `height` cells, and scrolls the cursor into view if it moved.
    ///
    /// The last column is kept for the cursor at a row's end, and for the scrollbar. A pane without cells,
    /// because it is hidden, leaves everything as it is.
    pub fn layout(&mut self, width: u16, height: u16) {
        if width == 0 || height == 0 {
            return;
        }
        let was_in_sight = self.caret_cell().is_some();
        let cells = width.saturating_sub(1).max(1);
        if cells != self.rows.width() {
            let first = self.rows.row(self.top);
            let lines = self.buffer.lines().iter().map(String::as_str);
            self.rows = Rows::new(lines, cells, Policy::Words);
            self.top = self.rows.at(first.line, first.start, Side::After);
            self.goal = None;
            self.follow |= was_in_sight;
        }
        if height != self.height {
            self.height = height;
            self.follow |= was_in_sight;
        }
        if self.follow {
            let row = self.caret_row();
            let lowest = (row + 1).saturating_sub(height.into());
            self.top = self.top.clamp(lowest, row);
            self.follow = false;
        }
        self.top = self.top.min(self.last_top());
    }

    /// Returns the visible rows of a pane of the height that was laid out, from its top.
    pub fn rows_in_sight(&self) -> impl Iterator<Item = (Row, &str)> {
        let end = self.rows.count().min(self.top + usize::from(self.height));
        (self.top..end).map(|index| {
            let row = self.rows.row(index);
            (row, self.row_text(row))
        })
    }

    /// Returns the index of the first visible row, and the number of all rows.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        (self.top, self.rows.count())
    }

    /// Returns the width of a row, in cells; one less than the pane's.
    #[must_use]
    pub fn row_width(&self) -> u16 {
        self.rows.width()
    }

    /// Returns the cursor's column and row within the pane; `None` when it is scrolled out of view.
    #[must_use]
    pub fn caret_cell(&self) -> Option<(u16, u16)> {
        let index = self.caret_row();
        let below = index.checked_sub(self.top)?;
        let below = u16::try_from(below).ok().filter(|row| *row < self.height)?;
        let row = self.rows.row(index);
        let column = grapheme::column_of(self.row_text(row), self.caret.byte - row.start);
        Some((column.min(self.rows.width()), below))
    }

    /// Returns the byte offset of a position in the whole text.
    #[must_use]
    pub fn offset(&self, place: Place) -> usize {
        let lines = self.lines().iter().take(place.line);
        lines.map(|line| line.len() + 1).sum::<usize>() + place.byte
    }

    /// Returns the position at byte `offset` of the whole text, or just after the grapheme there.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        let Place { line, byte } = self.exactly(offset);
        let byte = grapheme::boundary_from(self.line(line), byte);
        Place { line, byte }
    }

    /// Returns the position at byte `offset`, be it within a grapheme; the end where there is no such byte.
    pub(super) fn exactly(&self, offset: usize) -> Place {
        let mut left = offset;
        for (line, text) in self.lines().iter().enumerate() {
            if left <= text.len() {
                return Place { line, byte: left };
            }
            left -= text.len() + 1;
        }
        self.end()
    }

    pub(super) fn line(&self, line: usize) -> &str {
        self.buffer.lines().get(line).map_or("", String::as_str)
    }

    pub(super) fn row_text(&self, row: Row) -> &str {
        &self.line(row.line)[row.start..row.end]
    }

    pub(super) fn end(&self) -> Place {
        let line = self.lines().len().saturating_sub(1);
        Place {
            line,
            byte: self.line(line).len(),
        }
    }

    pub(super) fn caret_row(&self) -> usize {
        self.rows.at(self.caret.line, self.caret.byte, self.side)
    }

    pub(super) fn row_count(&self) -> usize {
        self.rows.count()
    }

    pub(super) fn last_top(&self) -> usize {
        self.rows.count().saturating_sub(self.height.into())
    }

    pub(super) fn put_caret(&mut self, place: Place, side: Side) {
        self.caret = place;
        self.side = side;
        self.goal = None;
        self.grain = None;
        self.follow = true;
    }

    pub(super) fn between(&self, from: Place, to: Place) -> String {
        if from.line == to.line {
            return self.line(from.line)[from.byte..to.byte].to_owned();
        }
        let mut text = self.line(from.line)[from.byte..].to_owned();
        for line in from.line + 1..to.line {
            text.push('\n');
            text.push_str(self.line(line));
        }
        text.push('\n');
        text.push_str(&self.line(to.line)[..to.byte]);
        text
    }
}

#[cfg(test)]
mod tests;
