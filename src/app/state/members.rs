//! The members of a space, as far as they were listed.

use std::collections::BTreeSet;

use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::event::Page;
use crate::app::events::ticket::{Ticket, Tickets};
use crate::chat::resources::{Member, UserKind};

/// The most people that are listed for completion.
const MOST: usize = 5_000;

/// A person of the space, as completion shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The resource name, `users/ID`.
    pub user: String,
    /// The name that people see; the resource name where Chat tells none.
    pub name: String,
    /// The mail address, where it is known.
    pub email: String,
    /// Name and address in lower case, each word after a space.
    pub words: String,
}

/// The members of the space that was listed last.
#[derive(Debug, Default)]
pub struct Members {
    asked: Option<Ticket>,
    space: String,
    names: BTreeSet<String>,
    people: Vec<Person>,
    is_whole: bool,
    changes: u64,
    /// The list that was requested for completion: its ticket and space.
    wanted: Option<(Ticket, String)>,
    /// Whether more of that list is on its way.
    is_pending: bool,
}

impl Members {
    /// Adds a page of the list that was requested with this ticket.
    pub fn listed(&mut self, ticket: Ticket, space: &str, page: &Page<Member>) {
        if self.asked != Some(ticket) {
            self.asked = Some(ticket);
            space.clone_into(&mut self.space);
            self.names.clear();
            self.people.clear();
        }
        self.names
            .extend(page.items.iter().map(|member| member.user.clone()));
        let people = page.items.iter().filter(|m| m.kind != UserKind::Bot);
        self.people.extend(people.map(person));
        self.is_whole = page.next.is_none();
        if self.is_whole || self.people.len() >= MOST {
            self.end_wait(ticket);
        }
        self.changes += 1;
    }

    /// Returns the effect that lists the members of a space for completion.
    ///
    /// `None` where they are known, or were asked for already: a space that refuses is asked once.
    pub fn request(&mut self, space: &str, tickets: &mut Tickets) -> Option<Effect> {
        let was_asked = matches!(&self.wanted, Some((_, asked)) if asked == space);
        if space.is_empty() || was_asked || self.of(space).is_some() {
            return None;
        }
        let ticket = tickets.draw();
        self.wanted = Some((ticket, space.to_owned()));
        self.is_pending = true;
        let list = ChatCommand::ListMembers(ticket, space.to_owned(), None);
        Some(Effect::Chat(list))
    }

    /// Returns the effect that lists the next page, where the list is one for completion.
    #[must_use]
    pub fn next_page(&self, ticket: Ticket, page: &Page<Member>) -> Option<Effect> {
        let (wanted, space) = self.wanted.as_ref()?;
        if *wanted != ticket || self.people.len() >= MOST {
            return None;
        }
        let next = ChatCommand::ListMembers(ticket, space.clone(), Some(page.next.clone()?));
        Some(Effect::Chat(next))
    }

    /// Ends the wait for a list that was requested for completion, which was refused or has ended.
    pub fn end_wait(&mut self, ticket: Ticket) {
        if matches!(&self.wanted, Some((wanted, _)) if *wanted == ticket) {
            self.is_pending = false;
        }
    }

    /// Returns whether more of a list that was requested for completion is on its way.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.is_pending
    }

    /// Returns the resource names of a space's members, where all of them are known.
    #[must_use]
    pub fn of(&self, space: &str) -> Option<&BTreeSet<String>> {
        (self.is_whole && self.space == space).then_some(&self.names)
    }

    /// Returns the people of a space, as far as they are known.
    #[must_use]
    pub fn people(&self, space: &str) -> &[Person] {
        if self.space == space {
            &self.people
        } else {
            &[]
        }
    }

    /// Returns a counter that increases with every change.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes
    }
}

fn person(member: &Member) -> Person {
    let name = match member.display_name.as_str() {
        "" => member.user.clone(),
        name => name.to_owned(),
    };
    let email = member.email.clone().unwrap_or_default();
    Person {
        user: member.user.clone(),
        words: format!(" {name} {email}").to_lowercase(),
        name,
        email,
    }
}
