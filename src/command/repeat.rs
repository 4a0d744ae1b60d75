//! Sends once more what was sent before, through the profile and the server that it belongs to.

use std::future::Future;

use serde_json::json;

use crate::chat::resources::Sent;
use crate::chat::sanitize;
use crate::chat::write_policy::WritePolicy;
use crate::command::client_setup::Setup;
use crate::command::failure::{Failure, Kind};
use crate::command::interrupt::Interrupt;
use crate::command::output;
use crate::command::patience::{patient, report_wait};
use crate::delivery::deliver::Delivery;
use crate::delivery::outcome::{Delivered, Outcome, Reason, Undelivered};
use crate::delivery::progress::Progress;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::settings::clock::Clock;
use crate::settings::connect::{self, Connection};
use crate::settings::profile::Profile;
use crate::store::outbox::Origin;
use crate::store::webhooks::Webhooks;

/// A connection to the server that a send belongs to.
pub struct Channel {
    /// Its deliveries.
    pub delivery: Delivery,
    /// The connection.
    pub connection: Connection,
}

impl Channel {
    /// Connects the profile of a send, if it still is what it was; nothing is sent over the network yet.
    ///
    /// `webhook` is the name of the kept webhook that it went by; empty where the profile sent it.
    ///
    /// # Errors
    /// Where the profile is gone, has another address, or cannot be used.
    pub async fn open(
        setup: &Setup,
        origin: &Origin,
        webhook: &str,
        remedy: &str,
    ) -> Result<Self, Failure> {
        if !webhook.is_empty() {
            return Self::open_webhook(setup, webhook).await;
        }
        let name = origin.profile.as_str();
        let refuse = |what: String| Failure::usage(Diagnostic::new(what, remedy));
        let broken = setup.config.broken.get(name);
        if let Some(fault) = broken.and_then(|faults| faults.first()) {
            return Err(Failure::from(fault.clone()));
        }
        let Some(profile) = setup.config.profiles.get(name) else {
            return Err(refuse(format!(
                "It belongs to the profile {name:?}, which the config file does not have (any more)."
            )));
        };
        // Credentials are read, and no socket opens yet.
        let connection = connect::connect(Some(profile), None, &setup.paths).await?;
        let connection = patient(connection);
        let address = match &connection.sandbox {
            Some(_) => "an embedded sandbox",
            None => connection.client.base().text(),
        };
        if address != origin.base {
            return Err(refuse(format!(
                "It belongs to {}, but the profile {name:?} has another address now, {}.",
                sanitize::line(&origin.base),
                sanitize::line(address)
            )));
        }
        Ok(Self {
            delivery: setup.delivery(&connection),
            connection,
        })
    }

    /// Connects a kept webhook.
    async fn open_webhook(setup: &Setup, name: &str) -> Result<Self, Failure> {
        let kept = Webhooks::new(setup.paths.webhooks()).get(name);
        let webhook = kept.map_err(|error| {
            Failure::usage(Diagnostic::new(
                format!(
                    "It belongs to the webhook {:?}: {error}.",
                    sanitize::name(name)
                ),
                error.remedy(&sanitize::name(name)),
            ))
        })?;
        let sender = Profile::of_webhook(name.to_owned(), webhook, WritePolicy::default());
        let connection = connect::connect(Some(&sender), None, &setup.paths).await?;
        let connection = patient(connection);
        Ok(Self {
            delivery: setup.delivery(&connection),
            connection,
        })
    }

    /// Reports the outcome of a send: the message on standard output, or why there is none.
    ///
    /// # Errors
    /// Where the message is not in Chat, or the outcome is not known.
    pub fn report(&self, outcome: Outcome, clock: Clock, as_json: bool) -> Result<(), Failure> {
        match outcome {
            Outcome::Sent(delivered) => {
                self.sent(*delivered, clock, as_json);
                Ok(())
            }
            Outcome::NotSent(undelivered) => Err(self.failed(undelivered)),
            Outcome::OldDoubt(record) => Err(Failure::new(
                Kind::InDoubt,
                Diagnostic::new(
                    format!(
                        "The same message was sent at {}, and it is not known whether it arrived.",
                        clock.time_of(&record.since)
                    ),
                    self.remedy(&record.message.request_id),
                ),
            )),
        }
    }

    /// Returns what to do about a send in doubt.
    fn remedy(&self, request_id: &str) -> String {
        if self.delivery.is_webhook() {
            return webhook_remedy(request_id);
        }
        format!(
            "The message may be in Chat all the same. chatquill outbox retry {} repeats it without posting twice.",
            sanitize::name(request_id)
        )
    }

    fn failed(&self, undelivered: Undelivered) -> Failure {
        let in_doubt = undelivered.in_doubt.then_some(&undelivered.request_id);
        if let Some(id) = in_doubt.filter(|id| !id.is_empty()) {
            let (diagnostic, remedy) = match &undelivered.reason {
                Reason::Call(error) if !error.is_later() && !self.delivery.is_webhook() => {
                    let diagnostic = error.explain();
                    let remedy = format!("{} {}", diagnostic.remedy, refused_remedy(id));
                    (diagnostic, remedy)
                }
                Reason::Call(error) => (error.explain(), self.remedy(id)),
                reason => (
                    format!("This attempt was not sent: {reason}.").into(),
                    self.remedy(id),
                ),
            };
            return Failure::new(
                Kind::InDoubt,
                Diagnostic {
                    remedy: remedy.trim_start().to_owned(),
                    ..diagnostic
                },
            );
        }
        match undelivered.reason {
            Reason::Call(error) => Failure::from(error),
            Reason::Upload(error) => Failure::from(error).of_upload(),
            reason @ (Reason::Disk(_) | Reason::Busy | Reason::Doubt) => {
                Failure::later(format!("Nothing was sent: {reason}."))
            }
            reason @ (Reason::Taken(_) | Reason::File { .. }) => {
                Failure::usage(format!("Nothing was sent: {reason}."))
            }
        }
    }

    /// Prints the message, then ends its record.
    fn sent(&self, delivered: Delivered, clock: Clock, as_json: bool) {
        let sent = Sent::read(&delivered.message);
        if let Some(at) = &delivered.earlier {
            output::note(&format!(
                "it had arrived at {}; nothing new was posted",
                clock.time_of(at)
            ));
        }
        let record = delivered.pending.record();
        if let Some(thread) = record.message.missed_thread(&sent.thread) {
            report_missed(&thread);
        }
        let written = if as_json {
            output::result(&output::json(&json!({
                "space": record.message.parent,
                "requestId": record.message.request_id,
                "message": delivered.message,
            })))
        } else {
            let label = &self.connection.sender.label;
            output::result(&format!("Sent as {label}: {}", sent.name))
        };
        if let Err(failure) = written {
            // The message is in Chat, which is what the exit status reports.
            output::note(&format!("Sent: {}. {}", sent.name, failure.words()));
        }
        if let Err(error) = delivered.pending.end() {
            output::note(&format!(
                "the record of the send could not be removed: {error}"
            ));
        }
    }
}

/// Returns what to do about a send in doubt whose repeat was refused, and would be again.
fn refused_remedy(request_id: &str) -> String {
    let id = sanitize::name(request_id);
    format!(
        "The first attempt may be in Chat all the same: look into the space. If the message is there, or no longer wanted, chatquill outbox drop {id} forgets it. If it is missing, chatquill outbox retry {id} repeats it without posting twice, once the cause of the refusal is removed."
    )
}

/// Returns what to do about a webhook's send in doubt.
#[must_use]
pub fn webhook_remedy(request_id: &str) -> String {
    let id = sanitize::name(request_id);
    format!(
        "The message may be in Chat all the same, and a webhook's has no request ID: sending it again would post a second one, so it is not repeated. Look into the space. If it is missing, chatquill outbox retry {id} --yes sends it again; else chatquill outbox drop {id} forgets it."
    )
}

/// Tells on standard error that a message is not in the thread that it names.
pub fn report_missed(thread: &str) {
    output::note(&format!(
        "the message is not in the thread {}: that is gone, or the space has no threads",
        sanitize::name(thread)
    ));
}

/// Tells on standard error that a send waits.
pub fn report_progress(progress: &Progress<'_>) {
    if let Progress::Waiting(waiting) = progress {
        report_wait(waiting);
    }
}

/// Runs calls until they end or the user interrupts them; `remedy` says what is known then.
///
/// # Errors
/// Where they were interrupted.
pub async fn uninterrupted<T>(calls: impl Future<Output = T>, remedy: &str) -> Result<T, Failure> {
    tokio::select! {
        outcome = calls => Ok(outcome),
        signal = Interrupt::listen().asked() => {
            Err(Failure::new(Kind::Interrupted(signal), Diagnostic::new("Interrupted.", remedy)))
        }
    }
}

/// Sums the failures of several sends up: in doubt counts most.
///
/// # Errors
/// Where there is a failure.
pub fn verdict(failures: impl Iterator<Item = Failure>, all: usize) -> Result<(), Failure> {
    let failures: Vec<Failure> = failures.collect();
    let worst = failures
        .iter()
        .map(|failure| failure.kind)
        .max_by_key(|kind| (*kind == Kind::InDoubt, kind.status()));
    match worst {
        None => Ok(()),
        Some(kind) => Err(Failure::new(
            kind,
            format!("{} of {all} sends were not repeated.", failures.len()),
        )),
    }
}
