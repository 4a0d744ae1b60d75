//! The help: the keys of a place, and the pages of the manual behind them.

use crate::app::dialogs::manual;
use crate::app::picker::command_palette::{self, HelpRow};
use crate::editor::line_input::LineInput;
use crate::input::keymap::{Keymap, Place};

/// The state of the help.
pub struct Help {
    /// The place whose keys are shown.
    pub place: Place,
    /// The first visible row.
    pub scroll: usize,
    /// The words that are searched for, while they are.
    pub find: Option<LineInput>,
    /// The page of the manual by its number; `None` shows the keys.
    page: Option<usize>,
    /// The cells of a row of the manual.
    width: u16,
}

impl Help {
    /// Creates the help of a place.
    #[must_use]
    pub fn of(place: Place) -> Self {
        Self {
            place,
            scroll: 0,
            find: None,
            page: None,
            width: 76,
        }
    }

    /// Creates the help at the first page of the manual.
    #[must_use]
    pub fn of_manual(place: Place) -> Self {
        Self {
            page: Some(0),
            ..Self::of(place)
        }
    }

    /// Returns the title.
    #[must_use]
    pub fn title(&self) -> String {
        match self.page {
            None => format!("Help: {}", command_palette::title(self.place)),
            Some(page) => {
                let (_, text) = manual::TOPICS[page];
                let of = manual::TOPICS.len();
                format!("Manual {} of {of}: {}", page + 1, manual::title(text))
            }
        }
    }

    /// Sets the cells of a row.
    pub fn layout(&mut self, width: u16) {
        self.width = width;
    }

    /// Goes to the next page, or to the one before: from the keys to the manual, and from its end to the keys.
    pub fn turn(&mut self, by: isize) {
        let count = manual::TOPICS.len() + 1;
        let now = self.page.map_or(0, |page| page + 1);
        let next = (now + count).saturating_add_signed(by) % count;
        self.page = next.checked_sub(1);
        self.scroll = 0;
    }

    /// Returns all rows.
    #[must_use]
    pub fn all(&self, keymap: &Keymap) -> Vec<HelpRow> {
        match self.page {
            None => command_palette::help(keymap, self.place),
            Some(page) => manual::rows(manual::TOPICS[page].1, self.width),
        }
    }

    /// Returns the rows that have the words that are searched for.
    #[must_use]
    pub fn rows(&self, keymap: &Keymap) -> Vec<HelpRow> {
        let words = self.find.as_ref().map_or("", LineInput::text);
        command_palette::with_words(self.all(keymap), words)
    }
}
