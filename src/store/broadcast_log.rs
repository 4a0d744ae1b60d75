//! What of a send to many spaces is done, so that the same command resumes where it stopped.
//!
//! A file lives from the first message to the last; it is removed once all arrived.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::message::draft::Draft;
use crate::message::request::Outgoing;
use crate::message::split::{self, Part};
use crate::platform::files;
use crate::store::file_lock::FileLock;
use crate::store::outbox::{Origin, Receipt};
use crate::store::{atomic_write, own_file, regular_file};

/// How long after its last message a broken send is resumed; later the same command is a new send, as a daily job is.
pub const RESUME: Duration = Duration::from_hours(1);

/// How long the file of a send that nobody resumed is kept.
const KEEP: Duration = Duration::from_hours(24);

/// Maximum bytes that are read of a file; a line has about 200.
const LIMIT: u64 = 64 << 20;

/// The log of one send to many spaces, locked while it is open.
#[derive(Debug)]
pub struct BroadcastLog {
    path: PathBuf,
    file: FileLock,
    done: Done,
    begun: Option<OffsetDateTime>,
}

/// What the composer sends, and where: enough to go on after it was ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The sender and the server.
    pub origin: Origin,
    /// The message; its `parent` is the space of its draft, which need not be among the spaces.
    pub message: Outgoing,
    /// The resource names of the spaces.
    pub spaces: Vec<String>,
}

/// A send of the composer that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// What was to be sent.
    pub plan: Plan,
    /// When it began, RFC 3339.
    pub begun: String,
    /// The spaces that have all of it, with its first message there.
    pub done: HashMap<String, Receipt>,
    /// The spaces in which it was certainly not sent, or not all of it.
    pub failed: HashMap<String, Failure>,
    /// Its file.
    pub path: PathBuf,
}

/// Why a part of a message is certainly not in Chat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// When it failed, RFC 3339.
    pub at: String,
    /// What happened.
    pub title: String,
    /// Why, in the words of whoever refused it.
    pub detail: String,
    /// What to do next.
    pub remedy: String,
}

/// The first line of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// When the first run of the send began, RFC 3339.
    begun: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plan: Option<Plan>,
}

/// A message that is in Chat.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    space: String,
    part: usize,
    #[serde(flatten)]
    receipt: Receipt,
}

/// A message that is certainly not in Chat.
#[derive(Debug, Serialize, Deserialize)]
struct FailedLine {
    space: String,
    part: usize,
    failed: Failure,
}

/// The messages that are in Chat, by space and part.
type Done = HashMap<(String, usize), Receipt>;

/// Why a log cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The same send is under way in another program.
    #[error("the same message is being sent to the same spaces right now")]
    Busy,
    /// The file system failed.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Plan {
    /// Returns the parts that the message is sent in, of which there may be one only.
    #[must_use]
    pub fn split(&self) -> Vec<Part> {
        let request = Draft::sent(
            &self.message.parent,
            &self.message.query,
            &self.message.body,
        );
        split::split(&request).unwrap_or_else(|_| vec![split::whole(&request)])
    }
}

impl BroadcastLog {
    /// Opens the log of a send, which `key` tells from all others: sender, server, message and spaces.
    ///
    /// # Errors
    /// Where the same send is under way, or the disk refuses.
    pub fn open(folder: &Path, key: &[&str]) -> Result<Self, Error> {
        Self::open_at(folder, file_name(key), None, RESUME)
    }

    /// Opens the log of a send of the composer, which its next run can go on with.
    ///
    /// `resumes` is whether the user goes on with what is known to have broken off, however long ago.
    ///
    /// # Errors
    /// Where the same send is under way, or the disk refuses.
    pub fn open_planned(folder: &Path, plan: &Plan, resumes: bool) -> Result<Self, Error> {
        let (origin, message) = (&plan.origin, &plan.message);
        let query = format!("{:?}", message.query);
        let mut key = vec!["composer", &origin.profile, &origin.base, &query];
        key.push(&message.body);
        let files = message.attachments.iter();
        key.extend(files.map(|file| file.sha256.as_str()));
        // The same spaces, in whatever order they were marked.
        let mut spaces: Vec<&str> = plan.spaces.iter().map(String::as_str).collect();
        spaces.sort_unstable();
        key.extend(spaces);
        let within = if resumes { KEEP } else { RESUME };
        Self::open_at(folder, file_name(&key), Some(plan), within)
    }

    fn open_at(
        folder: &Path,
        name: String,
        plan: Option<&Plan>,
        resume: Duration,
    ) -> Result<Self, Error> {
        let path = folder.join(name);
        atomic_write::private_folder(folder)?;
        clear(folder, &path);
        let mut file = lock(&path)?;
        let met = file.metadata()?;
        let age = SystemTime::now().duration_since(met.modified()?);
        if age.is_ok_and(|age| age > resume) {
            file.set_len(0)?;
        }
        let (begun, done) = read(&mut file)?;
        let mut log = Self {
            path,
            file,
            done,
            begun,
        };
        if begun.is_none() {
            let now = OffsetDateTime::from(SystemTime::now());
            log.write(&Head {
                begun: now.format(&Rfc3339).unwrap_or_default(),
                plan: plan.cloned(),
            })?;
        }
        Ok(log)
    }

    /// Returns whether an earlier run sent a part of it.
    #[must_use]
    pub fn is_resumed(&self) -> bool {
        !self.done.is_empty()
    }

    /// Returns when the first run of this send began; `None` if that is this one.
    #[must_use]
    pub fn begun(&self) -> Option<OffsetDateTime> {
        self.begun
    }

    /// Returns the message of a part that an earlier run sent to a space.
    #[must_use]
    pub fn done(&self, space: &str, part: usize) -> Option<&Receipt> {
        self.done.get(&(space.to_owned(), part))
    }

    /// Returns the resource names of the messages that earlier runs sent.
    #[must_use]
    pub fn messages(&self) -> HashSet<String> {
        let receipts = self.done.values();
        receipts.map(|receipt| receipt.name.clone()).collect()
    }

    /// Adds a message that is in Chat; it is on the disk when this returns.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn add(&mut self, space: &str, part: usize, receipt: &Receipt) -> io::Result<()> {
        self.write(&Line {
            space: space.to_owned(),
            part,
            receipt: receipt.clone(),
        })
    }

    /// Adds why a message is certainly not in Chat.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn add_failure(&mut self, space: &str, part: usize, failed: Failure) -> io::Result<()> {
        self.write(&FailedLine {
            space: space.to_owned(),
            part,
            failed,
        })
    }

    fn write(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(line)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_data()
    }

    /// Returns the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the log: all is in Chat.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn end(self) -> io::Result<()> {
        // Emptied as well, for a program that has it open already.
        self.file.set_len(0)?;
        fs::remove_file(&self.path)
    }
}

/// Returns the sends of the composer that this sender left unfinished, the latest first.
///
/// Those that another program has under way are left out.
#[must_use]
pub fn unfinished(folder: &Path, origin: &Origin) -> Vec<Unfinished> {
    let mut found: Vec<Unfinished> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| read_unfinished(entry.path(), origin))
        .collect();
    found.sort_by(|a, b| b.begun.cmp(&a.begun));
    found
}

fn read_unfinished(path: PathBuf, origin: &Origin) -> Option<Unfinished> {
    if path.extension().is_none_or(|end| end != "jsonl") {
        return None;
    }
    let bytes = regular_file::read(&path, LIMIT).ok()?;
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let head: Head = serde_json::from_slice(lines.next()?).ok()?;
    let plan = head.plan.filter(|plan| plan.origin == *origin)?;
    if FileLock::is_held(own_file::lock(&path).ok()?) {
        return None;
    }
    let parts = plan.split().len();
    let mut done: HashMap<String, (usize, Receipt)> = HashMap::new();
    let mut failed = HashMap::new();
    for line in lines {
        if let Ok(line) = serde_json::from_slice::<FailedLine>(line) {
            failed.insert(line.space, line.failed);
            continue;
        }
        let Ok(line) = serde_json::from_slice::<Line>(line) else {
            continue;
        };
        let known = done.entry(line.space).or_default();
        known.0 += 1;
        if line.part == 1 {
            known.1 = line.receipt;
        }
    }
    Some(Unfinished {
        done: done
            .into_iter()
            .filter(|(_, (count, _))| *count >= parts)
            .map(|(space, (_, receipt))| (space, receipt))
            .collect(),
        failed,
        begun: head.begun,
        plan,
        path,
    })
}

fn file_name(key: &[&str]) -> String {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    format!("{:016x}.jsonl", hasher.finish())
}

/// Opens and locks the file, following no link.
fn lock(path: &Path) -> Result<FileLock, Error> {
    loop {
        let file = FileLock::try_new(own_file::lock(path)?).ok_or(Error::Busy)?;
        // It may have been removed between the two calls.
        if files::is_at(path, &file)? {
            return Ok(file);
        }
    }
}

/// Reads the lines; one that was cut off by a kill is left out, and ended.
fn read(file: &mut File) -> io::Result<(Option<OffsetDateTime>, Done)> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(LIMIT).read_to_end(&mut bytes)?;
    if bytes.last().is_some_and(|last| *last != b'\n') {
        file.write_all(b"\n")?;
    }
    let lines = || bytes.split(|byte| *byte == b'\n');
    let head = lines().find_map(|line| serde_json::from_slice::<Head>(line).ok());
    let done = lines()
        .filter_map(|line| serde_json::from_slice::<Line>(line).ok())
        .map(|line| ((line.space, line.part), line.receipt));
    let begun = head.and_then(|head| OffsetDateTime::parse(&head.begun, &Rfc3339).ok());
    Ok((begun, done.collect()))
}

/// Removes the files of sends that nobody resumed.
fn clear(folder: &Path, but: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let age = entry.metadata().and_then(|met| met.modified()).ok();
        let age = age.and_then(|at| SystemTime::now().duration_since(at).ok());
        let is_log = path.extension().is_some_and(|end| end == "jsonl");
        if is_log && path != but && age.is_some_and(|age| age > KEEP) {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;

    use super::*;

    fn receipt(name: &str) -> Receipt {
        Receipt {
            name: name.into(),
            ..Receipt::default()
        }
    }

    #[test]
    fn what_is_done_is_known_to_the_same_send_only() {
        let folder = tempfile::tempdir().unwrap();
        let open = |key: &str| BroadcastLog::open(folder.path(), &["me", key]);
        let mut log = open("a").unwrap();
        log.add("spaces/A", 1, &receipt("m")).unwrap();
        assert!(matches!(open("a"), Err(Error::Busy)));
        assert!(!open("b").unwrap().is_resumed());
        let path = log.path.clone();
        drop(log);
        OpenOptions::new()
            .append(true)
            .open(&path)
            .unwrap()
            .write_all(b"{\"spa")
            .unwrap();
        let mut log = open("a").unwrap();
        assert_eq!(log.done("spaces/A", 1), Some(&receipt("m")));
        assert_eq!(log.done("spaces/A", 2), None);
        log.add("spaces/B", 1, &receipt("n")).unwrap();
        drop(log);
        let log = open("a").unwrap();
        assert_eq!(log.done("spaces/B", 1), Some(&receipt("n")));
        log.end().unwrap();
        assert!(!open("a").unwrap().is_resumed());
    }

    #[test]
    fn a_planned_send_is_found_again_by_its_own_sender() {
        let folder = tempfile::tempdir().unwrap();
        let origin = Origin {
            profile: "me".into(),
            ..Origin::default()
        };
        let plan = Plan {
            origin: origin.clone(),
            message: Outgoing {
                body: r#"{"text":"x"}"#.into(),
                ..Outgoing::default()
            },
            spaces: vec!["spaces/A".into(), "spaces/B".into()],
        };
        BroadcastLog::open(folder.path(), &["of a command"]).unwrap();
        let open = |resumes| BroadcastLog::open_planned(folder.path(), &plan, resumes).unwrap();
        let mut log = open(false);
        log.add("spaces/A", 1, &receipt("m")).unwrap();
        assert_eq!(unfinished(folder.path(), &origin), [], "it is under way");
        log.file
            .set_modified(SystemTime::now() - RESUME * 2)
            .unwrap();
        drop(log);
        let found = unfinished(folder.path(), &origin);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].plan, plan);
        let done = HashMap::from([("spaces/A".to_owned(), receipt("m"))]);
        assert_eq!(found[0].done, done);
        assert_eq!(unfinished(folder.path(), &Origin::default()), []);
        assert!(open(true).is_resumed(), "the user goes on with it");
    }

    #[test]
    fn the_same_command_much_later_is_a_new_send() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = BroadcastLog::open(folder.path(), &["a"]).unwrap();
        log.add("spaces/A", 1, &receipt("m")).unwrap();
        log.file
            .set_modified(SystemTime::now() - RESUME * 2)
            .unwrap();
        drop(log);
        assert!(
            !BroadcastLog::open(folder.path(), &["a"])
                .unwrap()
                .is_resumed()
        );
    }
}
