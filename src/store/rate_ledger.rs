//! When writes left to a server, kept in a small file that all programs share.
//!
//! A turn is written down only when it is taken: a program that is killed while it waits leaves nothing behind. The
//! file holds the last minute, whatever came before, so it stays small.

use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::store::file_lock::FileLock;
use crate::store::{atomic_write, own_file};

/// First bytes of the file; another form is taken for an empty one.
const MAGIC: [u8; 8] = *b"chqrate1";

/// Length in bytes of an entry: class, space, time.
const ENTRY: usize = 17;

/// Maximum bytes that are read; a minute of the largest quotas takes 120 kB.
const LIMIT: u64 = 1 << 20;

/// Window of the limits of a project.
const MINUTE: u64 = 60_000;

/// How long another program may hold the lock at a time; then it is asked again.
const LOCK_WAIT: Duration = Duration::from_millis(5);

/// Limits of one class of writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Number of the class: classes are counted apart in the project.
    pub class: u8,
    /// Number of the class that is counted in a space, where several share a limit.
    pub space_class: u8,
    /// Maximum number in a space within [`RateLimit::space_window`].
    pub per_space: usize,
    /// Window of the limit of a space.
    pub space_window: Duration,
    /// Maximum number in the project within a minute.
    pub per_minute: usize,
}

/// A turn of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is taken: the write may leave now.
    Taken,
    /// Not yet: there is one after so long, unless another takes it first.
    In(Duration),
}

/// The file of one server.
#[derive(Clone, Debug)]
pub struct RateLedger {
    file: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    /// The class, and above its four bits that of the space.
    classes: u8,
    space: u64,
    /// Milliseconds since 1970.
    at: u64,
}

impl Entry {
    fn class(self) -> u8 {
        self.classes & 0x0F
    }

    fn space_class(self) -> u8 {
        self.classes >> 4
    }
}

impl RateLedger {
    /// Creates the ledger of a server, named by its base URL, in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: &Path, server: &str) -> Self {
        Self {
            file: folder.join(format!("{:016x}", hash(server))),
        }
    }

    /// Takes a turn at `now`, in milliseconds since 1970, if the limits allow one.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn take(&self, limit: RateLimit, space: &str, now: u64) -> io::Result<Turn> {
        let Some(mut file) = self.lock()? else {
            return Ok(Turn::In(LOCK_WAIT));
        };
        let mut entries = read(&mut file, now)?;
        let space = hash(space);
        if let Some(wait) = wait(&entries, limit, space, now) {
            return Ok(Turn::In(wait));
        }
        entries.push(Entry {
            classes: limit.class | (limit.space_class << 4),
            space,
            at: now,
        });
        write(&mut file, &entries)?;
        Ok(Turn::Taken)
    }

    /// Opens and locks the file; `None` while another program has it.
    ///
    /// A file system without locks still keeps the limits of one program.
    fn lock(&self) -> io::Result<Option<FileLock>> {
        if let Some(folder) = self.file.parent() {
            atomic_write::private_folder(folder)?;
        }
        Ok(FileLock::try_new(own_file::lock(&self.file)?))
    }
}

/// Returns how long until the limits allow a write; `None` where they do now.
fn wait(entries: &[Entry], limit: RateLimit, space: u64, now: u64) -> Option<Duration> {
    let window = u64::try_from(limit.space_window.as_millis()).unwrap_or(u64::MAX);
    let of_space = entries
        .iter()
        .filter(|entry| entry.space_class() == limit.space_class && entry.space == space);
    let of_project = entries.iter().filter(|entry| entry.class() == limit.class);
    let in_space = free_at(of_space, limit.per_space, window);
    let in_project = free_at(of_project, limit.per_minute, MINUTE);
    let free = in_space.max(in_project)?;
    (free > now).then(|| Duration::from_millis(free - now))
}

/// Returns when a window has room again, where it has ever been full.
fn free_at<'a>(
    entries: impl DoubleEndedIterator<Item = &'a Entry>,
    most: usize,
    window: u64,
) -> Option<u64> {
    let oldest = entries.rev().nth(most.saturating_sub(1))?;
    Some(oldest.at.saturating_add(window))
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Reads the entries of the last minute, in order; those of a clock that was ahead are left out.
fn read(file: &mut File, now: u64) -> io::Result<Vec<Entry>> {
    let mut bytes = Vec::new();
    file.take(LIMIT).read_to_end(&mut bytes)?;
    let Some(rest) = bytes.strip_prefix(&MAGIC) else {
        return Ok(Vec::new());
    };
    let entry = |bytes: &[u8]| {
        let (classes, rest) = bytes.split_first()?;
        let (space, rest) = rest.split_first_chunk()?;
        let at = rest.first_chunk()?;
        Some(Entry {
            classes: *classes,
            space: u64::from_le_bytes(*space),
            at: u64::from_le_bytes(*at),
        })
    };
    let is_recent = |entry: &Entry| entry.at <= now + 1000 && entry.at + MINUTE > now;
    let entries = rest.chunks_exact(ENTRY).filter_map(entry);
    let mut entries: Vec<Entry> = entries.filter(is_recent).collect();
    entries.sort_by_key(|entry| entry.at);
    Ok(entries)
}

/// Writes the entries in place, in one call, so that a kill leaves the old or the new ones.
fn write(file: &mut File, entries: &[Entry]) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(MAGIC.len() + entries.len() * ENTRY);
    bytes.extend(MAGIC);
    for entry in entries {
        bytes.push(entry.classes);
        bytes.extend(entry.space.to_le_bytes());
        bytes.extend(entry.at.to_le_bytes());
    }
    file.rewind()?;
    file.write_all(&bytes)?;
    file.set_len(bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const LIMITS: RateLimit = RateLimit {
        class: 0,
        space_class: 0,
        per_space: 1,
        space_window: Duration::from_secs(1),
        per_minute: 4,
    };
    const UPLOADS: RateLimit = RateLimit { class: 1, ..LIMITS };
    const REACTIONS: RateLimit = RateLimit {
        class: 2,
        space_class: 1,
        per_space: 2,
        ..LIMITS
    };

    fn after(millis: u64) -> Turn {
        Turn::In(Duration::from_millis(millis))
    }

    #[test]
    fn turns_are_kept_by_space_and_by_project() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = RateLedger::new(folder.path(), "https://chat.googleapis.com");
        let start = 1_000_000_000_000;
        for (limit, space, at, expected) in [
            (LIMITS, "spaces/A", 0, Turn::Taken),
            (LIMITS, "spaces/A", 100, after(900)),
            (UPLOADS, "spaces/A", 100, after(900)),
            (REACTIONS, "spaces/A", 100, Turn::Taken),
            (REACTIONS, "spaces/A", 110, Turn::Taken),
            (REACTIONS, "spaces/A", 120, after(980)),
            (LIMITS, "spaces/B", 200, Turn::Taken),
            (LIMITS, "spaces/A", 1000, Turn::Taken),
            (LIMITS, "spaces/A", 2000, Turn::Taken),
            (LIMITS, "spaces/C", 3000, after(57_000)),
            (UPLOADS, "spaces/C", 3000, Turn::Taken),
            (LIMITS, "spaces/C", 60_000, Turn::Taken),
        ] {
            let found = ledger.take(limit, space, start + at).unwrap();
            assert_eq!(found, expected, "{space} {at}");
        }
        let other = RateLedger::new(folder.path(), "http://127.0.0.1:1");
        assert_eq!(
            other.take(LIMITS, "spaces/C", start + 60_001).unwrap(),
            Turn::Taken
        );
    }

    #[test]
    fn the_file_stays_small_and_damage_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = RateLedger::new(folder.path(), "x");
        let free = RateLimit {
            per_minute: usize::MAX,
            ..LIMITS
        };
        for second in 0..600 {
            let now = 1_000_000_000_000 + second * 1000;
            assert_eq!(ledger.take(free, "spaces/A", now).unwrap(), Turn::Taken);
        }
        let bytes = fs::read(&ledger.file).unwrap();
        assert!(bytes.len() <= MAGIC.len() + 61 * ENTRY, "{}", bytes.len());
        for damaged in [&b""[..], b"x", b"chqrate1half an entr", &[0; 4000]] {
            fs::write(&ledger.file, damaged).unwrap();
            let found = ledger.take(free, "spaces/A", 2_000_000_000_000).unwrap();
            assert_eq!(found, Turn::Taken, "{damaged:?}");
        }
        // A clock that was ahead must not stop all writes until then.
        let found = ledger.take(free, "spaces/A", 1_500_000_000_000).unwrap();
        assert_eq!(found, Turn::Taken);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_the_file_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = RateLedger::new(folder.path(), "x");
        let target = folder.path().join("precious");
        fs::write(&target, "words").unwrap();
        std::os::unix::fs::symlink(&target, &ledger.file).unwrap();
        assert_eq!(ledger.take(LIMITS, "spaces/A", 0).unwrap(), Turn::Taken);
        assert_eq!(fs::read(&target).unwrap(), b"words");
    }
}
