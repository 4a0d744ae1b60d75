//! Delivers a message: writes its record, makes the calls, and remembers doubt over all of them.

use std::io;
use std::time::{Instant, SystemTime};

use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::resources::Sent;
use crate::chat::retry::{self, Policy, RetryWait};
use crate::chat::transport::DatedJson;
use crate::delivery::intent::Intent;
use crate::delivery::outcome::{Delivered, Leftover, Outcome, Reason, Undelivered};
use crate::delivery::plan::{Plan, plan};
use crate::message::request::Outgoing;
use crate::store::history::History;
use crate::store::outbox::{self, Origin, Outbox, Pending, Receipt, Record};

/// Maximum difference between two clocks that count as the same: a response's date is exact to the second.
const SAME_CLOCK: Duration = Duration::seconds(2);

/// Delivers the messages of one sender.
#[derive(Clone, Debug)]
pub struct Delivery {
    client: Client,
    outbox: Outbox,
    history: History,
    origin: Origin,
}

/// Progress of a send before its outcome.
#[derive(Debug)]
pub enum Progress<'a> {
    /// The record is on disk, and the first byte leaves now.
    Started {
        /// Its record.
        record: &'a Record,
        /// An earlier attempt to send the same message may have arrived.
        is_repeat: bool,
    },
    /// An attempt failed; there will be another one.
    Waiting(&'a RetryWait),
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
        };
        Self {
            client,
            outbox,
            history,
            origin,
        }
    }

    /// Returns the client that makes the calls.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Delivers a message.
    ///
    /// It is on disk before its first byte leaves, and stays there as long as nobody knows whether it arrived.
    /// Dropping the future cancels it: the record stays.
    pub async fn deliver(
        &self,
        message: Outgoing,
        intent: Intent,
        mut on_progress: impl FnMut(Progress<'_>),
    ) -> Outcome {
        let request_id = message.request_id.clone();
        let known = matches!(intent, Intent::Repeat { in_doubt: true });
        let (mut pending, doubt) = match self.begin(message, intent) {
            Ok(Begun::Pending(pending, doubt)) => (*pending, doubt),
            Ok(Begun::OldDoubt(record)) => return Outcome::OldDoubt(record),
            Err(reason) => {
                return Outcome::NotSent(Undelivered {
                    request_id,
                    in_doubt: known || matches!(reason, Reason::Busy),
                    reason,
                });
            }
        };
        on_progress(Progress::Started {
            record: pending.record(),
            is_repeat: doubt,
        });
        let (clock, began) = (Instant::now(), now());
        // An earlier attempt may have arrived, whatever the response to the last one was.
        let mut in_doubt = known || doubt;
        let message = &pending.record().message;
        let query = message.whole_query();
        let answer = retry::run(
            Policy::default(),
            random_unit,
            |waiting| {
                in_doubt |= waiting.because.may_have_arrived();
                on_progress(Progress::Waiting(waiting));
            },
            || {
                self.client
                    .create_message(&message.parent, &query, &message.body)
            },
        )
        .await;
        match answer {
            Ok(answer) => {
                self.arrived(&mut pending, &answer.value);
                Outcome::Sent(Box::new(Delivered {
                    earlier: earlier(&answer, began, now()),
                    message: answer.value,
                    took: clock.elapsed(),
                    pending,
                }))
            }
            Err(error) => Outcome::NotSent(failed(pending, error, in_doubt)),
        }
    }

    /// Returns the sends that earlier runs left unfinished, the oldest first, and how many records cannot be read.
    #[must_use]
    pub fn leftovers(&self) -> (Vec<Leftover>, usize) {
        leftovers(&self.outbox, Some(&self.origin))
    }

    /// Writes and locks the record of the send under its `requestId`; also returns whether an earlier attempt may
    /// have arrived.
    fn begin(&self, mut message: Outgoing, intent: Intent) -> Result<Begun, Reason> {
        let records = self.records(&message);
        match plan(&message, intent, &self.origin, &records, now()) {
            Plan::Taken(record) => return Err(Reason::Taken(Box::new(record.clone()))),
            Plan::OldDoubt(record) => return Ok(Begun::OldDoubt(Box::new(record.clone()))),
            Plan::Repeat(record) => {
                match self.outbox.resume(&record.message.request_id) {
                    Ok(Some(pending)) => return Ok(Begun::Pending(Box::new(pending), true)),
                    Err(outbox::Error::Busy) => return Err(Reason::Busy),
                    Err(outbox::Error::Disk(error)) => return Err(Reason::Disk(error)),
                    // It has ended: it is known to be in Chat, or was discarded just now.
                    Ok(None) => message.request_id.clone_from(&record.message.request_id),
                }
                let pending = self.write(message).map_err(Reason::Disk)?;
                return Ok(Begun::Pending(Box::new(pending), true));
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
        self.outbox.begin(Record {
            message,
            origin: self.origin.clone(),
            since: now().format(&Rfc3339).unwrap_or_default(),
            sent: None,
        })
    }

    /// Records that the message is in Chat.
    ///
    /// Where the disk refuses, the record stays in doubt, which is safe.
    fn arrived(&self, pending: &mut Pending, message: &Value) {
        let sent = Sent::read(message);
        let at = message.get("createTime").and_then(Value::as_str);
        let receipt = Receipt {
            name: sent.name,
            thread: sent.thread,
            at: at.unwrap_or("").to_owned(),
        };
        if let Err(error) = pending.arrived(receipt) {
            tracing::warn!("the record of a sent message cannot be written: {error}");
        }
        if !self.origin.is_sandbox
            && let Err(error) = self.history.add(pending.record())
        {
            tracing::warn!("a sent message could not be added to the history: {error}");
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
        is_ours: origin == Some(&record.origin),
        record,
    };
    let records = found.records.into_iter().map(leftover).collect();
    (records, found.unreadable.len())
}

/// Handles a failed send: the record is removed where it is certain that nothing arrived.
fn failed(pending: Pending, error: Error, in_doubt: bool) -> Undelivered {
    let in_doubt = in_doubt || error.may_have_arrived();
    let request_id = pending.record().message.request_id.clone();
    if !in_doubt && let Err(error) = pending.end() {
        tracing::warn!("the record of a failed send cannot be removed: {error}");
    }
    Undelivered {
        request_id,
        reason: Reason::Call(error),
        in_doubt,
    }
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

/// Returns a random number in `0.0..1.0`, for the jitter between attempts.
fn random_unit() -> f64 {
    f64::from(Uuid::new_v4().as_fields().0) / (f64::from(u32::MAX) + 1.0)
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
