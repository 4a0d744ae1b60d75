//! The picker: a list with a line to filter it, for commands, people, drafts and more.

use crate::message::draft_file::DraftId;
use std::path::PathBuf;
use std::sync::Arc;

use nucleo_matcher::Utf32String;

use crate::app::events::card_command::CardCommand;
use crate::editor::actions;

use crate::app::events::event::SeveralMessages;
use crate::app::events::ticket::Ticket;
use crate::app::picker::fuzzy::{FuzzyMatcher, Query};
use crate::app::picker::word_rank;
use crate::cells::grapheme;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;

/// What is being picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A command to run.
    Command,
    /// The one user who sees the message.
    Viewer,
    /// A thread to reply in.
    Thread,
    /// A draft to open.
    Draft,
    /// Something to add to a card or message.
    Add,
    /// A kind that a widget is turned into.
    Convert,
    /// A part of a card to go to.
    Part,
    /// A value of a field.
    Value,
    /// An icon.
    Icon,
    /// A template.
    Template,
    /// A file to open.
    File,
    /// A file to send with the message.
    Attachment,
    /// One of the messages of a text.
    Message,
    /// The profile that sends.
    Profile,
    /// A notice of this run.
    Notice,
    /// A setting of the screen or of the draft.
    Setting,
}

impl Purpose {
    /// Returns whether files are picked, from folders that are entered.
    #[must_use]
    pub fn is_of_files(self) -> bool {
        matches!(self, Self::File | Self::Attachment)
    }
}

/// The value a row selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Run this action.
    Run(Action),
    /// Show the message to this user only, or to everyone.
    Viewer(Option<String>),
    /// Reply in this thread: a name, a key or an address; empty for a new one.
    Thread(String),
    /// Open this draft.
    Open(DraftId),
    /// Apply this card command: a change, or going to a part.
    Cards(CardCommand),
    /// Start from the template of this index.
    Template(usize),
    /// Show the files instead of the drafts.
    Files,
    /// Show this folder.
    Folder(PathBuf),
    /// Open this file.
    File(PathBuf),
    /// Open the message of this number, counted from 1, of a text that has several.
    Message(Arc<SeveralMessages>, usize),
    /// Send by the profile of this index.
    Profile(usize),
    /// Show the notice of this index again, the latest being the first.
    Notice(usize),
    /// Draw in the theme of this name.
    Theme(String),
    /// Show the code in the language of this word.
    Language(&'static str),
    /// Show cards in the width of this index.
    Width(usize),
    /// Write in this markup; in the one that the app is set to where it is empty.
    Markup(&'static str),
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name; the filter matches it.
    pub label: String,
    /// The detail right of the label.
    pub detail: String,
    /// The value it selects.
    pub pick: Pick,
    /// The words that it is found by beside its name.
    synonyms: String,
    haystack: Utf32String,
}

impl Item {
    /// Creates a row.
    #[must_use]
    pub fn new(label: impl Into<String>, detail: impl Into<String>, pick: Pick) -> Self {
        let label = label.into();
        let haystack = Utf32String::from(label.as_str());
        Self {
            label,
            detail: detail.into(),
            pick,
            synonyms: String::new(),
            haystack,
        }
    }
}

impl Item {
    /// Returns its name, without the sign before it.
    fn name(&self) -> &str {
        let cut = self.label.split_once(' ');
        let is_sign = |first: &str| grapheme::next_boundary(first, 0) == Some(first.len());
        cut.filter(|(first, _)| is_sign(first))
            .map_or(&self.label, |(_, name)| name.trim_start())
    }

    /// Returns whether it is a hidden file, which is shown only once a dot is typed.
    fn is_hidden(&self) -> bool {
        self.label.starts_with('.') && self.label != "../"
    }
}

impl Item {
    /// Returns the same row, which these words match, too.
    #[must_use]
    pub fn also(mut self, words: &str) -> Self {
        // What matches beyond the label has no cell to be marked in.
        self.haystack = Utf32String::from(format!("{} {words}", self.label));
        words.clone_into(&mut self.synonyms);
        self
    }
}

/// The state of the picker.
pub struct Picker {
    /// What is being picked.
    pub purpose: Purpose,
    /// The ticket of the rows that are being loaded.
    pub awaits: Option<Ticket>,
    /// The heading above the list, if it says more than the purpose.
    pub heading: String,
    /// The text where there are no rows, or why some are missing.
    pub note: String,
    /// The icon that takes what is typed as its name or address, where no row matches.
    pub takes_typed: Option<String>,
    line: LineInput,
    items: Vec<Item>,
    shown: Vec<usize>,
    cursor: usize,
    offset: usize,
    height: usize,
    /// The graphemes that the filter matched, for each visible row.
    marks: Vec<Vec<u32>>,
    fuzzy: FuzzyMatcher,
}

impl Picker {
    /// Creates a picker of these rows.
    #[must_use]
    pub fn new(purpose: Purpose, items: Vec<Item>) -> Self {
        let mut picker = Self {
            purpose,
            awaits: None,
            heading: String::new(),
            note: String::new(),
            takes_typed: None,
            line: LineInput::filter(),
            items,
            shown: Vec::new(),
            cursor: 0,
            offset: 0,
            height: 0,
            marks: Vec::new(),
            fuzzy: FuzzyMatcher::default(),
        };
        picker.match_line();
        picker
    }

    /// Returns the heading above the list.
    #[must_use]
    pub fn title(&self) -> &str {
        match self.purpose {
            _ if !self.heading.is_empty() => &self.heading,
            Purpose::Command => "Commands",
            Purpose::Viewer => "Who sees it",
            Purpose::Thread => "Thread: choose, or type a key, a name or an address",
            Purpose::Draft => "Drafts",
            Purpose::Add => "Add",
            Purpose::Convert => "Convert to",
            Purpose::Part => "Find a part",
            Purpose::Value | Purpose::Setting => "Choose",
            Purpose::Icon => "Icons",
            Purpose::Template => "New message",
            Purpose::File => "Open a file",
            Purpose::Attachment => "Attach a file",
            Purpose::Message => "Choose a message",
            Purpose::Profile => "Who sends",
            Purpose::Notice => "Notices of this run, the latest first",
        }
    }

    /// Appends rows.
    pub fn extend(&mut self, items: Vec<Item>) {
        self.items.extend(items);
        self.match_line();
    }

    /// Replaces all rows.
    pub fn replace(&mut self, items: Vec<Item>) {
        self.items = items;
        self.match_line();
    }

    /// Returns the input of the filter.
    #[must_use]
    pub fn line(&self) -> &LineInput {
        &self.line
    }

    /// Forgets the steps of the filter that could be undone.
    pub fn forget_typing(&mut self) {
        self.line.forget_steps();
    }

    /// Returns all rows, in their given order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Returns the value that the row under the cursor selects.
    #[must_use]
    pub fn pick(&self) -> Option<&Pick> {
        self.shown.get(self.cursor).map(|&at| &self.items[at].pick)
    }

    /// Moves the cursor to the row that selects this, if it is in the list.
    pub fn seek(&mut self, pick: &Pick) {
        let mut shown = self.shown.iter();
        if let Some(row) = shown.position(|&at| self.items[at].pick == *pick) {
            self.cursor = row;
        }
    }

    /// Handles an action in the list. Returns whether it was consumed.
    pub fn act(&mut self, action: Action) -> bool {
        if actions::dialog_line(&mut self.line, action) {
            self.cursor = 0;
            self.match_line();
            return true;
        }
        let last = self.shown.len().saturating_sub(1);
        let page = self.height.max(1);
        match action {
            Action::Up => self.cursor = self.cursor.checked_sub(1).unwrap_or(last),
            Action::Down => {
                self.cursor = if self.cursor >= last {
                    0
                } else {
                    self.cursor + 1
                }
            }
            Action::PageUp => self.cursor = self.cursor.saturating_sub(page),
            Action::PageDown => self.cursor = (self.cursor + page).min(last),
            _ => return false,
        }
        true
    }

    /// Clears the filter.
    pub fn clear(&mut self) {
        self.line = LineInput::filter();
        self.first();
        self.match_line();
    }

    /// Moves the cursor to the first row.
    pub fn first(&mut self) {
        self.cursor = 0;
    }

    /// Pastes into the filter.
    pub fn paste(&mut self, text: &str) {
        self.line.paste(text);
        self.cursor = 0;
        self.match_line();
    }

    /// Moves the cursor to the row at this offset from the top of the list. Returns whether one is there.
    pub fn click(&mut self, row: usize) -> bool {
        let at = self.offset + row;
        let is_there = at < self.shown.len();
        if is_there {
            self.cursor = at;
        }
        is_there
    }

    fn match_line(&mut self) {
        let typed = self.line.text().trim();
        self.shown = if typed.is_empty() {
            (0..self.items.len()).collect()
        } else {
            self.fuzzy.ranked(
                &Query::new(typed),
                self.items.iter().map(|item| &item.haystack),
            )
        };
        // A user who types a name in full means that one; what is to be added or chosen is mostly meant by how
        // its name begins.
        let items = &self.items;
        let is_added = matches!(self.purpose, Purpose::Add | Purpose::Icon | Purpose::Value);
        let begins = |name: &str| {
            let start = name.get(..typed.len());
            is_added && start.is_some_and(|start| start.eq_ignore_ascii_case(typed))
        };
        self.shown.sort_by_key(|&at| {
            let name = items[at].name();
            (name != typed, !begins(name))
        });
        if self.purpose == Purpose::Command && !typed.is_empty() {
            self.shown.sort_by_key(|&at| {
                let item = &items[at];
                word_rank::rank(typed, &item.label, &item.synonyms)
            });
        }
        if self.purpose.is_of_files() && !typed.starts_with('.') {
            let items = &self.items;
            self.shown.retain(|&at| !items[at].is_hidden());
        }
        self.cursor = self.cursor.min(self.shown.len().saturating_sub(1));
    }

    /// Returns how many rows there are, and how many of them match; a row that leads elsewhere is none of them.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let counts = |item: &&Item| item.pick != Pick::Files;
        let shown = self.shown.iter().map(|&at| &self.items[at]);
        (
            self.items.iter().filter(counts).count(),
            shown.filter(counts).count(),
        )
    }

    /// Returns the number of rows that match.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Returns whether no row matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Returns the number of rows without the filter.
    #[must_use]
    pub fn total(&self) -> usize {
        self.items.len()
    }

    /// Lays out the line at `width` cells and the list at `height` rows, the cursor in view.
    pub fn layout(&mut self, width: u16, height: usize) {
        self.line.layout(width.saturating_sub(2));
        self.height = height;
        self.offset = self
            .offset
            .clamp((self.cursor + 1).saturating_sub(height.max(1)), self.cursor);
        let query = Query::new(self.line.text().trim());
        let in_sight = self.shown.iter().skip(self.offset).take(height);
        self.marks = in_sight
            .map(|&at| self.fuzzy.marks(&query, &self.items[at].haystack))
            .collect();
    }

    /// Returns the visible rows, from the top: each with the graphemes that the filter matched, and whether the
    /// cursor is on it.
    pub fn rows_in_sight(&self) -> impl Iterator<Item = (&Item, &[u32], bool)> {
        let rows = self
            .shown
            .iter()
            .enumerate()
            .skip(self.offset)
            .take(self.height);
        rows.zip(&self.marks)
            .map(|((row, &at), marks)| (&self.items[at], marks.as_slice(), row == self.cursor))
    }
}
