//! Delivers a message: writes its record, makes the calls, and remembers doubt over all of them.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Instant, SystemTime};

use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::resources::Space;
use crate::chat::retry::{self, Policy};
use crate::chat::sender::SenderKind;
use crate::chat::transport::{DatedJson, Departure};
use crate::delivery::intent::Intent;
use crate::delivery::outcome::{Delivered, Leftover, Outcome, Reason, Undelivered};
use crate::delivery::plan::{Plan, plan};
use crate::delivery::progress::{Progress, on_disk, random_unit, telling_waits};
use crate::delivery::uploads;
use crate::message::message_ref;
use crate::message::request::Outgoing;
use crate::store::history::History;
use crate::store::history_entry::{self, Entry};
use crate::store::outbox::{self, Origin, Outbox, Pending, Receipt, Record, State};
use crate::store::space_cache::SpaceCache;

/// Maximum difference between two clocks that count as the same: a response's date is exact to the second.
const SAME_CLOCK: Duration = Duration::seconds(2);

/// Maximum time by which this machine's clock is taken to be ahead of the server's.
const WRONG_CLOCK: Duration = Duration::minutes(10);

/// Delivers the messages of one sender.
#[derive(Clone, Debug)]
pub struct Delivery {
    client: Client,
    outbox: Outbox,
    history: History,
    origin: Origin,
    sender: Option<SenderKind>,
    spaces: Option<KnownSpaces>,
    /// The name of the kept webhook that sends; empty otherwise.
    webhook: String,
    /// How failed attempts are repeated.
    policy: Policy,
}

/// The cached spaces of the sender, read when a name is first needed.
#[derive(Clone, Debug)]
struct KnownSpaces {
    cache: SpaceCache,
    read: Arc<OnceLock<Vec<Space>>>,
}

impl Delivery {
    /// Creates the delivery by this client.
    ///
    /// `profile` is the name of the sender's profile.
    #[must_use]
    pub fn new(
        client: Client,
        outbox: Outbox,
        history: History,
        profile: &str,
        is_sandbox: bool,
    ) -> Self {
        let origin = Origin {
            profile: profile.to_owned(),
            base: client.base().text().to_owned(),
            is_sandbox,
            is_webhook: client.webhook_space().is_some(),
        };
        Self {
            client,
            outbox,
            history,
            origin,
            sender: None,
            spaces: None,
            webhook: String::new(),
            policy: Policy::default(),
        }
    }

    /// Makes one attempt a call, and leaves it to whoever calls when to make the next.
    #[must_use]
    pub fn without_repeats(self) -> Self {
        let policy = Policy {
            attempts: 1,
            ..self.policy
        };
        Self { policy, ..self }
    }

    /// Tells the history what kind of sender it is, and the names of its spaces.
    #[must_use]
    pub fn known_as(self, sender: SenderKind, spaces: SpaceCache) -> Self {
        Self {
            sender: Some(sender),
            spaces: Some(KnownSpaces {
                cache: spaces,
                read: Arc::default(),
            }),
            ..self
        }
    }

    /// Names the kept webhook that sends, so that the records tell by which one a message went.
    #[must_use]
    pub fn by_kept_webhook(self, name: &str) -> Self {
        Self {
            webhook: name.to_owned(),
            ..self
        }
    }

    /// Returns the client that makes the calls.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Returns whether a webhook sends: a repeat of what may have arrived posts a second message.
    #[must_use]
    pub fn is_webhook(&self) -> bool {
        self.origin.is_webhook
    }

    /// Returns the history that the sends go into.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns the sender and the server of its messages.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Delivers a message.
    ///
    /// It is on disk before its first byte leaves, and stays there as long as nobody knows whether it arrived.
    /// Dropping the future cancels it: the record stays.
    pub async fn deliver(
        &self,
        message: Outgoing,
        intent: Intent,
        on_progress: impl FnMut(Progress<'_>),
    ) -> Outcome {
        let request_id = message.request_id.clone();
        let known = matches!(intent, Intent::Repeat { in_doubt: true });
        let own = self.clone();
        let written = on_disk(move || own.begin(message, intent)).await;
        let (pending, doubt) = match written {
            Ok(Begun::Pending(pending, doubt)) => (*pending, doubt),
            Ok(Begun::OldDoubt(record)) => return Outcome::OldDoubt(record),
            Err(reason) => return not_begun(request_id, reason, known),
        };
        // Both the attempts and their waits for a turn report.
        let on_progress = Mutex::new(on_progress);
        let tell = |progress: Progress<'_>| {
            (on_progress.lock().unwrap_or_else(PoisonError::into_inner))(progress);
        };
        tell(Progress::Started {
            record: pending.record(),
            is_repeat: doubt,
        });
        let (clock, began) = (Instant::now(), now());
        // An earlier attempt may have arrived, whatever the response to the last one was.
        let mut in_doubt = known || doubt;
        let message = pending.record().message.clone();
        let body = match uploads::with_files(&self.client, &message, &tell).await {
            Ok(body) => body,
            // Nothing of this attempt arrived.
            Err(reason) => return Outcome::NotSent(self.failed(pending, reason, in_doubt)),
        };
        let query = message.whole_query();
        let policy = Policy {
            repeats_doubt: !self.is_webhook(),
            ..self.policy
        };
        let record = Mutex::new(pending);
        let departure = RecordedDeparture {
            record: &record,
            was_in_doubt: in_doubt,
        };
        let calls = retry::run(
            policy,
            random_unit,
            |waiting| {
                in_doubt |= waiting.because.may_have_arrived();
                let state = if in_doubt {
                    State::Waiting
                } else {
                    State::Queued
                };
                let mut record = record.lock().unwrap_or_else(PoisonError::into_inner);
                set_state(&mut record, state, waiting.because.to_string());
                tell(Progress::Waiting(waiting));
            },
            || async {
                let parent = &message.parent;
                let call = (self.client).create_message(parent, &query, &body, Some(&departure));
                call.await
            },
        );
        let answer = telling_waits(&self.client, &message.parent, calls, |wait| {
            tell(Progress::Paced(wait));
        })
        .await;
        let pending = record.into_inner().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Ok(answer) => {
                let (own, created) = (self.clone(), answer.value.clone());
                let pending = on_disk(move || own.arrived(pending, &created)).await;
                Outcome::Sent(Box::new(Delivered {
                    earlier: earlier(&answer, began, now()),
                    message: answer.value,
                    took: clock.elapsed(),
                    pending,
                }))
            }
            Err(Error::Unrecorded { why }) => {
                let reason = Reason::Disk(io::Error::other(why));
                Outcome::NotSent(self.failed(pending, reason, in_doubt))
            }
            Err(error) => {
                let in_doubt = in_doubt || error.may_have_arrived();
                Outcome::NotSent(self.failed(pending, Reason::Call(error), in_doubt))
            }
        }
    }

    /// Repeats an unfinished send under its own `requestId`.
    ///
    /// One that may have arrived and has an ID of its own (`messageId`) is looked up first, where the sender may read:
    /// nothing is sent if it is there. `record` must be of this sender and server. Of a webhook's, whoever calls has
    /// asked first: what may have arrived is posted a second time.
    pub async fn repeat(&self, record: &Record, on_progress: impl FnMut(Progress<'_>)) -> Outcome {
        let in_doubt = record.may_have_arrived();
        if in_doubt
            && let Some(message) = self.look_up(record).await
            && let Ok(Some(pending)) = self.outbox.resume(&record.message.request_id)
        {
            let pending = self.arrived(pending, &message);
            let at = message.get("createTime").and_then(Value::as_str);
            return Outcome::Sent(Box::new(Delivered {
                earlier: Some(at.unwrap_or(&record.since).to_owned()),
                message,
                took: std::time::Duration::ZERO,
                pending,
            }));
        }
        let intent = Intent::Repeat { in_doubt };
        self.deliver(record.message.clone(), intent, on_progress)
            .await
    }

    /// Returns the message of a record, found by its own ID.
    ///
    /// `None` where it has no such ID, the sender may not read, or an older message has the same ID.
    async fn look_up(&self, record: &Record) -> Option<Value> {
        if self.is_webhook() {
            return None;
        }
        let id = record.message.parameter("messageId")?;
        let name = format!("{}/messages/{id}", record.message.parent);
        let message = self.client.get_message(&name).await.ok()?;
        let made = OffsetDateTime::parse(message.get("createTime")?.as_str()?, &Rfc3339).ok()?;
        let since = OffsetDateTime::parse(&record.since, &Rfc3339).ok()?;
        (made + WRONG_CLOCK > since).then_some(message)
    }

    /// Ends the record of a message that is known to be in Chat; one in doubt stays.
    pub(crate) fn end_told(&self, request_id: &str) {
        match self.outbox.resume(request_id) {
            Ok(Some(pending)) if pending.record().sent.is_some() => {
                if let Err(error) = pending.end() {
                    tracing::warn!("the record of a sent message cannot be removed: {error}");
                }
            }
            Ok(_) | Err(_) => {}
        }
    }

    /// Ends the record of a send that was cut off before anything of it left; returns whether that is so.
    #[must_use]
    pub fn end_unsent(&self, request_id: &str) -> bool {
        let found = self.outbox.find(request_id);
        let Some(record) = found.filter(|record| !record.may_have_arrived()) else {
            return false;
        };
        self.remember(&record, history_entry::State::Failed, &Value::Null);
        if let Err(error) = self.outbox.end(request_id) {
            tracing::warn!("the record of a send that was cut off cannot be removed: {error}");
        }
        true
    }

    /// Returns the sends that earlier runs left unfinished, the oldest first, and how many records cannot be read.
    #[must_use]
    pub fn leftovers(&self) -> (Vec<Leftover>, usize) {
        leftovers(&self.outbox, Some(&self.origin))
    }

    /// Returns the thread keys that this sender used in a space before.
    #[must_use]
    pub fn thread_keys(&self, space: &str) -> BTreeSet<String> {
        let keys = self.history.thread_keys(&self.origin, space);
        keys.unwrap_or_else(|error| {
            tracing::warn!("the history cannot be read: {error}");
            BTreeSet::new()
        })
    }

    /// Writes and locks the record of the send under its `requestId`; also returns whether an earlier attempt may
    /// have arrived.
    fn begin(&self, mut message: Outgoing, intent: Intent) -> Result<Begun, Reason> {
        message.webhook.clone_from(&self.webhook);
        let records = self.records(&message);
        match plan(&message, intent, &self.origin, &records, now()) {
            Plan::Taken(record) => return Err(Reason::Taken(Box::new(record.clone()))),
            Plan::OldDoubt(record) => return Ok(Begun::OldDoubt(Box::new(record.clone()))),
            Plan::Repeat(record) => {
                let doubt = record.may_have_arrived();
                match self.outbox.resume(&record.message.request_id) {
                    Ok(Some(mut pending)) => {
                        let begun = pending.update(State::Sending, String::new());
                        begun.map_err(Reason::Disk)?;
                        return Ok(Begun::Pending(Box::new(pending), doubt));
                    }
                    Err(outbox::Error::Busy) => return Err(Reason::Busy),
                    Err(outbox::Error::Disk(error)) => return Err(Reason::Disk(error)),
                    // It has ended: it is known to be in Chat, or was discarded just now.
                    Ok(None) => message.request_id.clone_from(&record.message.request_id),
                }
                let pending = self.write(message).map_err(Reason::Disk)?;
                return Ok(Begun::Pending(Box::new(pending), doubt));
            }
            Plan::New => {}
        }
        if message.request_id.is_empty() {
            message.request_id = Uuid::new_v4().to_string();
        }
        let pending = self.write(message).map_err(Reason::Disk)?;
        Ok(Begun::Pending(Box::new(pending), false))
    }

    /// Returns the records in doubt, and what is known of the message's own `requestId`.
    fn records(&self, message: &Outgoing) -> Vec<Record> {
        let mut records = self.outbox.unfinished().records;
        let id = message.request_id.as_str();
        if !id.is_empty() && records.iter().all(|record| record.message.request_id != id) {
            let of_here = |record: &Record| record.origin == self.origin;
            let sent = || self.history.find(id).filter(of_here);
            records.extend(self.outbox.find(id).or_else(sent));
        }
        records
    }

    fn write(&self, message: Outgoing) -> io::Result<Pending> {
        // The files go up first, and nothing of the message with them.
        let state = if message.attachments.is_empty() {
            State::Sending
        } else {
            State::Queued
        };
        self.outbox.begin(Record {
            message,
            origin: self.origin.clone(),
            since: timestamp(),
            state,
            reason: String::new(),
            sent: None,
        })
    }

    /// Records that the message is in Chat.
    ///
    /// Where the disk refuses, the record stays in doubt, which is safe.
    fn arrived(&self, mut pending: Pending, message: &Value) -> Pending {
        if let Err(error) = pending.arrived(Receipt::of(message)) {
            tracing::warn!("the record of a sent message cannot be written: {error}");
        }
        self.remember(pending.record(), history_entry::State::Sent, message);
        pending
    }

    /// Handles a failed send: the record is removed where it is certain that nothing arrived.
    fn failed(&self, mut pending: Pending, reason: Reason, in_doubt: bool) -> Undelivered {
        let request_id = pending.record().message.request_id.clone();
        let mut record = pending.record().clone();
        record.reason = reason.to_string();
        if in_doubt {
            set_state(&mut pending, State::Unknown, reason.to_string());
            self.remember(&record, history_entry::State::Unknown, &Value::Null);
        } else {
            self.remember(&record, history_entry::State::Failed, &Value::Null);
            if let Err(error) = pending.end() {
                tracing::warn!("the record of a failed send cannot be removed: {error}");
            }
        }
        Undelivered {
            request_id,
            reason,
            in_doubt,
        }
    }

    /// Adds a send to the history; `answer` is the created message, if there is one.
    ///
    /// Those to an embedded sandbox are left out: it ends with its program, and its messages with it.
    fn remember(&self, record: &Record, state: history_entry::State, answer: &Value) {
        if self.origin.is_sandbox {
            return;
        }
        let mut entry = Entry::of(record, state);
        entry.changed = timestamp();
        self.sender
            .map_or("", SenderKind::word)
            .clone_into(&mut entry.sender);
        let told = answer.get("space").and_then(Space::read);
        let cached = || self.cached(&record.message.parent).cloned();
        let named = told.filter(|space| !space.display_name.is_empty());
        if let Some(space) = named.or_else(cached) {
            entry.link = message_ref::link(entry.name(), space.uri.as_deref()).unwrap_or_default();
            entry.space_name = space.display_name;
        }
        if let Err(error) = self.history.add(&entry) {
            tracing::warn!("a send could not be added to the history: {error}");
        }
    }

    /// Returns a space of the sender, as an earlier list had it.
    fn cached(&self, name: &str) -> Option<&Space> {
        let known = self.spaces.as_ref()?;
        let spaces = known.read.get_or_init(|| known.cache.load());
        spaces.iter().find(|space| space.name == name)
    }
}

/// Records how far a send is.
///
/// Where the disk refuses, the record still says that the send was begun, which is safe.
fn set_state(pending: &mut Pending, state: State, reason: String) {
    if let Err(error) = pending.update(state, reason) {
        tracing::warn!("the record of a send cannot be written: {error}");
    }
}

/// Has the record say whether anything of the send has left.
struct RecordedDeparture<'a> {
    record: &'a Mutex<Pending>,
    /// Whether an earlier run may have sent it.
    was_in_doubt: bool,
}

impl RecordedDeparture<'_> {
    fn record(&self) -> MutexGuard<'_, Pending> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Departure for RecordedDeparture<'_> {
    fn waits(&self) {
        let mut record = self.record();
        // An attempt that may have arrived has changed the state.
        if record.record().state == State::Sending && !self.was_in_doubt {
            set_state(&mut record, State::Queued, String::new());
        }
    }

    fn leaves(&self) -> io::Result<()> {
        let mut record = self.record();
        match record.record().state {
            State::Queued => record.update(State::Sending, String::new()),
            _ => Ok(()),
        }
    }
}

/// A send whose record is on disk, or that the user must decide on.
enum Begun {
    Pending(Box<Pending>, bool),
    OldDoubt(Box<Record>),
}

/// Returns the sends that earlier runs left unfinished, the oldest first, and how many records cannot be read.
///
/// `origin` is the current sender and server; `None` where that is not known yet.
#[must_use]
pub fn leftovers(outbox: &Outbox, origin: Option<&Origin>) -> (Vec<Leftover>, usize) {
    let found = outbox.unfinished();
    let leftover = |record: Record| Leftover {
        day: String::new(),
        // A kept webhook belongs to no profile.
        is_ours: origin == Some(&record.origin)
            || (origin.is_some() && !record.message.webhook.is_empty()),
        record,
    };
    let records = found.records.into_iter().map(leftover).collect();
    (records, found.unreadable.len())
}

/// Returns the outcome where the record could not be begun.
fn not_begun(request_id: String, reason: Reason, known: bool) -> Outcome {
    Outcome::NotSent(Undelivered {
        request_id,
        in_doubt: known || matches!(reason, Reason::Busy),
        reason,
    })
}

/// Returns when the message was created, where that was before this send `began`.
///
/// The server's clock is compared with ours by the date of its response, which came at `now`.
fn earlier(answer: &DatedJson, began: OffsetDateTime, now: OffsetDateTime) -> Option<String> {
    let text = answer.value.get("createTime")?.as_str()?;
    let made = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let ahead = answer.date.map_or(Duration::ZERO, |date| date - now);
    let is_earlier = if ahead.abs() < SAME_CLOCK {
        made < began
    } else {
        made + SAME_CLOCK < began + ahead
    };
    is_earlier.then(|| text.to_owned())
}

fn now() -> OffsetDateTime {
    OffsetDateTime::from(SystemTime::now())
}

/// Returns the time now, RFC 3339.
#[must_use]
pub fn timestamp() -> String {
    now().format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_message_that_had_arrived_is_told_from_a_new_one() {
        let at = |text: &str| OffsetDateTime::parse(text, &Rfc3339).unwrap();
        let (began, now) = (at("2026-11-30T12:00:00.5Z"), at("2026-11-30T12:00:01Z"));
        for (made, date, is_earlier) in [
            ("2026-11-30T11:59:59Z", Some("2026-11-30T12:00:00Z"), true),
            ("2026-11-30T12:00:00.4Z", Some("2026-11-30T12:00:00Z"), true),
            (
                "2026-11-30T12:00:00.6Z",
                Some("2026-11-30T12:00:00Z"),
                false,
            ),
            ("2026-11-30T12:00:00.4Z", None, true),
            // The server's clock is a minute behind, or ahead.
            ("2026-11-30T11:59:00Z", Some("2026-11-30T11:59:01Z"), false),
            ("2026-11-30T11:58:50Z", Some("2026-11-30T11:59:01Z"), true),
            ("2026-11-30T12:01:00Z", Some("2026-11-30T12:01:01Z"), false),
            ("2026-11-30T12:00:50Z", Some("2026-11-30T12:01:01Z"), true),
        ] {
            let answer = DatedJson {
                value: json!({ "createTime": made }),
                date: date.map(at),
            };
            let found = earlier(&answer, began, now);
            assert_eq!(found.is_some(), is_earlier, "{made} {date:?}");
        }
    }
}
