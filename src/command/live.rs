//! `chatquill live`: one message that follows the output of a job.
//!
//! The job comes first: its output is read and passed on by threads of their own, whatever the network does. The
//! message is brought up to date by the main task, at most once in five seconds, always with the latest lines.

use std::io::{self, BufRead, BufReader, IsTerminal as _, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::sync::{Notify, mpsc, oneshot};
use uuid::Uuid;

use crate::chat::client::Client;
use crate::chat::resources::Sent;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::{Live, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::{Failure, Kind};
use crate::command::interrupt::Interrupt;
use crate::command::live_space::LiveSpace;
use crate::command::live_template::{self, LiveTemplate};
use crate::command::output;
use crate::delivery::deliver::Delivery;
use crate::delivery::intent::Intent;
use crate::delivery::outcome::{Outcome, Reason, Undelivered};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::live_text::{JobState, LiveText, plain};
use crate::message::request::Outgoing;
use crate::platform::process;
use crate::settings::clock::Clock;

/// How often the message is changed at most: the one write a second of a space is shared with everyone.
const PERIOD: Duration = Duration::from_secs(5);

/// The longest wait after failed changes.
const LONGEST: Duration = Duration::from_mins(1);

/// The first wait between tries of the last change.
const FIRST: Duration = Duration::from_secs(1);

/// The longest wait that the server may ask for; the job may have more to tell meanwhile.
const PATIENCE: Duration = Duration::from_mins(2);

/// How long the last change is tried once the job has ended.
const FAREWELL: Duration = Duration::from_secs(15);

/// The number of SIGINT everywhere.
const INTERRUPT: i32 = 2;

/// Maximum bytes of a line; a longer one is broken.
const LINE: u64 = 64 << 10;

/// Runs the command.
///
/// # Errors
/// Where the message cannot be sent at all. With a COMMAND the process ends with the status of that instead.
pub async fn run(setup: &Setup, who: &SenderArgs, options: &Live) -> Result<(), Failure> {
    let clock = Clock::here();
    let profile = setup.writer(who)?;
    if profile.is_some_and(|profile| profile.kind() == SenderKind::Webhook) {
        return Err(Failure::new(
            Kind::Permission,
            Diagnostic::new(
                "A webhook cannot edit its messages, so none of them can follow a job.",
                "Choose a profile of an app or a person; chatquill send works with the webhook.",
            ),
        ));
    }
    if let Some(profile) = profile {
        profile.policy.consents(options.yes)?;
    }
    let template = LiveTemplate::open(setup, options)?;
    let connection = setup.connect(who).await?;
    // Whatever is tried again here is tried with the latest lines, and not before the job.
    let client = connection.client.clone().with_patience(None);
    let space = LiveSpace::named(&client, connection.sender.kind, &options.space).await?;
    let delivery = setup.delivery(&connection).without_repeats();
    let started = clock.time_of(&clock.now());
    let text = LiveText::new(&options.title, &started);
    if let Some(template) = &template {
        let sender = &connection.sender;
        let context = live_template::context(sender.kind, sender.developer_preview);
        template.check(&text, space.or_any(), &context)?;
    }
    let log = Arc::new(Log {
        text: Mutex::new(text),
        changed: Notify::new(),
    });
    let began = Instant::now();
    let job = Job::start(options, &log);
    let reported = space.reported.clone();
    let mut message = Message {
        client,
        delivery,
        space,
        request_id: Uuid::new_v4().to_string(),
        name: None,
        template,
        shown: String::new(),
        began,
        took: None,
        is_refused: None,
        reported,
    };
    let mut signals = signals();
    let (state, signal) = message.follow(&log, job, &mut signals).await;
    let arrived = tokio::select! {
        arrived = message.end(&log, &state) => arrived,
        Some(signal) = signals.recv() => Err(interrupted(signal)),
    };
    drop(connection);
    end(options, &state, signal, arrived)
}

/// Returns the signals that ask to end, from now on.
fn signals() -> mpsc::UnboundedReceiver<i32> {
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move { while tell.send(Interrupt::listen().asked().await).is_ok() {} });
    told
}

fn interrupted(signal: i32) -> Failure {
    Failure::new(Kind::Interrupted(signal), "Interrupted.".to_owned())
}

/// Ends as the job did, or, in a pipe, as the message did.
fn end(
    options: &Live,
    state: &JobState,
    signal: Option<i32>,
    arrived: Result<(), Failure>,
) -> Result<(), Failure> {
    if options.command.is_empty() {
        return match signal {
            Some(signal) => Err(interrupted(signal)),
            None => arrived,
        };
    }
    if let Err(failure) = &arrived {
        output::note(&failure.words());
    }
    let status = match state {
        JobState::Ended(status) => *status,
        JobState::Signalled(signal) => 128 + signal,
        JobState::NotStarted(why) => {
            return Err(Failure::new(
                Kind::Usage,
                format!("The command cannot be started: {}.", sanitize::line(why)),
            ));
        }
        JobState::Running | JobState::Unknown => return arrived,
    };
    match status {
        0 => Ok(()),
        // Its own failure, of which it has spoken itself.
        status => std::process::exit(status),
    }
}

/// What the job has said, for the threads that read it and the task that sends it.
struct Log {
    text: Mutex<LiveText>,
    changed: Notify,
}

impl Log {
    fn add(&self, line: &str) {
        self.text
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .add(line);
        self.changed.notify_one();
    }

    /// Returns the message of a state of the job, of which only the body is patched later.
    fn message(
        &self,
        template: Option<&LiveTemplate>,
        state: &JobState,
        took: Duration,
    ) -> Outgoing {
        let text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(template) = template {
            return Outgoing::of(&template.request(&text, state, took));
        }
        let text = text.text(state, took);
        let body = json!({"text": text, "markupSyntax": "MARKUP_SYNTAX_CHAT"});
        Outgoing {
            body: body.to_string(),
            ..Outgoing::default()
        }
    }
}

/// The job: a child, or the other end of the pipe.
struct Job {
    /// Hears how it ended.
    ended: oneshot::Receiver<JobState>,
    /// The process ID of a child.
    pid: Option<u32>,
}

impl Job {
    /// Starts the command, or reads standard input.
    fn start(options: &Live, log: &Arc<Log>) -> Self {
        let (tell, ended) = oneshot::channel();
        let log = Arc::clone(log);
        let Some((program, arguments)) = options.command.split_first() else {
            thread::spawn(move || {
                pass_on(io::stdin(), &log, |line| print(&mut io::stdout(), line));
                let _ = tell.send(JobState::Unknown);
            });
            return Self { ended, pid: None };
        };
        let child = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        match child {
            Ok(child) => {
                let pid = Some(child.id());
                thread::spawn(move || {
                    let _ = tell.send(watch(child, &log));
                });
                Self { ended, pid }
            }
            Err(error) => {
                let _ = tell.send(JobState::NotStarted(format!("{program}: {error}")));
                Self { ended, pid: None }
            }
        }
    }

    /// Hands a signal on to a child, which decides what to do; returns whether there is one.
    ///
    /// What is typed on a terminal reaches the child by itself, and twice would mean more.
    fn signal(&self, signal: i32) -> bool {
        if signal == INTERRUPT && io::stdin().is_terminal() {
            return self.pid.is_some();
        }
        if let Some(pid) = self.pid {
            // A job that is gone hears nothing more.
            let _ = process::signal(pid, signal);
        }
        self.pid.is_some()
    }
}

/// Reads both outputs of a child to their end, and waits for its own.
fn watch(mut child: Child, log: &Log) -> JobState {
    let (out, err) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        if let Some(out) = out {
            scope.spawn(|| pass_on(out, log, |line| print(&mut io::stdout(), line)));
        }
        if let Some(err) = err {
            scope.spawn(|| pass_on(err, log, |line| print(&mut io::stderr(), line)));
        }
    });
    match child.wait() {
        Ok(status) => state_of(status),
        Err(error) => {
            tracing::warn!("the end of the job cannot be seen: {error}");
            JobState::Unknown
        }
    }
}

fn state_of(status: ExitStatus) -> JobState {
    if let Some(signal) = process::signal_of(status) {
        return JobState::Signalled(signal);
    }
    status.code().map_or(JobState::Unknown, JobState::Ended)
}

/// Passes each line on, stripped of its controls; a line without end is broken, and of a line that was written over
/// with carriage returns each state is one.
fn pass_on(from: impl Read, log: &Log, mut print: impl FnMut(&str)) {
    let mut from = BufReader::new(from);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match from.by_ref().take(LINE).read_until(b'\n', &mut bytes) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return,
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        for line in text.split('\r') {
            let line = plain(line);
            print(&line);
            log.add(&line);
        }
    }
}

/// Writes a line; whoever closed the pipe no longer reads, and the job goes on.
fn print(to: &mut impl io::Write, line: &str) {
    let _ = writeln!(to, "{line}").and_then(|()| to.flush());
}

/// Returns how long the server asked to wait; zero where it did not.
fn asked_wait(failure: &Failure) -> Duration {
    let asked = failure.cause.as_ref().and_then(|cause| cause.retry_after);
    asked.unwrap_or_default().min(PATIENCE)
}

/// The message.
struct Message {
    client: Client,
    delivery: Delivery,
    space: LiveSpace,
    request_id: String,
    /// Its resource name, once it is in Chat.
    name: Option<String>,
    /// The template that shows the job; `None` where a text does.
    template: Option<LiveTemplate>,
    /// The body it has there.
    shown: String,
    /// When the job began.
    began: Instant,
    /// How long the job took, once it has ended: what the message waits for afterwards does not count.
    took: Option<Duration>,
    /// Why it can never be brought up to date.
    is_refused: Option<Failure>,
    /// The reason that was reported last.
    reported: String,
}

impl Message {
    /// Follows the job to its end; returns how it ended, and the signal that asked to end meanwhile.
    async fn follow(
        &mut self,
        log: &Log,
        mut job: Job,
        signals: &mut mpsc::UnboundedReceiver<i32>,
    ) -> (JobState, Option<i32>) {
        let (mut asked, mut wait) = (None, Duration::ZERO);
        loop {
            let due = async {
                tokio::time::sleep(wait).await;
                if self.name.is_some() {
                    log.changed.notified().await;
                }
            };
            tokio::select! {
                biased;
                ended = &mut job.ended => {
                    self.took = Some(self.began.elapsed());
                    return (ended.unwrap_or(JobState::Unknown), asked);
                }
                Some(signal) = signals.recv() => {
                    asked = Some(signal);
                    // In a pipe the job hears of it by itself, if at all.
                    if !job.signal(signal) {
                        return (JobState::Unknown, asked);
                    }
                    continue;
                }
                () = due => {}
            }
            // A change under way is not cut off at once by the end of the job: it may be the post itself.
            let (mut end, began) = (None, self.began);
            let late = async {
                let state = (&mut job.ended).await.unwrap_or(JobState::Unknown);
                end = Some((state, began.elapsed()));
                tokio::time::sleep(PERIOD).await;
            };
            let done = tokio::select! {
                biased;
                done = self.update(log, &JobState::Running) => done,
                () = late => Ok(()),
            };
            wait = match done {
                Ok(()) => PERIOD,
                Err(failure) => self.failed(&failure, wait),
            };
            if let Some((state, took)) = end {
                self.took = Some(took);
                return (state, asked);
            }
        }
    }

    /// Tells a failed change, and returns how long to wait for the next.
    fn failed(&mut self, failure: &Failure, waited: Duration) -> Duration {
        let words = failure.words();
        if waited <= PERIOD && words != self.reported {
            output::note(&format!(
                "the message is behind: {}; the job goes on",
                sanitize::line(&words).trim_end_matches('.')
            ));
            self.reported = words;
        }
        if failure.kind != Kind::Later && failure.kind != Kind::InDoubt {
            self.is_refused = Some(failure.clone());
        }
        asked_wait(failure).max((waited * 2).clamp(PERIOD, LONGEST))
    }

    /// Brings the message to its last state, for a while.
    async fn end(&mut self, log: &Log, state: &JobState) -> Result<(), Failure> {
        let failure = match self.try_end(log, state).await {
            Ok(()) => return Ok(()),
            Err(failure) => failure,
        };
        let what = match self.name {
            Some(_) => "The message does not show how the job ended",
            None if failure.kind == Kind::InDoubt => {
                "It is not known whether the message was posted"
            }
            None => "No message was posted",
        };
        let words = failure.words();
        // What was reported already is not repeated.
        let title = if words == self.reported {
            format!("{what}, for that reason.")
        } else {
            format!("{what}: {words}")
        };
        Err(Failure {
            diagnostic: Diagnostic::new(title, ""),
            ..failure
        })
    }

    async fn try_end(&mut self, log: &Log, state: &JobState) -> Result<(), Failure> {
        let end = Instant::now() + FAREWELL;
        let mut wait = FIRST;
        let mut is_told = false;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let failure = match tokio::time::timeout(left, self.update(log, state)).await {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(failure)) => failure,
                Err(_) => {
                    Failure::later("The message is behind its job: no answer came.".to_owned())
                }
            };
            let is_over = Instant::now() + wait >= end;
            if is_over || self.is_refused.is_some() || failure.kind != Kind::Later {
                return Err(failure);
            }
            if !is_told {
                is_told = true;
                output::note(&format!(
                    "the job has ended; its message is tried for {} s more",
                    FAREWELL.as_secs()
                ));
            }
            tokio::time::sleep(asked_wait(&failure).max(wait).min(left)).await;
            wait = (wait * 2).min(PERIOD);
        }
    }

    /// Creates the message, or changes it to the latest text.
    async fn update(&mut self, log: &Log, state: &JobState) -> Result<(), Failure> {
        if let Some(failure) = &self.is_refused {
            return Err(failure.clone());
        }
        let took = self.took.unwrap_or_else(|| self.began.elapsed());
        let message = log.message(self.template.as_ref(), state, took);
        let body = message.body.clone();
        if body == self.shown {
            return Ok(());
        }
        if self.name.is_none() && self.create(message).await? {
            self.shown = body;
            return Ok(());
        }
        if let Some(name) = &self.name {
            let mask = self
                .template
                .as_ref()
                .map_or("text".to_owned(), LiveTemplate::mask);
            let query = [("updateMask".to_owned(), mask)];
            self.client.patch_message(name, &query, &body).await?;
        }
        self.shown = body;
        Ok(())
    }

    /// Posts the message; returns whether it has these words.
    ///
    /// Where an earlier try is in doubt, that one is repeated under its request ID, with its own words.
    async fn create(&mut self, message: Outgoing) -> Result<bool, Failure> {
        let message = Outgoing {
            request_id: self.request_id.clone(),
            parent: self.space.find(&self.client).await?,
            ..message
        };
        let outcome = self.delivery.deliver(message, Intent::New, |_| ()).await;
        let first = match outcome {
            Outcome::OldDoubt(record)
            | Outcome::NotSent(Undelivered {
                reason: Reason::Taken(record),
                ..
            }) => record.message,
            outcome => return self.posted(outcome).map(|()| true),
        };
        let intent = Intent::Repeat { in_doubt: true };
        let outcome = self.delivery.deliver(first, intent, |_| ()).await;
        self.posted(outcome).map(|()| false)
    }

    fn posted(&mut self, outcome: Outcome) -> Result<(), Failure> {
        match outcome {
            Outcome::Sent(delivered) => {
                self.name = Some(Sent::read(&delivered.message).name);
                if let Err(error) = delivered.pending.end() {
                    output::note(&format!(
                        "the record of the send could not be removed: {error}"
                    ));
                }
                Ok(())
            }
            Outcome::NotSent(undelivered) => Err(match undelivered.reason {
                Reason::Call(error) => Failure::from(error),
                reason => Failure::later(format!("{reason}.")),
            }),
            Outcome::OldDoubt(_) => Err(Failure::later(
                "It is not known whether the message arrived, so no second one is posted. Look into the space.".to_owned(),
            )),
        }
    }
}
