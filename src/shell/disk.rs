//! The thread that writes and reads drafts, so that no disk ever holds up a key.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use crate::app::effect::DraftId;
use crate::app::event::{Event, News, OpenDraft, Reply};
use crate::app::problem::Problem;
use crate::app::ticket::Ticket;
use crate::chat::wire::Space;
use crate::shell::panic::Watch;
use crate::store::drafts::{Drafts, Error, Held};
use crate::store::spaces::KeptSpaces;

/// From the first unsaved edit to the write; with the write itself well under a second.
const DELAY: Duration = Duration::from_millis(350);

/// What the thread is asked to do.
pub enum Order {
    /// Write a draft, soon.
    Save(DraftId, Value),
    /// List the drafts.
    List(Ticket),
    /// Open this draft, or a new one.
    Open(Ticket, Option<DraftId>),
    /// Delete a draft, then list them.
    Delete(Ticket, DraftId),
    /// Keep the spaces for the next start.
    KeepSpaces(Vec<Space>),
}

/// The thread. Dropped, it writes what is pending and ends.
pub struct Disk {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

struct Files {
    drafts: Drafts,
    spaces: KeptSpaces,
    held: Option<Held>,
    pending: Option<(DraftId, Value)>,
    events: UnboundedSender<Event>,
}

impl Disk {
    /// Starts the thread on these folders; `held` is the draft that is open.
    pub fn start(
        drafts: Drafts,
        spaces: KeptSpaces,
        held: Option<Held>,
        events: UnboundedSender<Event>,
    ) -> std::io::Result<Self> {
        let (orders, received) = channel();
        let watch = Watch {
            problem: Problem::new(
                "Drafts are not saved any more",
                "Copy your words elsewhere, then start chatquill again; the log says more.",
            ),
            events: events.clone(),
        };
        let files = Files {
            drafts,
            spaces,
            held,
            pending: None,
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
        })
    }

    /// Asks for something to be done.
    pub fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // The thread ends only when this is dropped, or by a bug that the log tells.
            let _ = orders.send(order);
        }
    }
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
                    self.pending = Some((id, request));
                    due.get_or_insert_with(|| Instant::now() + DELAY);
                    continue;
                }
                Ok(order) => {
                    self.flush();
                    self.obey(order);
                }
                Err(RecvTimeoutError::Timeout) => self.flush(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.flush();
                    return;
                }
            }
            due = None;
        }
    }

    fn flush(&mut self) {
        let Some((id, request)) = self.pending.take() else {
            return;
        };
        match self.drafts.save(&id, &request) {
            Ok(()) => self.tell(Event::News(News::Saved(id))),
            Err(error) => self.tell(Event::News(News::NotSaved(Problem {
                title: "The draft is not saved".into(),
                detail: error.to_string(),
                remedy: "Make room or mend the folder's rights; the next change tries again."
                    .into(),
            }))),
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Save(..) => {}
            Order::List(ticket) => self.list(ticket),
            Order::Open(ticket, id) => {
                let opened = match id {
                    Some(id) => self.drafts.open(&id),
                    None => self.drafts.start(),
                };
                let answer = opened
                    .map(|(draft, held)| self.hold(draft, held))
                    .map_err(|error| problem(&error));
                self.tell(Event::Replied(ticket, Reply::Opened(answer)));
            }
            Order::Delete(ticket, id) => match self.drafts.delete(&id) {
                Ok(()) => self.list(ticket),
                Err(error) => {
                    self.tell(Event::Replied(ticket, Reply::Drafts(Err(problem(&error)))));
                }
            },
            Order::KeepSpaces(spaces) => {
                if let Err(error) = self.spaces.save(&spaces) {
                    tracing::warn!("the spaces are not kept for the next start: {error}");
                }
            }
        }
    }

    fn hold(&mut self, draft: OpenDraft, held: Held) -> OpenDraft {
        self.held = Some(held);
        draft
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
        let disk = Disk::start(drafts.clone(), spaces, None, events).unwrap();
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
}
