//! Requests about spaces, and the handling of their replies.

use crate::app::events::effect::{ChatCommand, DiskCommand, Effect};
use crate::app::events::event::Page;
use crate::app::events::ticket::{Ticket, Tickets};
use crate::app::panes::spaces::{Freshness, Spaces};
use crate::app::state::destination;
use crate::app::state::launch::AwaitedSpace;
use crate::app::state::space_list::Source;
use crate::chat::resources::{Member, Space};
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;

/// The most unnamed conversations whose members are requested at the same time.
pub(super) const NAMED_AT_ONCE: usize = 40;

impl Spaces {
    /// Adds the kept webhooks, which stand beside the spaces under their names.
    pub fn add_webhooks<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        let row = |name: &str| Space {
            name: format!("{}{name}", destination::WEBHOOKS),
            display_name: name.to_owned(),
            ..Space::default()
        };
        let current = self.current_name();
        self.list.merge(names.map(row).collect(), Source::Chat);
        self.arrange(current);
    }

    /// Waits for the direct message with a person. Returns whether it is to be set up, since there is none.
    pub fn await_person(&mut self, ticket: Ticket, user: &str) -> bool {
        let sets_up = self.without.take().is_some_and(|known| known == user);
        self.person = Some((ticket, user.to_owned()));
        sets_up
    }

    /// Returns the person of whom this is the answer.
    pub fn take_person(&mut self, ticket: Ticket) -> Option<String> {
        let asked = self.person.take_if(|(asked, _)| *asked == ticket);
        asked.map(|(_, user)| user)
    }

    /// Offers a person again, with whom there is no direct message.
    pub fn offer_person(&mut self, user: String) {
        self.paste(user.trim_start_matches("users/"));
        self.without = Some(user);
    }

    /// Returns whether the direct message with a person is looked for.
    #[must_use]
    pub fn is_finding_person(&self) -> bool {
        self.person.is_some()
    }

    /// Keeps the words of the filter, whose match is chosen once the list is complete. Returns whether there are any.
    pub fn choose_ahead(&mut self) -> bool {
        let typed = self.filter.text();
        let is_awaited = self.is_listing() && !typed.trim().is_empty();
        self.ahead = is_awaited.then(|| typed.to_owned());
        is_awaited
    }

    /// Returns whether the list is complete now for which [`Self::choose_ahead`] waited; a filter that was changed since
    /// waits for nothing.
    pub fn take_choice_ahead(&mut self) -> bool {
        let ended = self.ahead.take_if(|_| self.listing.is_none());
        self.freshness == Freshness::Fresh && ended.is_some_and(|typed| typed == self.filter.text())
    }

    /// Looks for a space that the command line names.
    pub fn want(&mut self, wanted: AwaitedSpace) {
        self.wanted = Some(wanted);
    }

    /// Returns the space that the command line names, while it is looked for.
    #[must_use]
    pub fn wanted(&self) -> Option<&AwaitedSpace> {
        self.wanted.as_ref()
    }

    /// Ends the search for the space that the command line names.
    pub fn stop_looking(&mut self) {
        self.wanted = None;
    }

    /// Returns the resource names of the spaces of this name, case aside, or of this bare ID.
    #[must_use]
    pub fn named(&self, given: &str) -> Vec<String> {
        let (id, given) = (format!("spaces/{given}"), given.to_lowercase());
        let entries = self.list.entries().iter();
        let named = entries.filter(|entry| {
            entry.space.name == id || entry.space.display_name.to_lowercase() == given
        });
        named.map(|entry| entry.space.name.clone()).collect()
    }

    /// Adds a space that was found.
    pub fn add(&mut self, space: Space) {
        let current = self.current_name();
        self.list.merge(vec![space], Source::Chat);
        self.arrange(current);
    }

    /// Forgets the spaces of a profile that sends no longer.
    pub fn reset(&mut self) {
        let recent = self.list.recent().to_vec();
        *self = Self::new(Vec::new());
        self.set_recent(recent);
    }

    /// Waits for the cached spaces of a profile; returns the ticket of that question.
    pub fn await_cached(&mut self, tickets: &mut Tickets) -> Ticket {
        let ticket = tickets.draw();
        self.caching = Some(ticket);
        ticket
    }

    /// Shows the cached spaces, unless the server has answered already.
    pub fn on_cached(&mut self, ticket: Ticket, cached: Vec<Space>) {
        if self.caching != Some(ticket)
            || !self.seen.is_empty()
            || self.freshness == Freshness::Fresh
        {
            return;
        }
        self.caching = None;
        let current = self.current_name();
        self.list.merge(cached, Source::Kept);
        self.arrange(current);
    }

    /// Requests the list again; the reply to an earlier request is stale from now on.
    pub fn refresh(&mut self, tickets: &mut Tickets) -> Effect {
        let ticket = tickets.draw();
        self.listing = Some(ticket);
        self.waits.clear();
        self.seen.clear();
        self.arranged = 0;
        Effect::Chat(ChatCommand::ListSpaces(ticket, None))
    }

    /// Returns the ticket of the list that is on its way.
    #[must_use]
    pub fn listing(&self) -> Option<Ticket> {
        self.listing
    }

    /// Returns why the list is asked for again, and when; empty while it is not.
    #[must_use]
    pub fn waits(&self) -> &str {
        &self.waits
    }

    /// Keeps why the list is asked for again; returns whether this is the list.
    pub fn wait(&mut self, ticket: Ticket, why: &str) -> bool {
        let is_it = self.listing == Some(ticket);
        if is_it {
            why.clone_into(&mut self.waits);
        }
        is_it
    }

    /// Merges a page of the list, and requests the next.
    pub fn on_spaces(
        &mut self,
        ticket: Ticket,
        answer: Result<Page<Space>, Diagnostic>,
    ) -> Vec<Effect> {
        if self.listing != Some(ticket) {
            return Vec::new();
        }
        self.waits.clear();
        match answer {
            Err(problem) => {
                self.listing = None;
                self.freshness = Freshness::Failed(problem);
                let current = self.current_name();
                self.arrange(current);
                Vec::new()
            }
            Ok(page) => {
                self.seen
                    .extend(page.items.iter().map(|space| space.name.clone()));
                let current = self.current_name();
                self.list.merge(page.items, Source::Chat);
                if page.next.is_some() {
                    self.arrange_if_grown(current);
                    return vec![Effect::Chat(ChatCommand::ListSpaces(ticket, page.next))];
                }
                vec![self.finish(current)]
            }
        }
    }

    fn finish(&mut self, current: Option<String>) -> Effect {
        self.listing = None;
        self.freshness = Freshness::Fresh;
        self.list.keep_only(&self.seen);
        self.marked.retain(|name| self.list.find(name).is_some());
        self.seen.clear();
        self.was_asked.clear();
        self.arrange(current);
        Effect::Disk(DiskCommand::SaveSpaces(self.list.spaces()))
    }

    /// Requests the members of visible conversations that Chat gives no name.
    ///
    /// Each is requested once after every listing; a name is derived from the members.
    pub fn ask_names(&mut self, tickets: &mut Tickets) -> Vec<Effect> {
        if self.freshness != Freshness::Fresh {
            return Vec::new();
        }
        let entries = self.list.entries();
        let in_sight = self.shown.iter().skip(self.offset).take(self.height);
        let names: Vec<String> = in_sight
            .filter_map(|&at| entries.get(at))
            .filter(|entry| entry.is_unnamed && !self.was_asked.contains(&entry.space.name))
            .map(|entry| entry.space.name.clone())
            .take(NAMED_AT_ONCE.saturating_sub(self.asked.len()))
            .collect();
        let ask = |name: String| {
            let ticket = tickets.draw();
            self.was_asked.insert(name.clone());
            self.asked.insert(ticket, name.clone());
            Effect::Chat(ChatCommand::ListMembers(ticket, name, None))
        };
        names.into_iter().map(ask).collect()
    }

    /// Returns whether the members of conversations are being requested, for their names.
    #[must_use]
    pub fn is_naming(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Returns whether the members of this conversation are being requested, for its name.
    #[must_use]
    pub fn is_name_pending(&self, name: &str) -> bool {
        self.asked.values().any(|asked| asked == name)
    }

    /// Handles the members of a conversation that were requested for its name.
    ///
    /// Caches the list when the last requested reply has arrived and a name is new.
    pub fn on_members(
        &mut self,
        ticket: Ticket,
        members: &Result<Page<Member>, Diagnostic>,
        kind: SenderKind,
    ) -> Option<Effect> {
        let name = self.asked.remove(&ticket)?;
        if let Ok(page) = members
            && self.list.on_members(&name, page.clone(), kind)
        {
            self.is_renamed = true;
            if !self.filter.is_empty() {
                let current = self.current_name();
                self.match_filter();
                self.seek_if(current);
            }
        }
        let is_done = self.asked.is_empty() && std::mem::take(&mut self.is_renamed);
        is_done.then(|| Effect::Disk(DiskCommand::SaveSpaces(self.list.spaces())))
    }

    /// Requests one space by its name: a list never says who may post.
    pub fn request_space(&mut self, name: &str, tickets: &mut Tickets) -> Effect {
        let ticket = tickets.draw();
        self.reading = Some((ticket, name.to_owned()));
        Effect::Chat(ChatCommand::GetSpace(ticket, name.to_owned()))
    }

    /// Handles the reply about one space that was requested by its name.
    ///
    /// Returns the problem if it is that of the last one requested, that one is `wanted` still, and nothing
    /// else is known of it.
    pub fn on_space(
        &mut self,
        ticket: Ticket,
        answer: Result<Space, Diagnostic>,
        wanted: &str,
    ) -> Option<Diagnostic> {
        match answer {
            Ok(space) => {
                let current = self.current_name();
                self.list.merge(vec![space], Source::Chat);
                self.arrange(current);
                None
            }
            Err(problem) => {
                let (last, name) = self.reading.as_ref()?;
                let counts = *last == ticket && name == wanted && self.find(name).is_none();
                counts.then_some(problem)
            }
        }
    }
}
