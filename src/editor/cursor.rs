//! Moves the cursor of a text area, by keys and by mouse.

use crate::cells::grapheme;
use crate::editor::buffer::Place;
use crate::editor::motion::{self, Anchor, Motion};
use crate::editor::soft_wrap::{Row, Side};
use crate::editor::text_area::{Granularity, Text};

impl Text {
    /// Moves the cursor. Without [`Anchor::Keep`], left and right collapse a selection to its edge.
    pub fn step(&mut self, motion: Motion, anchor: Anchor) {
        let selection = self.selection();
        let (place, side) = match (motion, anchor, selection) {
            (Motion::Left, Anchor::Drop, Some((first, _))) => (first, Side::After),
            (Motion::Right, Anchor::Drop, Some((_, last))) => (last, Side::After),
            _ => self.target(motion),
        };
        let goal = match motion {
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown => {
                Some(self.goal_column())
            }
            _ => None,
        };
        let page = usize::from(self.height);
        match motion {
            Motion::PageUp => self.top = self.top.saturating_sub(page),
            Motion::PageDown => self.top = (self.top + page).min(self.last_top()),
            _ => {}
        }
        self.hold(anchor);
        self.put_caret(place, side);
        self.goal = goal;
    }

    /// Returns whether the cursor is on the first row.
    #[must_use]
    pub fn is_on_first_row(&self) -> bool {
        self.caret_row() == 0
    }

    /// Returns whether the cursor is on the last row.
    #[must_use]
    pub fn is_on_last_row(&self) -> bool {
        self.caret_row() + 1 >= self.row_count()
    }

    /// Selects the whole text, the cursor at its end.
    pub fn select_all(&mut self) {
        self.anchor = Some(Place::default());
        self.put_caret(self.end(), Side::After);
    }

    /// Moves the cursor to byte `offset` of the text, or just after the grapheme there, and into view.
    pub fn go_to(&mut self, offset: usize) {
        let place = self.place(offset);
        self.drop_selection();
        self.put_caret(place, Side::After);
    }

    /// Selects a range of bytes of the whole text, the cursor at its end; an empty one only moves the cursor.
    pub fn select(&mut self, range: std::ops::Range<usize>) {
        let (from, to) = (self.place(range.start), self.place(range.end));
        self.anchor = (from != to).then_some(from);
        self.put_caret(to, Side::After);
    }

    /// Clears the selection; the cursor stays.
    pub fn drop_selection(&mut self) {
        self.anchor = None;
        self.grain = None;
    }

    /// Moves the cursor to a cell of the pane.
    pub fn click(&mut self, column: u16, row: u16, anchor: Anchor) {
        let (place, side) = self.place_at(column, self.top + usize::from(row));
        self.hold(anchor);
        self.put_caret(place, side);
    }

    /// Selects the word at a cell of the pane.
    pub fn select_word_at(&mut self, column: u16, row: u16) {
        let (place, _) = self.place_at(column, self.top + usize::from(row));
        let (from, to) = self.word_around(place);
        self.select_grain(Granularity::Word(from, to));
    }

    /// Selects the line at a cell of the pane, over all its rows.
    pub fn select_line_at(&mut self, column: u16, row: u16) {
        let (place, _) = self.place_at(column, self.top + usize::from(row));
        let (from, to) = self.line_around(place);
        self.select_grain(Granularity::Line(from, to));
    }

    /// Extends the selection to a cell counted from the pane's first one.
    ///
    /// The cell may be outside: above or below, the text scrolls by a row. After a double (triple) click the
    /// selection grows by words (lines).
    pub fn drag_to(&mut self, column: i32, row: i32) {
        if row < 0 {
            self.top = self.top.saturating_sub(1);
        } else if row >= i32::from(self.height) {
            self.top = (self.top + 1).min(self.last_top());
        }
        let row = row.clamp(0, i32::from(self.height) - 1);
        let row = self.top + usize::try_from(row).unwrap_or(0);
        let column = u16::try_from(column.max(0)).unwrap_or(u16::MAX);
        let (place, side) = self.place_at(column, row);
        let (first, last, from, to) = match self.grain {
            None => {
                self.hold(Anchor::Keep);
                self.put_caret(place, side);
                return;
            }
            Some(Granularity::Word(first, last)) => {
                let (from, to) = self.word_around(place);
                (first, last, from, to)
            }
            Some(Granularity::Line(first, last)) => {
                let (from, to) = self.line_around(place);
                (first, last, from, to)
            }
        };
        let grain = self.grain;
        if place < first {
            self.anchor = Some(last);
            self.put_caret(from, Side::After);
        } else {
            self.anchor = Some(first);
            self.put_caret(to.max(last), Side::After);
        }
        self.grain = grain;
    }

    /// Scrolls by `rows` rows, up when negative; the cursor stays where it is.
    pub fn scroll(&mut self, rows: i32) {
        let by = usize::try_from(rows.unsigned_abs()).unwrap_or(0);
        self.top = if rows < 0 {
            self.top.saturating_sub(by)
        } else {
            (self.top + by).min(self.last_top())
        };
        self.follow = false;
    }

    /// Returns where `motion` leads from the cursor.
    pub(super) fn target(&self, motion: Motion) -> (Place, Side) {
        let caret = self.caret;
        let line = self.line(caret.line);
        let on_line = |byte| Place {
            line: caret.line,
            byte,
        };
        let place = match motion {
            Motion::Left => grapheme::previous_boundary(line, caret.byte)
                .map_or_else(|| self.line_end_before(), on_line),
            Motion::Right => grapheme::next_boundary(line, caret.byte)
                .map_or_else(|| self.line_start_after(), on_line),
            Motion::WordLeft if caret.byte == 0 => self.line_end_before(),
            Motion::WordLeft => on_line(motion::word_start(line, caret.byte)),
            Motion::WordRight if caret.byte == line.len() => self.line_start_after(),
            Motion::WordRight => on_line(motion::word_end(line, caret.byte)),
            Motion::LineStart => on_line(0),
            Motion::LineEnd => on_line(line.len()),
            Motion::First => Place::default(),
            Motion::Last => self.end(),
            Motion::RowStart => on_line(self.rows.row(self.caret_row()).start),
            Motion::RowEnd => {
                return (on_line(self.rows.row(self.caret_row()).end), Side::Before);
            }
            Motion::Up => return self.vertical(-1),
            Motion::Down => return self.vertical(1),
            Motion::PageUp => return self.vertical(-isize::from(self.page())),
            Motion::PageDown => return self.vertical(isize::from(self.page())),
        };
        (place, Side::After)
    }

    fn page(&self) -> i16 {
        i16::try_from(self.height).unwrap_or(i16::MAX)
    }

    fn line_end_before(&self) -> Place {
        match self.caret.line.checked_sub(1) {
            Some(line) => Place {
                line,
                byte: self.line(line).len(),
            },
            None => self.caret,
        }
    }

    fn line_start_after(&self) -> Place {
        if self.caret.line + 1 < self.lines().len() {
            Place {
                line: self.caret.line + 1,
                byte: 0,
            }
        } else {
            self.caret
        }
    }

    /// Returns the position so many rows below; above the first row the start of the text, below the last its
    /// end.
    fn vertical(&self, by: isize) -> (Place, Side) {
        let row = self.caret_row();
        let last = self.rows.count() - 1;
        let target = row.saturating_add_signed(by).min(last);
        if target == row {
            let place = if by < 0 { Place::default() } else { self.end() };
            return (place, Side::After);
        }
        self.place_at(self.goal_column(), target)
    }

    fn goal_column(&self) -> u16 {
        self.goal.unwrap_or_else(|| {
            let row = self.rows.row(self.caret_row());
            grapheme::column_of(self.row_text(row), self.caret.byte - row.start)
        })
    }

    fn place_at(&self, column: u16, row: usize) -> (Place, Side) {
        let row: Row = self.rows.row(row);
        let byte = row.start + grapheme::byte_at(self.row_text(row), column);
        let side = if row.goes_on && byte == row.end {
            Side::Before
        } else {
            Side::After
        };
        let line = row.line;
        (Place { line, byte }, side)
    }

    fn word_around(&self, place: Place) -> (Place, Place) {
        let word = motion::word_around(self.line(place.line), place.byte);
        let on_line = |byte| Place {
            line: place.line,
            byte,
        };
        (on_line(word.start), on_line(word.end))
    }

    fn line_around(&self, place: Place) -> (Place, Place) {
        let line = place.line;
        let byte = self.line(line).len();
        (Place { line, byte: 0 }, Place { line, byte })
    }

    fn select_grain(&mut self, grain: Granularity) {
        let (Granularity::Word(from, to) | Granularity::Line(from, to)) = grain;
        self.anchor = Some(from);
        self.put_caret(to, Side::After);
        self.grain = Some(grain);
    }

    fn hold(&mut self, anchor: Anchor) {
        self.anchor = match anchor {
            Anchor::Drop => None,
            Anchor::Keep => self.anchor.or(Some(self.caret)),
        };
    }
}
