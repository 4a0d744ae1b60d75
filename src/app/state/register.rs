//! The register: what was cut, copied or killed last, and the keys that wait while the desktop is asked for its own.

use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::event::Event;
use crate::app::events::ticket::{Ticket, Tickets};
use crate::input::action::Action;

/// What a paste puts in, where the desktop has nothing.
#[derive(Debug, Default)]
pub struct Register {
    text: String,
    /// The last action, if it killed: the next kill in the same direction joins it.
    kill: Option<Action>,
    /// The question to the desktop, while its answer is waited for.
    asked: Option<Ticket>,
    /// What the user did meanwhile, which comes after the paste.
    queued: Vec<Event>,
}

impl Register {
    /// Fills the register with a text that was copied or cut.
    pub fn fill(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.kill = None;
    }

    /// Fills the register with a text that an action killed, joined to what the same one killed just before.
    ///
    /// Returns the effect that offers it to the desktop.
    pub fn kill(&mut self, action: Action, removed: &str) -> Effect {
        match self.kill {
            Some(before) if before == action && action == Action::DeleteToStart => {
                self.text.insert_str(0, removed);
            }
            Some(before) if before == action => self.text.push_str(removed),
            _ => removed.clone_into(&mut self.text),
        }
        self.kill = Some(action);
        Effect::Terminal(TerminalCommand::Offer(self.text.clone()))
    }

    /// Ends a run of kills: the next one is a text of its own.
    pub fn end_kill(&mut self) {
        self.kill = None;
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Asks the desktop for its clipboard; keys wait for the answer.
    pub fn ask(&mut self, tickets: &mut Tickets) -> Effect {
        let ticket = tickets.draw();
        self.asked = Some(ticket);
        Effect::Terminal(TerminalCommand::ReadClipboard(ticket))
    }

    /// Returns whether the answer of the desktop is waited for.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// Keeps an event until after the paste.
    pub fn queue(&mut self, event: Event) {
        self.queued.push(event);
    }

    /// Ends the wait for the answer to a question. Returns whether it was waited for.
    pub fn answered(&mut self, ticket: Ticket) -> bool {
        self.asked.take_if(|asked| *asked == ticket).is_some()
    }

    /// Takes the events that waited, once the answer is there.
    pub fn take_queued(&mut self) -> Vec<Event> {
        if self.is_waiting() {
            return Vec::new();
        }
        std::mem::take(&mut self.queued)
    }
}
