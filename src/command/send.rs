//! `chatquill send`: sends or shows one message.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::chat::resources::Sent;
use crate::chat::retry::RetryWait;
use crate::chat::sanitize;
use crate::command::arguments::{Send, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::dry_run;
use crate::command::failure::{Failure, Kind};
use crate::command::input_file;
use crate::command::interrupt::Interrupt;
use crate::command::output;
use crate::command::overrides;
use crate::delivery::deliver::{Delivery, Progress};
use crate::delivery::intent::Intent;
use crate::delivery::outcome::{Delivered, Leftover, Outcome, Reason, Undelivered};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::request::Outgoing;
use crate::message::size;
use crate::settings::clock::Clock;
use crate::settings::connect::Connection;
use crate::store::history::History;
use crate::store::outbox::{Outbox, Record};

/// Runs the command.
///
/// # Errors
/// Where the message is not in Chat, or the outcome is not known; with the exit status of its kind.
pub async fn run(setup: &Setup, who: &SenderArgs, options: &Send) -> Result<(), Failure> {
    let mut message = Outgoing::of(&request(options)?);
    if options.dry_run {
        let base = setup.base(who).await?;
        if message.request_id.is_empty() {
            message.request_id = Uuid::new_v4().to_string();
        }
        return dry_run::print(&base, &message, options.json);
    }
    let clock = Clock::here();
    let connection = setup.connect(who).await?;
    if message.bytes() > size::LIMIT {
        return Err(Failure::refused(format!(
            "The message has {} bytes; Google Chat takes {}. Shorten it.",
            message.bytes(),
            size::LIMIT
        )));
    }
    let command = SendContext {
        delivery: delivery(setup, &connection),
        is_sandbox: connection.sandbox.is_some(),
        label: &connection.sender.label,
        clock,
    };
    command.report_leftovers(&message);
    let outcome = command.deliver(message, options.json).await;
    drop(connection);
    outcome
}

/// Returns the request as it would be sent: the input, with the options applied.
fn request(options: &Send) -> Result<Value, Failure> {
    let mut request = json!({});
    if let Some(file) = &options.file {
        let opened = input_file::request(file)?;
        input_file::warn(file, &opened.request);
        request = opened.request;
    }
    overrides::apply(options, &mut request)?;
    let Some(fields) = request.as_object_mut() else {
        return Err(Failure::usage("There is nothing to send.".to_owned()));
    };
    let parent = fields.get("parent").and_then(Value::as_str).unwrap_or("");
    if parent.is_empty() {
        return Err(Failure::usage(
            "No space is named. Add --space SPACE; chatquill spaces lists them.".to_owned(),
        ));
    }
    if let Some(id) = &options.request_id {
        fields.insert("requestId".to_owned(), json!(id));
    }
    Ok(request)
}

fn delivery(setup: &Setup, connection: &Connection) -> Delivery {
    Delivery::new(
        connection.client.clone(),
        Outbox::new(setup.paths.outbox()),
        History::new(&setup.paths.history()),
        &connection.sender.profile,
        connection.sandbox.is_some(),
    )
}

/// The client, the settings and the options of the command.
struct SendContext<'a> {
    delivery: Delivery,
    is_sandbox: bool,
    label: &'a str,
    clock: Clock,
}

impl SendContext<'_> {
    /// Delivers the message and reports the outcome.
    async fn deliver(&self, message: Outgoing, as_json: bool) -> Result<(), Failure> {
        match self.attempt(&message, Intent::New).await? {
            Outcome::OldDoubt(record) => {
                output::note(&self.old_doubt(&record));
                let outcome = self.attempt(&message, Intent::SendAnyway).await?;
                self.report(outcome, as_json)
            }
            outcome => self.report(outcome, as_json),
        }
    }

    async fn attempt(&self, message: &Outgoing, intent: Intent) -> Result<Outcome, Failure> {
        let mut started = None;
        let outcome = tokio::select! {
            outcome = self.delivery.deliver(message.clone(), intent, |progress| match progress {
                Progress::Started { record, is_repeat } => {
                    if is_repeat && message.request_id.is_empty() {
                        self.report_repeat(record);
                    }
                    started = Some(record.message.request_id.clone());
                }
                Progress::Waiting(waiting) => report_wait(waiting, started.as_deref()),
            }) => Some(outcome),
            () = Interrupt::listen().asked() => None,
        };
        outcome.ok_or_else(|| {
            Failure::new(
                Kind::Interrupted,
                match started {
                    Some(id) => Diagnostic::new("Interrupted.", self.doubt(&id)),
                    None => "Interrupted before anything was sent.".into(),
                },
            )
        })
    }

    fn report(&self, outcome: Outcome, as_json: bool) -> Result<(), Failure> {
        match outcome {
            Outcome::Sent(delivered) => {
                self.sent(*delivered, as_json);
                Ok(())
            }
            Outcome::NotSent(undelivered) => Err(self.failed(undelivered)),
            // Returned only where the message is not meant as a second one.
            Outcome::OldDoubt(record) => Err(Failure::refused(self.old_doubt(&record))),
        }
    }

    /// Prints the message, then ends its record.
    ///
    /// Interrupted between the two, the same command again finds the message and posts nothing.
    fn sent(&self, delivered: Delivered, as_json: bool) {
        let message = &delivered.message;
        if let Some(at) = &delivered.earlier {
            output::note(&format!(
                "it had arrived at {}; nothing new was posted",
                self.clock.time_of(at)
            ));
        }
        let written = if as_json {
            output::result(&output::json(message))
        } else {
            let sent = Sent::read(message);
            let mut lines = vec![format!("Sent as {}: {}", self.label, sent.name)];
            if !sent.thread.is_empty() {
                lines.push(format!("Thread: {}", sent.thread));
            }
            output::result(&lines.join("\n"))
        };
        if let Err(failure) = written {
            // The message is in Chat, which is what the exit status reports.
            let name = Sent::read(message).name;
            output::note(&format!("Sent: {name}. {}", failure.words()));
        }
        if let Err(error) = delivered.pending.end() {
            output::note(&format!(
                "the record of the send could not be removed: {error}"
            ));
        }
    }

    /// Returns the failure; where the outcome is not known, with what to do then.
    fn failed(&self, undelivered: Undelivered) -> Failure {
        if undelivered.in_doubt && !undelivered.request_id.is_empty() {
            let diagnostic = match &undelivered.reason {
                Reason::Call(error) => error.explain(),
                reason => format!("This attempt was not sent: {reason}.").into(),
            };
            let remedy = self.doubt(&undelivered.request_id);
            return Failure::new(
                Kind::InDoubt,
                Diagnostic {
                    remedy,
                    ..diagnostic
                },
            );
        }
        match undelivered.reason {
            Reason::Call(error) => Failure::from(error),
            Reason::Disk(error) => Failure::later(format!(
                "Nothing was sent: the record of the send cannot be written: {error}. Check the data folder, or name another with --data-dir DIR."
            )),
            Reason::Busy => Failure::later(
                "The same message is being sent right now by another chatquill. Wait for its outcome."
                    .to_owned(),
            ),
            Reason::Taken(record) => Failure::usage(self.taken(&record)),
        }
    }

    fn doubt(&self, request_id: &str) -> String {
        if self.is_sandbox {
            return "The embedded sandbox has ended, and its data is gone.".to_owned();
        }
        let id = sanitize::name(request_id);
        format!(
            "The message may be in Chat all the same. The same command with --request-id {id} sends it again without posting twice; so does the same command unchanged, within the hour."
        )
    }

    /// Reports that the message is sent under the ID of an earlier attempt.
    fn report_repeat(&self, record: &Record) {
        output::note(&format!(
            "the same message was sent at {}, and it is not known whether it arrived; it is sent again under its request ID {}, which cannot post it twice",
            self.clock.time_of(&record.since),
            sanitize::name(&record.message.request_id)
        ));
    }

    fn old_doubt(&self, record: &Record) -> String {
        format!(
            "the same message was sent at {}, and it is not known whether it arrived; after so long this counts as a new message and is sent under a new request ID. To repeat the earlier one, use --request-id {}",
            self.clock.time_of(&record.since),
            sanitize::name(&record.message.request_id)
        )
    }

    fn taken(&self, record: &Record) -> String {
        format!(
            "The request ID {} belongs to another message, of {}: Google Chat would answer with that one and post nothing. Use another ID, or none.",
            sanitize::name(&record.message.request_id),
            self.clock.time_of(&record.since)
        )
    }

    /// Reports what earlier commands left in doubt, other than this message.
    fn report_leftovers(&self, message: &Outgoing) {
        let (leftovers, unreadable) = self.delivery.leftovers();
        // A record of another profile or server is a different message, even with the same content.
        let is_other = |left: &&Leftover| {
            let (record, id) = (&left.record.message, &message.request_id);
            // The message itself is the record of its own ID, or else of the same words.
            let is_itself = if id.is_empty() {
                record.is_same_message(message)
            } else {
                record.request_id == *id
            };
            !left.is_ours || !is_itself
        };
        let others = leftovers.iter().filter(is_other);
        let doubts: Vec<_> = others.filter(|left| left.record.sent.is_none()).collect();
        if let Some(first) = doubts.first() {
            let record = &first.record;
            let more = match doubts.len() {
                1 => String::new(),
                count => format!(", and {} more", count - 1),
            };
            output::note(&format!(
                "an earlier send to {} at {} may have arrived (request ID {}{more}); the composer lists it in Activity",
                sanitize::name(&record.message.parent),
                self.clock.time_of(&record.since),
                sanitize::name(&record.message.request_id)
            ));
        }
        if unreadable > 0 {
            output::note(&format!(
                "{unreadable} records of earlier sends in the folder outbox cannot be read; they are left as they are"
            ));
        }
    }
}

/// Reports why the send waits; the first time with its request ID.
fn report_wait(waiting: &RetryWait, request_id: Option<&str>) {
    let id = request_id.filter(|_| waiting.attempt == 2);
    let id = id.map_or(String::new(), |id| {
        format!(", request ID {}", sanitize::name(id))
    });
    output::note(&format!(
        "{}; trying again in {:.1} s ({} of {}{id})",
        sanitize::line(&waiting.because.to_string()),
        waiting.wait.max(Duration::from_millis(100)).as_secs_f32(),
        waiting.attempt,
        waiting.of
    ));
}
