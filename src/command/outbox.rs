//! `chatquill outbox`: lists, repeats and drops the sends that did not end.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::path::Path;

use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::chat::sanitize;
use crate::command::age::{age, age_in_words};
use crate::command::arguments::SenderArgs;
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::history_arguments::{Outbox as Action, OutboxRetry};
use crate::command::outbox_edits::{self, OutboxEdits};
use crate::command::output;
use crate::command::repeat::{Channel, report_progress, uninterrupted, verdict};
use crate::command::table;
use crate::delivery::abandon::abandon;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::title::title;
use crate::settings::clock::Clock;
use crate::store::outbox::{Error, Listed, Listing, Outbox, Record};

/// Runs the command.
///
/// # Errors
/// Where a send cannot be found, repeated or dropped; with the exit status of its kind.
pub async fn run(setup: &Setup, who: &SenderArgs, action: &Action) -> Result<(), Failure> {
    let outbox = Outbox::new(setup.paths.outbox());
    let mut listing = outbox.list();
    if let Some(profile) = &who.profile {
        listing
            .sends
            .retain(|listed| listed.record.origin.profile == *profile);
    }
    let edits = OutboxEdits::read(&setup.paths, who.profile.as_deref());
    match action {
        Action::List(options) => {
            tell_unreadable(&listing);
            let now = OffsetDateTime::now_utc();
            if options.json {
                let rows = listing.sends.iter().map(|listed| object(listed, now));
                let edits = edits.all.iter().map(|edit| outbox_edits::object(edit, now));
                return output::result(&table::json_list(rows.chain(edits)));
            }
            if listing.sends.is_empty() && edits.all.is_empty() {
                output::note("every send has ended; the outbox holds none");
                return Ok(());
            }
            let rows = listing.sends.iter().map(|listed| row(listed, now));
            let edits = edits.all.iter().map(|edit| outbox_edits::row(edit, now));
            let rows: Vec<[String; 6]> = rows.chain(edits).collect();
            output::result(&table::columns(&rows))
        }
        Action::Retry(options) => {
            tell_unreadable(&listing);
            let Some(id) = &options.id else {
                return Box::pin(retry_all(setup, &outbox, listing, &edits, options)).await;
            };
            match edits.find(id) {
                Some(edit) => edits.retry(setup, edit, options).await,
                None => Box::pin(retry(setup, &outbox, listing, options)).await,
            }
        }
        Action::Drop(options) => match edits.find(&options.id) {
            Some(edit) => edits.forget(edit),
            None => forget(setup, &outbox, &listing, &options.id),
        },
    }
}

fn tell_unreadable(listing: &Listing) {
    for path in &listing.unreadable {
        output::note(&format!(
            "{} is no record of a send and is left as it is; chatquill outbox drop {} removes it",
            sanitize::line(&path.display().to_string()),
            sanitize::line(file_name(path))
        ));
    }
}

fn file_name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("")
}

/// Returns the one send whose request ID is this one, or begins with it.
fn find<'a>(listing: &'a Listing, id: &str) -> Result<&'a Listed, Failure> {
    let id_of = |listed: &&Listed| listed.record.message.request_id.clone();
    if let Some(exact) = listing.sends.iter().find(|listed| id_of(listed) == id) {
        return Ok(exact);
    }
    let begins = |listed: &&Listed| !id.is_empty() && id_of(listed).starts_with(id);
    let found: Vec<&Listed> = listing.sends.iter().filter(begins).collect();
    match found[..] {
        [one] => Ok(one),
        [] => Err(Failure::usage(Diagnostic::new(
            format!("There is no unfinished send {id:?}."),
            "chatquill outbox list shows them; chatquill history list shows those that ended.",
        ))),
        _ => Err(Failure::usage(Diagnostic::new(
            format!("{} unfinished sends begin with {id:?}.", found.len()),
            "Give more of the request ID.",
        ))),
    }
}

/// Repeats all sends and all edits.
async fn retry_all(
    setup: &Setup,
    outbox: &Outbox,
    listing: Listing,
    edits: &OutboxEdits,
    options: &OutboxRetry,
) -> Result<(), Failure> {
    let sends = if listing.sends.is_empty() && !edits.all.is_empty() {
        Ok(())
    } else {
        retry(setup, outbox, listing, options).await
    };
    let edits = edits.retry_all(setup, options).await;
    sends.and(edits)
}

async fn retry(
    setup: &Setup,
    outbox: &Outbox,
    listing: Listing,
    options: &OutboxRetry,
) -> Result<(), Failure> {
    let wanted: Vec<Record> = if let Some(id) = &options.id {
        let listed = find(&listing, id)?;
        if listed.is_under_way {
            return Err(busy());
        }
        vec![listed.record.clone()]
    } else {
        let (under_way, left): (Vec<_>, Vec<_>) = listing
            .sends
            .into_iter()
            .partition(|listed| listed.is_under_way);
        if !under_way.is_empty() {
            let count = under_way.len();
            output::note(&format!(
                "{count} {} being sent right now by another chatquill, and {} left to it",
                if count == 1 { "is" } else { "are" },
                if count == 1 { "is" } else { "are" },
            ));
        }
        left.into_iter().map(|listed| listed.record).collect()
    };
    if wanted.is_empty() {
        output::note("there is nothing to repeat");
        return Ok(());
    }
    let retries = Retries {
        setup,
        outbox,
        clock: Clock::here(),
        as_json: options.json,
        may_repeat: options.yes,
    };
    Box::pin(uninterrupted(
        retries.all(&wanted),
        "What was not repeated, or may have arrived, is still in the outbox.",
    ))
    .await?
}

fn busy() -> Failure {
    Failure::later(
        "It is being sent right now by another chatquill. Wait for its outcome.".to_owned(),
    )
}

/// What all repeats of a run share.
struct Retries<'a> {
    setup: &'a Setup,
    outbox: &'a Outbox,
    clock: Clock,
    as_json: bool,
    /// Whether the user has confirmed it: under a guarded profile, and where a webhook's first may have arrived.
    may_repeat: bool,
}

impl Retries<'_> {
    /// Repeats sends one after the other; a failure does not stop the others.
    async fn all(&self, records: &[Record]) -> Result<(), Failure> {
        let mut channels = HashMap::new();
        let mut failures = Vec::new();
        for record in records {
            let key = (
                record.origin.profile.clone(),
                record.origin.base.clone(),
                record.message.webhook.clone(),
            );
            let channel = match channels.entry(key) {
                Slot::Occupied(known) => known.into_mut(),
                Slot::Vacant(free) => {
                    let remedy = "Restore the profile in the config file, or forget the send with chatquill outbox drop.";
                    let webhook = &record.message.webhook;
                    free.insert(Channel::open(self.setup, &record.origin, webhook, remedy).await)
                }
            };
            let outcome = match channel {
                Ok(channel) => self.one(channel, record).await,
                Err(failure) => Err(failure.clone()),
            };
            failures.extend(outcome.err().map(|failure| (record, failure)));
        }
        if records.len() == 1
            && let Some((_, failure)) = failures.pop()
        {
            return Err(failure);
        }
        for (record, failure) in &failures {
            let id = sanitize::name(&record.message.request_id);
            output::note(&format!("{id}: {}", failure.words()));
        }
        verdict(
            failures.into_iter().map(|(_, failure)| failure),
            records.len(),
        )
    }

    async fn one(&self, channel: &Channel, record: &Record) -> Result<(), Failure> {
        let policy = &channel.connection.sender.policy;
        policy.consents(self.may_repeat)?;
        if let Some(receipt) = &record.sent {
            output::note(&format!(
                "it is in Chat as {}; nothing new was posted",
                sanitize::name(&receipt.name)
            ));
            let history = self.setup.history();
            return dropped(abandon(self.outbox, &history, &record.message.request_id)).map(drop);
        }
        if channel.delivery.is_webhook() && record.may_have_arrived() && !self.may_repeat {
            return Err(Failure::usage(Diagnostic::new(
                format!(
                    "It was sent by a webhook at {}, and may be in Chat: sending it again would post a second message.",
                    self.clock.time_of(&record.since)
                ),
                "Look into the space. Add --yes to post it all the same; chatquill outbox drop forgets it.",
            )));
        }
        let outcome = channel
            .delivery
            .repeat(record, |progress| report_progress(&progress))
            .await;
        channel.report(outcome, self.clock, self.as_json)
    }
}

fn forget(setup: &Setup, outbox: &Outbox, listing: &Listing, id: &str) -> Result<(), Failure> {
    let mut unreadable = listing.unreadable.iter().map(|path| file_name(path));
    if let Some(file) = unreadable.find(|file| *file == id) {
        let removed = outbox.discard(file);
        removed.map_err(|error| Failure::later(format!("It could not be removed: {error}.")))?;
        return output::result(&format!("Dropped: {}", sanitize::line(file)));
    }
    let record = &find(listing, id)?.record;
    let request_id = &record.message.request_id;
    if dropped(abandon(outbox, &setup.history(), request_id))? {
        return output::result(&format!("Dropped: {}", sanitize::name(request_id)));
    }
    output::note("it has ended in the meantime");
    Ok(())
}

fn dropped(outcome: Result<bool, Error>) -> Result<bool, Failure> {
    outcome.map_err(|error| match error {
        Error::Busy => busy(),
        Error::Disk(error) => Failure::later(format!("It could not be dropped: {error}.")),
    })
}

fn row(listed: &Listed, now: OffsetDateTime) -> [String; 6] {
    let record = &listed.record;
    [
        age_in_words(&record.since, now),
        listed.state.word().to_owned(),
        sanitize::name(&record.message.parent),
        sanitize::name(sender(record)),
        sanitize::name(&record.message.request_id),
        sanitize::line(&words(record)),
    ]
}

fn object(listed: &Listed, now: OffsetDateTime) -> Value {
    let record = &listed.record;
    json!({
        "id": record.message.request_id,
        "state": listed.state.word(),
        "since": record.since,
        "ageSeconds": age(&record.since, now),
        "space": record.message.parent,
        "profile": record.origin.profile,
        "webhook": record.message.webhook,
        "server": record.origin.base,
        "messageId": record.message.parameter("messageId"),
        "bytes": record.message.bytes(),
        "title": words(record),
        "reason": record.reason,
        "name": record.sent.as_ref().map(|receipt| &receipt.name),
    })
}

/// Returns the name of the webhook or the profile that sent it.
fn sender(record: &Record) -> &str {
    match record.message.webhook.as_str() {
        "" => &record.origin.profile,
        webhook => webhook,
    }
}

fn words(record: &Record) -> String {
    let message: Value = serde_json::from_str(&record.message.body).unwrap_or_default();
    title(&message)
}
