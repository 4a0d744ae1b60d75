//! History of sent messages, a line of JSON for each, the latest last.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;

use crate::store::atomic_write;
use crate::store::outbox::Record;

/// Maximum bytes of the file; above it, the older half is dropped.
const LIMIT: u64 = 4 << 20;

/// The file of the history.
#[derive(Clone, Debug)]
pub struct History {
    file: PathBuf,
}

impl History {
    /// Creates the history in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: &std::path::Path) -> Self {
        Self {
            file: folder.join("sent.jsonl"),
        }
    }

    /// Adds a message that is in Chat.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn add(&self, record: &Record) -> io::Result<()> {
        let _alone = self.lock()?;
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.file)?;
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        file.write_all(&line)?;
        if file.metadata()?.len() > LIMIT {
            self.halve()?;
        }
        Ok(())
    }

    /// Returns the message that was last sent under a `requestId`; lines that cannot be parsed are skipped.
    #[must_use]
    pub fn find(&self, request_id: &str) -> Option<Record> {
        let is_file = fs::symlink_metadata(&self.file).is_ok_and(|met| met.is_file());
        let file = is_file.then(|| File::open(&self.file).ok())??;
        let lines = BufReader::new(file.take(2 * LIMIT)).split(b'\n');
        let records = lines
            .map_while(Result::ok)
            .filter_map(|line| serde_json::from_slice::<Record>(&line).ok());
        records
            .filter(|record| record.message.request_id == request_id)
            .last()
    }

    /// Drops the older half.
    fn halve(&self) -> io::Result<()> {
        let bytes = fs::read(&self.file)?;
        let half = bytes.len() / 2;
        let rest = bytes[half..].iter().position(|byte| *byte == b'\n');
        let start = rest.map_or(bytes.len(), |at| half + at + 1);
        atomic_write::write(&self.file, &bytes[start..])
    }

    /// Locks the file against other programs that write it; without a lock where the file system has none.
    fn lock(&self) -> io::Result<File> {
        let path = self.file.with_extension("lock");
        atomic_write::private_folder(path.parent().unwrap_or(&path))?;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        let _ = file.lock();
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::request::Outgoing;
    use crate::store::outbox::Origin;

    fn record(request_id: &str, body: &str) -> Record {
        Record {
            message: Outgoing {
                request_id: request_id.into(),
                body: body.into(),
                ..Outgoing::default()
            },
            origin: Origin::default(),
            since: String::new(),
            sent: None,
        }
    }

    #[test]
    fn what_was_sent_is_found_by_its_request_id() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(&folder.path().join("history"));
        assert_eq!(history.find("a"), None);
        for (id, body) in [("a", "one"), ("b", "two"), ("a", "three")] {
            history.add(&record(id, body)).unwrap();
        }
        OpenOptions::new()
            .append(true)
            .open(&history.file)
            .unwrap()
            .write_all(b"torn\n")
            .unwrap();
        assert_eq!(history.find("a"), Some(record("a", "three")));
        assert_eq!(history.find("b"), Some(record("b", "two")));
    }

    #[test]
    fn the_file_keeps_its_bound_and_its_latest() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(folder.path());
        let large = "x".repeat(700_000);
        for id in ["a", "b", "c", "d", "e", "f", "g"] {
            history.add(&record(id, &large)).unwrap();
        }
        assert!(fs::metadata(&history.file).unwrap().len() <= LIMIT);
        assert_eq!(history.find("a"), None);
        assert!(history.find("g").is_some());
    }
}
