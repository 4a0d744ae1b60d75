//! The known spaces, in order, and their names.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use nucleo_matcher::Utf32String;

use crate::app::events::event::Page;
use crate::app::state::destination::WEBHOOKS;
use crate::app::state::space_names::SpaceNames;
use crate::chat::resources::{Member, Space, SpaceKind, Threading};
use crate::chat::sender::SenderKind;

/// A space and its name.
pub struct Entry {
    /// The space; a conversation that Chat gives no name has here the one derived from its members.
    pub space: Arc<Space>,
    /// Its name for people.
    pub label: String,
    /// The label in the form that the filter matches.
    pub haystack: Utf32String,
    /// Whether Chat gives it no name, so that its members are listed.
    pub is_unnamed: bool,
}

/// The source of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The cache of an earlier run, with the names derived from members.
    Kept,
    /// Chat.
    Chat,
}

/// The known spaces.
#[derive(Default)]
pub struct SpaceList {
    entries: Vec<Entry>,
    position: HashMap<String, usize>,
    names: SpaceNames,
    /// The resource names of the spaces that were chosen last, the latest first.
    recent: Vec<String>,
    /// How many times an entry came, went, moved or was renamed.
    revision: u64,
    /// How many entries are webhooks: each frame asks.
    webhooks: usize,
    /// The resource names of the pinned spaces, in the order in which they were pinned.
    pinned: Vec<String>,
}

/// How many of the spaces that were chosen last come first.
const RECENT: usize = 8;

impl SpaceList {
    /// Returns the entries, in order as of the last sort.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns a number that changes whenever entries come, go, move or are renamed.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns how many of the entries are webhooks.
    #[must_use]
    pub fn webhook_count(&self) -> usize {
        self.webhooks
    }

    /// Returns the index of a space among the entries.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.position.get(name).copied()
    }

    /// Returns the entry of a space.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.get(self.position(name)?)
    }

    /// Returns the spaces as they are cached for the next start; shared, for there may be 100,000.
    #[must_use]
    pub fn spaces(&self) -> Vec<Arc<Space>> {
        let entries = self.entries.iter();
        let spaces = entries.filter(|entry| !is_webhook(&entry.space));
        spaces.map(|entry| Arc::clone(&entry.space)).collect()
    }

    /// Merges spaces, new ones at the end. What a list does not contain is kept as it was known.
    pub fn merge(&mut self, spaces: Vec<Space>, source: Source) {
        self.revision += 1;
        for mut space in spaces {
            let old = self.position(&space.name);
            let is_unnamed = space.kind != SpaceKind::Space
                && (source == Source::Kept || space.display_name.is_empty());
            if let Some(old) = old.and_then(|at| self.entries.get(at)) {
                space.members_may_post = space.members_may_post.or(old.space.members_may_post);
                if is_unnamed && space.display_name.is_empty() {
                    space.display_name.clone_from(&old.space.display_name);
                }
            }
            let label = label(&space);
            let entry = Entry {
                haystack: Utf32String::from(label.as_str()),
                label,
                space: Arc::new(space),
                is_unnamed,
            };
            if let Some(at) = old {
                self.entries[at] = entry;
            } else {
                self.webhooks += usize::from(is_webhook(&entry.space));
                self.position
                    .insert(entry.space.name.clone(), self.entries.len());
                self.entries.push(entry);
            }
        }
    }

    /// Drops the spaces that are not among these. The indices are valid again after the next sort.
    pub fn keep_only(&mut self, names: &HashSet<String>) {
        self.revision += 1;
        let is_kept = |name: &String| names.contains(name) || name.starts_with(WEBHOOKS);
        self.entries.retain(|entry| is_kept(&entry.space.name));
        self.position.retain(|name, _| is_kept(name));
    }

    /// Sets which spaces were chosen last, the latest first; they come first from the next sort on.
    pub fn set_recent(&mut self, recent: Vec<String>) {
        self.recent = recent;
        self.recent.truncate(RECENT);
    }

    /// Sets which spaces are pinned; they come first of all from the next sort on.
    pub fn set_pinned(&mut self, pinned: Vec<String>) {
        self.pinned = pinned;
    }

    /// Returns the resource names of the pinned spaces, in the order in which they were pinned.
    #[must_use]
    pub fn pinned(&self) -> &[String] {
        &self.pinned
    }

    /// Pins a space, or takes its pin off; returns whether it is pinned now.
    pub fn toggle_pin(&mut self, name: &str) -> bool {
        let before = self.pinned.len();
        self.pinned.retain(|pinned| pinned != name);
        let is_new = self.pinned.len() == before;
        if is_new {
            self.pinned.push(name.to_owned());
        }
        is_new
    }

    /// Returns the resource names of the spaces that were chosen last, the latest first.
    #[must_use]
    pub fn recent(&self) -> &[String] {
        &self.recent
    }

    /// Records that a space was chosen. Returns those that were chosen last, the latest first.
    ///
    /// The order stays until the next sort: rows should not jump about under the hand.
    pub fn choose(&mut self, name: &str) -> &[String] {
        self.recent.retain(|own| own != name);
        self.recent.insert(0, name.to_owned());
        self.recent.truncate(RECENT);
        &self.recent
    }

    /// Sorts the entries: the pinned spaces, the spaces chosen last, then the most recent conversation first, those alike by name.
    pub fn sort(&mut self) {
        self.revision += 1;
        self.entries.sort_by(|a, b| {
            b.space
                .last_active
                .cmp(&a.space.last_active)
                .then_with(|| a.label.cmp(&b.label))
        });
        for name in self.recent.iter().rev().chain(self.pinned.iter().rev()) {
            let mut entries = self.entries.iter();
            if let Some(at) = entries.position(|entry| entry.space.name == *name)
                && let Some(upper) = self.entries.get_mut(..=at)
            {
                upper.rotate_right(1);
            }
        }
        for (at, entry) in self.entries.iter().enumerate() {
            if let Some(position) = self.position.get_mut(&entry.space.name) {
                *position = at;
            }
        }
    }

    /// Adds the first page of a space's members and derives its name. Returns whether any label changed.
    ///
    /// The order stays until the next sort: rows should not jump about while their names come in.
    pub fn on_members(&mut self, name: &str, page: Page<Member>, kind: SenderKind) -> bool {
        let at = self.position.get(name);
        let Some(entry) = at.and_then(|&at| self.entries.get(at)) else {
            return false;
        };
        if !self.names.on_members(&entry.space, page, kind) {
            return self.rename(name);
        }
        let all: Vec<String> = self.names.conversations().map(str::to_owned).collect();
        // Each is renamed, whether or not one before it was.
        let renamed = all.iter().filter(|name| self.rename(name)).count();
        renamed > 0
    }

    fn rename(&mut self, name: &str) -> bool {
        let Some(fresh) = self.names.name(name) else {
            return false;
        };
        let entry = self
            .position(name)
            .and_then(|at| self.entries.get_mut(at))
            .filter(|entry| entry.is_unnamed && entry.space.display_name != fresh);
        let Some(entry) = entry else {
            return false;
        };
        // Cached with the list, so that the next start knows the name at once.
        Arc::make_mut(&mut entry.space).display_name = fresh;
        entry.label = label(&entry.space);
        entry.haystack = Utf32String::from(entry.label.as_str());
        self.revision += 1;
        true
    }
}

/// Returns the display name of a space.
#[must_use]
pub fn label(space: &Space) -> String {
    match (space.display_name.is_empty(), space.kind) {
        (false, _) => space.display_name.clone(),
        (true, SpaceKind::DirectMessage) => "Direct message".to_owned(),
        (true, SpaceKind::GroupChat) => "Group chat".to_owned(),
        (true, SpaceKind::Space) => space.name.clone(),
    }
}

/// Returns whether a row is a kept webhook, which stands among the spaces.
#[must_use]
pub fn is_webhook(space: &Space) -> bool {
    space.name.starts_with(WEBHOOKS)
}

/// Returns the sign of a space's kind, one cell wide.
#[must_use]
pub fn sign(space: &Space) -> char {
    match space.kind {
        SpaceKind::Space if is_webhook(space) => '~',
        SpaceKind::Space => '#',
        SpaceKind::GroupChat => '&',
        SpaceKind::DirectMessage => '@',
    }
}

/// Returns the word for a space's kind.
#[must_use]
pub fn kind_word(space: &Space) -> &'static str {
    match (space.kind, space.threading) {
        (SpaceKind::Space, _) if is_webhook(space) => "webhook",
        (SpaceKind::Space, _) if space.members_may_post == Some(false) => "announce",
        (SpaceKind::Space, Threading::Unthreaded) => "no threads",
        (SpaceKind::Space, _) => "space",
        (SpaceKind::GroupChat, _) => "group",
        (SpaceKind::DirectMessage, _) => "direct",
    }
}
