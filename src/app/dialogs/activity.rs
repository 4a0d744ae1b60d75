//! The activity dialog: what is being sent or failed, and the history of all runs below it.

use std::collections::{HashMap, HashSet};

use crate::app::dialogs::emoji_choice::EmojiChoice;
use crate::app::dialogs::listed_send::ListedSend;
use crate::app::events::message_change::ChangeKind;
use crate::app::events::past_send::PastSend;
use crate::app::events::read_back::ReadPurpose;
use crate::app::events::ticket::Ticket;
use crate::app::state::outbox::{Entry, Outbox, State};
use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::editor::pager::Pager;
use crate::input::action::Action;
use crate::store::history_entry;

/// The state of the list.
#[derive(Debug, Default)]
pub struct Activity {
    /// What takes the keys.
    pub mode: Mode,
    /// The ticket of the history that is being read.
    pub awaits: Option<Ticket>,
    /// The ticket of the message that is being read back, and what for; that under the cursor.
    pub reading: Option<(Ticket, ReadPurpose)>,
    /// Why the history is missing; empty where it is not.
    pub fault: String,
    search: LineInput,
    past: Vec<PastSend>,
    rows: Vec<Row>,
    cursor: usize,
    offset: usize,
    height: usize,
}

/// What takes the keys of the dialog.
#[derive(Debug, Default)]
pub enum Mode {
    /// The list.
    #[default]
    List,
    /// The line that searches it.
    Search,
    /// The question before the message under the cursor is changed.
    Ask(Question),
    /// The choice of an emoji for a reaction to it.
    React(EmojiChoice),
    /// The message as it was read back from Chat, in place of the list.
    Read(Box<Pager>),
}

/// The question before a message in Chat is changed.
#[derive(Debug)]
pub struct Question {
    /// What is done once it is answered.
    pub kind: ChangeKind,
    /// What is typed, where a guarded profile wants the word of the change.
    pub typed: LineInput,
}

/// A send as a value of its own, for what changes the program.
#[derive(Clone, Debug)]
pub struct ChosenSend {
    live: Option<Entry>,
    past: Option<PastSend>,
}

impl ChosenSend {
    /// Returns it as a row.
    #[must_use]
    pub fn row(&self) -> ListedSend<'_> {
        ListedSend {
            live: self.live.as_ref(),
            past: self.past.as_ref(),
        }
    }
}

/// A row: an index into this run's sends, one into the history, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    live: Option<(Ticket, usize)>,
    past: Option<usize>,
}

impl Activity {
    /// Creates the list while the history is being read under this ticket.
    #[must_use]
    pub fn new(awaits: Ticket) -> Self {
        Self {
            awaits: Some(awaits),
            ..Self::default()
        }
    }

    /// Takes the history, the latest first.
    pub fn take_history(&mut self, past: Vec<PastSend>, outbox: &Outbox) {
        let chosen = self.chosen_id(outbox);
        self.past = past;
        self.rows = self.listed(outbox);
        self.seek(chosen.as_deref(), outbox);
    }

    /// Returns the row under the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns how many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether no row is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns how many sends there are, whether the search finds them or not.
    #[must_use]
    pub fn total(&self, outbox: &Outbox) -> usize {
        self.merged(outbox).count()
    }

    /// Returns the line of the search.
    #[must_use]
    pub fn search(&self) -> &LineInput {
        &self.search
    }

    /// Returns the send at a row.
    #[must_use]
    pub fn at<'a>(&'a self, row: usize, outbox: &'a Outbox) -> Option<ListedSend<'a>> {
        self.rows.get(row).map(|row| self.send(row, outbox))
    }

    /// Returns the send under the cursor.
    #[must_use]
    pub fn chosen<'a>(&'a self, outbox: &'a Outbox) -> Option<ListedSend<'a>> {
        self.at(self.cursor, outbox)
    }

    /// Returns the send under the cursor, for what changes the program.
    #[must_use]
    pub fn chosen_owned(&self, outbox: &Outbox) -> Option<ChosenSend> {
        let row = self.chosen(outbox)?;
        Some(ChosenSend {
            live: row.live.cloned(),
            past: row.past.cloned(),
        })
    }

    /// Returns the visible rows from the top, each with whether the cursor is on it.
    pub fn rows_in_sight<'a>(
        &'a self,
        outbox: &'a Outbox,
    ) -> impl Iterator<Item = (ListedSend<'a>, bool)> {
        let rows = self.rows.iter().enumerate();
        rows.skip(self.offset)
            .take(self.height)
            .map(move |(at, row)| (self.send(row, outbox), at == self.cursor))
    }

    /// Moves the cursor. Returns whether the action was a move.
    pub fn act(&mut self, action: Action) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let page = self.height.max(1);
        // What is read back is the message under the cursor.
        self.reading = self.reading.filter(|_| !is_motion(action));
        self.cursor = match action {
            Action::Up => self.cursor.saturating_sub(1),
            Action::Down => (self.cursor + 1).min(last),
            Action::PageUp => self.cursor.saturating_sub(page),
            Action::PageDown => (self.cursor + page).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        true
    }

    /// Edits the search. Returns whether the action did.
    pub fn edit_search(&mut self, action: Action) -> bool {
        let is_edit = actions::line(&mut self.search, action);
        if is_edit {
            self.cursor = 0;
        }
        is_edit
    }

    /// Pastes into the search.
    pub fn paste_search(&mut self, text: &str) {
        self.search.paste(text);
        self.cursor = 0;
    }

    /// Ends the search; all rows are listed again.
    pub fn clear_search(&mut self) {
        self.search = LineInput::default();
    }

    /// Moves the cursor to the row at this offset from the top of the list. Returns whether one is there.
    pub fn click(&mut self, row: usize) -> bool {
        let at = self.offset + row;
        let is_there = row < self.height && at < self.rows.len();
        if is_there {
            self.cursor = at;
        }
        is_there
    }

    /// Moves the cursor to the message of this ticket, if it is listed.
    pub fn seek_ticket(&mut self, ticket: Ticket) {
        let is_it = |row: &Row| row.live.is_some_and(|(own, _)| own == ticket);
        if let Some(row) = self.rows.iter().position(is_it) {
            self.cursor = row;
        }
    }

    /// Lists what is to be listed now, in `height` rows of a box whose search is `width` cells wide.
    pub fn layout(&mut self, outbox: &Outbox, width: u16, height: usize) {
        let before = self.rows.get(self.cursor).cloned();
        self.rows = self.listed(outbox);
        // A message that is sent meanwhile moves the others down; the cursor stays with its own.
        let is_it = |row: &Row| match (&before, row.live) {
            (Some(before), Some((ticket, _))) => {
                before.live.is_some_and(|(earlier, _)| earlier == ticket)
            }
            (Some(before), None) => before.live.is_none() && before.past == row.past,
            (None, _) => false,
        };
        if let Some(row) = self.rows.iter().position(is_it) {
            self.cursor = row;
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        self.height = height;
        self.offset = self
            .offset
            .clamp((self.cursor + 1).saturating_sub(height.max(1)), self.cursor);
        self.search.layout(width);
        if let Mode::React(choice) = &mut self.mode {
            choice.layout(width);
        }
    }

    /// Returns the `requestId` of the send under the cursor.
    fn chosen_id(&self, outbox: &Outbox) -> Option<String> {
        let id = self.chosen(outbox)?.request_id();
        (!id.is_empty()).then(|| id.to_owned())
    }

    fn seek(&mut self, request_id: Option<&str>, outbox: &Outbox) {
        let is_it = |row: &Row| {
            let id = self.send(row, outbox).request_id();
            request_id == Some(id)
        };
        if let Some(row) = self.rows.iter().position(is_it) {
            self.cursor = row;
        }
    }

    fn send<'a>(&'a self, row: &Row, outbox: &'a Outbox) -> ListedSend<'a> {
        ListedSend {
            live: row.live.and_then(|(_, at)| outbox.at(at)),
            past: row.past.and_then(|at| self.past.get(at)),
        }
    }

    /// Returns the rows that the search finds: this run's sends, then the history without them.
    fn listed(&self, outbox: &Outbox) -> Vec<Row> {
        let words = history_entry::words(self.search.text());
        let fits = |row: &Row| self.send(row, outbox).has_words(&words);
        self.merged(outbox).filter(fits).collect()
    }

    fn merged<'a>(&'a self, outbox: &'a Outbox) -> impl Iterator<Item = Row> + use<'a> {
        let ids: HashSet<&str> = outbox.entries().iter().map(key_of).collect();
        let mut known = HashMap::new();
        let mut rest = Vec::new();
        for (at, past) in self.past.iter().enumerate() {
            let (id, name) = (past.entry.id(), past.entry.name());
            if ids.contains(id) {
                known.insert(id, at);
            } else if !name.is_empty() && ids.contains(name) {
                known.insert(name, at);
            } else if !outbox.was_removed(id) {
                rest.push(at);
            }
        }
        let live = outbox.entries().iter().enumerate();
        let live = live.map(move |(at, entry)| Row {
            live: Some((entry.ticket, at)),
            past: known.get(key_of(entry)).copied(),
        });
        live.chain(rest.into_iter().map(|at| Row {
            live: None,
            past: Some(at),
        }))
    }
}

/// Returns what a send of this run has in common with its entry in the history: its `requestId`.
///
/// One in parts has none itself; there it is the name of its first message.
fn key_of(entry: &Entry) -> &str {
    match (entry.request.request_id.as_str(), &entry.state) {
        ("", State::Sent(sent)) => &sent.name,
        (id, _) => id,
    }
}

fn is_motion(action: Action) -> bool {
    matches!(
        action,
        Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
    )
}
