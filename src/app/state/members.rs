//! The members of a space, as far as they were listed.

use std::collections::BTreeSet;

use crate::app::events::event::Page;
use crate::app::events::ticket::Ticket;
use crate::chat::resources::Member;

/// The members of the space that was listed last.
#[derive(Debug, Default)]
pub struct Members {
    asked: Option<Ticket>,
    space: String,
    names: BTreeSet<String>,
    is_whole: bool,
    changes: u64,
}

impl Members {
    /// Adds a page of the list that was requested with this ticket.
    pub fn listed(&mut self, ticket: Ticket, space: &str, page: &Page<Member>) {
        if self.asked != Some(ticket) {
            self.asked = Some(ticket);
            space.clone_into(&mut self.space);
            self.names.clear();
        }
        self.names
            .extend(page.items.iter().map(|member| member.user.clone()));
        self.is_whole = page.next.is_none();
        self.changes += 1;
    }

    /// Returns the resource names of a space's members, where all of them are known.
    #[must_use]
    pub fn of(&self, space: &str) -> Option<&BTreeSet<String>> {
        (self.is_whole && self.space == space).then_some(&self.names)
    }

    /// Returns a counter that increases with every change.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes
    }
}
