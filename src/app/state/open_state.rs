//! What is being opened in place of the open draft, and what waits for it.

use serde_json::Value;

use crate::app::events::event::{Event, ImportedMessage};
use crate::app::events::notice::Notice;
use crate::app::events::ticket::Ticket;
use crate::message::draft_file::DraftId;

/// What is being opened.
#[derive(Debug, Default)]
pub enum Opening {
    /// Nothing is.
    #[default]
    Idle,
    /// A file is being read, under this ticket.
    File(Ticket),
    /// The disk opens a draft; keys, pastes and the mouse wait for it.
    Draft(PendingDraft),
    /// A draft was opened, or could not be: these events waited, and are taken in at the end of the
    /// same update.
    Opened(Vec<Event>),
}

/// A draft that the disk opens.
#[derive(Debug)]
pub struct PendingDraft {
    /// The question that the disk answers.
    pub ticket: Ticket,
    /// What is put into the draft once it is open.
    pub content: Content,
    /// What the person did meanwhile; it is meant for the draft that comes.
    queued: Vec<Event>,
}

/// What is put into a draft once it is open.
#[derive(Debug, Default)]
pub enum Content {
    /// What is in it already.
    #[default]
    Own,
    /// A filled template: its title and the request.
    Template(String, Value),
    /// A message from a file or a paste.
    Import(Box<ImportedMessage>),
    /// A reply to a message that was sent, or another draft of it.
    Message(Box<MessageStart>),
    /// An edit of a message in Chat, whose draft the disk filled.
    Edit(Box<EditStart>),
    /// What is in it already; then this is said.
    Noted(Box<Notice>),
}

/// What the draft of an edit begins with.
#[derive(Debug)]
pub struct EditStart {
    /// What is said once the draft is open.
    pub notice: Notice,
    /// The draft to go back to once the edit is made.
    pub back: Option<DraftId>,
}

/// What a draft begins with that follows from a message that was sent.
#[derive(Debug)]
pub struct MessageStart {
    /// The request.
    pub request: Value,
    /// What is said once the draft is open.
    pub notice: Notice,
    /// The ticket of an unsent message, whose record is not needed any more once the draft is on disk.
    pub ends: Option<Ticket>,
}

impl Opening {
    /// A draft that the disk is asked for under this ticket.
    #[must_use]
    pub fn draft(ticket: Ticket, content: Content) -> Self {
        Self::Draft(PendingDraft {
            ticket,
            content,
            queued: Vec::new(),
        })
    }

    /// Returns the ticket of the draft that the disk is asked for.
    #[must_use]
    pub fn draft_ticket(&self) -> Option<Ticket> {
        match self {
            Self::Draft(pending) => Some(pending.ticket),
            Self::Idle | Self::File(_) | Self::Opened(_) => None,
        }
    }

    /// Returns whether a file is being read, or a draft opened.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(self, Self::File(_) | Self::Draft(_))
    }

    /// Keeps an event for the draft that is being opened.
    pub fn queue(&mut self, event: Event) {
        if let Self::Draft(pending) = self {
            pending.queued.push(event);
        }
    }

    /// Returns the events that wait for a draft.
    #[must_use]
    pub fn queued(&self) -> &[Event] {
        match self {
            Self::Draft(pending) => &pending.queued,
            Self::Idle | Self::File(_) | Self::Opened(_) => &[],
        }
    }

    /// Ends the wait for the draft of this ticket, and returns what is to be put into it; `None` where
    /// another draft, or none, is waited for.
    pub fn end_draft(&mut self, ticket: Ticket) -> Option<Content> {
        if self.draft_ticket() != Some(ticket) {
            return None;
        }
        match std::mem::take(self) {
            Self::Draft(pending) => {
                *self = Self::Opened(pending.queued);
                Some(pending.content)
            }
            Self::Idle | Self::File(_) | Self::Opened(_) => None,
        }
    }

    /// Ends the reading of the file of this ticket. Returns whether it was still waited for.
    pub fn end_file(&mut self, ticket: Ticket) -> bool {
        let is_it = matches!(self, Self::File(awaited) if *awaited == ticket);
        if is_it {
            *self = Self::Idle;
        }
        is_it
    }

    /// Takes out the events that waited for a draft that has been opened.
    pub fn take_opened(&mut self) -> Vec<Event> {
        match std::mem::take(self) {
            Self::Opened(queued) => queued,
            other => {
                *self = other;
                Vec::new()
            }
        }
    }
}
