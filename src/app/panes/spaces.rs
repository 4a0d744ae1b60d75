//! The spaces pane: where the message goes.

use std::collections::{HashMap, HashSet};

use crate::app::events::ticket::Ticket;
use crate::app::picker::fuzzy::{FuzzyMatcher, Query};
use crate::app::state::destination::WEBHOOKS;
use crate::app::state::launch::AwaitedSpace;
use crate::app::state::space_list::{self, Entry, Source, SpaceList};
use crate::chat::resources::Space;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::message::{person_ref, space_ref};

/// The freshness of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Cached by an earlier run.
    Kept,
    /// As the server returned it.
    Fresh,
    /// The request failed; the list is an earlier one, or empty.
    Failed(Diagnostic),
}

/// A row, ready for drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The space, or none for the offer to use a pasted name.
    pub space: Option<&'a Space>,
    /// Its display name.
    pub label: &'a str,
    /// The graphemes of the label (their indices, ascending) that the filter matched.
    pub marks: &'a [u32],
    /// Whether the cursor is on it.
    pub is_current: bool,
    /// Whether the message goes there together with others.
    pub is_marked: bool,
    /// Whether it is pinned.
    pub is_pinned: bool,
}

/// The state of the pane.
pub struct Spaces {
    list: SpaceList,
    freshness: Freshness,
    listing: Option<Ticket>,
    /// Why the list is asked for again, and when; empty while it is not.
    waits: String,
    /// The question for the cached spaces of a profile that was just chosen.
    caching: Option<Ticket>,
    /// The names of the pages merged since the listing began; what is not among them is gone.
    seen: HashSet<String>,
    /// The conversations whose members are being requested.
    asked: HashMap<Ticket, String>,
    /// Those requested since the list was complete, so that each is requested once.
    was_asked: HashSet<String>,
    /// Whether a name was derived from members since the list was cached.
    is_renamed: bool,
    /// The last space that was requested by its name.
    reading: Option<(Ticket, String)>,
    filter: LineInput,
    is_filtering: bool,
    fuzzy: FuzzyMatcher,
    shown: Vec<usize>,
    found: Found,
    offered: Option<String>,
    /// The person whose direct message is being looked for.
    person: Option<(Ticket, String)>,
    /// The person with whom there is no direct message, which may be set up.
    without: Option<String>,
    /// The space that the command line names.
    wanted: Option<AwaitedSpace>,
    /// The filter of an Enter that matched nothing while the list was on its way.
    ahead: Option<String>,
    cursor: usize,
    offset: usize,
    height: usize,
    marks: Vec<Vec<u32>>,
    /// How many spaces there were when the list was arranged last while it came.
    arranged: usize,
    /// The resource names of the marked spaces, in the order in which they were marked.
    marked: Vec<String>,
}

/// What the filter found last: longer words are looked for among these alone.
#[derive(Default)]
struct Found {
    words: String,
    /// The revision of the list.
    revision: u64,
    /// The indices of the matches, the best first.
    matches: Vec<usize>,
}

impl Spaces {
    /// Creates the pane with the spaces cached by an earlier run.
    #[must_use]
    pub fn new(kept: Vec<Space>) -> Self {
        let mut spaces = Self {
            list: SpaceList::default(),
            freshness: Freshness::Kept,
            listing: None,
            waits: String::new(),
            caching: None,
            seen: HashSet::new(),
            asked: HashMap::new(),
            was_asked: HashSet::new(),
            is_renamed: false,
            reading: None,
            filter: LineInput::filter(),
            is_filtering: false,
            fuzzy: FuzzyMatcher::of_names(),
            shown: Vec::new(),
            found: Found::default(),
            offered: None,
            person: None,
            without: None,
            wanted: None,
            ahead: None,
            cursor: 0,
            offset: 0,
            height: 0,
            marks: Vec::new(),
            arranged: 0,
            marked: Vec::new(),
        };
        spaces.list.merge(kept, Source::Kept);
        spaces.list.sort();
        spaces.match_filter();
        spaces
    }

    /// Sorts the list and moves the cursor back to the space it was on before the list changed.
    fn arrange(&mut self, current: Option<String>) {
        self.list.sort();
        self.match_filter();
        self.seek_if(current);
    }

    /// Arranges a list that is still coming where it has grown by much, so that no key waits for many long sorts.
    fn arrange_if_grown(&mut self, current: Option<String>) {
        let count = self.count();
        if count >= self.arranged + (self.arranged / 8).max(1) {
            self.arranged = count;
            self.arrange(current);
        }
    }

    fn current_name(&self) -> Option<String> {
        self.current().map(|space| space.name.clone())
    }

    fn seek_if(&mut self, name: Option<String>) {
        if let Some(name) = name {
            self.seek(&name);
        }
    }

    /// Puts the spaces that were chosen last first, the latest at the top.
    pub fn set_recent(&mut self, recent: Vec<String>) {
        self.list.set_recent(recent);
        let current = self.current_name();
        self.arrange(current);
    }

    /// Puts the pinned spaces first.
    pub fn set_pinned(&mut self, pinned: Vec<String>) {
        self.list.set_pinned(pinned);
        let current = self.current_name();
        self.arrange(current);
    }

    /// Pins a space, or takes its pin off. Returns whether it is pinned now, and all that are.
    pub fn toggle_pin(&mut self, name: &str) -> (bool, &[String]) {
        let is_pinned = self.list.toggle_pin(name);
        let current = self.current_name();
        self.arrange(current);
        (is_pinned, self.list.pinned())
    }

    /// Records that a space was chosen. Returns those that were chosen last, the latest first.
    pub fn record_choice(&mut self, name: &str) -> &[String] {
        self.list.choose(name)
    }

    fn match_filter(&mut self) {
        let typed = self.filter.text().trim().to_owned();
        let pasted = space_ref::space(&typed).or_else(|| person_ref::unmistakable(&typed));
        let known = pasted.as_deref().and_then(|name| self.list.position(name));
        self.offered = pasted.filter(|_| known.is_none());
        let (kind, words) = kind_filter(&typed);
        if known.is_none() && !words.is_empty() {
            self.find_words(words);
        }
        let entries = self.list.entries();
        let is_of_kind =
            |entry: &Entry| kind.is_none_or(|kind| space_list::sign(&entry.space) == kind);
        self.shown = match known {
            Some(at) => vec![at],
            None if words.is_empty() => (0..entries.len())
                .filter(|&at| entries.get(at).is_some_and(is_of_kind))
                .collect(),
            None => {
                let mut ranked = self.found.matches.clone();
                ranked.retain(|&at| entries.get(at).is_some_and(is_of_kind));
                ranked
            }
        };
        self.cursor = self.cursor.min(self.rows().saturating_sub(1));
    }

    /// Looks for words in the names of all kinds of spaces.
    fn find_words(&mut self, words: &str) {
        let found = std::mem::take(&mut self.found);
        let (entries, revision) = (self.list.entries(), self.list.revision());
        let query = Query::new(words);
        // A backslash may make the blank after it part of a word: that word may match what the shorter one did not.
        let is_narrower = found.revision == revision
            && !found.words.is_empty()
            && words.starts_with(&found.words)
            && !words.contains('\\');
        let matches = if is_narrower {
            let entry = |at: usize| Some((at, &entries.get(at)?.haystack));
            let names = found.matches.into_iter().filter_map(entry);
            self.fuzzy.ranked_among(&query, names)
        } else {
            let names = entries.iter().map(|entry| &entry.haystack);
            self.fuzzy.ranked(&query, names)
        };
        self.found = Found {
            words: words.to_owned(),
            revision,
            matches,
        };
    }

    /// Returns the spaces that words would filter, by their resource names and labels; all where there are no words.
    pub fn matches(&mut self, words: &str) -> Vec<(String, String)> {
        let before = std::mem::replace(&mut self.filter, LineInput::filter());
        self.filter.paste(words);
        self.match_filter();
        let offered = self.offered.iter().map(|name| (name.clone(), name.clone()));
        let shown = self
            .shown
            .iter()
            .filter_map(|&at| self.list.entries().get(at));
        let found = shown.map(|entry| {
            let name = entry.space.name.clone();
            let label = self.label_of(&name);
            (name, label)
        });
        let found = found.chain(offered).collect();
        self.filter = before;
        self.match_filter();
        found
    }

    /// Returns the names that the spaces show.
    pub fn display_names(&self) -> impl Iterator<Item = &str> + Clone {
        let entries = self.list.entries().iter();
        entries.map(|entry| entry.space.display_name.as_str())
    }

    /// Moves the cursor to the space of this name, if it is shown.
    pub fn seek(&mut self, name: &str) {
        if let Some(at) = self.list.position(name)
            && let Some(row) = self.shown.iter().position(|shown| *shown == at)
        {
            self.cursor = row;
        }
    }

    fn rows(&self) -> usize {
        self.shown.len() + usize::from(self.offered.is_some())
    }

    /// Returns the space under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Space> {
        self.entry_at(self.cursor).map(|entry| &*entry.space)
    }

    fn entry_at(&self, row: usize) -> Option<&Entry> {
        self.list.entries().get(*self.shown.get(row)?)
    }

    /// Returns the resource name under the cursor: a listed space, or the name that was pasted.
    #[must_use]
    pub fn chosen_name(&self) -> Option<&str> {
        self.current()
            .map(|space| space.name.as_str())
            .or(self.offered.as_deref())
    }

    /// Returns the space of a resource name, if it is known.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Space> {
        self.list.find(name).map(|entry| &*entry.space)
    }

    /// Returns the label of a space: its sign and name, or its resource name if unknown.
    #[must_use]
    pub fn label_of(&self, name: &str) -> String {
        match self.find(name) {
            Some(space) => format!("{} {}", space_list::sign(space), space_list::label(space)),
            None => name.to_owned(),
        }
    }

    /// Returns how many spaces are known, webhooks left out.
    #[must_use]
    pub fn space_count(&self) -> usize {
        self.count() - self.webhook_count()
    }

    /// Returns the resource name of the space, where there is one alone.
    #[must_use]
    pub fn only_space(&self) -> Option<&str> {
        let entries = self.list.entries().iter();
        let mut spaces = entries.filter(|entry| !space_list::is_webhook(&entry.space));
        let only = spaces.next()?;
        spaces.next().is_none().then_some(only.space.name.as_str())
    }

    /// Returns how many webhooks stand among the spaces.
    #[must_use]
    pub fn webhook_count(&self) -> usize {
        self.list.webhook_count()
    }

    /// Returns how many rows there are: the known spaces and webhooks.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.entries().len()
    }

    /// Returns how many rows match the filter.
    #[must_use]
    pub fn shown_count(&self) -> usize {
        self.shown.len()
    }

    /// Returns the words of the filter, where they are more than one and the whole list has no match.
    #[must_use]
    pub fn unmatched_words(&self) -> Option<&str> {
        let words = self.filter.text().trim();
        let is_unmatched = self.rows() == 0 && words.contains(char::is_whitespace);
        is_unmatched.then_some(words)
    }

    /// Returns how fresh the list is.
    #[must_use]
    pub fn freshness(&self) -> &Freshness {
        &self.freshness
    }

    /// Returns whether pages are still being loaded.
    #[must_use]
    pub fn is_listing(&self) -> bool {
        self.listing.is_some()
    }

    /// Returns the input of the filter.
    #[must_use]
    pub fn filter(&self) -> &LineInput {
        &self.filter
    }

    /// Returns whether the filter is focused.
    #[must_use]
    pub fn is_filtering(&self) -> bool {
        self.is_filtering
    }

    /// Handles an action in the pane. Returns whether a space was chosen.
    pub fn act(&mut self, action: Action) -> EventResult<SpacesEvent> {
        let is_typed = matches!(action, Action::Insert(_));
        if (self.is_filtering || is_typed) && actions::line(&mut self.filter, action) {
            self.is_filtering = true;
            self.cursor = 0;
            self.match_filter();
            return EventResult::Consumed;
        }
        let last = self.rows().saturating_sub(1);
        let page = self.height.max(1);
        match action {
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::PageUp => self.cursor = self.cursor.saturating_sub(page),
            Action::PageDown => self.cursor = (self.cursor + page).min(last),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = last,
            Action::Filter => self.is_filtering = true,
            Action::Mark => return self.toggle_mark(),
            Action::UnmarkAll => self.unmark_all(),
            Action::Choose if self.chosen_name().is_some() => return self.choose(),
            Action::Back => return self.step_back(),
            _ => return EventResult::Ignored,
        }
        EventResult::Consumed
    }

    /// Marks the space under the cursor or takes its mark off, then steps to the next row.
    fn toggle_mark(&mut self) -> EventResult<SpacesEvent> {
        let Some(name) = self.chosen_name().map(str::to_owned) else {
            return EventResult::Consumed;
        };
        if name.starts_with(WEBHOOKS) {
            return EventResult::Then(SpacesEvent::WebhookMarked);
        }
        if let Some(at) = self.marked.iter().position(|marked| *marked == name) {
            self.marked.remove(at);
        } else {
            self.marked.push(name);
        }
        self.cursor = (self.cursor + 1).min(self.rows().saturating_sub(1));
        EventResult::Consumed
    }

    /// Returns the resource names of the marked spaces, in the order in which they were marked.
    #[must_use]
    pub fn marked(&self) -> &[String] {
        &self.marked
    }

    /// Takes all marks off.
    pub fn unmark_all(&mut self) {
        self.marked.clear();
    }

    fn choose(&mut self) -> EventResult<SpacesEvent> {
        let name = self.chosen_name().unwrap_or_default().to_owned();
        self.is_filtering = false;
        self.filter = LineInput::filter();
        self.match_filter();
        self.seek(&name);
        EventResult::Then(SpacesEvent::Chosen(name))
    }

    fn step_back(&mut self) -> EventResult<SpacesEvent> {
        if !self.is_filtering && self.filter.text().is_empty() {
            return EventResult::Ignored;
        }
        let current = self.current_name();
        self.is_filtering = false;
        self.filter = LineInput::filter();
        self.match_filter();
        self.seek_if(current);
        EventResult::Consumed
    }

    /// Pastes into the filter, which opens for it.
    pub fn paste(&mut self, text: &str) {
        self.is_filtering = true;
        self.filter.paste(text);
        self.cursor = 0;
        self.match_filter();
    }

    /// Moves the cursor to the row of the list at this offset from its top. Returns whether one is there.
    pub fn click(&mut self, row: usize) -> bool {
        let at = self.offset + row;
        let is_there = at < self.rows();
        if is_there {
            self.cursor = at;
        }
        is_there
    }

    /// Scrolls the rows by this many, the cursor with them at the edges.
    pub fn scroll(&mut self, by: isize) {
        let last = self.rows().saturating_sub(self.height);
        self.offset = self.offset.saturating_add_signed(by).min(last);
        let low = self.offset;
        let high = (self.offset + self.height.max(1) - 1).min(self.rows().saturating_sub(1));
        self.cursor = self.cursor.clamp(low, high.max(low));
    }

    /// Lays out the filter at `width` cells and the list at `height` rows, the cursor in view.
    pub fn layout(&mut self, width: u16, height: usize) {
        self.filter.layout(width.saturating_sub(2));
        self.height = height;
        self.offset = self.offset.min(self.rows().saturating_sub(height));
        self.offset = self
            .offset
            .clamp((self.cursor + 1).saturating_sub(height.max(1)), self.cursor);
        let typed = kind_filter(self.filter.text().trim()).1.to_owned();
        let in_sight = self.shown.iter().skip(self.offset).take(height);
        self.marks = if typed.is_empty() {
            Vec::new()
        } else {
            let query = Query::new(&typed);
            let entries = self.list.entries();
            in_sight
                .filter_map(|&at| entries.get(at))
                .map(|entry| self.fuzzy.marks(&query, &entry.haystack))
                .collect()
        };
    }

    /// Returns the visible rows, from the top.
    pub fn rows_in_sight(&self) -> impl Iterator<Item = Row<'_>> {
        let end = (self.offset + self.height).min(self.rows());
        (self.offset..end).map(move |row| {
            let entry = self.entry_at(row);
            Row {
                space: entry.map(|entry| &*entry.space),
                label: entry.map_or(self.offered.as_deref().unwrap_or(""), |entry| {
                    entry.label.as_str()
                }),
                marks: self.marks.get(row - self.offset).map_or(&[], Vec::as_slice),
                is_current: row == self.cursor,
                is_pinned: entry
                    .is_some_and(|entry| self.list.pinned().contains(&entry.space.name)),
                is_marked: entry.is_some_and(|entry| self.marked.contains(&entry.space.name)),
            }
        })
    }

    /// Returns the first visible row and the number of rows, for a scrollbar.
    #[must_use]
    pub fn extent(&self) -> (usize, usize) {
        (self.offset, self.rows())
    }
}

/// Returns the sign of the kind that a filter asks for, and its words.
fn kind_filter(typed: &str) -> (Option<char>, &str) {
    match typed.strip_prefix(['@', '#', '&']) {
        Some(words) => (typed.chars().next(), words.trim_start()),
        None => (None, typed),
    }
}

/// The result of an action in the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpacesEvent {
    /// The message goes to the space of this resource name.
    Chosen(String),
    /// A kept webhook was to be marked, which is another sender.
    WebhookMarked,
}

mod requests;
#[cfg(test)]
mod tests;
