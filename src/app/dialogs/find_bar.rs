//! The state of find and replace in the text: what is looked for, what replaces it, and where it stands.

use std::ops::Range;

use crate::editor::line_input::LineInput;
use crate::editor::search;

/// The field that is typed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindField {
    /// The words that are looked for.
    #[default]
    Words,
    /// What replaces them.
    Replacement,
}

/// Find and replace, while it is open.
#[derive(Debug, Default)]
pub struct FindBar {
    /// The words that are looked for.
    pub words: LineInput,
    /// What replaces them.
    pub replacement: LineInput,
    /// The field that is typed in.
    pub field: FindField,
    /// The byte of the text from which the first match is looked for.
    origin: usize,
    matches: Vec<Range<usize>>,
    current: usize,
    /// The words and the revision of the draft that the matches were found for.
    found_for: Option<(String, u64)>,
}

impl FindBar {
    /// Opens with these words, selected so that typing replaces them; the first match is the one from `origin` on.
    #[must_use]
    pub fn new(words: &str, replacement: &str, origin: usize) -> Self {
        let mut line = LineInput::new(words);
        line.select_all();
        Self {
            words: line,
            replacement: LineInput::new(replacement),
            origin,
            ..Self::default()
        }
    }

    /// Returns the line of the field that is typed in.
    pub fn line_mut(&mut self) -> &mut LineInput {
        match self.field {
            FindField::Words => &mut self.words,
            FindField::Replacement => &mut self.replacement,
        }
    }

    /// Goes to the other field.
    pub fn turn(&mut self) {
        self.field = match self.field {
            FindField::Words => FindField::Replacement,
            FindField::Replacement => FindField::Words,
        };
    }

    /// Finds the matches in a text at a revision of the draft, unless they are known. Returns whether it did.
    pub fn find(&mut self, text: &str, revision: u64) -> bool {
        let words = self.words.text();
        let is_known =
            matches!(&self.found_for, Some((was, at)) if was == words && *at == revision);
        if is_known {
            return false;
        }
        self.matches = search::find_all(text, words);
        self.current = self.first_from(self.origin);
        self.found_for = Some((words.to_owned(), revision));
        true
    }

    /// Returns all matches, as bytes of the text, from the first to the last.
    #[must_use]
    pub fn matches(&self) -> &[Range<usize>] {
        &self.matches
    }

    /// Returns the current match.
    #[must_use]
    pub fn current(&self) -> Option<Range<usize>> {
        self.matches.get(self.current).cloned()
    }

    /// Goes to the next match, or to the one before, around the ends.
    pub fn step(&mut self, is_next: bool) {
        let count = self.matches.len().max(1);
        let by = if is_next { 1 } else { count - 1 };
        self.current = (self.current + by) % count;
        if let Some(range) = self.current() {
            self.origin = range.start;
        }
    }

    /// Looks for the next match from this byte on, once the text is another.
    pub fn go_on_from(&mut self, at: usize) {
        self.origin = at;
    }

    /// Returns where the current match stands among all, in words.
    #[must_use]
    pub fn count(&self) -> String {
        match (self.matches.len(), self.words.is_empty()) {
            (_, true) => String::new(),
            (0, false) => "no match".to_owned(),
            (all, false) => format!("{} of {all}", self.current + 1),
        }
    }

    /// Returns the index of the first match from a byte on; the first of all where none follows.
    fn first_from(&self, at: usize) -> usize {
        let found = self.matches.iter().position(|range| range.start >= at);
        found.unwrap_or(0)
    }
}
