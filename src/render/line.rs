//! Rendered line: styled text from left to right, its click targets, and the parts of the request it shows.

use std::rc::Rc;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::cells::grapheme::{self, shown};
use crate::images::placement::Placement;
use crate::render::style::TextStyle;

/// A piece of text in one style, sanitized for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text, without line ends and other controls.
    pub text: String,
    /// Style.
    pub style: TextStyle,
}

/// Click action in the preview.
///
/// The pointers are JSON Pointers into the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClickAction {
    /// Opens or closes the part at the pointer.
    Toggle(String),
    /// Shows this page of the part at the pointer, from 0.
    Turn(String, usize),
}

/// Cells of a line that can be clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// The first cell.
    pub start: u16,
    /// Width, in cells.
    pub width: u16,
    /// Click action.
    pub action: ClickAction,
}

/// Cells of a line that show a part of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The first cell.
    pub start: u16,
    /// Width, in cells.
    ///
    /// They may reach beyond the text of the line.
    pub width: u16,
    /// The JSON Pointer of the part, into the request.
    pub at: Rc<str>,
}

/// Cells of a line that show a row of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The first cell.
    pub start: u16,
    /// Row of the image, from 0.
    pub row: u16,
    /// Image and its size.
    pub fit: Arc<Placement>,
}

/// A rendered line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pieces: Vec<Piece>,
    width: u16,
    handles: Vec<Handle>,
    parts: Vec<Part>,
    slices: Vec<Slice>,
}

impl Line {
    /// Creates a line of one piece.
    #[must_use]
    pub fn new(text: &str, style: impl Into<TextStyle>) -> Self {
        let mut line = Self::default();
        line.write(text, style);
        line
    }

    /// Returns the pieces, from the left.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Returns the width, in cells.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Returns the click targets, from the left.
    #[must_use]
    pub fn handles(&self) -> &[Handle] {
        &self.handles
    }

    /// Returns the parts of the request that the line shows: parts before those that contain them.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns the JSON Pointer of the innermost part that a cell shows.
    #[must_use]
    pub fn part_at(&self, column: u16) -> Option<&str> {
        let mut parts = self.parts.iter();
        let hit = parts
            .find(|part| (part.start..part.start.saturating_add(part.width)).contains(&column));
        hit.map(|part| &*part.at)
    }

    /// Returns the rows of images in it, from the left; none is cut.
    #[must_use]
    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// Marks the whole line as this row of an image.
    #[must_use]
    pub fn slice(mut self, fit: &Arc<Placement>, row: u16) -> Self {
        self.slices = vec![Slice {
            start: 0,
            row,
            fit: Arc::clone(fit),
        }];
        self
    }

    /// Returns the text without its styles.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }

    /// Appends a text.
    ///
    /// Controls and marks that reverse the direction become visible cells.
    pub fn write(&mut self, text: &str, style: impl Into<TextStyle>) {
        let ink = style.into();
        if text.is_empty() {
            return;
        }
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            let width = u16::try_from(text.len()).unwrap_or(u16::MAX);
            self.add(text, width, ink);
            return;
        }
        for cluster in text.graphemes(true) {
            let (symbol, width) = shown(cluster);
            if width > 0 {
                self.add(symbol, width, ink);
            }
        }
    }

    /// Appends as much of a text as fits into `limit` cells; text that is cut ends in an ellipsis.
    pub fn write_cut(&mut self, text: &str, limit: u16, style: impl Into<TextStyle>) {
        let ink = style.into();
        if width(text) <= limit {
            return self.write(text, ink);
        }
        if limit == 0 {
            return;
        }
        let mut left = limit - 1;
        for cluster in text.graphemes(true) {
            let (symbol, width) = shown(cluster);
            let Some(rest) = left.checked_sub(width) else {
                break;
            };
            left = rest;
            if width > 0 {
                self.add(symbol, width, ink);
            }
        }
        self.add("…", 1, ink);
    }

    /// Appends one cell `count` times.
    pub fn fill(&mut self, count: u16, symbol: &str, style: impl Into<TextStyle>) {
        match count {
            0 => {}
            1 => self.add(symbol, 1, style.into()),
            _ => self.add(&symbol.repeat(count.into()), count, style.into()),
        }
    }

    /// Appends spaces up to a column.
    pub fn pad(&mut self, column: u16) {
        self.fill(column.saturating_sub(self.width), " ", TextStyle::default());
    }

    /// Appends another line.
    pub fn append(&mut self, other: Self) {
        let start = self.width;
        let handles = other.handles.into_iter().map(|handle| Handle {
            start: handle.start.saturating_add(start),
            ..handle
        });
        self.handles.extend(handles);
        let parts = other.parts.into_iter().map(|part| Part {
            start: part.start.saturating_add(start),
            ..part
        });
        self.parts.extend(parts);
        let slices = other.slices.into_iter().map(|slice| Slice {
            start: slice.start.saturating_add(start),
            ..slice
        });
        self.slices.extend(slices);
        self.width = self.width.saturating_add(other.width);
        let mut pieces = other.pieces.into_iter();
        if let Some(first) = pieces.next() {
            match self
                .pieces
                .last_mut()
                .filter(|last| last.style == first.style)
            {
                Some(last) => last.text.push_str(&first.text),
                None => self.pieces.push(first),
            }
        }
        self.pieces.extend(pieces);
    }

    /// Makes the whole line a click target.
    #[must_use]
    pub fn handle(mut self, action: ClickAction) -> Self {
        self.handles = vec![Handle {
            start: 0,
            width: self.width,
            action,
        }];
        self
    }

    /// Tags the first `width` cells, even if empty, with the part of the request they show.
    #[must_use]
    pub fn about(mut self, at: Rc<str>, width: u16) -> Self {
        self.parts.push(Part {
            start: 0,
            width,
            at,
        });
        self
    }

    /// Cuts the line to at most `limit` cells; a line that is cut ends in an ellipsis.
    #[must_use]
    pub fn cut(mut self, limit: u16) -> Self {
        self.parts.retain(|part| part.start < limit);
        for part in &mut self.parts {
            part.width = part.width.min(limit - part.start);
        }
        if self.width <= limit {
            return self;
        }
        let mut line = Self::default();
        for piece in &self.pieces {
            let left = limit - line.width;
            if width(&piece.text) >= left && left > 0 {
                // Longer than what is left even where it would just fit: something follows.
                line.write_cut(&format!("{}  ", piece.text), left, piece.style);
                break;
            }
            line.write(&piece.text, piece.style);
        }
        line.parts = self.parts;
        line.handles = self
            .handles
            .into_iter()
            .filter(|handle| handle.start < limit)
            .map(|handle| Handle {
                width: handle.width.min(limit - handle.start),
                ..handle
            })
            .collect();
        line.slices = self.slices;
        // What follows a cut ends in an ellipsis, which takes the last cell.
        line.slices
            .retain(|slice| slice.start.saturating_add(slice.fit.columns) < limit);
        line
    }

    fn add(&mut self, text: &str, width: u16, style: TextStyle) {
        self.width = self.width.saturating_add(width);
        match self.pieces.last_mut().filter(|piece| piece.style == style) {
            Some(piece) => piece.text.push_str(text),
            None => self.pieces.push(Piece {
                text: text.to_owned(),
                style,
            }),
        }
    }
}

/// Returns the width of a text in a line, in cells.
#[must_use]
pub fn width(text: &str) -> u16 {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    grapheme::column_of(text, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::Role;

    #[test]
    fn lines_are_as_wide_as_they_say() {
        for (text, cells, seen) in [
            ("release", 7, "release"),
            ("你好", 4, "你好"),
            ("👩🏽‍🚀 🇳🇴", 5, "👩🏽‍🚀 🇳🇴"),
            ("e\u{301}m", 2, "e\u{301}m"),
            ("\u{1b}[31m\u{202e}x\u{200b}", 7, "␛[31m\u{fffd}x"),
            ("שלום", 4, "שלום"),
        ] {
            let line = Line::new(text, Role::Text);
            assert_eq!((line.width(), line.text().as_str()), (cells, seen));
        }
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        for (text, limit, seen) in [
            ("release", 7, "release"),
            ("release", 6, "relea…"),
            ("你好世界", 7, "你好世…"),
            ("你好世界", 6, "你好…"),
            ("x", 0, ""),
            ("你", 1, "…"),
        ] {
            let mut line = Line::default();
            line.write_cut(text, limit, Role::Text);
            assert_eq!(line.text(), seen, "{text} in {limit}");
            let mut two = Line::new("ab", Role::Title);
            two.append(Line::new(text, Role::Text));
            let cut = two.clone().cut(limit + 2);
            assert_eq!(cut.width(), width(&cut.text()));
            if limit > 0 {
                assert_eq!(cut.text(), format!("ab{seen}"), "{text} in {limit}");
            }
        }
        let line = Line::new("abc", Role::Text);
        let mut both = line.clone().handle(ClickAction::Toggle(String::new()));
        both.append(line);
        assert_eq!(both.clone().cut(3).text(), "ab…");
        assert_eq!(both.cut(2).handles()[0].width, 2);
    }
}
