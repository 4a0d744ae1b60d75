//! `chatquill send`: sends or shows one message.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::chat::resources::Sent;
use crate::chat::retry::RetryWait;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::chat::write_policy::WritePolicy;
use crate::command::arguments::{Send, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::{Cause, Failure, Kind};
use crate::command::interrupt::{self, Interrupt};
use crate::command::progress_bar::ProgressBar;
use crate::command::space_argument::{self, SpaceArgument};
use crate::command::viewer_argument;
use crate::command::{dry_run, output, person, repeat, send_checks, send_files};
use crate::delivery::deliver::Delivery;
use crate::delivery::intent::Intent;
use crate::delivery::outcome::{Delivered, Leftover, Outcome, Reason, Undelivered};
use crate::delivery::progress::Progress;
use crate::delivery::rate_guard::PACED;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::checks::check_context::CheckContext;
use crate::message::request::Outgoing;
use crate::settings::clock::Clock;
use crate::settings::profile::Profile;
use crate::store::outbox::Record;

/// Sends one message to one space.
///
/// All that can be refused without the network is refused before a socket opens.
///
/// # Errors
/// Where the message is not in Chat, or the outcome is not known; with the exit status of its kind.
pub(super) async fn run_one(
    setup: &Setup,
    who: &SenderArgs,
    options: &Send,
    mut request: Value,
) -> Result<(), Failure> {
    let name = unresolved_space(options, setup.profile(who)?, who)?;
    if name.is_none() {
        require_space(&request)?;
    }
    if options.dry_run {
        return show(setup, who, options, request, name).await;
    }
    let profile = setup.writer(who)?;
    let policy = profile.map_or_else(WritePolicy::default, |profile| profile.policy.clone());
    policy.consents(options.guards.yes)?;
    if name.is_none() {
        policy.permits(parent(&request))?;
    }
    let clock = Clock::here();
    let mut context = check_context(profile, who);
    let files = send_files::files(options, &mut context)?;
    let seen = |request: &Value| send_files::checked(request, &files);
    if name.is_none() {
        send_checks::stop(&seen(&request), &context, options)?;
    }
    let connection = setup.connect(who).await?;
    if let Some(name) = name {
        let space = match name {
            Unresolved::Name(name) => {
                let kind = connection.sender.kind;
                space_argument::resolve(&connection.client, kind, &name).await?
            }
            Unresolved::Person(user) => {
                person::conversation(&connection, &user, options.guards.yes).await?
            }
        };
        set_parent(&mut request, &space);
        policy.permits(&space)?;
    }
    if let Some(name) = viewer_argument::name(options)? {
        viewer_argument::place(&connection, &mut request, name).await?;
    }
    let delivery = setup.delivery(&connection);
    let thread_keys = delivery.thread_keys(parent(&request));
    require_known_key(options, &thread_keys)?;
    context.known.thread_keys = Some(thread_keys);
    send_checks::stop(&seen(&request), &context, options)?;
    let space = send_checks::threaded_space(&connection.client, &request, context.sender);
    context.space = interrupt::or_end(space).await?;
    send_checks::warn(&seen(&request), &context, options)?;
    let command = SendContext {
        delivery,
        is_sandbox: connection.sandbox.is_some(),
        label: &connection.sender.label,
        clock,
        may_repeat: options.guards.yes,
    };
    let mut message = Outgoing::of(&request);
    message.attachments = files;
    command.report_leftovers(&message);
    let outcome = command.deliver(message, options.json).await;
    drop(connection);
    outcome
}

/// Prints what would be sent, if the checks let it pass.
///
/// Only a space or a viewer that is named needs a connection.
async fn show(
    setup: &Setup,
    who: &SenderArgs,
    options: &Send,
    mut request: Value,
    name: Option<Unresolved>,
) -> Result<(), Failure> {
    let viewer = viewer_argument::name(options)?;
    if name.is_some() || viewer.is_some() {
        let connection = setup.connect(who).await?;
        let space = match name {
            None => None,
            Some(Unresolved::Name(name)) => {
                let kind = connection.sender.kind;
                Some(space_argument::resolve(&connection.client, kind, &name).await?)
            }
            // Nothing is set up by a dry run.
            Some(Unresolved::Person(user)) => {
                Some(person::conversation(&connection, &user, false).await?)
            }
        };
        if let Some(space) = space {
            set_parent(&mut request, &space);
        }
        if let Some(viewer) = viewer {
            viewer_argument::place(&connection, &mut request, viewer).await?;
        }
    }
    let mut context = check_context(setup.profile(who)?, who);
    let files = send_files::files(options, &mut context)?;
    let seen = send_files::checked(&request, &files);
    send_checks::stop(&seen, &context, options)?;
    send_checks::warn(&seen, &context, options)?;
    if !files.is_empty() {
        let bytes = send_files::bytes(&files);
        output::note(&format!(
            "files of {bytes} bytes would be uploaded first, and attached"
        ));
    }
    let target = setup.target(who).await?;
    let mut message = Outgoing::of(&request);
    if context.sender == Some(SenderKind::Webhook) {
        // Google documents none for webhooks.
        message.request_id.clear();
    } else if message.request_id.is_empty() {
        message.request_id = Uuid::new_v4().to_string();
    }
    dry_run::print(&target, &message, options.json)
}

/// A destination whose space only the server knows.
enum Unresolved {
    /// The name of a space, which stands in the list of spaces.
    Name(String),
    /// A person, as `users/ID` or `users/EMAIL`.
    Person(String),
}

/// Returns what `--to` or `--space` gives instead of the resource name of a space.
fn unresolved_space(
    options: &Send,
    profile: Option<&Profile>,
    who: &SenderArgs,
) -> Result<Option<Unresolved>, Failure> {
    if let Some(to) = &options.targets.to {
        let kind = check_context(profile, who)
            .sender
            .unwrap_or(SenderKind::App);
        return person::parse(to, kind).map(Unresolved::Person).map(Some);
    }
    let given = options.space().map(space_argument::parse);
    Ok(match given.transpose()? {
        Some(SpaceArgument::Name(name)) => Some(Unresolved::Name(name)),
        Some(SpaceArgument::Place(_)) | None => None,
    })
}

pub(super) fn parent(request: &Value) -> &str {
    let parent = request.get("parent").and_then(Value::as_str);
    parent.unwrap_or_default()
}

/// Sets the space of a request.
pub(super) fn set_parent(request: &mut Value, space: &str) {
    if let Some(fields) = request.as_object_mut() {
        fields.insert("parent".to_owned(), json!(space));
    }
}

pub(super) fn require_space(request: &Value) -> Result<(), Failure> {
    if parent(request).is_empty() {
        return Err(Failure::usage(
            "No space is named. Add --space SPACE; chatquill spaces lists them.".to_owned(),
        ));
    }
    Ok(())
}

/// Refuses `--or-fail` with a thread key that was never used from here.
///
/// Google's pages disagree whether such a send starts a thread; `--or-fail` promises that it does not.
fn require_known_key(options: &Send, known: &BTreeSet<String>) -> Result<(), Failure> {
    match &options.thread_key {
        Some(key) if options.or_fail && !options.guards.no_check && !known.contains(key) => {
            Err(Failure::usage(Diagnostic::new(
                format!(
                    "Nothing was sent with the thread key {:?} from here, so nobody can tell whether its thread exists.",
                    sanitize::name(key)
                ),
                "Name the thread with --thread, or omit --or-fail to start it where it is missing.",
            )))
        }
        _ => Ok(()),
    }
}

/// Returns what the checks know of the sender.
pub(super) fn check_context(profile: Option<&Profile>, who: &SenderArgs) -> CheckContext {
    let kind = who.kind.map(SenderKind::from);
    let of_profile = profile.map_or(SenderKind::App, Profile::kind);
    CheckContext {
        sender: Some(kind.unwrap_or(of_profile)),
        developer_preview: profile.is_some_and(|profile| profile.developer_preview),
        adds_request_id: true,
        ..CheckContext::default()
    }
}

/// The client, the settings and the options of the command.
pub(super) struct SendContext<'a> {
    pub(super) delivery: Delivery,
    pub(super) is_sandbox: bool,
    pub(super) label: &'a str,
    pub(super) clock: Clock,
    /// Whether the user has allowed a second message where the first may have arrived.
    pub(super) may_repeat: bool,
}

impl SendContext<'_> {
    /// Delivers the message and reports the outcome.
    async fn deliver(&self, message: Outgoing, as_json: bool) -> Result<(), Failure> {
        match self.attempt(&message, Intent::New).await? {
            Outcome::OldDoubt(record) if self.delivery.is_webhook() && !self.may_repeat => {
                Err(self.ask_first(&record))
            }
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
        let mut bar = None;
        let outcome = tokio::select! {
            outcome = self.delivery.deliver(message.clone(), intent, |progress| match progress {
                Progress::Started { record, is_repeat } => {
                    if is_repeat && message.request_id.is_empty() {
                        self.report_repeat(record);
                    }
                    started = Some(record.message.request_id.clone());
                }
                Progress::Waiting(waiting) => report_wait(waiting, started.as_deref()),
                Progress::Paced(wait) => report_pace(wait),
                Progress::Uploading(done, of) => {
                    bar.get_or_insert_with(|| ProgressBar::new(of, "bytes")).set(done, "");
                }
            }) => Ok(outcome),
            signal = Interrupt::listen().asked() => Err(signal),
        };
        drop(bar);
        // What waited after a refused connection is not in Chat.
        started.take_if(|id| outcome.is_err() && self.delivery.end_unsent(id));
        outcome.map_err(|signal| match started {
            Some(id) => {
                let diagnostic = Diagnostic::new("Interrupted.", self.doubt(&id));
                Failure::new(Kind::Interrupted(signal), diagnostic).because(Cause {
                    request_id: id,
                    may_have_arrived: true,
                    ..Cause::default()
                })
            }
            None => Failure::new(
                Kind::Interrupted(signal),
                "Interrupted before anything was sent.".to_owned(),
            ),
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
        let asked = &delivered.pending.record().message;
        if let Some(thread) = asked.missed_thread(&Sent::read(message).thread) {
            repeat::report_missed(&thread);
        }
        let written = if as_json {
            output::write(&output::json(message))
        } else {
            let sent = Sent::read(message);
            let mut lines = vec![format!("Sent as {}: {}", self.label, sent.name)];
            if !sent.thread.is_empty() {
                lines.push(format!("Thread: {}", sent.thread));
            }
            output::write(&lines.join("\n"))
        };
        if let Err(error) = written {
            // The message is in Chat, which is what the exit status reports.
            let name = sanitize::name(&Sent::read(message).name);
            output::note(&format!(
                "Sent: {name}. The result could not be written: {error}."
            ));
        }
        if let Err(error) = delivered.pending.end() {
            output::note(&format!(
                "the record of the send could not be removed: {error}"
            ));
        }
    }

    /// Returns the failure; where the outcome is not known, with what to do then.
    pub(super) fn failed(&self, undelivered: Undelivered) -> Failure {
        if undelivered.in_doubt && !undelivered.request_id.is_empty() {
            let diagnostic = match &undelivered.reason {
                Reason::Call(error) => error.explain(),
                reason => format!("This attempt was not sent: {reason}.").into(),
            };
            let remedy = self.doubt(&undelivered.request_id);
            let cause = match &undelivered.reason {
                Reason::Call(error) => Cause::from(error),
                _ => Cause::default(),
            };
            let diagnostic = Diagnostic {
                remedy,
                ..diagnostic
            };
            return Failure::new(Kind::InDoubt, diagnostic).because(Cause {
                request_id: undelivered.request_id,
                may_have_arrived: true,
                ..cause
            });
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
            Reason::Doubt => Failure::later(format!("Nothing was sent: {}.", Reason::Doubt)),
            Reason::Taken(record) => Failure::usage(self.taken(&record)),
            Reason::File { path, why } => Failure::usage(Diagnostic::new(
                format!("{} cannot be attached: {why}.", sanitize::line(&path)),
                "The message was not sent.",
            )),
            Reason::Upload(error) => {
                let failure = Failure::from(error).of_upload();
                let cause = failure.cause.clone().map(|cause| *cause).unwrap_or_default();
                failure.because(Cause {
                    // Only the file may have arrived, which nobody sees.
                    may_have_arrived: false,
                    ..cause
                })
            }
        }
    }

    fn doubt(&self, request_id: &str) -> String {
        if self.is_sandbox {
            return "The embedded sandbox has ended, and its data is gone.".to_owned();
        }
        let id = sanitize::name(request_id);
        if self.delivery.is_webhook() {
            return repeat::webhook_remedy(request_id);
        }
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

    /// Returns the failure of a webhook's send that would post a second message without a word.
    fn ask_first(&self, record: &Record) -> Failure {
        let id = &record.message.request_id;
        let diagnostic = Diagnostic::new(
            format!(
                "The same message was sent by this webhook at {}, and may be in Chat: sending it now would post a second one, so nothing was sent.",
                self.clock.time_of(&record.since)
            ),
            format!(
                "Look into the space. Add --yes to post it all the same, or forget the earlier one with chatquill outbox drop {}",
                sanitize::name(id)
            ),
        );
        Failure::usage(diagnostic)
    }

    fn old_doubt(&self, record: &Record) -> String {
        if self.delivery.is_webhook() {
            return format!(
                "the same message was sent at {}, and it is not known whether it arrived; this is a second one, as --yes allows",
                self.clock.time_of(&record.since)
            );
        }
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
                "an earlier send to {} at {} may have arrived (request ID {}{more}); chatquill outbox list shows it",
                sanitize::name(&record.message.parent),
                self.clock.time_of(&record.since),
                sanitize::name(&record.message.request_id)
            ));
        }
        if unreadable > 0 {
            let records = match unreadable {
                1 => "1 record of an earlier send".to_owned(),
                count => format!("{count} records of earlier sends"),
            };
            output::note(&format!(
                "{records} cannot be read; chatquill outbox list names what is there"
            ));
        }
    }
}

/// Reports that the send waits for its turn.
fn report_pace(wait: Duration) {
    output::note(&format!("{PACED}; waiting {:.1} s", wait.as_secs_f32()));
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
