//! The thread that writes and reads drafts, so that no disk ever delays a key.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use crate::app::events::effect::DiskCommand;
use crate::app::events::event::{BackgroundEvent, DiskReply, Event, Reply};
use crate::app::events::ticket::Ticket;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft_file::{DraftId, OpenDraft};
use crate::runtime::panic::PanicGuard;
use crate::settings::clock::Clock;
use crate::store::drafts::{Content, Drafts, Error, LockedDraft};
use crate::store::outbox::Outbox;
use crate::store::space_cache::SpaceCache;
use crate::store::templates::Templates;
use crate::store::ui_state::UiState;

/// The delay between a failed write and its retry.
const RETRY: Duration = Duration::from_secs(5);

/// The thread. Dropped, it writes what is pending and ends.
pub struct DiskThread {
    orders: Option<Sender<DiskCommand>>,
    thread: Option<JoinHandle<()>>,
    events: UnboundedSender<Event>,
}

/// The stores that the thread works with.
pub struct Stores {
    /// The drafts.
    pub drafts: Drafts,
    /// The records of sends.
    pub outbox: Outbox,
    /// The user's own templates.
    pub templates: Templates,
    /// The spaces cached for the next start.
    pub spaces: SpaceCache,
    /// The UI state, which is restored at the next start.
    pub ui_state: UiState,
    /// The user's own clock.
    pub clock: Clock,
}

struct Files {
    stores: Stores,
    held: Option<LockedDraft>,
    /// The pending drafts: the open one, and any whose write failed.
    pending: BTreeMap<DraftId, Content>,
    /// Sends that have ended, whose records are removed once no draft is pending.
    ended: Vec<String>,
    events: UnboundedSender<Event>,
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
            pending: BTreeMap::new(),
            ended: Vec::new(),
            events,
        };
        let thread = std::thread::Builder::new()
            .name("disk".into())
            .spawn(move || {
                let _watch = watch;
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
            && let Err(refused) = orders.send(order)
            && let Some(event) = refusal(&refused.0)
        {
            // Nobody listens once the program ends.
            let _ = self.events.send(event);
        }
    }
}

/// Returns the reply to a command that no thread takes any more.
fn refusal(order: &DiskCommand) -> Option<Event> {
    Some(match order {
        DiskCommand::SaveDraft { .. } => Event::Background(BackgroundEvent::NotSaved(ended())),
        DiskCommand::ListDrafts(ticket) | DiskCommand::DeleteDraft(ticket, _) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::Drafts(Err(ended()))))
        }
        DiskCommand::OpenDraft(ticket, _) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::Opened(Err(ended()))))
        }
        DiskCommand::ListTemplates(ticket) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::Templates(Err(ended()))))
        }
        DiskCommand::SaveTemplate(ticket, _) => {
            Event::Replied(*ticket, Reply::Disk(DiskReply::TemplateSaved(Err(ended()))))
        }
        DiskCommand::SaveSpaces(_)
        | DiskCommand::SaveIgnored(..)
        | DiskCommand::SaveUnparsed(..)
        | DiskCommand::SaveLastSent(..)
        | DiskCommand::SaveLanguage(_)
        | DiskCommand::EndSend(_)
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

impl Files {
    fn serve(mut self, orders: &Receiver<DiskCommand>) {
        let mut due: Option<Instant> = None;
        loop {
            let next = match due {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => orders.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match next {
                Ok(DiskCommand::SaveDraft { id, request }) => {
                    self.make_ready(id, &request);
                    drop(request);
                    self.flush();
                }
                Ok(order) => {
                    let failed = self.flush();
                    self.handle(order, failed);
                }
                Err(RecvTimeoutError::Timeout) => drop(self.flush()),
                Err(RecvTimeoutError::Disconnected) => {
                    self.flush();
                    return;
                }
            }
            due = (!self.pending.is_empty()).then(|| Instant::now() + RETRY);
        }
    }

    /// Serializes a draft before it is written.
    ///
    /// While its request is shared here, the next key would have to copy it.
    fn make_ready(&mut self, id: DraftId, request: &Value) {
        match Content::of(request) {
            Ok(content) => drop(self.pending.insert(id, content)),
            Err(error) => tracing::error!("the draft {id} is not JSON: {error}"),
        }
    }

    /// Writes what is pending. What fails stays pending, and is reported.
    fn flush(&mut self) -> Option<Diagnostic> {
        let mut problem = None;
        for (id, content) in std::mem::take(&mut self.pending) {
            match self.stores.drafts.write(&id, &content) {
                Ok(()) => self.emit(Event::Background(BackgroundEvent::Saved(id))),
                Err(error) => {
                    let failed = Diagnostic {
                        title: "The draft is not saved".into(),
                        detail: error.to_string(),
                        remedy:
                            "Free disk space or correct the folder's permissions; saving is retried automatically."
                                .into(),
                        ..Diagnostic::default()
                    };
                    self.emit(Event::Background(BackgroundEvent::NotSaved(failed.clone())));
                    problem = Some(failed);
                    self.pending.insert(id, content);
                }
            }
        }
        if problem.is_none() {
            self.end_sends();
        }
        problem
    }

    /// Removes the records of sends that have ended: the drafts that they emptied are on the disk.
    fn end_sends(&mut self) {
        for request_id in std::mem::take(&mut self.ended) {
            if let Err(error) = self.stores.outbox.end(&request_id) {
                tracing::warn!("a finished send could not be removed from the outbox: {error}");
            }
        }
    }

    /// Handles a command; `unsaved` says why a draft is still pending.
    fn handle(&mut self, order: DiskCommand, unsaved: Option<Diagnostic>) {
        match order {
            DiskCommand::SaveDraft { .. } => {}
            DiskCommand::ListDrafts(ticket) => self.list(ticket),
            DiskCommand::OpenDraft(ticket, id) => {
                // The lock of a draft is released with the next one, so its text must be on disk first.
                let answer = match unsaved {
                    Some(problem) => Err(problem),
                    None => self.open(id),
                };
                self.emit(Event::Replied(
                    ticket,
                    Reply::Disk(DiskReply::Opened(answer)),
                ));
            }
            DiskCommand::DeleteDraft(ticket, id) => match self.stores.drafts.delete(&id) {
                Ok(()) => {
                    self.pending.remove(&id);
                    self.list(ticket);
                }
                Err(error) => {
                    self.emit(Event::Replied(
                        ticket,
                        Reply::Disk(DiskReply::Drafts(Err(problem(&error)))),
                    ));
                }
            },
            DiskCommand::SaveLanguage(language) => {
                if let Err(error) = self.stores.ui_state.save_language(language) {
                    tracing::warn!("the language could not be saved: {error}");
                }
            }
            DiskCommand::SaveLastSent(id, sent) => {
                if let Err(error) = self.stores.drafts.save_last_sent(&id, &sent) {
                    tracing::warn!("what was sent could not be saved with its draft: {error}");
                }
            }
            DiskCommand::EmptyDraft(sent) => {
                if let Err(error) = self.stores.drafts.empty_sent(&sent) {
                    tracing::warn!("the draft that was sent could not be emptied: {error}");
                }
            }
            DiskCommand::EndSend(request_id) => {
                self.ended.push(request_id);
                if unsaved.is_none() {
                    self.end_sends();
                }
            }
            DiskCommand::SaveIgnored(id, ignored) => {
                if let Err(error) = self.stores.drafts.save_ignored(&id, &ignored) {
                    tracing::warn!("the ignored findings could not be saved: {error}");
                }
            }
            DiskCommand::SaveUnparsed(id, rejected) => {
                if let Err(error) = self.stores.drafts.save_unparsed(&id, &rejected) {
                    tracing::warn!("the unreadable JSON could not be saved: {error}");
                }
            }
            DiskCommand::ListTemplates(ticket) => {
                let answer = self.stores.templates.list().map_err(|error| Diagnostic {
                    title: "Cannot list your templates".into(),
                    detail: error.to_string(),
                    remedy: "Check the folder and its permissions.".into(),
                    ..Diagnostic::default()
                });
                self.emit(Event::Replied(
                    ticket,
                    Reply::Disk(DiskReply::Templates(answer)),
                ));
            }
            DiskCommand::SaveTemplate(ticket, file) => {
                let saved = self
                    .stores
                    .templates
                    .save(&file.title, &file.content, file.replaces);
                let answer = saved.map_err(|error| Diagnostic {
                    title: "The template is not saved".into(),
                    detail: error.to_string(),
                    remedy:
                        "Free disk space or correct the folder's permissions, then save it again."
                            .into(),
                    ..Diagnostic::default()
                });
                self.emit(Event::Replied(
                    ticket,
                    Reply::Disk(DiskReply::TemplateSaved(answer)),
                ));
            }
            DiskCommand::SaveSpaces(spaces) => {
                if let Err(error) = self.stores.spaces.save(&spaces) {
                    tracing::warn!("the spaces could not be saved: {error}");
                }
            }
        }
    }

    fn open(&mut self, id: Option<DraftId>) -> Result<OpenDraft, Diagnostic> {
        let opened = match id {
            Some(id) => self.stores.drafts.open(&id),
            None => self.stores.drafts.start(),
        };
        let (mut draft, held) = opened.map_err(|error| problem(&error))?;
        draft.at = self.stores.clock.now();
        self.held = Some(held);
        Ok(draft)
    }

    fn list(&self, ticket: Ticket) {
        let entries = self.stores.drafts.list(self.held.as_ref());
        self.emit(Event::Replied(
            ticket,
            Reply::Disk(DiskReply::Drafts(Ok(entries))),
        ));
    }

    fn emit(&self, event: Event) {
        // Nobody listens once the program ends; the file is written all the same.
        let _ = self.events.send(event);
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
        Error::Disk(..) => "Check the folder and its permissions.",
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
