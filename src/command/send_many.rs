//! `chatquill send` to several spaces, or of a long text in parts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::chat::resources::Sent;
use crate::chat::sanitize;
use crate::chat::write_policy::WritePolicy;
use crate::command::arguments::{Send, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::{Failure, Kind};
use crate::command::interrupt::Interrupt;
use crate::command::progress_bar::ProgressBar;
use crate::command::send::{self, SendContext};
use crate::command::space_argument::{self, SpaceArgument};
use crate::command::{dry_run, output, repeat, send_checks, send_files, viewer_argument};
use crate::delivery::broadcast::{Broadcast, Event, PartResult, Report};
use crate::delivery::viewer::{self, ViewerProblem};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::attached_file::AttachedFile;
use crate::message::checks::check_context::CheckContext;
use crate::message::request::Outgoing;
use crate::message::single_space::SingleSpacePart;
use crate::message::split::{self, Part};
use crate::settings::clock::Clock;
use crate::settings::connect::Connection;
use crate::store::broadcast_log::{self, BroadcastLog};
use crate::store::input_file;

/// Maximum number of spaces of one command.
const MOST: usize = 100_000;

/// Maximum bytes of the file that names them.
const LIST: u64 = 8 << 20;

/// Returns the spaces as given, by options and by a file; the text of each.
///
/// # Errors
/// Where the file cannot be read, or there are too many.
pub fn spaces(options: &Send) -> Result<Vec<String>, Failure> {
    let mut given = options.targets.spaces.clone();
    if let Some(file) = &options.targets.spaces_from {
        let is_taken = [
            options.file.as_deref(),
            options.text.as_deref().map(Path::new),
        ];
        if input_file::is_input(file) && is_taken.into_iter().flatten().any(input_file::is_input) {
            return Err(Failure::usage(Diagnostic::new(
                "Standard input cannot be both the spaces and the message.",
                "Give one of them by a file.",
            )));
        }
        let remedy = "Divide the spaces over several files, of at most 100,000 each.";
        let text = input_file::text_within(file, LIST, remedy).map_err(Failure::usage)?;
        let lines = text.lines().map(str::trim);
        given.extend(
            lines
                .filter(|line| !line.is_empty() && !line.starts_with('#'))
                .map(str::to_owned),
        );
        if given.is_empty() {
            return Err(Failure::usage(
                "The file of --spaces-from names no space.".to_owned(),
            ));
        }
    }
    if given.len() > MOST {
        return Err(Failure::usage(format!(
            "{} spaces are too many; {MOST} is the most of one command.",
            given.len()
        )));
    }
    Ok(given)
}

/// Splits a request as `--split` asks for; without it, or where it fits, the request is the only part.
///
/// # Errors
/// Where what goes with the last part is over the limit by itself.
pub fn parts(options: &Send, request: &Value) -> Result<Vec<Part>, Failure> {
    if !options.targets.split {
        return Ok(vec![split::whole(request)]);
    }
    split::split(request).map_err(|error| {
        Failure::new(
            Kind::Check,
            Diagnostic::new(format!("The message cannot be split: {error}."), ""),
        )
    })
}

/// Runs the command for several spaces or parts.
///
/// # Errors
/// Where a message is not in Chat, or the outcome is not known; with the exit status of its kind.
pub async fn run(
    setup: &Setup,
    who: &SenderArgs,
    options: &Send,
    given: &[String],
    parts: Vec<Part>,
) -> Result<(), Failure> {
    refuse_single(options, given, &parts)?;
    viewer_argument::refuse_name(options)?;
    let is_network = given.iter().any(|space| is_name(space));
    if options.dry_run {
        return show(setup, who, options, given, &parts).await;
    }
    let profile = setup.writer(who)?;
    let policy = profile.map_or_else(WritePolicy::default, |profile| profile.policy.clone());
    policy.consents(options.guards.yes)?;
    let mut context = send::check_context(profile, who);
    let files = send_files::files(options, &mut context)?;
    let first = if is_network { None } else { given.first() };
    let first = first.map(|space| resource_name(space)).transpose()?;
    let first = first.unwrap_or_else(|| "spaces/AAAA".to_owned());
    check(&parts, &files, &first, &context, options)?;
    if !is_network {
        permit(
            &policy,
            &unique(given.iter().map(|space| resource_name(space)))?,
        )?;
    }
    let connection = setup.connect(who).await?;
    let spaces = resolve(&connection, given).await?;
    permit(&policy, &spaces)?;
    check_viewer(&connection, &spaces, &parts).await?;
    let log = open_log(setup, &connection, &spaces, &parts, &files)?;
    if !files.is_empty() {
        let bytes = send_files::bytes(&files);
        output::note(&format!(
            "{bytes} bytes are uploaded to each of {} spaces, {} in all",
            spaces.len(),
            bytes.saturating_mul(spaces.len() as u64)
        ));
    }
    let command = SendContext {
        delivery: setup.delivery(&connection),
        is_sandbox: connection.sandbox.is_some(),
        label: &connection.sender.label,
        clock: Clock::here(),
        may_repeat: options.guards.yes,
    };
    if log.is_resumed() {
        output::note(
            "the same command was cut off or failed in part; only what is missing is sent",
        );
    }
    let is_split = parts.len() > 1;
    let broadcast = Broadcast::new(command.delivery.clone(), log, parts).with_files(files);
    let outcome = send_all(&command, options.json, spaces, is_split, broadcast).await;
    drop(connection);
    outcome
}

/// Refuses what belongs to one space or one message.
fn refuse_single(options: &Send, given: &[String], parts: &[Part]) -> Result<(), Failure> {
    if given.len() < 2 {
        return Ok(());
    }
    let is_thread = |space: &String| matches!(space_argument::parse(space), Ok(SpaceArgument::Place(place)) if place.thread.is_some());
    let mut bound = parts
        .iter()
        .filter_map(|part| SingleSpacePart::of(&part.request));
    let in_place = given
        .iter()
        .any(is_thread)
        .then_some(SingleSpacePart::Thread);
    let of_option = (options.request_id.as_ref()).map(|_| SingleSpacePart::RequestId);
    let Some(part) = bound.next().or(in_place).or(of_option) else {
        return Ok(());
    };
    let remedy = match part {
        SingleSpacePart::Thread => {
            "Remove the thread, or use --thread-key, which starts a thread in each space."
        }
        SingleSpacePart::RequestId => {
            "Omit --request-id: each message has its own, and the same command within the hour sends only what failed."
        }
        SingleSpacePart::Quote | SingleSpacePart::Upload => part.remedy(),
    };
    let why = format!("{}.", part.why());
    Err(Failure::usage(Diagnostic::new(why, remedy)))
}

/// Refuses the send where the only viewer is not a member of each space.
async fn check_viewer(
    connection: &Connection,
    spaces: &[String],
    parts: &[Part],
) -> Result<(), Failure> {
    let user = parts
        .first()
        .map_or("", |part| viewer::viewer(&part.request));
    if user.is_empty() || spaces.len() < 2 {
        return Ok(());
    }
    match viewer::check(&connection.client, user, spaces).await {
        Ok(()) => Ok(()),
        Err(ViewerProblem::Absent(absent)) => Err(Failure::new(
            Kind::Check,
            Diagnostic::new(
                format!(
                    "Nothing was sent: the only viewer, {user}, is not a member of {}.",
                    absent.join(", ")
                ),
                "Leave these spaces out, or remove privateMessageViewer.",
            ),
        )),
        Err(ViewerProblem::Unknown(_, error)) => Err(error.into()),
    }
}

/// Prints what would be sent to each space.
async fn show(
    setup: &Setup,
    who: &SenderArgs,
    options: &Send,
    given: &[String],
    parts: &[Part],
) -> Result<(), Failure> {
    let spaces = if given.iter().any(|space| is_name(space)) {
        let connection = setup.connect(who).await?;
        resolve(&connection, given).await?
    } else {
        unique(given.iter().map(|space| resource_name(space)))?
    };
    let target = setup.target(who).await?;
    let mut context = send::check_context(setup.profile(who)?, who);
    let files = send_files::files(options, &mut context)?;
    for space in &spaces {
        check(parts, &files, space, &context, options)?;
        for part in parts {
            dry_run::print(&target, &Outgoing::of(&in_space(part, space)), options.json)?;
        }
    }
    Ok(())
}

fn in_space(part: &Part, space: &str) -> Value {
    let mut request = part.request.clone();
    send::set_parent(&mut request, space);
    request
}

/// Checks each part once: the same goes to all spaces.
fn check(
    parts: &[Part],
    files: &[AttachedFile],
    space: &str,
    context: &CheckContext,
    options: &Send,
) -> Result<(), Failure> {
    let seen = |part: &Part| {
        let files = if part.number == part.of { files } else { &[] };
        send_files::checked(&in_space(part, space), files)
    };
    for part in parts {
        send_checks::stop(&seen(part), context, options)?;
    }
    for part in parts {
        send_checks::warn(&seen(part), context, options)?;
    }
    Ok(())
}

fn permit(policy: &WritePolicy, spaces: &[String]) -> Result<(), Failure> {
    for space in spaces {
        policy.permits(space)?;
    }
    Ok(())
}

fn is_name(given: &str) -> bool {
    matches!(space_argument::parse(given), Ok(SpaceArgument::Name(_)))
}

fn resource_name(given: &str) -> Result<String, Failure> {
    match space_argument::parse(given)? {
        SpaceArgument::Place(place) => Ok(place.space),
        SpaceArgument::Name(name) => Ok(name),
    }
}

/// Returns the spaces in their order, each once.
fn unique(spaces: impl Iterator<Item = Result<String, Failure>>) -> Result<Vec<String>, Failure> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for space in spaces {
        let space = space?;
        if seen.insert(space.clone()) {
            kept.push(space);
        }
    }
    Ok(kept)
}

/// Finds the resource names of all spaces; names are looked up in one fresh list.
async fn resolve(connection: &Connection, given: &[String]) -> Result<Vec<String>, Failure> {
    let names: Vec<&str> = given
        .iter()
        .map(String::as_str)
        .filter(|space| is_name(space))
        .collect();
    let kind = connection.sender.kind;
    let found = space_argument::resolve_all(&connection.client, kind, &names).await?;
    let place = |space: &String| match found.get(space.trim()) {
        Some(name) => Ok(name.clone()),
        None => resource_name(space),
    };
    unique(given.iter().map(place))
}

/// Opens the log of this very command: the same sender, server, message and spaces.
fn open_log(
    setup: &Setup,
    connection: &Connection,
    spaces: &[String],
    parts: &[Part],
    files: &[AttachedFile],
) -> Result<BroadcastLog, Failure> {
    let sender = &connection.sender.profile;
    let base = connection.client.base().text();
    let parts: Vec<String> = parts.iter().map(|part| part.request.to_string()).collect();
    let mut key = vec![sender.as_str(), base];
    key.extend(parts.iter().map(String::as_str));
    key.extend(files.iter().map(|file| file.sha256.as_str()));
    key.extend(spaces.iter().map(String::as_str));
    BroadcastLog::open(&setup.paths.broadcasts(), &key).map_err(|error| {
        Failure::later(match error {
            broadcast_log::Error::Busy => format!("Nothing was sent: {error}. Wait for its outcome."),
            broadcast_log::Error::Disk(error) => format!(
                "Nothing was sent: the log of the send cannot be written: {error}. Check the data folder, or name another with --data-dir DIR."
            ),
        })
    })
}

fn spaces_of(count: usize) -> String {
    match count {
        1 => "1 space".to_owned(),
        count => format!("{count} spaces"),
    }
}

/// What is known of the spaces so far.
struct Tally {
    rows: BTreeMap<usize, Vec<String>>,
    failures: Vec<Kind>,
    /// Messages that are in Chat, parts as well.
    arrived: usize,
    /// Spaces that have all of it.
    sent: usize,
    done: u64,
}

async fn send_all(
    command: &SendContext<'_>,
    as_json: bool,
    spaces: Vec<String>,
    is_split: bool,
    broadcast: Broadcast,
) -> Result<(), Failure> {
    let order: Vec<String> = spaces.clone();
    let places: HashMap<&str, usize> = order
        .iter()
        .enumerate()
        .map(|(at, space)| (space.as_str(), at))
        .collect();
    let mut bar = ProgressBar::new(order.len() as u64, "spaces");
    let mut tally = Tally {
        rows: BTreeMap::new(),
        failures: Vec::new(),
        arrived: 0,
        sent: 0,
        done: 0,
    };
    let on_event = |event: Event| {
        let Event::Done(report) = event else { return };
        let at = places.get(report.space.as_str()).copied().unwrap_or(0);
        bar.clear();
        if let Some(thread) = &report.missed_thread {
            repeat::report_missed(thread);
        }
        tally.take(command, as_json, is_split, at, *report);
        let failed = tally.failures.len();
        let more = if failed > 0 {
            format!("  {failed} failed")
        } else {
            String::new()
        };
        bar.set(tally.done, &more);
    };
    let ended = tokio::select! {
        log = broadcast.run(spaces, on_event) => Ok(log),
        signal = Interrupt::listen().asked() => Err(signal),
    };
    bar.clear();
    drop(bar);
    let log = match ended {
        Ok(log) => log,
        Err(signal) => {
            let what = format!(
                "Interrupted: sent to {} of {} spaces.",
                tally.sent,
                order.len()
            );
            let remedy = again(command, "what is missing");
            return Err(Failure::new(
                Kind::Interrupted(signal),
                Diagnostic::new(what, remedy),
            ));
        }
    };
    tally.finish(command, as_json, order.len(), log)
}

/// Returns what the same command does next; nothing in an embedded sandbox, which forgets what was sent.
fn again(command: &SendContext<'_>, what: &str) -> String {
    if command.is_sandbox {
        return String::new();
    }
    format!("The same command within the hour sends only {what}, and nothing twice.")
}

impl Tally {
    /// Prints a report as a line of JSON, or keeps it as a row of the table.
    fn take(
        &mut self,
        command: &SendContext<'_>,
        as_json: bool,
        is_split: bool,
        at: usize,
        report: Report,
    ) {
        let is_failed = matches!(report.result, PartResult::Failed(_));
        self.arrived += usize::from(!is_failed);
        if report.is_last {
            self.done += 1;
            self.sent += usize::from(!is_failed);
        }
        let mut line = Map::new();
        line.insert("space".to_owned(), json!(report.space));
        if is_split {
            line.insert("part".to_owned(), json!(report.part));
        }
        let row = self.describe(command, report.result, &mut line);
        if as_json {
            if let Err(error) = output::write(&output::json(&Value::Object(line))) {
                output::note(&format!("{row}. The result could not be written: {error}."));
            }
            return;
        }
        let part = if is_split {
            format!("  part {}", report.part)
        } else {
            String::new()
        };
        let space = sanitize::name(&report.space);
        let rows = self.rows.entry(at).or_default();
        rows.push(format!("{space}{part}  {}", sanitize::line(&row)));
    }

    /// Adds what became of a part to a line of JSON, and returns it in words.
    fn describe(
        &mut self,
        command: &SendContext<'_>,
        result: PartResult,
        line: &mut Map<String, Value>,
    ) -> String {
        match result {
            PartResult::Sent(message) => {
                let name = Sent::read(&message).name;
                line.insert("message".to_owned(), message);
                name
            }
            PartResult::Earlier(receipt) => {
                let message = json!({"name": receipt.name, "thread": {"name": receipt.thread}});
                line.insert("message".to_owned(), message);
                line.insert("earlier".to_owned(), json!(true));
                format!("{} (sent before)", receipt.name)
            }
            PartResult::Failed(undelivered) => {
                let failure = command.failed(undelivered);
                self.failures.push(failure.kind);
                if let Some(error) = failure.json().get("error") {
                    line.insert("error".to_owned(), error.clone());
                }
                format!("failed: {}.", failure.diagnostic.sentence())
            }
        }
    }

    /// Prints the table, and returns the failure of all, if there is one.
    fn finish(
        self,
        command: &SendContext<'_>,
        as_json: bool,
        of: usize,
        log: Option<BroadcastLog>,
    ) -> Result<(), Failure> {
        if !as_json {
            let mut lines: Vec<String> = self.rows.into_values().flatten().collect();
            lines.push(format!(
                "Sent to {} of {} as {}.",
                self.sent,
                spaces_of(of),
                command.label
            ));
            let table = lines.join("\n");
            if let Err(error) = output::write(&table) {
                output::note(&format!(
                    "{table}\nThe result could not be written: {error}."
                ));
            }
        }
        if self.failures.is_empty() && self.sent == of {
            if let Some(Err(error)) = log.map(BroadcastLog::end) {
                output::note(&format!(
                    "the log of the send could not be removed: {error}"
                ));
            }
            return Ok(());
        }
        let kind = match self.failures.as_slice() {
            [first, rest @ ..] if self.arrived == 0 => {
                if self.failures.contains(&Kind::InDoubt) {
                    Kind::InDoubt
                } else if rest.iter().all(|kind| kind == first) {
                    *first
                } else {
                    Kind::Partial
                }
            }
            _ => Kind::Partial,
        };
        Err(Failure::new(
            kind,
            Diagnostic::new(
                format!("Not sent to {} of {}.", of - self.sent, spaces_of(of)),
                again(command, "what failed"),
            ),
        ))
    }
}
