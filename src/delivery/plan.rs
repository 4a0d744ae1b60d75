//! Chooses the `requestId` that a message is sent under, from the records, before anything leaves.

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::delivery::intent::Intent;
use crate::message::request::Outgoing;
use crate::store::outbox::{Origin, Record};

/// How long a `requestId` is reused without asking.
///
/// Google does not say how long it keeps one, and who sends the same words later, as a daily job does, means another
/// message.
pub const REUSE: Duration = Duration::hours(1);

/// The `requestId` that a message is sent under.
#[derive(Debug, PartialEq, Eq)]
pub enum Plan<'a> {
    /// A new one, or its own, which no record in doubt has.
    New,
    /// That of this record: the same message, whose outcome is not known.
    Repeat(&'a Record),
    /// None: the same message is in doubt, but for longer than [`REUSE`], or a webhook sends, which has no such ID.
    OldDoubt(&'a Record),
    /// None: the `requestId` belongs to another message.
    Taken(&'a Record),
}

/// Chooses the `requestId` that a message is sent under.
///
/// `records` are those that are in doubt, and what is known of its own `requestId`, in doubt or not.
#[must_use]
pub fn plan<'a>(
    message: &Outgoing,
    intent: Intent,
    origin: &Origin,
    records: &'a [Record],
    now: OffsetDateTime,
) -> Plan<'a> {
    let id = message.request_id.as_str();
    let of_id = |record: &&Record| !id.is_empty() && record.message.request_id == id;
    // Chat does not know a webhook's request IDs: only a person may decide to repeat what may have arrived.
    let asks =
        |record: &Record| origin.is_webhook && intent == Intent::New && record.may_have_arrived();
    if let Some(record) = records.iter().find(of_id) {
        let is_same = record.message.is_same_message(message) && record.origin == *origin;
        return if is_same && asks(record) {
            Plan::OldDoubt(record)
        } else if is_same {
            Plan::Repeat(record)
        } else {
            Plan::Taken(record)
        };
    }
    if intent != Intent::New || !id.is_empty() {
        return Plan::New;
    }
    // A record that says "sent" remains because its process was ended before it could report the send.
    let is_doubt = |record: &&Record| {
        record.origin == *origin
            && record.message.is_same_message(message)
            && (record.sent.is_none() || age(record, now) < REUSE)
    };
    // The latest of them: that is the one a person remembers.
    match records.iter().rev().find(is_doubt) {
        None => Plan::New,
        Some(record) if asks(record) => Plan::OldDoubt(record),
        Some(record) if age(record, now) < REUSE || !record.may_have_arrived() => {
            Plan::Repeat(record)
        }
        Some(record) => Plan::OldDoubt(record),
    }
}

/// Returns the age of a record.
///
/// One whose time cannot be parsed, or is in the future by more than a clock may be wrong, is older than any.
fn age(record: &Record, now: OffsetDateTime) -> Duration {
    match OffsetDateTime::parse(&record.since, &Rfc3339) {
        Ok(since) if now - since >= -REUSE => now - since,
        _ => Duration::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::outbox::{Receipt, State};

    fn record(id: &str, body: &str, since: &str) -> Record {
        Record {
            message: message(id, body),
            origin: origin("me"),
            since: since.into(),
            state: State::Sending,
            reason: String::new(),
            sent: None,
        }
    }

    fn sent(id: &str, body: &str, since: &str) -> Record {
        Record {
            sent: Some(Receipt::default()),
            ..record(id, body, since)
        }
    }

    fn message(id: &str, body: &str) -> Outgoing {
        Outgoing {
            request_id: id.into(),
            parent: "spaces/A".into(),
            body: body.into(),
            ..Outgoing::default()
        }
    }

    fn origin(profile: &str) -> Origin {
        Origin {
            profile: profile.into(),
            ..Origin::default()
        }
    }

    #[test]
    fn a_webhook_repeats_nothing_that_may_have_arrived_by_itself() {
        let of_webhook = |record: Record| Record {
            origin: Origin {
                is_webhook: true,
                ..record.origin
            },
            ..record
        };
        let records = [
            of_webhook(record("doubt", "twice", "2026-11-30T11:59:00Z")),
            of_webhook(sent("told", "untold", "2026-11-30T11:59:00Z")),
        ];
        let now = OffsetDateTime::parse("2026-11-30T12:00:00Z", &Rfc3339).unwrap();
        let origin = Origin {
            is_webhook: true,
            ..origin("me")
        };
        let again = Intent::Repeat { in_doubt: true };
        for (id, body, intent, expected) in [
            ("", "other", Intent::New, Plan::New),
            ("", "twice", Intent::New, Plan::OldDoubt(&records[0])),
            ("doubt", "twice", Intent::New, Plan::OldDoubt(&records[0])),
            ("", "untold", Intent::New, Plan::OldDoubt(&records[1])),
            ("", "twice", Intent::SendAnyway, Plan::New),
            ("doubt", "twice", again, Plan::Repeat(&records[0])),
            ("doubt", "other", Intent::New, Plan::Taken(&records[0])),
        ] {
            let found = plan(&message(id, body), intent, &origin, &records, now);
            assert_eq!(found, expected, "{id} {body} {intent:?}");
        }
    }

    #[test]
    fn the_request_id_belongs_to_the_words() {
        let records = [
            record("old", "stale", "2026-11-30T10:00:00Z"),
            record("early", "twice", "2026-11-30T11:40:00Z"),
            record("late", "twice", "2026-11-30T11:50:00Z"),
            record("torn", "timeless", "yesterday"),
            record("ahead", "tomorrow", "2026-12-01T12:00:00Z"),
            Record {
                state: State::Queued,
                ..record("queued", "never left", "2026-11-29T12:00:00Z")
            },
            sent("told", "untold", "2026-11-30T11:59:00Z"),
            sent("daily", "news", "2026-11-29T12:00:00Z"),
        ];
        let now = OffsetDateTime::parse("2026-11-30T12:00:00Z", &Rfc3339).unwrap();
        let (old, late) = (Plan::OldDoubt(&records[0]), Plan::Repeat(&records[2]));
        let again = Intent::Repeat { in_doubt: true };
        for (id, body, profile, intent, expected) in [
            ("", "other", "me", Intent::New, Plan::New),
            ("", "twice", "me", Intent::New, late),
            ("", "twice", "you", Intent::New, Plan::New),
            ("", "stale", "me", Intent::New, old),
            ("", "stale", "me", Intent::SendAnyway, Plan::New),
            (
                "",
                "timeless",
                "me",
                Intent::New,
                Plan::OldDoubt(&records[3]),
            ),
            (
                "",
                "tomorrow",
                "me",
                Intent::New,
                Plan::OldDoubt(&records[4]),
            ),
            (
                "",
                "never left",
                "me",
                Intent::New,
                Plan::Repeat(&records[5]),
            ),
            ("", "untold", "me", Intent::New, Plan::Repeat(&records[6])),
            ("", "news", "me", Intent::New, Plan::New),
            ("old", "stale", "me", again, Plan::Repeat(&records[0])),
            ("old", "stale", "me", Intent::New, Plan::Repeat(&records[0])),
            ("old", "stale", "you", again, Plan::Taken(&records[0])),
            ("old", "other", "me", Intent::New, Plan::Taken(&records[0])),
            ("mine", "twice", "me", Intent::New, Plan::New),
            ("gone", "twice", "me", again, Plan::New),
        ] {
            let found = plan(&message(id, body), intent, &origin(profile), &records, now);
            assert_eq!(found, expected, "{id} {body} {profile} {intent:?}");
        }
    }
}
