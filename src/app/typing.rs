//! How a text is changed: typing, pasting, deleting, cutting.

use tui_textarea::{CursorMove, TextArea};

use super::motion::Motion;
use super::rows::Side;
use super::splice::Splice;
use super::text::{Place, Text};
use crate::cells::cluster;
use crate::cells::wrap::Change;

/// The longest text that a paste may make, in bytes; eight times what Google takes.
pub const LIMIT: usize = 256 * 1024;

/// What became of a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paste {
    /// There was nothing in it.
    Nothing,
    /// It is in the text.
    Done(Splice),
    /// The text would have become `bytes` long, more than [`LIMIT`]; nothing was changed.
    TooLong {
        /// How long, in bytes.
        bytes: usize,
    },
}

impl Text {
    /// Types a character over the selection. Controls other than line end and tab are not taken.
    pub fn insert(&mut self, c: char) -> Option<Splice> {
        if c.is_control() && !matches!(c, '\n' | '\t') {
            return None;
        }
        self.overwrite(c.encode_utf8(&mut [0; 4]))
    }

    /// Ends the line at the caret, or where the selection was.
    pub fn newline(&mut self) -> Option<Splice> {
        self.overwrite("\n")
    }

    /// Puts `text` over the selection in one change, with line ends as LF and without controls.
    pub fn paste(&mut self, text: &str) -> Paste {
        let clean = cluster::cleaned(text);
        let selected = self.selected_range().map_or(0, |range| range.len());
        let bytes = self.bytes - selected + clean.len();
        if clean.is_empty() {
            return Paste::Nothing;
        }
        if bytes > LIMIT {
            return Paste::TooLong { bytes };
        }
        self.overwrite(&clean).map_or(Paste::Nothing, Paste::Done)
    }

    /// Deletes the selection, or else from the caret to where `motion` leads. At the end (start) of a
    /// line, what deletes to the line's end (start) deletes the line break.
    pub fn delete(&mut self, motion: Motion) -> Option<Splice> {
        if let Some((from, to)) = self.selection() {
            return self.replace(from, to, "");
        }
        let to = match self.target(motion).0 {
            to if to != self.caret => to,
            _ => match motion {
                Motion::RowStart | Motion::LineStart => self.target(Motion::Left).0,
                Motion::RowEnd | Motion::LineEnd => self.target(Motion::Right).0,
                _ => return None,
            },
        };
        self.replace(self.caret.min(to), self.caret.max(to), "")
    }

    /// Deletes the selection and hands it out, for the clipboard, with the change.
    pub fn cut(&mut self) -> Option<(String, Splice)> {
        let (from, to) = self.selection()?;
        let splice = self.replace(from, to, "")?;
        Some((splice.removed.clone(), splice))
    }

    fn overwrite(&mut self, inserted: &str) -> Option<Splice> {
        let (from, to) = self.selection().unwrap_or((self.caret, self.caret));
        self.replace(from, to, inserted)
    }

    fn replace(&mut self, from: Place, to: Place, inserted: &str) -> Option<Splice> {
        let splice = Splice {
            at: self.offset(from),
            removed: self.between(from, to),
            inserted: inserted.to_owned(),
        };
        if splice.removed == splice.inserted {
            self.anchor = None;
            return None;
        }
        self.bytes = self.bytes - splice.removed.len() + inserted.len();
        edit(&mut self.model, from, to, inserted);
        let more = inserted.bytes().filter(|byte| *byte == b'\n').count();
        let lines = self.model.lines();
        if from.line == to.line && more == 0 {
            let change = Change {
                at: from.byte,
                removed: splice.removed.len(),
                inserted: inserted.len(),
            };
            self.rows.change(from.line, &lines[from.line], change);
        } else {
            let changed = lines[from.line..=from.line + more].iter();
            self.rows
                .replace(from.line..to.line + 1, changed.map(String::as_str));
        }
        let line = from.line + more;
        let byte = match inserted.rfind('\n') {
            Some(last) => inserted.len() - last - 1,
            None => from.byte + inserted.len(),
        };
        // What came may have joined with what follows it, an accent with its letter.
        let byte = cluster::boundary_from(self.line(line), byte);
        self.anchor = None;
        self.put_caret(Place { line, byte }, Side::After);
        Some(splice)
    }
}

/// Has the model put `inserted` where `from..to` was.
pub(super) fn edit(model: &mut TextArea<'static>, from: Place, to: Place, inserted: &str) {
    let jump = |place: Place| {
        let column = model.lines()[place.line][..place.byte].chars().count();
        let line = u16::try_from(place.line).ok();
        let column = u16::try_from(column).ok();
        Some(CursorMove::Jump(line?, column?))
    };
    let (Some(first), Some(last)) = (jump(from), jump(to)) else {
        edit_far(model, from, to, inserted);
        return;
    };
    model.cancel_selection();
    model.move_cursor(first);
    if from != to {
        model.start_selection();
        model.move_cursor(last);
    }
    model.insert_str(inserted);
}

/// The same where the model cannot jump: beyond the 65,535th line, or character of a line.
pub(super) fn edit_far(model: &mut TextArea<'static>, from: Place, to: Place, inserted: &str) {
    let mut lines = model.lines().to_vec();
    let head = &lines[from.line][..from.byte];
    let tail = &lines[to.line][to.byte..];
    let joined = [head, inserted, tail].concat();
    lines.splice(
        from.line..=to.line,
        joined.split('\n').map(str::to_owned).collect::<Vec<_>>(),
    );
    model.set_lines(lines, (0, 0));
}
