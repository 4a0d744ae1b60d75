//! A single-line input: filters, thread keys, message IDs, dialogs.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::cells::grapheme;
use crate::editor::line_history::LineHistory;
use crate::editor::motion::{self, Anchor, Motion};

/// The bytes that an input takes where nothing less is set: as many as a whole message.
pub const MOST: usize = 32_000;

/// The bytes that a filter takes: more than any name or address.
pub const FILTER_MOST: usize = 1_000;

/// The maximum length of an input.
///
/// It is counted for the reader, never enforced while typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Graphemes.
    Clusters(usize),
    /// Unicode characters, as Google counts most limits.
    Characters(usize),
    /// Bytes of UTF-8.
    Bytes(usize),
}

/// An editable text without line ends, which scrolls sideways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineInput {
    text: String,
    caret: usize,
    anchor: Option<usize>,
    start: usize,
    width: u16,
    limit: Option<Limit>,
    /// The bytes that it takes, where those are fewer than [`MOST`].
    most: Option<usize>,
    history: LineHistory,
}

impl LineInput {
    /// Creates an empty input of a filter.
    #[must_use]
    pub fn filter() -> Self {
        Self {
            most: Some(FILTER_MOST),
            ..Self::default()
        }
    }

    /// Undoes the last change. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let now = (self.text.clone(), self.caret);
        let before = self.history.undo(now);
        self.restore(before)
    }

    /// Redoes the change that was undone last. Returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let now = (self.text.clone(), self.caret);
        let after = self.history.redo(now);
        self.restore(after)
    }

    /// Returns whether there is a change to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Forgets all changes that could be undone.
    pub fn forget_steps(&mut self) {
        self.history = LineHistory::default();
    }

    fn restore(&mut self, step: Option<(String, usize)>) -> bool {
        let Some((text, caret)) = step else {
            return false;
        };
        self.text = text;
        self.caret = caret;
        self.anchor = None;
        true
    }

    /// Returns how many bytes more it takes, in place of the selection.
    #[must_use]
    pub fn room(&self) -> usize {
        let selected = self.selected_range().map_or(0, |range| range.len());
        let most = self.most.unwrap_or(MOST);
        (most + selected).saturating_sub(self.text.len())
    }

    /// Creates an input with the cursor at its end.
    ///
    /// Line ends become spaces, other control characters are dropped.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = flat(text);
        Self {
            caret: text.len(),
            text,
            width: 1,
            ..Self::default()
        }
    }

    /// Returns the same input with a limit to count against.
    #[must_use]
    pub fn limited(mut self, limit: Limit) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the cursor's position, as a byte offset between two graphemes.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Returns the length and its limit, in the limit's unit.
    #[must_use]
    pub fn count(&self) -> Option<(usize, usize)> {
        Some(match self.limit? {
            Limit::Clusters(most) => (self.text.graphemes(true).count(), most),
            Limit::Characters(most) => (self.text.chars().count(), most),
            Limit::Bytes(most) => (self.text.len(), most),
        })
    }

    /// Replaces the whole text, the cursor at its end.
    pub fn set(&mut self, text: &str) {
        self.text = flat(text);
        self.history = LineHistory::default();
        self.put_caret(self.text.len(), Anchor::Drop);
    }

    /// Types a character over the selection. Returns whether the text changed. Control characters are ignored.
    pub fn insert(&mut self, c: char) -> bool {
        !c.is_control()
            && c.len_utf8() <= self.room()
            && self.replace(self.edit_range(), c.encode_utf8(&mut [0; 4]))
    }

    /// Inserts `text` over the selection, line ends and tabs as spaces, as far as there is room for it.
    ///
    /// Returns whether the text changed.
    pub fn paste(&mut self, text: &str) -> bool {
        let room = self.room();
        // Not even read where nothing of it fits.
        let text = flat(&text[..text.floor_char_boundary(room.saturating_mul(2))]);
        let mut end = text.floor_char_boundary(room);
        if grapheme::boundary_from(&text, end) != end {
            end = grapheme::previous_boundary(&text, end).unwrap_or(0);
        }
        self.history.end_step();
        self.replace(self.edit_range(), &text[..end])
    }

    /// Deletes the selection, or else from the cursor to where `motion` leads.
    ///
    /// Returns whether the text changed.
    pub fn delete(&mut self, motion: Motion) -> bool {
        let range = self.selected_range().unwrap_or_else(|| {
            let to = self.target(motion);
            self.caret.min(to)..self.caret.max(to)
        });
        self.replace(range, "")
    }

    /// Moves the cursor; up, start and first all lead to the start, their opposites to the end.
    pub fn step(&mut self, motion: Motion, anchor: Anchor) {
        let to = match (motion, anchor, self.selected_range()) {
            (Motion::Left, Anchor::Drop, Some(range)) => range.start,
            (Motion::Right, Anchor::Drop, Some(range)) => range.end,
            _ => self.target(motion),
        };
        self.put_caret(to, anchor);
    }

    /// Selects everything, the cursor at the end.
    pub fn select_all(&mut self) {
        self.caret = self.text.len();
        self.anchor = Some(0);
    }

    /// Returns the selection in bytes; `None` when it is empty.
    #[must_use]
    pub fn selected_range(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.caret)?;
        Some(anchor.min(self.caret)..anchor.max(self.caret))
    }

    /// Returns the selected text.
    #[must_use]
    pub fn selected_text(&self) -> Option<&str> {
        self.text.get(self.selected_range()?)
    }

    /// Deletes the selection and returns it, for the clipboard.
    pub fn cut(&mut self) -> Option<String> {
        let selected = self.selected_text()?.to_owned();
        self.delete(Motion::Left).then_some(selected)
    }

    /// Moves the cursor to a visible column of the input.
    pub fn click(&mut self, column: u16, anchor: Anchor) {
        let at = self.start + grapheme::byte_at(&self.text[self.start..], column);
        self.put_caret(at, anchor);
    }

    /// Selects the word at a visible column of the input.
    pub fn select_word_at(&mut self, column: u16) {
        let at = self.start + grapheme::byte_at(&self.text[self.start..], column);
        let word = motion::word_around(&self.text, at);
        self.anchor = Some(word.start);
        self.caret = word.end;
    }

    /// Scrolls an input of `width` cells so that the cursor is visible, one cell kept for it at the end.
    pub fn layout(&mut self, width: u16) {
        self.width = width.max(1);
        let last = self.width - 1;
        let column = |from: usize, to: usize| grapheme::column_of(&self.text[from..], to - from);
        let mut start = grapheme::boundary_from(&self.text, self.start.min(self.caret));
        start = start.min(self.caret);
        if column(start, self.caret) > last {
            start = self.start_for(self.caret, last);
        } else if column(start, self.text.len()) <= last {
            // What was deleted at the end makes room for what is hidden at the start.
            start = start.min(self.start_for(self.text.len(), last));
        }
        self.start = start;
    }

    /// Returns the first visible byte.
    #[must_use]
    pub fn first_in_sight(&self) -> usize {
        self.start
    }

    /// Returns the visible column of the cursor, after [`LineInput::layout`].
    #[must_use]
    pub fn caret_column(&self) -> u16 {
        let shown = self.text.get(self.start..self.caret).unwrap_or_default();
        grapheme::column_of(shown, shown.len()).min(self.width.saturating_sub(1))
    }

    /// Returns the earliest byte from which everything up to `end` fits into `cells`.
    fn start_for(&self, end: usize, cells: u16) -> usize {
        let mut start = end;
        let mut used = 0_u16;
        while let Some(at) = grapheme::previous_boundary(&self.text, start) {
            used = used.saturating_add(grapheme::shown(&self.text[at..start]).1);
            if used > cells {
                break;
            }
            start = at;
        }
        start
    }

    fn edit_range(&self) -> Range<usize> {
        self.selected_range().unwrap_or(self.caret..self.caret)
    }

    fn target(&self, motion: Motion) -> usize {
        match motion {
            Motion::Left => grapheme::previous_boundary(&self.text, self.caret).unwrap_or(0),
            Motion::Right => {
                grapheme::next_boundary(&self.text, self.caret).unwrap_or(self.text.len())
            }
            Motion::WordLeft => motion::word_start(&self.text, self.caret),
            Motion::WordRight => motion::word_end(&self.text, self.caret),
            Motion::Up | Motion::PageUp | Motion::RowStart | Motion::LineStart | Motion::First => 0,
            Motion::Down | Motion::PageDown | Motion::RowEnd | Motion::LineEnd | Motion::Last => {
                self.text.len()
            }
        }
    }

    fn put_caret(&mut self, at: usize, anchor: Anchor) {
        self.anchor = match anchor {
            Anchor::Drop => None,
            Anchor::Keep => self.anchor.or(Some(self.caret)),
        };
        self.caret = at;
        self.history.end_step();
    }

    fn replace(&mut self, range: Range<usize>, inserted: &str) -> bool {
        self.anchor = None;
        if self.text.get(range.clone()) == Some(inserted) {
            self.caret = range.end;
            return false;
        }
        let is_typed = range.is_empty() && inserted.chars().count() == 1;
        self.history.record(&self.text, self.caret, is_typed);
        let end = range.start + inserted.len();
        self.text.replace_range(range, inserted);
        self.caret = grapheme::boundary_from(&self.text, end);
        true
    }
}

/// Returns the text with line ends as spaces and without control characters.
fn flat(text: &str) -> String {
    grapheme::cleaned(text).replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests;
