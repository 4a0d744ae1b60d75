//! Requests about spaces, and the handling of their replies.

use crate::app::events::effect::{ChatCommand, DiskCommand, Effect};
use crate::app::events::event::Page;
use crate::app::events::ticket::{Ticket, Tickets};
use crate::app::panes::spaces::{Freshness, Spaces};
use crate::app::state::space_list::Source;
use crate::chat::resources::{Member, Space};
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;

/// The most unnamed conversations whose members are requested at the same time.
pub(super) const NAMED_AT_ONCE: usize = 40;

impl Spaces {
    /// Requests the list again; the reply to an earlier request is stale from now on.
    pub fn refresh(&mut self, tickets: &mut Tickets) -> Effect {
        let ticket = tickets.draw();
        self.listing = Some(ticket);
        self.seen.clear();
        Effect::Chat(ChatCommand::ListSpaces(ticket, None))
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
        match answer {
            Err(problem) => {
                self.listing = None;
                self.freshness = Freshness::Failed(problem);
                Vec::new()
            }
            Ok(page) => {
                self.seen
                    .extend(page.items.iter().map(|space| space.name.clone()));
                let current = self.current_name();
                self.list.merge(page.items, Source::Chat);
                if page.next.is_some() {
                    self.arrange(current);
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
