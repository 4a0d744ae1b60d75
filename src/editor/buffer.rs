//! The lines of a text, stored and changed by `tui_textarea`.
//!
//! Its own drawing, keys, undo and wrapping are left out, because they go by characters where people and the
//! screen go by graphemes.

use tui_textarea::{CursorMove, TextArea};

/// A position in a text: a line and a byte of it, always between two graphemes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 0.
    pub line: usize,
    /// The byte offset within the line.
    pub byte: usize,
}

/// The lines of a text; at least one.
#[derive(Clone, Debug)]
pub struct Buffer(TextArea<'static>);

impl Buffer {
    /// Creates a buffer of lines without their ends.
    #[must_use]
    pub fn new(lines: Vec<String>) -> Self {
        let mut area = TextArea::new(lines);
        area.set_max_histories(0);
        Self(area)
    }

    /// Returns the lines without their ends.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        self.0.lines()
    }

    /// Replaces all lines.
    pub fn set(&mut self, lines: Vec<String>) {
        self.0.set_lines(lines, (0, 0));
    }

    /// Replaces `from..to` by `inserted`.
    pub fn replace(&mut self, from: Place, to: Place, inserted: &str) {
        let jump = |place: Place| {
            let column = self.lines()[place.line][..place.byte].chars().count();
            let line = u16::try_from(place.line).ok();
            let column = u16::try_from(column).ok();
            Some(CursorMove::Jump(line?, column?))
        };
        let (Some(first), Some(last)) = (jump(from), jump(to)) else {
            self.replace_far(from, to, inserted);
            return;
        };
        self.0.cancel_selection();
        self.0.move_cursor(first);
        if from != to {
            self.0.start_selection();
            self.0.move_cursor(last);
        }
        self.0.insert_str(inserted);
    }

    /// Does the same where `tui_textarea` cannot jump: beyond the 65,535th line, or character of a line.
    fn replace_far(&mut self, from: Place, to: Place, inserted: &str) {
        let mut lines = self.lines().to_vec();
        let head = &lines[from.line][..from.byte];
        let tail = &lines[to.line][to.byte..];
        let joined = [head, inserted, tail].concat();
        lines.splice(
            from.line..=to.line,
            joined.split('\n').map(str::to_owned).collect::<Vec<_>>(),
        );
        self.set(lines);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn far_lines_are_replaced_as_near_ones_are(
            lines in prop::collection::vec("[aé你\u{301}👩 ]{0,6}", 1..6),
            inserted in "[aé你👩\u{301}\n ]{0,6}",
            a in any::<(prop::sample::Index, prop::sample::Index)>(),
            b in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let place = |(line, byte): (prop::sample::Index, prop::sample::Index)| {
                let line = line.index(lines.len());
                let bytes = lines[line].char_indices().map(|(at, _)| at).chain([lines[line].len()]);
                let bytes: Vec<usize> = bytes.collect();
                Place { line, byte: *byte.get(&bytes) }
            };
            let (from, to) = (place(a).min(place(b)), place(a).max(place(b)));
            let mut near = Buffer::new(lines.clone());
            near.replace(from, to, &inserted);
            let mut far = Buffer::new(lines.clone());
            far.replace_far(from, to, &inserted);
            prop_assert_eq!(near.lines(), far.lines());
        }
    }
}
