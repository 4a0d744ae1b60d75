//! Harness: a data folder, a sandbox of its own with injected faults, and one message that is sent there.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chatquill::sandbox::fault_injection::Fault;
use chatquill::sandbox::server::Options;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::environment::{Home, RELEASE, World};

/// Time limit for a send with all its waits between attempts.
pub const LONG: Duration = Duration::from_secs(40);
/// Time limit for a file, a request or a text on the screen.
pub const SOON: Duration = Duration::from_secs(15);
/// Poll interval of a condition.
const GLANCE: Duration = Duration::from_millis(5);
/// The requests that create a message.
const CREATE: &str = "POST /v1/spaces/*/messages";

/// The result of a command.
#[derive(Debug)]
pub struct Outcome {
    /// The exit status; -1 where a signal ended it.
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// Returns the request ID that the command says to send again with.
    pub fn told_id(&self) -> Option<&str> {
        let (_, rest) = self.stderr.split_once("--request-id ")?;
        rest.split(|c: char| c.is_whitespace() || c == '`').next()
    }

    /// Returns whether it reports that the message was there already.
    pub fn had_arrived(&self) -> bool {
        let said = [&self.stdout, &self.stderr];
        said.iter()
            .flat_map(|text| text.lines())
            .filter_map(|line| line.split_once("had arrived at "))
            .any(|(_, rest)| rest.contains("nothing new was posted"))
    }
}

/// Fixture of one message that is sent to one space.
pub struct Lane {
    pub world: World,
    pub text: String,
}

impl Lane {
    pub fn new(text: &str) -> Self {
        Self::with(text, Options::default())
    }

    /// Creates a lane with a sandbox with these options.
    pub fn with(text: &str, options: Options) -> Self {
        Self {
            world: World::with(options),
            text: text.to_owned(),
        }
    }

    /// Creates a lane whose profile requires a typed word before each send.
    pub fn guarded(text: &str) -> Self {
        let lane = Self::new(text);
        let base = lane.world.talk.sandbox.base();
        lane.configure("build-bot", base, "guard = \"production\"\n");
        lane
    }

    /// Writes the config: one profile of an app, with more lines.
    pub fn configure(&self, profile: &str, base: &str, more: &str) {
        let config = format!(
            "default_profile = {profile:?}\n\n[profiles.{profile}]\nsender = \"app\"\nkey_file = \"key.json\"\napi_base = {base:?}\n{more}"
        );
        self.home().write("config.toml", config);
    }

    pub fn home(&self) -> &Home {
        &self.world.home
    }

    /// Injects these faults into the next posts, in this order.
    pub fn meets(&self, faults: &[impl AsRef<str>]) -> &Self {
        for fault in faults {
            let fault: Fault = fault.as_ref().parse().unwrap();
            self.world.talk.sandbox.inject(fault.on(CREATE));
        }
        self
    }

    /// Removes all faults.
    pub fn clear(&self) {
        self.world.talk.sandbox.clear_faults();
    }

    /// Counts the message in its space.
    pub fn count(&self) -> usize {
        self.count_of(&self.text)
    }

    pub fn count_of(&self, text: &str) -> usize {
        self.world.messages(RELEASE, text).len()
    }

    /// Returns the request IDs of the posts, in their order.
    pub fn posted_ids(&self) -> Vec<String> {
        let posts = self.world.requests("POST", "/messages");
        let queries = posts.iter().map(|post| post["query"].as_array().unwrap());
        queries
            .map(|pairs| pairs.iter().find(|pair| pair[0] == "requestId").unwrap())
            .map(|pair| pair[1].as_str().unwrap().to_owned())
            .collect()
    }

    /// Returns the command of the built program with these arguments, in this home and with no other environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chatquill"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.home().path(""))
            .env("CHATQUILL_HOME", self.home().path(""))
            .current_dir(self.home().path(""))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Starts `chatquill send` of the message.
    pub fn start_send(&self, more: &[&str]) -> Child {
        self.start_send_of(&self.text, more)
    }

    pub fn start_send_of(&self, text: &str, more: &[&str]) -> Child {
        let mut arguments = vec!["send", "--text", text, "--space", RELEASE];
        arguments.extend(more);
        self.command(&arguments).spawn().unwrap()
    }

    /// Sends the message with `chatquill send`.
    pub fn send(&self, more: &[&str]) -> Outcome {
        ended(self.start_send(more))
    }

    pub fn send_of(&self, text: &str, more: &[&str]) -> Outcome {
        ended(self.start_send_of(text, more))
    }

    /// Kills `chatquill send` after the message was stored and before its response came; returns the request ID.
    pub fn leave_in_doubt(&self) -> String {
        self.meets(&["drop-after*1"]);
        let mut child = self.start_send(&[]);
        eventually("the message in its space", SOON, || self.count() == 1);
        // The next attempt, which waits a second at least, gets no response.
        self.meets(&["latency:60000"]);
        child.kill().unwrap();
        child.wait().unwrap();
        self.clear();
        let ids = self.record_ids();
        assert_eq!(ids.len(), 1, "a record of what was killed: {ids:?}");
        ids[0].clone()
    }

    fn record_files(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.home().path("outbox"));
        let files = files.into_iter().flatten().map(|file| file.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .collect()
    }

    /// Returns the request IDs of the records on disk.
    pub fn record_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = self
            .record_files()
            .iter()
            // A record may be removed while it is read.
            .filter_map(|path| std::fs::read_to_string(path).ok())
            .map(|text| serde_json::from_str::<Value>(&text).unwrap())
            .map(|record| record["requestId"].as_str().unwrap().to_owned())
            .collect();
        ids.sort();
        ids
    }

    /// Makes the records on disk older.
    pub fn age_records(&self, minutes: i64) {
        let then = OffsetDateTime::now_utc() - time::Duration::minutes(minutes);
        for path in self.record_files() {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut record: Value = serde_json::from_str(&text).unwrap();
            assert!(record["since"].is_string(), "{record}");
            record["since"] = json!(then.format(&Rfc3339).unwrap());
            std::fs::write(&path, record.to_string()).unwrap();
        }
    }
}

/// Waits for the end of a command.
pub fn ended(child: Child) -> Outcome {
    let output = child.wait_with_output().unwrap();
    Outcome {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Waits until a condition holds, and panics at the limit.
#[track_caller]
pub fn eventually(what: &str, limit: Duration, holds: impl FnMut() -> bool) {
    assert!(comes(limit, holds), "waited in vain for {what}");
}

/// Returns whether a condition holds within the limit.
pub fn comes(limit: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + limit;
    while !holds() {
        if Instant::now() > end {
            return false;
        }
        thread::park_timeout(GLANCE);
    }
    true
}

/// Runs the same action on many items, so many at once, and reports all failures.
#[track_caller]
pub fn at_once<T: Sync>(width: usize, items: &[T], act: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..width.min(items.len()) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let done = catch_unwind(AssertUnwindSafe(|| act(item)));
                    wrong
                        .lock()
                        .unwrap()
                        .extend(done.err().map(|panic| words(&*panic)));
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let (bad, all) = (wrong.len(), items.len());
    assert!(
        wrong.is_empty(),
        "{bad} of {all} wrong:\n{}",
        wrong.join("\n")
    );
}

/// Returns the message of a panic.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()))
        .unwrap_or_default()
}
