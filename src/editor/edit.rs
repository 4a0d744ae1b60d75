//! Edits of a text area: typing, pasting, deleting, cutting.
//!
//! Each of them returns the change without applying it: the owner of the text applies it first.

use crate::cells::grapheme;
use crate::cells::wrap::Change;
use crate::editor::buffer::Place;
use crate::editor::change::Splice;
use crate::editor::motion::Motion;
use crate::editor::soft_wrap::Side;
use crate::editor::text_area::Text;

/// The longest text that a paste may produce, in bytes; eight times what Google accepts.
pub const LIMIT: usize = 256 * 1024;

/// The result of a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paste {
    /// The paste was empty.
    Nothing,
    /// The change to apply to the text.
    Change(Splice),
    /// The text would be `bytes` long, more than [`LIMIT`].
    TooLong {
        /// How long, in bytes.
        bytes: usize,
    },
}

impl Text {
    /// Returns the change that types a character over the selection.
    ///
    /// `None` for control characters other than line end and tab.
    #[must_use]
    pub fn insert(&self, c: char) -> Option<Splice> {
        let is_taken = !c.is_control() || matches!(c, '\n' | '\t');
        is_taken.then(|| self.overwrite(c.encode_utf8(&mut [0; 4])))
    }

    /// Returns the change that inserts a line break at the cursor, or over the selection.
    #[must_use]
    pub fn newline(&self) -> Splice {
        self.overwrite("\n")
    }

    /// Returns the one change that inserts `text` over the selection, with line ends as LF and without control
    /// characters.
    #[must_use]
    pub fn paste(&self, text: &str) -> Paste {
        let clean = grapheme::cleaned(text);
        let selected = self.selected_range().map_or(0, |range| range.len());
        let bytes = self.bytes - selected + clean.len();
        if clean.is_empty() {
            return Paste::Nothing;
        }
        if bytes > LIMIT {
            return Paste::TooLong { bytes };
        }
        Paste::Change(self.overwrite(&clean))
    }

    /// Returns the change that deletes the selection, or else from the cursor to where `motion` leads.
    ///
    /// At the end (start) of a line, what deletes to the line's end (start) deletes the line break.
    #[must_use]
    pub fn delete(&self, motion: Motion) -> Option<Splice> {
        if let Some((from, to)) = self.selection() {
            return Some(self.change(from, to, ""));
        }
        let to = match self.target(motion).0 {
            to if to != self.caret => to,
            _ => match motion {
                Motion::RowStart | Motion::LineStart => self.target(Motion::Left).0,
                Motion::RowEnd | Motion::LineEnd => self.target(Motion::Right).0,
                _ => return None,
            },
        };
        let (from, to) = (self.caret.min(to), self.caret.max(to));
        (from != to).then(|| self.change(from, to, ""))
    }

    /// Returns the change that deletes the selection. What it removes is for the clipboard.
    #[must_use]
    pub fn cut(&self) -> Option<Splice> {
        let (from, to) = self.selection()?;
        Some(self.change(from, to, ""))
    }

    fn overwrite(&self, inserted: &str) -> Splice {
        let (from, to) = self.selection().unwrap_or((self.caret, self.caret));
        self.change(from, to, inserted)
    }

    fn change(&self, from: Place, to: Place, inserted: &str) -> Splice {
        Splice {
            at: self.offset(from),
            removed: self.between(from, to),
            inserted: inserted.to_owned(),
        }
    }

    /// Applies a change that was made to the owner's text; the cursor goes behind the inserted text.
    pub fn apply(&mut self, splice: &Splice) {
        let Splice {
            at,
            removed,
            inserted,
        } = splice;
        let from = self.exactly(*at);
        let to = after(from, removed);
        self.bytes = self.bytes - removed.len() + inserted.len();
        self.buffer.replace(from, to, inserted);
        let end = after(from, inserted);
        let lines = self.buffer.lines();
        if from.line == to.line && from.line == end.line {
            let change = Change {
                at: from.byte,
                removed: removed.len(),
                inserted: inserted.len(),
            };
            self.rows.change(from.line, &lines[from.line], change);
        } else {
            let changed = lines[from.line..=end.line].iter();
            self.rows
                .replace(from.line..to.line + 1, changed.map(String::as_str));
        }
        // The inserted text may have joined with what follows it, an accent with its letter.
        let byte = grapheme::boundary_from(self.line(end.line), end.byte);
        self.anchor = None;
        self.put_caret(Place { byte, ..end }, Side::After);
    }
}

/// Returns the end of a text that begins at a position.
fn after(start: Place, text: &str) -> Place {
    let Some((lines, last)) = text.rsplit_once('\n') else {
        return Place {
            byte: start.byte + text.len(),
            ..start
        };
    };
    let more = lines.bytes().filter(|byte| *byte == b'\n').count() + 1;
    Place {
        line: start.line + more,
        byte: last.len(),
    }
}
