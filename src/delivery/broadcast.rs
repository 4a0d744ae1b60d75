//! Sends the same message to many spaces, or a long one in parts: each with a record of its own, resumable.
//!
//! Spaces are served at the same time, the parts of one space one after the other: a part is sent only once the one
//! before is known to be in Chat.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::chat::resources::Sent;
use crate::delivery::deliver::{Delivery, timestamp};
use crate::delivery::intent::Intent;
use crate::delivery::outcome::{Delivered, Outcome, Undelivered};
use crate::delivery::progress::{Progress, on_disk};
use crate::delivery::rate_guard::PACED;
use crate::message::attached_file::AttachedFile;
use crate::message::request::Outgoing;
use crate::message::split::Part;
use crate::store::broadcast_log::{BroadcastLog, Failure};
use crate::store::history_entry::{Entry, State};
use crate::store::outbox::{Receipt, Record};

/// How many spaces are written to at the same time.
///
/// At the quota of 50 a second and a third of a second for a call, more would only wait.
pub const WIDTH: usize = 16;

/// Events that may wait for whoever shows them; then the sends wait, too.
const QUEUE: usize = 64;

/// A send to many spaces.
#[derive(Debug)]
pub struct Broadcast {
    delivery: Delivery,
    log: BroadcastLog,
    parts: Vec<Part>,
    files: Vec<AttachedFile>,
}

/// What happens meanwhile.
#[derive(Debug)]
pub enum Event {
    /// A message waits for its turn, or after a failed attempt.
    Waiting {
        /// The space.
        space: String,
        /// Why, as a sentence without its period.
        why: String,
        /// How long at least.
        wait: Duration,
    },
    /// A part of the message is done in a space.
    Done(Box<Report>),
}

/// What became of a part of the message in a space.
#[derive(Debug)]
pub struct Report {
    /// The space, `spaces/ID`.
    pub space: String,
    /// The part, from 1.
    pub part: usize,
    /// Whether it is the last one of this space, because all arrived or this one failed.
    pub is_last: bool,
    /// The thread that the message names, where Chat put it into another one.
    pub missed_thread: Option<String>,
    /// What became of it.
    pub result: PartResult,
}

/// What became of a part of the message.
#[derive(Debug)]
pub enum PartResult {
    /// It is in Chat, as the API returned it.
    Sent(Value),
    /// An earlier run sent it.
    Earlier(Receipt),
    /// It is not in Chat, or nobody knows; the parts after it were not sent.
    Failed(Undelivered),
}

/// What all tasks share.
#[derive(Debug)]
struct Shared {
    delivery: Delivery,
    log: Mutex<BroadcastLog>,
    /// When the first run of this send began, if that was an earlier one.
    begun: Option<OffsetDateTime>,
    /// What was sent since the first run of this send began, by whatever repeated a part of it.
    repeated: Vec<(Outgoing, Receipt)>,
    parts: Vec<Part>,
    files: Vec<AttachedFile>,
    tell: mpsc::Sender<Event>,
}

impl Broadcast {
    /// Creates the send of a message in parts, of which there may be one only.
    #[must_use]
    pub fn new(delivery: Delivery, log: BroadcastLog, parts: Vec<Part>) -> Self {
        Self {
            delivery,
            log,
            parts,
            files: Vec::new(),
        }
    }

    /// Adds the files that go with the last part; each space gets uploads of its own.
    #[must_use]
    pub fn with_files(self, files: Vec<AttachedFile>) -> Self {
        Self { files, ..self }
    }

    /// Sends to each of these spaces; returns the log, which is to be ended once all arrived and that was told.
    ///
    /// Dropping the future cancels all that is under way: the records stay, and the same send resumes.
    pub async fn run(
        self,
        spaces: Vec<String>,
        mut on_event: impl FnMut(Event),
    ) -> Option<BroadcastLog> {
        let (tell, mut told) = mpsc::channel(QUEUE);
        let (delivery, begun) = (self.delivery.clone(), self.log.begun());
        let noted = self.log.messages();
        let repeated = on_disk(move || sent_since(&delivery, begun, &noted)).await;
        let shared = Arc::new(Shared {
            repeated,
            delivery: self.delivery,
            begun,
            log: Mutex::new(self.log),
            parts: self.parts,
            files: self.files,
            tell,
        });
        let mut queue = VecDeque::from(spaces);
        let mut tasks = JoinSet::new();
        loop {
            while tasks.len() < WIDTH
                && let Some(space) = queue.pop_front()
            {
                tasks.spawn(send_to(Arc::clone(&shared), space));
            }
            if tasks.is_empty() {
                break;
            }
            tokio::select! {
                biased;
                Some(event) = told.recv() => on_event(event),
                Some(ended) = tasks.join_next() => if let Err(error) = ended {
                    tracing::error!("a send of many broke off: {error}");
                },
            }
        }
        while let Ok(event) = told.try_recv() {
            on_event(event);
        }
        let shared = Arc::into_inner(shared)?;
        Some(
            shared
                .log
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

/// Sends all parts to a space, one after the other.
async fn send_to(shared: Arc<Shared>, space: String) {
    let mut thread = String::new();
    for (index, part) in shared.parts.iter().enumerate() {
        let mut missed_thread = None;
        let result = match shared.earlier(&space, part.number) {
            Some(receipt) => PartResult::Earlier(receipt),
            None => send_part(&shared, &space, part, &thread).await,
        };
        let is_failed = match &result {
            PartResult::Sent(message) => {
                let sent = Sent::read(message);
                if index == 0 {
                    missed_thread = Outgoing::of(&part.request).missed_thread(&sent.thread);
                    thread = sent.thread;
                }
                false
            }
            PartResult::Earlier(receipt) => {
                if index == 0 {
                    thread.clone_from(&receipt.thread);
                }
                false
            }
            PartResult::Failed(undelivered) => {
                shared.note_failure(&space, part.number, undelivered).await;
                true
            }
        };
        let report = Report {
            space: space.clone(),
            part: part.number,
            is_last: is_failed || index + 1 == shared.parts.len(),
            missed_thread,
            result,
        };
        // Whoever listens outlives the tasks.
        let _ = shared.tell.send(Event::Done(Box::new(report))).await;
        if is_failed {
            return;
        }
    }
}

async fn send_part(shared: &Arc<Shared>, space: &str, part: &Part, thread: &str) -> PartResult {
    let mut part = part.clone();
    if let Some(fields) = part.request.as_object_mut() {
        fields.insert("parent".to_owned(), json!(space));
    }
    if part.number > 1 && !thread.is_empty() {
        part.reply_in(thread);
    }
    let mut message = Outgoing::of(&part.request);
    if part.number == part.of {
        message.attachments.clone_from(&shared.files);
    }
    if let Some((id, receipt)) = shared.repeated(&message) {
        return noted(shared, id, receipt, space, part.number).await;
    }
    match attempt(shared, message.clone(), Intent::New).await {
        Outcome::Sent(delivered) => arrived(shared, *delivered, space, part.number).await,
        Outcome::NotSent(undelivered) => PartResult::Failed(undelivered),
        // It would be posted a second time, which nobody was asked about.
        Outcome::OldDoubt(record) if shared.delivery.is_webhook() => {
            PartResult::Failed(Undelivered::doubtful(&record))
        }
        Outcome::OldDoubt(record) => {
            // This very send left it in doubt: it is the same message. Else it is a new one of the same words.
            let (message, intent) = if shared.is_own(&record) {
                (record.message, Intent::Repeat { in_doubt: true })
            } else {
                (message, Intent::SendAnyway)
            };
            match attempt(shared, message, intent).await {
                Outcome::Sent(delivered) => arrived(shared, *delivered, space, part.number).await,
                Outcome::NotSent(undelivered) => PartResult::Failed(undelivered),
                Outcome::OldDoubt(record) => PartResult::Failed(Undelivered::doubtful(&record)),
            }
        }
    }
}

/// Returns what this sender sent since a send began: a part in doubt that was repeated on its own is among it.
///
/// Ends the records of the messages that the log knows, `noted`, which a kill kept from ending.
fn sent_since(
    delivery: &Delivery,
    begun: Option<OffsetDateTime>,
    noted: &HashSet<String>,
) -> Vec<(Outgoing, Receipt)> {
    let Some(begun) = begun else {
        return Vec::new();
    };
    let known = known_since(delivery, begun).into_iter();
    let sent = known.filter_map(|(message, receipt)| Some((message, receipt?)));
    let is_noted = |(_, receipt): &(Outgoing, Receipt)| noted.contains(&receipt.name);
    let sent: Vec<_> = sent.collect();
    for (message, _) in sent.iter().filter(|sent| is_noted(sent)) {
        delivery.end_told(&message.request_id);
    }
    sent
}

/// Returns what this sender sent since this time, with `None` for what may have arrived or not: by the history, and by
/// the records that a kill left.
#[must_use]
pub fn known_since(delivery: &Delivery, begun: OffsetDateTime) -> Vec<(Outgoing, Option<Receipt>)> {
    let entries = delivery.history().entries().unwrap_or_else(|error| {
        tracing::warn!("the history cannot be read: {error}");
        Vec::new()
    });
    let is_late = |since: &str| {
        let at = OffsetDateTime::parse(since, &Rfc3339);
        at.is_ok_and(|at| at >= begun)
    };
    let is_since = |entry: &Entry| is_late(&entry.since) && entry.origin == *delivery.origin();
    let of_entry = |entry: Entry| match entry.state {
        State::Sent | State::Edited => Some((entry.message, Some(entry.sent?))),
        State::Unknown => Some((entry.message, None)),
        State::Failed | State::Deleted => None,
    };
    let told = entries.into_iter().filter(is_since).filter_map(of_entry);
    // What a kill kept out of log and history, its record still tells.
    let (leftovers, _) = delivery.leftovers();
    let ours = leftovers.into_iter().filter(|leftover| leftover.is_ours);
    let left = ours.filter_map(|leftover| {
        let record = leftover.record;
        let is_of_it = is_late(&record.since) && record.may_have_arrived();
        is_of_it.then_some((record.message, record.sent))
    });
    told.chain(left).collect()
}

/// Writes down that a part is in Chat already, and only then ends its record if it still has one.
async fn noted(
    shared: &Arc<Shared>,
    request_id: String,
    receipt: Receipt,
    space: &str,
    part: usize,
) -> PartResult {
    let (shared, space) = (Arc::clone(shared), space.to_owned());
    on_disk(move || {
        let mut log = shared.log.lock().unwrap_or_else(PoisonError::into_inner);
        match log.add(&space, part, &receipt) {
            Ok(()) => shared.delivery.end_told(&request_id),
            Err(error) => tracing::warn!("a sent message cannot be written down: {error}"),
        }
        PartResult::Earlier(receipt)
    })
    .await
}

/// Writes down that a part is in Chat, and only then ends its record.
async fn arrived(
    shared: &Arc<Shared>,
    delivered: Delivered,
    space: &str,
    part: usize,
) -> PartResult {
    let (shared, space) = (Arc::clone(shared), space.to_owned());
    on_disk(move || shared.arrived(delivered, &space, part)).await
}

async fn attempt(shared: &Shared, message: Outgoing, intent: Intent) -> Outcome {
    let space = message.parent.clone();
    let tell = |why: String, wait: Duration| {
        // A wait that nobody has time to see is not worth waiting for.
        let _ = shared.tell.try_send(Event::Waiting {
            space: space.clone(),
            why,
            wait,
        });
    };
    let on_progress = |progress: Progress<'_>| match progress {
        Progress::Started { .. } | Progress::Uploading(..) => {}
        Progress::Waiting(waiting) => tell(waiting.because.explain().title, waiting.wait),
        Progress::Paced(wait) => tell(PACED.to_owned(), wait),
    };
    shared.delivery.deliver(message, intent, on_progress).await
}

impl Shared {
    /// Returns whether an earlier run of this very send left a message in doubt.
    fn is_own(&self, record: &Record) -> bool {
        let since = OffsetDateTime::parse(&record.since, &Rfc3339);
        self.begun
            .is_some_and(|begun| since.is_ok_and(|since| since >= begun))
    }

    /// Returns under which ID, and with which answer, the same message was sent on its own since this send began.
    fn repeated(&self, message: &Outgoing) -> Option<(String, Receipt)> {
        let mut sent = self.repeated.iter();
        let (sent, receipt) = sent.find(|(sent, _)| sent.is_same_message(message))?;
        Some((sent.request_id.clone(), receipt.clone()))
    }

    fn earlier(&self, space: &str, part: usize) -> Option<Receipt> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.done(space, part).cloned()
    }

    /// Writes down why a part is certainly not in Chat; what is in doubt has its record.
    async fn note_failure(self: &Arc<Self>, space: &str, part: usize, undelivered: &Undelivered) {
        if undelivered.in_doubt {
            return;
        }
        let problem = undelivered.reason.explain(str::to_owned);
        let failure = Failure {
            at: timestamp(),
            title: problem.title,
            detail: problem.detail,
            remedy: problem.remedy,
        };
        let (shared, space) = (Arc::clone(self), space.to_owned());
        on_disk(move || {
            let mut log = shared.log.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = log.add_failure(&space, part, failure) {
                tracing::warn!("why a message was not sent cannot be written down: {error}");
            }
        })
        .await;
    }

    fn arrived(&self, delivered: Delivered, space: &str, part: usize) -> PartResult {
        let receipt = Receipt::of(&delivered.message);
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        match log.add(space, part, &receipt) {
            Ok(()) => {
                if let Err(error) = delivered.pending.end() {
                    tracing::warn!("the record of a sent message cannot be removed: {error}");
                }
            }
            // The record stays in its place: a second run finds it, and posts nothing.
            Err(error) => tracing::warn!("a sent message cannot be written down: {error}"),
        }
        PartResult::Sent(delivered.message)
    }
}
