//! The thread that writes and reads drafts, so that no disk ever holds up a key.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use crate::app::events::effect::DiskCommand;
use crate::app::events::event::{DiskReply, Event, News, Reply};
use crate::app::events::ticket::Ticket;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft_file::{DraftId, OpenDraft};
use crate::runtime::panic::Watch;
use crate::settings::clock::Clock;
use crate::store::drafts::{Content, Drafts, Error, Held};
use crate::store::outbox::Outbox;
use crate::store::space_cache::KeptSpaces;
use crate::store::templates::Templates;
use crate::store::ui_state::Habits;

/// From a write that failed to the next try of the same.
const RETRY: Duration = Duration::from_secs(5);

/// The thread. Dropped, it writes what is pending and ends.
pub struct Disk {
    orders: Option<Sender<DiskCommand>>,
    thread: Option<JoinHandle<()>>,
    events: UnboundedSender<Event>,
}

/// What the thread works with.
pub struct Stores {
    /// The drafts.
    pub drafts: Drafts,
    /// The records of sends.
    pub outbox: Outbox,
    /// The person's own templates.
    pub templates: Templates,
    /// The spaces for the next start.
    pub spaces: KeptSpaces,
    /// What was chosen on the screen.
    pub habits: Habits,
    /// The person's own clock.
    pub clock: Clock,
}

struct Files {
    stores: Stores,
    held: Option<Held>,
    /// What is not on the disk yet: the open draft, and any whose write failed.
    pending: BTreeMap<DraftId, Content>,
    /// Sends that have ended, whose records go once no draft is pending.
    ended: Vec<String>,
    events: UnboundedSender<Event>,
}

impl Disk {
    /// Starts the thread on these stores; `held` is the draft that is open.
    pub fn start(
        stores: Stores,
        held: Option<Held>,
        events: UnboundedSender<Event>,
    ) -> std::io::Result<Self> {
        let (orders, received) = channel();
        let watch = Watch {
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

    /// Asks for something to be done. Where the thread broke, the answer says so.
    pub fn order(&self, order: DiskCommand) {
        if let Some(orders) = &self.orders
            && let Err(refused) = orders.send(order)
            && let Some(event) = refusal(&refused.0)
        {
            // Nobody listens once the program ends.
            let _ = self.events.send(event);
        }
    }
}

/// The answer to an order that no thread takes any more.
fn refusal(order: &DiskCommand) -> Option<Event> {
    Some(match order {
        DiskCommand::SaveDraft { .. } => Event::News(News::NotSaved(ended())),
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
        DiskCommand::KeepSpaces(_)
        | DiskCommand::KeepIgnored(..)
        | DiskCommand::KeepRejected(..)
        | DiskCommand::KeepSent(..)
        | DiskCommand::KeepLanguage(_)
        | DiskCommand::EndSend(_)
        | DiskCommand::EmptyDraft(_) => return None,
    })
}

fn ended() -> Diagnostic {
    Diagnostic::new(
        "Drafts are not saved any more",
        "Copy your words elsewhere, then start chatquill again; the log says more.",
    )
}

impl Drop for Disk {
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
                    self.obey(order, failed);
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

    /// Makes the bytes of a draft before they are written: while its request is held here, the next key would
    /// have to copy it.
    fn make_ready(&mut self, id: DraftId, request: &Value) {
        match Content::of(request) {
            Ok(content) => drop(self.pending.insert(id, content)),
            Err(error) => tracing::error!("the draft {id} is no JSON: {error}"),
        }
    }

    /// Writes what is pending. What fails stays pending, and is told.
    fn flush(&mut self) -> Option<Diagnostic> {
        let mut problem = None;
        for (id, content) in std::mem::take(&mut self.pending) {
            match self.stores.drafts.write(&id, &content) {
                Ok(()) => self.tell(Event::News(News::Saved(id))),
                Err(error) => {
                    let failed = Diagnostic {
                        title: "The draft is not saved".into(),
                        detail: error.to_string(),
                        remedy:
                            "Make room or mend the folder's rights; it is tried again by itself."
                                .into(),
                        ..Diagnostic::default()
                    };
                    self.tell(Event::News(News::NotSaved(failed.clone())));
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
                tracing::warn!("a finished send stays in the outbox: {error}");
            }
        }
    }

    /// Does what was asked; `unsaved` says why a draft is still pending.
    fn obey(&mut self, order: DiskCommand, unsaved: Option<Diagnostic>) {
        match order {
            DiskCommand::SaveDraft { .. } => {}
            DiskCommand::ListDrafts(ticket) => self.list(ticket),
            DiskCommand::OpenDraft(ticket, id) => {
                // The lock of a draft goes with the next one, so its words must be on disk first.
                let answer = match unsaved {
                    Some(problem) => Err(problem),
                    None => self.open(id),
                };
                self.tell(Event::Replied(
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
                    self.tell(Event::Replied(
                        ticket,
                        Reply::Disk(DiskReply::Drafts(Err(problem(&error)))),
                    ));
                }
            },
            DiskCommand::KeepLanguage(language) => {
                if let Err(error) = self.stores.habits.keep_language(language) {
                    tracing::warn!("the language is not kept for the next start: {error}");
                }
            }
            DiskCommand::KeepSent(id, sent) => {
                if let Err(error) = self.stores.drafts.keep_sent(&id, &sent) {
                    tracing::warn!("what was sent is not kept beside its draft: {error}");
                }
            }
            DiskCommand::EmptyDraft(sent) => {
                if let Err(error) = self.stores.drafts.empty_sent(&sent) {
                    tracing::warn!("the draft that was sent is not emptied: {error}");
                }
            }
            DiskCommand::EndSend(request_id) => {
                self.ended.push(request_id);
                if unsaved.is_none() {
                    self.end_sends();
                }
            }
            DiskCommand::KeepIgnored(id, ignored) => {
                if let Err(error) = self.stores.drafts.keep_ignored(&id, &ignored) {
                    tracing::warn!("what is ignored is not kept for the next start: {error}");
                }
            }
            DiskCommand::KeepRejected(id, rejected) => {
                if let Err(error) = self.stores.drafts.keep_rejected(&id, &rejected) {
                    tracing::warn!("JSON that could not be read is not kept: {error}");
                }
            }
            DiskCommand::ListTemplates(ticket) => {
                let answer = self.stores.templates.list().map_err(|error| Diagnostic {
                    title: "Your own templates cannot be listed".into(),
                    detail: error.to_string(),
                    remedy: "Check the folder and its rights.".into(),
                    ..Diagnostic::default()
                });
                self.tell(Event::Replied(
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
                    remedy: "Make room or mend the folder's rights, then save it again.".into(),
                    ..Diagnostic::default()
                });
                self.tell(Event::Replied(
                    ticket,
                    Reply::Disk(DiskReply::TemplateSaved(answer)),
                ));
            }
            DiskCommand::KeepSpaces(spaces) => {
                if let Err(error) = self.stores.spaces.save(&spaces) {
                    tracing::warn!("the spaces are not kept for the next start: {error}");
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
        self.tell(Event::Replied(
            ticket,
            Reply::Disk(DiskReply::Drafts(Ok(entries))),
        ));
    }

    fn tell(&self, event: Event) {
        // Nobody listens once the program ends; the file is written all the same.
        let _ = self.events.send(event);
    }
}

/// A fault of a draft, in words for the person at the screen.
#[must_use]
pub fn problem(error: &Error) -> Diagnostic {
    let remedy = match error {
        Error::Broken { .. } => {
            "The file stays as it is. Correct it in an editor, then open it from the list of drafts."
        }
        Error::Taken(_) => "Close the other one first, or start a new draft.",
        Error::Disk(..) => "Check the folder and its rights.",
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
