//! Outbox: records of sends that have not ended, on disk before their first byte leaves.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::message::request::Outgoing;
use crate::store::atomic_write;

/// Maximum bytes of a record; a message has at most 32,000.
const LIMIT: u64 = 1 << 20;

/// The folder of records, one small file each.
///
/// Clones share the locks that this process holds.
#[derive(Clone, Debug)]
pub struct Outbox {
    folder: PathBuf,
    /// Locks of sends that have ended except that their draft is not emptied yet, by the files of their records.
    locks: Arc<Mutex<HashMap<PathBuf, File>>>,
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
    /// The message that Chat created; `None` where the outcome is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Receipt>,
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

/// Locked record of a send that is under way in this process.
///
/// Dropped, it stays as unfinished; other programs leave it alone while this lives.
#[derive(Debug)]
pub struct Pending {
    outbox: Outbox,
    path: PathBuf,
    record: Record,
    lock: File,
}

/// Records in the outbox whose send is not under way anywhere.
#[derive(Debug, Default)]
pub struct Unfinished {
    /// The records, the oldest first.
    pub records: Vec<Record>,
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
        let record = Record {
            sent: Some(receipt),
            ..self.record.clone()
        };
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
        if matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) {
            return Err(Error::Busy);
        }
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
        let mut found = Unfinished::default();
        let Ok(files) = fs::read_dir(&self.folder) else {
            return found;
        };
        for path in files.filter_map(|file| Some(file.ok()?.path())) {
            let is_record = path.extension().is_some_and(|end| end == "json");
            if !is_record || is_locked(&path) {
                continue;
            }
            match parse(&path) {
                Some(record) if record.origin.is_sandbox => drop(remove(&path)),
                Some(record) => found.records.push(record),
                None if path.exists() => found.unreadable.push(path),
                None => {}
            }
        }
        found.records.sort_by(|a, b| a.since.cmp(&b.since));
        found.unreadable.sort();
        found
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

    fn locks(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, File>> {
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
fn write(path: &Path, record: &Record) -> io::Result<File> {
    let staged = atomic_write::stage(path, &serde_json::to_vec(record)?)?;
    let _ = staged.as_file().try_lock();
    let file = staged.persist(path)?;
    atomic_write::sync(path)?;
    Ok(file)
}

fn is_locked(path: &Path) -> bool {
    is_file(path)
        && File::open(path)
            .is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
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
            },
            origin: Origin {
                profile: "me".into(),
                base: "https://chat.googleapis.com".into(),
                is_sandbox: false,
            },
            since: since.into(),
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
