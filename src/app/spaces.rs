//! The spaces pane: where the message goes.

use std::collections::HashMap;

use nucleo_matcher::Utf32String;

use crate::app::editing;
use crate::app::effect::Effect;
use crate::app::event::Page;
use crate::app::fuzzy::{Fuzzy, Query};
use crate::app::line::Line;
use crate::app::problem::Problem;
use crate::app::ticket::{Ticket, Tickets};
use crate::chat::wire::{Member, Space, SpaceKind, Threading, UserKind};
use crate::input::action::Action;
use crate::message::reference;

/// The most unnamed conversations whose members are asked for; a person's list seldom has more in sight.
const NAMED_AT_ONCE: usize = 40;

/// How fresh the list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Age {
    /// Kept from an earlier run.
    Kept,
    /// As the server told it.
    Fresh,
    /// The server could not be asked; the list is an earlier one, or empty.
    Failed(Problem),
}

/// A row as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The space, or none for the offer to use a pasted name.
    pub space: Option<&'a Space>,
    /// Its name for people.
    pub label: &'a str,
    /// The clusters of the label (their numbers, ascending) that the filter matched.
    pub marks: &'a [u32],
    /// The cursor is on it.
    pub is_current: bool,
}

struct Entry {
    space: Space,
    label: String,
    haystack: Utf32String,
}

/// The state of the pane.
pub struct Spaces {
    entries: Vec<Entry>,
    position: HashMap<String, usize>,
    age: Age,
    listing: Option<Ticket>,
    /// Names of the pages merged since the listing began; what is not among them is gone.
    seen: Vec<String>,
    /// Conversations whose members were asked for, so that each is asked once.
    asked: HashMap<Ticket, String>,
    people: HashMap<String, String>,
    filter: Line,
    is_filtering: bool,
    fuzzy: Fuzzy,
    shown: Vec<usize>,
    offered: Option<String>,
    cursor: usize,
    offset: usize,
    height: usize,
    marks: Vec<Vec<u32>>,
}

impl Spaces {
    /// The pane with the spaces kept from an earlier run.
    #[must_use]
    pub fn new(kept: Vec<Space>) -> Self {
        let mut spaces = Self {
            entries: Vec::new(),
            position: HashMap::new(),
            age: Age::Kept,
            listing: None,
            seen: Vec::new(),
            asked: HashMap::new(),
            people: HashMap::new(),
            filter: Line::default(),
            is_filtering: false,
            fuzzy: Fuzzy::default(),
            shown: Vec::new(),
            offered: None,
            cursor: 0,
            offset: 0,
            height: 0,
            marks: Vec::new(),
        };
        spaces.merge(kept);
        spaces.arrange();
        spaces
    }

    /// Asks for the list anew; an answer to an earlier question is stale from now on.
    pub fn refresh(&mut self, tickets: &mut Tickets) -> Effect {
        let ticket = tickets.draw();
        self.listing = Some(ticket);
        self.seen.clear();
        Effect::ListSpaces(ticket, None)
    }

    /// Takes a page of the list, and asks for the next.
    pub fn listed(
        &mut self,
        ticket: Ticket,
        answer: Result<Page<Space>, Problem>,
        tickets: &mut Tickets,
    ) -> Vec<Effect> {
        if self.listing != Some(ticket) {
            return Vec::new();
        }
        match answer {
            Err(problem) => {
                self.listing = None;
                self.age = Age::Failed(problem);
                Vec::new()
            }
            Ok(page) => {
                self.seen
                    .extend(page.items.iter().map(|space| space.name.clone()));
                self.merge(page.items);
                if page.next.is_some() {
                    self.arrange();
                    return vec![Effect::ListSpaces(ticket, page.next)];
                }
                self.finish(tickets)
            }
        }
    }

    fn finish(&mut self, tickets: &mut Tickets) -> Vec<Effect> {
        self.listing = None;
        self.age = Age::Fresh;
        let seen: std::collections::HashSet<String> = self.seen.drain(..).collect();
        self.entries
            .retain(|entry| seen.contains(&entry.space.name));
        self.arrange();
        let kept = self
            .entries
            .iter()
            .map(|entry| entry.space.clone())
            .collect();
        let mut effects = vec![Effect::KeepSpaces(kept)];
        effects.extend(self.name_conversations(tickets));
        effects
    }

    /// Direct messages and group chats have no name of their own; their members give them one.
    fn name_conversations(&mut self, tickets: &mut Tickets) -> Vec<Effect> {
        let unnamed: Vec<String> = self
            .entries
            .iter()
            .filter(|entry| {
                entry.space.kind != SpaceKind::Space && entry.space.display_name.is_empty()
            })
            .map(|entry| entry.space.name.clone())
            .take(NAMED_AT_ONCE)
            .collect();
        unnamed
            .into_iter()
            .map(|name| {
                let ticket = tickets.draw();
                self.asked.insert(ticket, name.clone());
                Effect::ListMembers(ticket, name, None)
            })
            .collect()
    }

    /// Takes the members of a conversation that was asked for its name. Returns whether it was.
    pub fn named(
        &mut self,
        ticket: Ticket,
        members: &Result<Page<Member>, Problem>,
    ) -> Option<Effect> {
        let name = self.asked.remove(&ticket)?;
        if let Ok(page) = members {
            let people: Vec<&str> = page
                .items
                .iter()
                .filter(|member| member.kind != UserKind::Bot)
                .map(|member| member.display_name.as_str())
                .filter(|name| !name.is_empty())
                .take(5)
                .collect();
            if !people.is_empty() {
                self.people.insert(name.clone(), people.join(", "));
                if let Some(&at) = self.position.get(&name) {
                    // Kept with the list, so that the next start knows the name at once.
                    self.entries[at].space.display_name = people.join(", ");
                }
                self.arrange();
            }
        }
        self.asked.is_empty().then(|| {
            Effect::KeepSpaces(
                self.entries
                    .iter()
                    .map(|entry| entry.space.clone())
                    .collect(),
            )
        })
    }

    /// Takes one space that was asked for by its name.
    pub fn learned(&mut self, space: Space) {
        self.merge(vec![space]);
        self.arrange();
    }

    fn merge(&mut self, spaces: Vec<Space>) {
        for mut space in spaces {
            if space.display_name.is_empty()
                && let Some(people) = self.people.get(&space.name)
            {
                space.display_name.clone_from(people);
            }
            let label = label(&space);
            let haystack = Utf32String::from(label.as_str());
            let entry = Entry {
                space,
                label,
                haystack,
            };
            if let Some(&at) = self.position.get(&entry.space.name) {
                self.entries[at] = entry;
            } else {
                self.position
                    .insert(entry.space.name.clone(), self.entries.len());
                self.entries.push(entry);
            }
        }
    }

    /// Orders the entries, the most recent conversation first, and keeps the cursor on its space.
    fn arrange(&mut self) {
        let current = self.current().map(|space| space.name.clone());
        self.entries.sort_by(|a, b| {
            b.space
                .last_active
                .cmp(&a.space.last_active)
                .then_with(|| a.label.cmp(&b.label))
        });
        self.position = self
            .entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (entry.space.name.clone(), at))
            .collect();
        for entry in &mut self.entries {
            let fresh = label(&entry.space);
            if fresh != entry.label {
                entry.haystack = Utf32String::from(fresh.as_str());
                entry.label = fresh;
            }
        }
        self.match_filter();
        if let Some(name) = current {
            self.seek(&name);
        }
    }

    fn match_filter(&mut self) {
        let typed = self.filter.text().trim().to_owned();
        self.offered = reference::space(&typed).filter(|name| !self.position.contains_key(name));
        self.shown =
            match reference::space(&typed).and_then(|name| self.position.get(&name).copied()) {
                Some(at) => vec![at],
                None if typed.is_empty() => (0..self.entries.len()).collect(),
                None => self.fuzzy.ranked(
                    &Query::new(&typed),
                    self.entries.iter().map(|entry| &entry.haystack),
                ),
            };
        self.cursor = self.cursor.min(self.rows().saturating_sub(1));
    }

    /// Puts the cursor on the space of this name, if it is shown.
    pub fn seek(&mut self, name: &str) {
        if let Some(&at) = self.position.get(name)
            && let Some(row) = self.shown.iter().position(|shown| *shown == at)
        {
            self.cursor = row;
        }
    }

    fn rows(&self) -> usize {
        self.shown.len() + usize::from(self.offered.is_some())
    }

    /// The space under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Space> {
        self.shown
            .get(self.cursor)
            .and_then(|&at| self.entries.get(at))
            .map(|entry| &entry.space)
    }

    /// The resource name under the cursor: a listed space, or the name that was pasted.
    #[must_use]
    pub fn chosen_name(&self) -> Option<&str> {
        self.current()
            .map(|space| space.name.as_str())
            .or(self.offered.as_deref())
    }

    /// The space of a resource name, if it is known.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Space> {
        self.position
            .get(name)
            .and_then(|&at| self.entries.get(at))
            .map(|entry| &entry.space)
    }

    /// How a space is called on the screen: its sign and name, or its resource name if unknown.
    #[must_use]
    pub fn label_of(&self, name: &str) -> String {
        match self.find(name) {
            Some(space) => format!("{} {}", sign(space), label(space)),
            None => name.to_owned(),
        }
    }

    /// How many spaces are known.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// How many rows the filter lets through.
    #[must_use]
    pub fn shown_count(&self) -> usize {
        self.shown.len()
    }

    /// How fresh the list is.
    #[must_use]
    pub fn age(&self) -> &Age {
        &self.age
    }

    /// Whether pages are still coming.
    #[must_use]
    pub fn is_listing(&self) -> bool {
        self.listing.is_some()
    }

    /// The line the filter is typed in.
    #[must_use]
    pub fn filter(&self) -> &Line {
        &self.filter
    }

    /// Whether keys go to the filter.
    #[must_use]
    pub fn is_filtering(&self) -> bool {
        self.is_filtering
    }

    /// Does what a key asks of the pane. Returns whether a space was chosen.
    pub fn act(&mut self, action: Action) -> Outcome {
        if self.is_filtering && editing::line(&mut self.filter, action) {
            self.cursor = 0;
            self.match_filter();
            return Outcome::Done;
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
            Action::Choose if self.chosen_name().is_some() => return self.choose(),
            Action::Back => return self.step_back(),
            _ => return Outcome::NotMine,
        }
        Outcome::Done
    }

    fn choose(&mut self) -> Outcome {
        let name = self.chosen_name().unwrap_or_default().to_owned();
        self.is_filtering = false;
        self.filter = Line::default();
        self.match_filter();
        self.seek(&name);
        Outcome::Chosen(name)
    }

    fn step_back(&mut self) -> Outcome {
        if !self.is_filtering && self.filter.text().is_empty() {
            return Outcome::NotMine;
        }
        let current = self.current().map(|space| space.name.clone());
        self.is_filtering = false;
        self.filter = Line::default();
        self.match_filter();
        if let Some(name) = current {
            self.seek(&name);
        }
        Outcome::Done
    }

    /// Pastes into the filter, which opens for it.
    pub fn paste(&mut self, text: &str) {
        self.is_filtering = true;
        self.filter.paste(text);
        self.cursor = 0;
        self.match_filter();
    }

    /// Puts the cursor on the row of the list at this offset from its top. Returns whether one is there.
    pub fn click(&mut self, row: usize) -> bool {
        let at = self.offset + row;
        let is_there = at < self.rows();
        if is_there {
            self.cursor = at;
        }
        is_there
    }

    /// Moves the rows under the window by this many, the cursor with it at the edges.
    pub fn scroll(&mut self, by: isize) {
        let last = self.rows().saturating_sub(self.height);
        self.offset = self.offset.saturating_add_signed(by).min(last);
        let low = self.offset;
        let high = (self.offset + self.height.max(1) - 1).min(self.rows().saturating_sub(1));
        self.cursor = self.cursor.clamp(low, high.max(low));
    }

    /// Fits the filter to `width` cells and the list to `height` rows, the cursor in sight.
    pub fn settle(&mut self, width: u16, height: usize) {
        self.filter.settle(width.saturating_sub(2));
        self.height = height;
        self.offset = self.offset.min(self.rows().saturating_sub(height));
        self.offset = self
            .offset
            .clamp((self.cursor + 1).saturating_sub(height.max(1)), self.cursor);
        let typed = self.filter.text().trim().to_owned();
        let in_sight = self.shown.iter().skip(self.offset).take(height);
        self.marks = if typed.is_empty() {
            Vec::new()
        } else {
            let query = Query::new(&typed);
            in_sight
                .map(|&at| self.fuzzy.marks(&query, &self.entries[at].haystack))
                .collect()
        };
    }

    /// The rows in sight, from the top.
    pub fn rows_in_sight(&self) -> impl Iterator<Item = Row<'_>> {
        let end = (self.offset + self.height).min(self.rows());
        (self.offset..end).map(move |row| {
            let entry = self.shown.get(row).and_then(|&at| self.entries.get(at));
            Row {
                space: entry.map(|entry| &entry.space),
                label: entry.map_or(self.offered.as_deref().unwrap_or(""), |entry| {
                    entry.label.as_str()
                }),
                marks: self.marks.get(row - self.offset).map_or(&[], Vec::as_slice),
                is_current: row == self.cursor,
            }
        })
    }

    /// The first row in sight and how many there are, for a scroll bar.
    #[must_use]
    pub fn extent(&self) -> (usize, usize) {
        (self.offset, self.rows())
    }
}

/// What came of an action in the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// The message goes to the space of this resource name.
    Chosen(String),
    /// It is not for this pane.
    NotMine,
}

/// The name of a space for people.
#[must_use]
pub fn label(space: &Space) -> String {
    match (space.display_name.is_empty(), space.kind) {
        (false, _) => space.display_name.clone(),
        (true, SpaceKind::DirectMessage) => "Direct message".to_owned(),
        (true, SpaceKind::GroupChat) => "Group chat".to_owned(),
        (true, SpaceKind::Space) => space.name.clone(),
    }
}

/// The sign of a space's kind, one cell wide.
#[must_use]
pub fn sign(space: &Space) -> char {
    match space.kind {
        SpaceKind::Space => '#',
        SpaceKind::GroupChat => '&',
        SpaceKind::DirectMessage => '@',
    }
}

/// The word for a space's kind.
#[must_use]
pub fn kind_word(space: &Space) -> &'static str {
    match (space.kind, space.threading) {
        (SpaceKind::Space, _) if space.members_may_post == Some(false) => "announce",
        (SpaceKind::Space, Threading::Unthreaded) => "no threads",
        (SpaceKind::Space, _) => "space",
        (SpaceKind::GroupChat, _) => "group",
        (SpaceKind::DirectMessage, _) => "direct",
    }
}
