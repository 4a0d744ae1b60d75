//! History of sends over all runs: a line of JSON for each send and each change of one, the latest last.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use serde_json::Value;

use crate::store::atomic_write;
use crate::store::file_lock::FileLock;
use crate::store::history_entry::{Entry, State};
use crate::store::outbox::{self, Origin, Record};
use crate::store::own_file;

/// Bytes by which the file grows between two counts of its entries.
const STEP: u64 = 64 << 10;

/// The file of the history.
///
/// Two programs may write it at once: each appends whole lines under a lock, and readers skip a torn one.
#[derive(Clone, Debug)]
pub struct History {
    file: PathBuf,
    bounds: Bounds,
}

/// How much of the history is kept; the oldest goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Maximum number of sends.
    pub entries: usize,
    /// Maximum bytes of the file.
    pub bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            entries: 10_000,
            bytes: 16 << 20,
        }
    }
}

impl History {
    /// Creates the history in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            file: folder.join("sent.jsonl"),
            bounds: Bounds::default(),
        }
    }

    /// Keeps the history within these bounds.
    #[must_use]
    pub fn within(self, bounds: Bounds) -> Self {
        Self { bounds, ..self }
    }

    /// Adds a send, or replaces what is known of it.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn add(&self, entry: &Entry) -> io::Result<()> {
        let _alone = self.lock()?;
        self.append(entry)
    }

    /// Changes the entry of a message, by its resource name, and returns whether there is one.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn change(&self, name: &str, change: impl FnOnce(&mut Entry)) -> io::Result<bool> {
        let _alone = self.lock()?;
        let mut entries = self.read(|entry| entry.name() == name)?.into_values();
        let Some(mut entry) = entries.next_back() else {
            return Ok(false);
        };
        change(&mut entry);
        self.append(&entry)?;
        Ok(true)
    }

    /// Returns the sends, the latest first.
    ///
    /// # Errors
    /// Where the disk refuses; a missing file is an empty history.
    pub fn entries(&self) -> io::Result<Vec<Entry>> {
        let entries = self.read(|_| true)?;
        Ok(entries
            .into_values()
            .rev()
            .take(self.bounds.entries)
            .collect())
    }

    /// Returns the message that was last sent under a `requestId`, unless it certainly did not arrive.
    #[must_use]
    pub fn find(&self, request_id: &str) -> Option<Record> {
        let is_it = |entry: &Entry| entry.id() == request_id;
        let entry = self.read(is_it).ok()?.pop()?.1;
        (entry.state != State::Failed).then_some(Record {
            message: entry.message,
            origin: entry.origin,
            since: entry.since,
            state: outbox::State::Unknown,
            reason: entry.reason,
            sent: entry.sent,
        })
    }

    /// Reads the entries that fit, by their IDs, the oldest first; of several lines of one, the last counts.
    ///
    /// Lines that cannot be parsed are skipped.
    fn read(&self, fits: impl Fn(&Entry) -> bool) -> io::Result<IndexMap<String, Entry>> {
        let mut found = IndexMap::new();
        match fs::symlink_metadata(&self.file) {
            Ok(data) if data.is_file() => {}
            Ok(_) => return Err(io::Error::other("sent.jsonl is no regular file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            Err(error) => return Err(error),
        }
        let mut file = File::open(&self.file)?;
        let most = self.bounds.bytes.saturating_mul(2);
        let start = file.metadata()?.len().saturating_sub(most);
        file.seek(SeekFrom::Start(start))?;
        for line in BufReader::new(file.take(most)).split(b'\n') {
            let Ok(mut entry) = serde_json::from_slice::<Entry>(&line?) else {
                continue;
            };
            if fits(&entry) {
                entry.complete();
                found.insert(entry.id().to_owned(), entry);
            }
        }
        Ok(found)
    }

    /// Appends a line; from time to time, drops what is over the bounds.
    fn append(&self, entry: &Entry) -> io::Result<()> {
        let mut file = own_file::append(&self.file)?;
        let before = file.metadata()?.len();
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        file.write_all(&line)?;
        // The record of the send goes next, and nothing else says that it was.
        file.sync_data()?;
        let after = before + line.len() as u64;
        if after > self.bounds.bytes || before / STEP != after / STEP {
            self.trim(after)?;
        }
        Ok(())
    }

    /// Returns the thread keys that were used in a space by this sender, on this server.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn thread_keys(&self, origin: &Origin, space: &str) -> io::Result<BTreeSet<String>> {
        let key = |entry: &Entry| {
            let message: Value = serde_json::from_str(&entry.message.body).ok()?;
            let key = message.pointer("/thread/threadKey")?.as_str()?;
            Some(key.to_owned())
        };
        let is_there = |entry: &Entry| entry.origin == *origin && entry.message.parent == space;
        Ok(self.read(is_there)?.values().filter_map(key).collect())
    }

    /// Drops the oldest sends, and lines that later ones replace, where the file is over the bounds.
    fn trim(&self, length: u64) -> io::Result<()> {
        let entries = self.read(|_| true)?;
        if length <= self.bounds.bytes && entries.len() <= self.bounds.entries {
            return Ok(());
        }
        // Room is left, so that not every send after this one has to trim again.
        let mut room = self.bounds.bytes / 4 * 3;
        let mut kept: Vec<Vec<u8>> = Vec::new();
        for entry in entries.values().rev().take(self.bounds.entries) {
            let mut line = serde_json::to_vec(entry)?;
            line.push(b'\n');
            let Some(rest) = room.checked_sub(line.len() as u64) else {
                break;
            };
            room = rest;
            kept.push(line);
        }
        kept.reverse();
        atomic_write::write(&self.file, &kept.concat())
    }

    /// Locks the file against other programs that write it; without a lock where the file system has none.
    fn lock(&self) -> io::Result<FileLock> {
        let path = self.file.with_extension("lock");
        atomic_write::private_folder(path.parent().unwrap_or(&path))?;
        Ok(FileLock::wait(own_file::lock(&path)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::request::Outgoing;
    use crate::store::outbox::Receipt;
    use std::fs::OpenOptions;

    fn entry(request_id: &str, body: &str) -> Entry {
        let mut entry = Entry {
            message: Outgoing {
                request_id: request_id.into(),
                body: body.into(),
                ..Outgoing::default()
            },
            sent: Some(Receipt {
                name: format!("spaces/A/messages/{request_id}.{request_id}"),
                ..Receipt::default()
            }),
            ..Entry::default()
        };
        entry.complete();
        entry
    }

    fn ids(history: &History) -> Vec<String> {
        let entries = history.entries().unwrap();
        entries.iter().map(|entry| entry.id().to_owned()).collect()
    }

    #[test]
    fn what_was_sent_is_found_by_its_request_id() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(&folder.path().join("history"));
        assert_eq!(history.find("a"), None);
        for (id, body) in [("a", "one"), ("b", "two"), ("a", "three")] {
            history.add(&entry(id, body)).unwrap();
        }
        OpenOptions::new()
            .append(true)
            .open(&history.file)
            .unwrap()
            .write_all(b"torn\n")
            .unwrap();
        assert_eq!(history.find("a").unwrap().message.body, "three");
        assert_eq!(history.find("b").unwrap().message.body, "two");
        assert_eq!(ids(&history), ["b", "a"]);
        let mut failed = entry("b", "two");
        failed.state = State::Failed;
        history.add(&failed).unwrap();
        assert_eq!(history.find("b"), None, "it is certainly not in Chat");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&history.file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_line_of_an_earlier_version_is_a_sent_message() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(folder.path());
        let line = r#"{"requestId":"a","parent":"spaces/A","query":[],"body":"{\"text\":\"hi\"}","profile":"me","base":"https://chat.googleapis.com","since":"2026-11-01T00:00:00Z","sent":{"name":"spaces/A/messages/T.M","thread":"spaces/A/threads/T","at":""}}"#;
        fs::write(&history.file, format!("{line}\n")).unwrap();
        let found = history.entries().unwrap();
        assert_eq!((found[0].state, found[0].bytes), (State::Sent, 13));
        assert_eq!(found[0].title, "hi");
        assert_eq!(found[0].link, "https://chat.google.com/room/A/T/M");
    }

    #[test]
    fn a_change_keeps_the_place_of_its_send() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(folder.path());
        for id in ["a", "b"] {
            history.add(&entry(id, "{}")).unwrap();
        }
        let delete = |entry: &mut Entry| entry.state = State::Deleted;
        assert!(history.change("spaces/A/messages/a.a", delete).unwrap());
        assert!(!history.change("spaces/A/messages/c.c", delete).unwrap());
        assert_eq!(ids(&history), ["b", "a"]);
        assert_eq!(history.entries().unwrap()[1].state, State::Deleted);
    }

    #[test]
    fn the_file_keeps_its_bounds_and_its_latest() {
        let folder = tempfile::tempdir().unwrap();
        let bounds = Bounds {
            entries: 20,
            bytes: 200_000,
        };
        let history = History::new(folder.path()).within(bounds);
        let large = "x".repeat(30_000);
        for number in 0..9 {
            history.add(&entry(&format!("l{number}"), &large)).unwrap();
        }
        assert!(fs::metadata(&history.file).unwrap().len() <= bounds.bytes);
        assert_eq!(history.find("l0"), None);
        assert!(history.find("l8").is_some());
        for number in 0..400 {
            history.add(&entry(&format!("s{number}"), "{}")).unwrap();
        }
        let all = ids(&history);
        assert_eq!((all.len(), all[0].as_str()), (20, "s399"));
        let text = fs::read_to_string(&history.file).unwrap();
        assert!(text.lines().count() < 400, "the file is trimmed, too");
    }

    #[test]
    fn writers_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let bounds = Bounds {
            entries: 1000,
            bytes: 100_000,
        };
        let history = History::new(folder.path()).within(bounds);
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let history = &history;
                scope.spawn(move || {
                    for number in 0..50 {
                        let id = format!("{writer}-{number}");
                        history.add(&entry(&id, "{}")).unwrap();
                    }
                });
            }
        });
        assert_eq!(ids(&history).len(), 200);
    }
}
