//! Names for conversations without one: the people in them, without the sender.

use std::collections::{BTreeSet, HashMap};

use crate::app::events::event::Page;
use crate::chat::resources::{Member, Space, UserKind};
use crate::chat::sender::SenderKind;

/// The most people in a name.
const NAMED: usize = 5;

/// The members of the unnamed conversations, and which of them is the sender.
#[derive(Debug, Default)]
pub struct SpaceNames {
    members: HashMap<String, Vec<Member>>,
    /// The conversations that narrowed down who the sender is.
    witnesses: BTreeSet<String>,
    /// The people who are in all of them.
    shared: BTreeSet<String>,
    sender: Option<String>,
}

impl SpaceNames {
    /// Adds the first page of a conversation's members.
    ///
    /// Returns whether it revealed who the sender is, so that names given before may change.
    pub fn on_members(&mut self, space: &Space, page: Page<Member>, kind: SenderKind) -> bool {
        let narrows = kind == SenderKind::User && self.sender.is_none() && page.next.is_none();
        let people: BTreeSet<String> = page
            .items
            .iter()
            .filter(|member| member.kind != UserKind::Bot)
            .map(|member| member.user.clone())
            .collect();
        self.members.insert(space.name.clone(), page.items);
        if narrows {
            self.narrow(space, people);
        }
        narrows && self.sender.is_some()
    }

    /// Narrows down who the sender is.
    ///
    /// The API does not say who the person is that asks, but that person is in every conversation.
    fn narrow(&mut self, space: &Space, people: BTreeSet<String>) {
        let is_alone_with_app = space.single_user_bot_dm && people.len() == 1;
        if !is_alone_with_app && people.len() < 2 {
            return;
        }
        if self.witnesses.is_empty() || is_alone_with_app {
            self.shared = people;
        } else {
            self.shared.retain(|user| people.contains(user));
        }
        self.witnesses.insert(space.name.clone());
        if self.shared.len() == 1 && (is_alone_with_app || self.witnesses.len() > 1) {
            self.sender = self.shared.pop_first();
        }
    }

    /// Returns the name of a conversation, as far as its people are known; an app where it is alone with the
    /// sender.
    #[must_use]
    pub fn name(&self, space: &str) -> Option<String> {
        let members = self.members.get(space)?;
        let others = |is_bot: bool| {
            let names: Vec<&str> = members
                .iter()
                .filter(|member| (member.kind == UserKind::Bot) == is_bot)
                .filter(|member| self.sender.as_deref() != Some(member.user.as_str()))
                .map(|member| member.display_name.as_str())
                .filter(|name| !name.is_empty())
                .take(NAMED)
                .collect();
            Some(names.join(", ")).filter(|name| !name.is_empty())
        };
        others(false).or_else(|| others(true))
    }

    /// Returns the conversations whose members are known.
    pub fn conversations(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }
}
