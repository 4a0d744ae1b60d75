//! The thread that writes and reads drafts, so that no disk ever delays a key.

mod files;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::mpsc::{SendError, Sender, channel};
use std::thread::JoinHandle;

use tokio::sync::mpsc::UnboundedSender;

use crate::app::events::effect::DiskCommand;
use crate::app::events::event::{BackgroundEvent, DiskReply, Event, Reply};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::undo_steps::UndoSteps;
use crate::runtime::panic::PanicGuard;
use crate::settings::clock::Clock;
use crate::settings::paths::Paths;
use crate::store::drafts::{Drafts, Error, LockedDraft};
use crate::store::history::History;
use crate::store::outbox::Outbox;
use crate::store::regular_file;
use crate::store::space_cache::SpaceCache;
use crate::store::templates::Templates;
use crate::store::ui_state::UiState;
use crate::store::webhooks::Webhooks;
use files::Files;

/// The thread. Dropped, it writes what is pending and ends.
pub struct DiskThread {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
    events: UnboundedSender<Event>,
}

/// What the thread is asked to do.
enum Order {
    /// A command of the program.
    Command(DiskCommand),
    /// Write what is pending now, and tell why that failed.
    Settle(Sender<Option<Diagnostic>>),
}

/// The stores that the thread works with.
pub struct Stores {
    /// The drafts.
    pub drafts: Drafts,
    /// The records of sends.
    pub outbox: Outbox,
    /// The history of sends.
    pub history: History,
    /// The user's own templates.
    pub templates: Templates,
    /// The spaces cached for the next start.
    pub spaces: SpaceCache,
    /// The webhooks that are kept under names.
    pub webhooks: Webhooks,
    /// All folders, for what killed writes left in them.
    pub paths: Paths,
    /// The UI state, which is restored at the next start.
    pub ui_state: UiState,
    /// The user's own clock.
    pub clock: Clock,
}

impl DiskThread {
    /// Starts the thread on these stores; `held` is the open draft.
    ///
    /// # Errors
    /// Returns the error of the system.
    pub fn start(
        stores: Stores,
        held: Option<LockedDraft>,
        events: UnboundedSender<Event>,
    ) -> std::io::Result<Self> {
        let (orders, received) = channel();
        let watch = PanicGuard {
            problem: ended(),
            events: events.clone(),
        };
        let told = events.clone();
        let files = Files {
            stores,
            held,
            deleted: Vec::new(),
            pending: BTreeMap::new(),
            saved: None,
            ended: Vec::new(),
            ended_logs: Vec::new(),
            events,
        };
        let thread = std::thread::Builder::new()
            .name("disk".into())
            .spawn(move || {
                let _watch = watch;
                files.stores.paths.clear_leftovers();
                files.serve(&received);
            })?;
        Ok(Self {
            orders: Some(orders),
            thread: Some(thread),
            events: told,
        })
    }

    /// Submits a command. Where the thread panicked, the reply says so.
    pub fn submit(&self, order: DiskCommand) {
        if let Some(orders) = &self.orders
            && let Err(SendError(Order::Command(refused))) = orders.send(Order::Command(order))
            && let Some(event) = refusal(&refused)
        {
            // Nobody listens once the program ends.
            let _ = self.events.send(event);
        }
    }
}

impl DiskThread {
    /// Waits until all that was submitted is written. Returns why a draft could not be.
    #[must_use]
    pub fn settle(&self) -> Option<Diagnostic> {
        let (told, heard) = channel();
        let orders = self.orders.as_ref()?;
        if orders.send(Order::Settle(told)).is_err() {
            return Some(ended());
        }
        heard.recv().unwrap_or_else(|_| Some(ended()))
    }
}

/// Returns the reply to a command that no thread takes any more.
fn refusal(order: &DiskCommand) -> Option<Event> {
    Some(match order {
        DiskCommand::SaveDraft { .. } => Event::Background(BackgroundEvent::NotSaved(ended())),
        DiskCommand::ListDrafts(ticket)
        | DiskCommand::DeleteDraft(ticket, _)
        | DiskCommand::RestoreDraft(ticket) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::Drafts(Err(ended()))))
        }
        DiskCommand::OpenDraft(ticket, _) | DiskCommand::StartEdit(ticket, _) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::Opened(Err(ended()))))
        }
        DiskCommand::ListHistory(ticket) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::History(Err(ended()))))
        }
        DiskCommand::LoadUndo(ticket, ..) => {
            let none = UndoSteps::default();
            Event::Replied(*ticket, Reply::Disk(DiskReply::Undo(none)))
        }
        DiskCommand::ListTemplates(ticket) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::Templates(Err(ended()))))
        }
        DiskCommand::SaveTemplate(ticket, _) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::TemplateSaved(Err(ended()))))
        }
        DiskCommand::KeepWebhook(ticket, ..) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::WebhookKept(Err(ended()))))
        }
        DiskCommand::UseProfile(..)
        | DiskCommand::SaveSpaces(_)
        | DiskCommand::SaveUndo(..)
        | DiskCommand::SaveIgnored(..)
        | DiskCommand::SaveTitle(..)
        | DiskCommand::SaveFiles(..)
        | DiskCommand::SaveDestination(..)
        | DiskCommand::SaveUnparsed(..)
        | DiskCommand::SaveLastSent(..)
        | DiskCommand::SaveLanguage(_)
        | DiskCommand::SaveRecentSpaces(_)
        | DiskCommand::SavePinnedSpaces(_)
        | DiskCommand::SavePaneSizes(_)
        | DiskCommand::SaveView(_)
        | DiskCommand::SaveTemplateAnswers(_)
        | DiskCommand::EndSend(_)
        | DiskCommand::EndLog(_)
        | DiskCommand::EndEdit(..)
        | DiskCommand::EmptyDraft(_) => return None,
    })
}

fn ended() -> Diagnostic {
    Diagnostic::new(
        "Drafts are no longer saved",
        "Copy your text elsewhere, then start chatquill again; see the log.",
    )
}

impl Drop for DiskThread {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Returns the problem of an error of a draft, in words for the user.
#[must_use]
pub fn problem(error: &Error) -> Diagnostic {
    let remedy = match error {
        Error::Broken { .. } => {
            "The file stays as it is. Correct it in an editor, then open it from the list of drafts."
        }
        Error::Taken(_) => "Close the other one first, or start a new draft.",
        Error::Disk(_, error) => match error.kind() {
            ErrorKind::NotFound => {
                "It was deleted or moved: open another one from the list of drafts."
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "Free disk space.",
            _ if regular_file::is_about_content(error) => {
                "The file stays as it is: move it out of the folder of the drafts, or open another draft."
            }
            _ => "Check the folder of the drafts and its permissions.",
        },
    };
    Diagnostic {
        title: "A draft cannot be opened".into(),
        detail: error.to_string(),
        remedy: remedy.into(),
        ..Diagnostic::default()
    }
}

#[cfg(test)]
mod tests;
