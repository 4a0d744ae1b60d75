//! The thread that writes and reads drafts, so that no disk ever holds up a key.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use crate::app::effect::{DraftId, Request, TemplateFile};
use crate::app::event::{Event, News, OpenDraft, Reply};
use crate::app::problem::Problem;
use crate::app::ticket::Ticket;
use crate::chat::wire::Space;
use crate::message::checks::ignored::Ignored;
use crate::shell::panic::Watch;
use crate::store::drafts::{Drafts, Error, Held};
use crate::store::spaces::KeptSpaces;
use crate::store::templates::Templates;

/// From the first unsaved edit to the write; with the write itself well under a second.
const DELAY: Duration = Duration::from_millis(350);

/// From a write that failed to the next try of the same.
const RETRY: Duration = Duration::from_secs(5);

/// What the thread is asked to do.
pub enum Order {
    /// Write a draft, soon.
    Save(DraftId, Value),
    /// Empty a draft that is not open, if it still holds what was sent.
    Empty(DraftId, Request),
    /// Keep which findings are ignored for a draft.
    KeepIgnored(DraftId, Vec<Ignored>),
    /// List the drafts.
    List(Ticket),
    /// Open this draft, or a new one.
    Open(Ticket, Option<DraftId>),
    /// Delete a draft, then list them.
    Delete(Ticket, DraftId),
    /// Keep the spaces for the next start.
    KeepSpaces(Vec<Space>),
    /// List the person's own templates.
    ListTemplates(Ticket),
    /// Write a template.
    SaveTemplate(Ticket, TemplateFile),
}

/// The thread. Dropped, it writes what is pending and ends.
pub struct Disk {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
    events: UnboundedSender<Event>,
}

struct Files {
    drafts: Drafts,
    templates: Templates,
    spaces: KeptSpaces,
    held: Option<Held>,
    /// What is not on the disk yet: the open draft, and any whose write failed.
    pending: BTreeMap<DraftId, Value>,
    events: UnboundedSender<Event>,
}

impl Disk {
    /// Starts the thread on these folders; `held` is the draft that is open.
    pub fn start(
        drafts: Drafts,
        templates: Templates,
        spaces: KeptSpaces,
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
            drafts,
            templates,
            spaces,
            held,
            pending: BTreeMap::new(),
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
    pub fn order(&self, order: Order) {
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
fn refusal(order: &Order) -> Option<Event> {
    Some(match order {
        Order::Save(..) => Event::News(News::NotSaved(ended())),
        Order::List(ticket) | Order::Delete(ticket, _) => {
            Event::Replied(*ticket, Reply::Drafts(Err(ended())))
        }
        Order::Open(ticket, _) => Event::Replied(*ticket, Reply::Opened(Err(ended()))),
        Order::ListTemplates(ticket) => Event::Replied(*ticket, Reply::Templates(Err(ended()))),
        Order::SaveTemplate(ticket, _) => {
            Event::Replied(*ticket, Reply::TemplateSaved(Err(ended())))
        }
        Order::KeepSpaces(_) | Order::KeepIgnored(..) | Order::Empty(..) => return None,
    })
}

fn ended() -> Problem {
    Problem::new(
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
    fn serve(mut self, orders: &Receiver<Order>) {
        let mut due: Option<Instant> = None;
        loop {
            let next = match due {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => orders.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match next {
                Ok(Order::Save(id, request)) => {
                    self.pending.insert(id, request);
                    // An edit after a failure does not wait for the slow retry.
                    let soon = Instant::now() + DELAY;
                    due = Some(due.map_or(soon, |due| due.min(soon)));
                    continue;
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

    /// Writes what is pending. What fails stays pending, and is told.
    fn flush(&mut self) -> Option<Problem> {
        let mut problem = None;
        for (id, request) in std::mem::take(&mut self.pending) {
            match self.drafts.save(&id, &request) {
                Ok(()) => self.tell(Event::News(News::Saved(id))),
                Err(error) => {
                    let failed = Problem {
                        title: "The draft is not saved".into(),
                        detail: error.to_string(),
                        remedy:
                            "Make room or mend the folder's rights; it is tried again by itself."
                                .into(),
                    };
                    self.tell(Event::News(News::NotSaved(failed.clone())));
                    problem = Some(failed);
                    self.pending.insert(id, request);
                }
            }
        }
        problem
    }

    /// Does what was asked; `unsaved` says why a draft is still pending.
    fn obey(&mut self, order: Order, unsaved: Option<Problem>) {
        match order {
            Order::Save(..) => {}
            Order::List(ticket) => self.list(ticket),
            Order::Open(ticket, id) => {
                // The lock of a draft goes with the next one, so its words must be on disk first.
                let answer = match unsaved {
                    Some(problem) => Err(problem),
                    None => self.open(id),
                };
                self.tell(Event::Replied(ticket, Reply::Opened(answer)));
            }
            Order::Delete(ticket, id) => match self.drafts.delete(&id) {
                Ok(()) => {
                    self.pending.remove(&id);
                    self.list(ticket);
                }
                Err(error) => {
                    self.tell(Event::Replied(ticket, Reply::Drafts(Err(problem(&error)))));
                }
            },
            Order::Empty(id, sent) => {
                if let Err(error) = self.drafts.empty_sent(&id, &sent) {
                    tracing::warn!("the draft that was sent is not emptied: {error}");
                }
            }
            Order::KeepIgnored(id, ignored) => {
                if let Err(error) = self.drafts.keep_ignored(&id, &ignored) {
                    tracing::warn!("what is ignored is not kept for the next start: {error}");
                }
            }
            Order::ListTemplates(ticket) => {
                let answer = self.templates.list().map_err(|error| Problem {
                    title: "Your own templates cannot be listed".into(),
                    detail: error.to_string(),
                    remedy: "Check the folder and its rights.".into(),
                });
                self.tell(Event::Replied(ticket, Reply::Templates(answer)));
            }
            Order::SaveTemplate(ticket, file) => {
                let saved = self
                    .templates
                    .save(&file.title, &file.content, file.replaces);
                let answer = saved.map_err(|error| Problem {
                    title: "The template is not saved".into(),
                    detail: error.to_string(),
                    remedy: "Make room or mend the folder's rights, then save it again.".into(),
                });
                self.tell(Event::Replied(ticket, Reply::TemplateSaved(answer)));
            }
            Order::KeepSpaces(spaces) => {
                if let Err(error) = self.spaces.save(&spaces) {
                    tracing::warn!("the spaces are not kept for the next start: {error}");
                }
            }
        }
    }

    fn open(&mut self, id: Option<DraftId>) -> Result<OpenDraft, Problem> {
        let opened = match id {
            Some(id) => self.drafts.open(&id),
            None => self.drafts.start(),
        };
        let (draft, held) = opened.map_err(|error| problem(&error))?;
        self.held = Some(held);
        Ok(draft)
    }

    fn list(&self, ticket: Ticket) {
        let entries = self.drafts.list(self.held.as_ref());
        self.tell(Event::Replied(ticket, Reply::Drafts(Ok(entries))));
    }

    fn tell(&self, event: Event) {
        // Nobody listens once the program ends; the file is written all the same.
        let _ = self.events.send(event);
    }
}

/// A fault of a draft, in words for the person at the screen.
#[must_use]
pub fn problem(error: &Error) -> Problem {
    let remedy = match error {
        Error::Broken { .. } => {
            "The file stays as it is. Mend it in an editor, then open it with Ctrl+O."
        }
        Error::Taken(_) => "Close the other one first, or start a new draft with Ctrl+N.",
        Error::Disk(..) => "Check the folder and its rights.",
    };
    Problem {
        title: "A draft cannot be opened".into(),
        detail: error.to_string(),
        remedy: remedy.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tokio::sync::mpsc::unbounded_channel;

    #[test]
    fn the_last_edit_is_on_disk_when_the_thread_ends() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().join("drafts"));
        let spaces = KeptSpaces::new(folder.path(), "");
        let (events, mut told) = unbounded_channel();
        let disk = Disk::start(drafts.clone(), templates(&folder), spaces, None, events).unwrap();
        for revision in 1..=50 {
            disk.order(Order::Save(
                "draft-1".into(),
                json!({"message": {"text": revision.to_string()}}),
            ));
        }
        drop(disk);
        let (opened, _held) = drafts.open("draft-1").unwrap();
        assert_eq!(opened.request, json!({"message": {"text": "50"}}));
        assert_eq!(
            told.blocking_recv(),
            Some(Event::News(News::Saved("draft-1".into())))
        );
    }

    fn templates(folder: &tempfile::TempDir) -> Templates {
        Templates::new(folder.path().join("templates"))
    }

    fn text(words: &str) -> Value {
        json!({"message": {"text": words}})
    }

    #[test]
    fn an_edit_of_the_next_draft_does_not_displace_the_last_one() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().join("drafts"));
        let (events, _told) = unbounded_channel();
        let spaces = KeptSpaces::new(folder.path(), "");
        let disk = Disk::start(drafts.clone(), templates(&folder), spaces, None, events).unwrap();
        disk.order(Order::Save("draft-1".into(), text("one")));
        disk.order(Order::Save("draft-2".into(), text("two")));
        drop(disk);
        for (id, words) in [("draft-1", "one"), ("draft-2", "two")] {
            assert_eq!(drafts.open(id).unwrap().0.request, text(words));
        }
    }

    #[test]
    fn a_failed_save_is_tried_again_and_keeps_its_draft_open() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("drafts");
        std::fs::write(&place, "in the way").unwrap();
        let drafts = Drafts::new(place.clone());
        let (events, mut told) = unbounded_channel();
        let spaces = KeptSpaces::new(folder.path(), "");
        let disk = Disk::start(drafts.clone(), templates(&folder), spaces, None, events).unwrap();
        let ticket = crate::app::ticket::Tickets::default().draw();
        disk.order(Order::Save("draft-1".into(), text("kept")));
        disk.order(Order::Open(ticket, None));
        let heard = [told.blocking_recv(), told.blocking_recv()];
        assert!(
            matches!(
                &heard,
                [
                    Some(Event::News(News::NotSaved(_))),
                    Some(Event::Replied(_, Reply::Opened(Err(_)))),
                ]
            ),
            "{heard:?}"
        );
        std::fs::remove_file(&place).unwrap();
        drop(disk);
        assert_eq!(drafts.open("draft-1").unwrap().0.request, text("kept"));
    }

    #[test]
    fn a_thread_that_is_gone_is_told_of_at_each_order() {
        let (orders, received) = channel();
        drop(received);
        let (events, mut told) = unbounded_channel();
        let disk = Disk {
            orders: Some(orders),
            thread: None,
            events,
        };
        let ticket = crate::app::ticket::Tickets::default().draw();
        disk.order(Order::Save("draft-1".into(), text("x")));
        disk.order(Order::Open(ticket, None));
        for expected in [
            Event::News(News::NotSaved(ended())),
            Event::Replied(ticket, Reply::Opened(Err(ended()))),
        ] {
            assert_eq!(told.blocking_recv(), Some(expected));
        }
    }
}
