//! Outbox: records of sends that have not ended, on disk before their first byte leaves.

use std::collections::HashMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::chat::resources::Sent;
use crate::message::request::Outgoing;
use crate::store::atomic_write;
use crate::store::file_lock::FileLock;

/// Maximum bytes of a record; a message has at most 32,000.
const LIMIT: u64 = 1 << 20;

/// The folder of records, one small file each.
///
/// Clones share the locks that this process holds.
#[derive(Clone, Debug)]
pub struct Outbox {
    folder: PathBuf,
    /// Locks of sends that have ended except that their draft is not emptied yet, by the files of their records.
    locks: Arc<Mutex<HashMap<PathBuf, FileLock>>>,
}

/// A send, with everything that a retry needs.
///
/// Repeated under the same `requestId` it cannot post twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The message, with its `requestId`.
    #[serde(flatten)]
    pub message: Outgoing,
    /// Its sender and its server.
    #[serde(flatten)]
    pub origin: Origin,
    /// When it was sent first, RFC 3339.
    pub since: String,
    /// How far it is, as [`Outbox::list`] judges it; records of older versions do not say.
    #[serde(default)]
    pub state: State,
    /// Why the last attempt failed, in a sentence; empty where none did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The message that Chat created; `None` where the outcome is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Receipt>,
}

/// How far a send is.
///
/// A record that says `sending` or `waiting` is `unknown` once its send is under way nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Not one byte has left.
    Queued,
    /// An attempt failed; there will be another one.
    Waiting,
    /// An attempt is under way.
    Sending,
    /// It failed, and is certainly not in Chat.
    Failed,
    /// Nobody knows whether it arrived.
    #[default]
    Unknown,
    /// It is in Chat; the program ended before it could report that.
    Sent,
}

impl State {
    /// Returns the state's name in lists and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Sent => "sent",
        }
    }
}

/// Sender and server of a message: only from there can it be repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The profile it is sent with, empty for the embedded sandbox.
    pub profile: String,
    /// The server's base URL.
    pub base: String,
    /// Whether the server is an embedded sandbox, which ends with its program.
    #[serde(default, rename = "isSandbox")]
    pub is_sandbox: bool,
    /// Whether a webhook sends it, for which Google documents no `requestId`: each repeat posts anew.
    #[serde(default, rename = "isWebhook")]
    pub is_webhook: bool,
}

/// The message that Chat created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its resource name, `spaces/S/messages/M`.
    pub name: String,
    /// Its thread, `spaces/S/threads/T`; empty where Chat returned none.
    pub thread: String,
    /// When Chat created it, RFC 3339, by Chat's clock; empty where Chat returned none.
    pub at: String,
}

impl Receipt {
    /// Reads what Chat returned.
    #[must_use]
    pub fn of(message: &Value) -> Self {
        let sent = Sent::read(message);
        let at = message.get("createTime").and_then(Value::as_str);
        Self {
            name: sent.name,
            thread: sent.thread,
            at: at.unwrap_or("").to_owned(),
        }
    }
}

/// Locked record of a send that is under way in this process.
///
/// Dropped, it stays as unfinished; other programs leave it alone while this lives.
#[derive(Debug)]
pub struct Pending {
    outbox: Outbox,
    path: PathBuf,
    record: Record,
    lock: FileLock,
}

/// Records in the outbox whose send is not under way anywhere.
#[derive(Debug, Default)]
pub struct Unfinished {
    /// The records, the oldest first.
    pub records: Vec<Record>,
    /// Files that cannot be parsed as records; they are left as they are.
    pub unreadable: Vec<PathBuf>,
}

/// A record in the outbox, whether its send is under way or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The record.
    pub record: Record,
    /// How far its send is.
    pub state: State,
    /// Whether its send is under way, here or in another program.
    pub is_under_way: bool,
}

/// All records in the outbox.
#[derive(Debug, Default)]
pub struct Listing {
    /// The records, the oldest first.
    pub sends: Vec<Listed>,
    /// Files that cannot be parsed as records; they are left as they are.
    pub unreadable: Vec<PathBuf>,
}

/// Why a record cannot be resumed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Its send is under way, here or in another program.
    #[error("the same message is being sent right now")]
    Busy,
    /// The file system failed.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

impl Record {
    /// Returns whether its message may be in Chat, so that only its own `requestId` makes another attempt safe.
    #[must_use]
    pub fn may_have_arrived(&self) -> bool {
        self.sent.is_some() || !matches!(self.state, State::Queued | State::Failed)
    }
}

impl Pending {
    /// Returns the record as it is on disk.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Records that the message is in Chat.
    ///
    /// # Errors
    /// Where the disk refuses; the record then still says that the outcome is not known.
    pub fn arrived(&mut self, receipt: Receipt) -> io::Result<()> {
        self.replace(Record {
            sent: Some(receipt),
            state: State::Sent,
            reason: String::new(),
            ..self.record.clone()
        })
    }

    /// Records how far the send is, and why its last attempt failed.
    ///
    /// # Errors
    /// Where the disk refuses; the record then still says what it said before.
    pub fn update(&mut self, state: State, reason: String) -> io::Result<()> {
        self.replace(Record {
            state,
            reason,
            ..self.record.clone()
        })
    }

    fn replace(&mut self, record: Record) -> io::Result<()> {
        self.lock = write(&self.path, &record)?;
        self.record = record;
        Ok(())
    }

    /// Keeps the record locked, so that nobody takes it for unfinished while this program runs.
    ///
    /// [`Outbox::end`] removes it once the draft is emptied.
    pub fn leave_unfinished(self) {
        let mut locks = self.outbox.locks();
        locks.insert(self.path, self.lock);
    }

    /// Removes the record: the send has ended.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn end(self) -> io::Result<()> {
        remove(&self.path)
    }
}

impl Outbox {
    /// Creates the outbox in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            locks: Arc::default(),
        }
    }

    /// Writes a record; it is on the disk when this returns.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn begin(&self, record: Record) -> io::Result<Pending> {
        let path = self.path(&record.message.request_id);
        let lock = write(&path, &record)?;
        Ok(Pending {
            outbox: self.clone(),
            path,
            record,
            lock,
        })
    }

    /// Resumes the record of a send that did not end; `None` where there is none.
    ///
    /// # Errors
    /// Where its send is under way, or the disk refuses.
    pub fn resume(&self, request_id: &str) -> Result<Option<Pending>, Error> {
        let path = self.path(request_id);
        if !is_file(&path) {
            return Ok(None);
        }
        let lock = match File::open(&path) {
            Ok(lock) => lock,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let lock = FileLock::try_new(lock).ok_or(Error::Busy)?;
        // Its send may have ended and its file been removed between the two calls.
        let Some(record) = parse(&path) else {
            return Ok(None);
        };
        Ok(Some(Pending {
            outbox: self.clone(),
            path,
            record,
            lock,
        }))
    }

    /// Returns the record of a `requestId`, whether its send is under way or not.
    #[must_use]
    pub fn find(&self, request_id: &str) -> Option<Record> {
        parse(&self.path(request_id))
    }

    /// Returns the sends that were interrupted or whose outcome is not known: none that is under way here or in
    /// another program.
    ///
    /// Records of an embedded sandbox, which is gone, are removed.
    #[must_use]
    pub fn unfinished(&self) -> Unfinished {
        let Listing { sends, unreadable } = self.read(|record| drop(self.end(record)));
        let left = sends.into_iter().filter(|listed| !listed.is_under_way);
        let records = left.map(|listed| listed.record).collect();
        Unfinished {
            records,
            unreadable,
        }
    }

    /// Returns all records, of whatever profile and server; none is changed.
    #[must_use]
    pub fn list(&self) -> Listing {
        self.read(|_| {})
    }

    /// Reads the folder; `gone` is told the request IDs of an embedded sandbox that has ended.
    fn read(&self, gone: impl Fn(&str)) -> Listing {
        let mut found = Listing::default();
        let Ok(files) = fs::read_dir(&self.folder) else {
            return found;
        };
        for path in files.filter_map(|file| Some(file.ok()?.path())) {
            if path.extension().is_none_or(|end| end != "json") {
                continue;
            }
            let is_under_way = is_locked(&path);
            match parse(&path) {
                Some(record) if record.origin.is_sandbox && !is_under_way => {
                    gone(&record.message.request_id);
                }
                Some(record) => found.sends.push(Listed {
                    state: state(&record, is_under_way),
                    record,
                    is_under_way,
                }),
                None if path.exists() && !is_under_way => found.unreadable.push(path),
                None => {}
            }
        }
        found
            .sends
            .sort_by(|a, b| a.record.since.cmp(&b.record.since));
        found.unreadable.sort();
        found
    }

    /// Removes a file of [`Listing::unreadable`], by its name in the folder.
    ///
    /// # Errors
    /// Where the disk refuses; a missing file is no error.
    pub fn discard(&self, unreadable: &str) -> io::Result<()> {
        remove(&self.folder.join(unreadable.replace('/', "_")))
    }

    /// Removes the record of a send that has ended, or is no longer wanted.
    ///
    /// # Errors
    /// Where the disk refuses; a missing record is no error.
    pub fn end(&self, request_id: &str) -> io::Result<()> {
        let path = self.path(request_id);
        remove(&path)?;
        self.locks().remove(&path);
        Ok(())
    }

    fn locks(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, FileLock>> {
        self.locks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the file of a `requestId`, which the user may have chosen freely.
    fn path(&self, request_id: &str) -> PathBuf {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let name = if (1..=64).contains(&request_id.len()) && request_id.chars().all(plain) {
            request_id.to_owned()
        } else {
            let mut hasher = DefaultHasher::new();
            request_id.hash(&mut hasher);
            format!("_{:016x}", hasher.finish())
        };
        self.folder.join(format!("{name}.json"))
    }
}

/// Writes a record and locks it before it gets its name, so that nobody can take it for an unfinished one.
///
/// Where the file system has no locks, another program may offer to send it again: harmless.
fn write(path: &Path, record: &Record) -> io::Result<FileLock> {
    let staged = atomic_write::stage(path, &serde_json::to_vec(record)?)?;
    let lock = FileLock::wait(staged.as_file().try_clone()?);
    staged.persist(path)?;
    atomic_write::sync(path)?;
    Ok(lock)
}

fn is_locked(path: &Path) -> bool {
    is_file(path) && File::open(path).is_ok_and(FileLock::is_held)
}

/// Returns how far a send is: the record's own word, which nobody could correct when its program was ended.
fn state(record: &Record, is_under_way: bool) -> State {
    match record.state {
        _ if record.sent.is_some() => State::Sent,
        // An attempt failed before anything of it left.
        State::Queued if is_under_way && !record.reason.is_empty() => State::Waiting,
        State::Queued | State::Failed => record.state,
        State::Waiting if is_under_way => State::Waiting,
        _ if is_under_way => State::Sending,
        _ => State::Unknown,
    }
}

/// Returns whether it is a regular file: opening a pipe would block until somebody writes to it.
fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|met| met.is_file())
}

/// Parses a record; `None` where there is none, or the file holds something else.
fn parse(path: &Path) -> Option<Record> {
    let file = is_file(path).then(|| File::open(path).ok())??;
    let mut text = String::new();
    file.take(LIMIT).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(request_id: &str, since: &str) -> Record {
        Record {
            message: Outgoing {
                request_id: request_id.into(),
                draft: "draft-1".into(),
                parent: "spaces/A".into(),
                query: vec![("messageId".into(), "client-a".into())],
                body: "{\"text\":\"你好\"}".into(),
                attachments: Vec::new(),
                webhook: String::new(),
            },
            origin: Origin {
                profile: "me".into(),
                base: "https://chat.googleapis.com".into(),
                is_sandbox: false,
                is_webhook: false,
            },
            since: since.into(),
            state: State::Sending,
            reason: String::new(),
            sent: None,
        }
    }

    #[test]
    fn a_send_that_was_cut_off_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("state/outbox"));
        assert_eq!(outbox.unfinished().records, []);
        let late = outbox.begin(record("b", "2026-11-02")).unwrap();
        let early = outbox.begin(record("a", "2026-11-01")).unwrap();
        let done = outbox.begin(record("c", "2026-11-03")).unwrap();
        assert_eq!(outbox.unfinished().records, [], "all are under way");
        assert!(matches!(outbox.resume("a"), Err(Error::Busy)));
        done.end().unwrap();
        drop((late, early));
        let left = [record("a", "2026-11-01"), record("b", "2026-11-02")];
        assert_eq!(outbox.unfinished().records, left);
        let again = outbox.resume("a").unwrap().unwrap();
        assert_eq!(again.record(), &left[0]);
        assert_eq!(outbox.unfinished().records, left[1..]);
        again.end().unwrap();
        assert!(outbox.resume("a").unwrap().is_none());
        outbox.end("a").unwrap();
        assert_eq!(outbox.unfinished().records, left[1..]);
    }

    #[test]
    fn a_message_that_arrived_stays_ours_until_its_draft_is_emptied() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("outbox"));
        let mut pending = outbox.begin(record("a", "2026-11-01")).unwrap();
        let receipt = Receipt {
            name: "spaces/A/messages/M".into(),
            ..Receipt::default()
        };
        pending.arrived(receipt.clone()).unwrap();
        pending.leave_unfinished();
        assert_eq!(outbox.unfinished().records, []);
        assert_eq!(outbox.find("a").unwrap().sent, Some(receipt));
        outbox.clone().end("a").unwrap();
        assert_eq!(outbox.find("a"), None);
    }

    #[test]
    fn a_listing_says_how_far_each_send_is() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("outbox"));
        let of = |id: &str, state| Record {
            state,
            ..record(id, id)
        };
        let mut sending = outbox.begin(of("1", State::Sending)).unwrap();
        for (id, state) in [
            ("2", State::Queued),
            ("3", State::Failed),
            ("4", State::Waiting),
        ] {
            drop(outbox.begin(of(id, state)).unwrap());
        }
        let mut told = outbox.begin(of("5", State::Sending)).unwrap();
        told.arrived(Receipt::default()).unwrap();
        drop(told);
        let states = || {
            let sends = outbox.list().sends.into_iter();
            sends
                .map(|listed| (listed.state, listed.is_under_way))
                .collect::<Vec<_>>()
        };
        let mut expected = [
            (State::Sending, true),
            (State::Queued, false),
            (State::Failed, false),
            (State::Unknown, false),
            (State::Sent, false),
        ];
        assert_eq!(states(), expected);
        sending.update(State::Waiting, "too busy".into()).unwrap();
        expected[0] = (State::Waiting, true);
        assert_eq!(states(), expected);
        let listed = outbox.list().sends.swap_remove(0);
        assert_eq!(listed.record.reason, "too busy");
        let may: Vec<bool> = outbox
            .list()
            .sends
            .iter()
            .map(|listed| listed.record.may_have_arrived())
            .collect();
        assert_eq!(may, [true, false, false, true, true]);
    }

    #[test]
    fn a_record_of_an_earlier_version_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().to_owned());
        let text = r#"{"requestId":"a","parent":"spaces/A","query":[],"body":"{}","profile":"me",
            "base":"https://chat.googleapis.com","since":"2026-11-01T00:00:00Z"}"#;
        fs::write(folder.path().join("a.json"), text).unwrap();
        let found = outbox.unfinished().records;
        assert_eq!(found[0].message.request_id, "a");
        assert_eq!(found[0].origin.profile, "me");
    }

    #[test]
    fn odd_request_ids_and_damaged_files_do_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("outbox"));
        for odd in ["../../x", "a/b", "", "ünïcode", &"x".repeat(500)] {
            drop(outbox.begin(record(odd, "now")).unwrap());
            assert_eq!(outbox.unfinished().records, [record(odd, "now")], "{odd}");
            outbox.end(odd).unwrap();
        }
        let mut gone = record("gone", "now");
        gone.origin.is_sandbox = true;
        drop(outbox.begin(gone).unwrap());
        assert_eq!(outbox.unfinished().records, []);
        assert!(!folder.path().join("outbox/gone.json").exists());
        let torn = folder.path().join("outbox/torn.json");
        fs::write(&torn, "{\"requestId\":").unwrap();
        fs::write(folder.path().join("outbox/.tmp"), "").unwrap();
        let found = outbox.unfinished();
        assert_eq!((found.records, found.unreadable), (vec![], vec![torn]));
    }
}
