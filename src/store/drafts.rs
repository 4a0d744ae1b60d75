//! Drafts on disk: one request a file, and a lock so that two programs never write the same.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::document::parse::source_map::Source;
use crate::message::draft::Draft;
use crate::message::draft_file::{DraftEntry, DraftId, OpenDraft};
use crate::message::request::Outgoing;
use crate::message::size;
use crate::store::atomic_write;

/// Maximum bytes of a draft that is read; a message has 32,000.
pub(super) const LIMIT: u64 = 8 << 20;

/// The folder of the drafts.
#[derive(Clone, Debug)]
pub struct Drafts {
    pub(super) folder: PathBuf,
}

/// A draft that this program has open; nobody else writes it while this lives.
#[derive(Debug)]
pub struct LockedDraft {
    id: DraftId,
    /// The lock, which ends with the file. `None` where the file system has no locks.
    lock: Option<File>,
    path: PathBuf,
}

impl Drop for LockedDraft {
    fn drop(&mut self) {
        if self.lock.is_some() {
            // While it is locked: another program that has it open sees that its name is gone.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The bytes of a draft's file, which are not written yet.
#[derive(Debug)]
pub struct Content {
    bytes: Vec<u8>,
    is_empty: bool,
}

impl Content {
    /// Serialises a request to the content of a draft's file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn of(request: &Value) -> io::Result<Self> {
        let mut bytes = serde_json::to_vec_pretty(request)?;
        // Indentation must not make a file too large to be read again.
        if bytes.len() as u64 > LIMIT {
            bytes = serde_json::to_vec(request)?;
        }
        let is_empty = is_empty(request);
        Ok(Self { bytes, is_empty })
    }
}

/// Why a draft cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not JSON, or not an object.
    #[error("{}:{line}:{column}: The draft cannot be read: {why}", file.display())]
    Broken {
        /// The file, which is left unchanged.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// The parse error and its remedy, as sentences.
        why: String,
    },
    /// Another chatquill process has it open.
    #[error("the draft {0} is open in another chatquill")]
    Taken(DraftId),
    /// The file system failed.
    #[error("the draft {0} could not be read: {1}")]
    Disk(DraftId, io::Error),
}

impl Drafts {
    /// Creates the store of the drafts in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Opens the draft that was saved last and is not locked, or a new one.
    ///
    /// Also returns why a draft could not be read.
    pub fn open_latest(&self) -> (OpenDraft, Option<LockedDraft>, Option<Error>) {
        let mut fault = None;
        for (id, _) in self.files() {
            match self.open(&id) {
                Ok((draft, held)) => return (draft, Some(held), fault),
                Err(Error::Taken(_)) => {}
                Err(error) => fault = Some(error),
            }
        }
        let (draft, held, other) = self.open_new();
        (draft, held, fault.or(other))
    }

    /// Opens a new draft; where the disk refuses, one without a file.
    pub fn open_new(&self) -> (OpenDraft, Option<LockedDraft>, Option<Error>) {
        match self.start() {
            Ok((draft, held)) => (draft, Some(held), None),
            // Without a disk there is still a draft to write in; saving will report the error.
            Err(_) => (
                OpenDraft {
                    id: "draft-1".into(),
                    request: empty(),
                    ..OpenDraft::default()
                },
                None,
                None,
            ),
        }
    }

    /// Opens this draft.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, broken, or the disk refuses it.
    pub fn open(&self, id: &str) -> Result<(OpenDraft, LockedDraft), Error> {
        let held = self.hold(id)?;
        let request = self.read(id)?;
        Ok((
            OpenDraft {
                id: id.to_owned(),
                request,
                ignored: self.ignored(id),
                unparsed: self.unparsed(id),
                sent: self.last_sent(id),
                at: String::new(),
            },
            held,
        ))
    }

    /// Creates a draft under the lowest free number.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, broken, or the disk refuses it.
    pub fn start(&self) -> Result<(OpenDraft, LockedDraft), Error> {
        for number in 1..=u32::MAX {
            let id = format!("draft-{number}");
            if self.file(&id).exists() {
                continue;
            }
            match self.hold(&id) {
                Ok(held) => {
                    // Deleting a draft's file by hand may have left its sidecar files behind.
                    let disk = |error| Error::Disk(id.clone(), error);
                    self.remove_sidecars(&id).map_err(disk)?;
                    let draft = OpenDraft {
                        id,
                        request: empty(),
                        ..OpenDraft::default()
                    };
                    return Ok((draft, held));
                }
                Err(Error::Taken(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::Taken("of any number".into()))
    }

    fn read(&self, id: &str) -> Result<Value, Error> {
        let disk = |error| Error::Disk(id.to_owned(), error);
        let file = self.file(id);
        if fs::metadata(&file).map_err(disk)?.len() > LIMIT {
            return Err(disk(io::Error::other("it has more than 8 MiB")));
        }
        let text = fs::read_to_string(&file).map_err(disk)?;
        let broken = |(line, column), why: String| Error::Broken {
            file: file.clone(),
            line,
            column,
            why,
        };
        let (request, _) = Source::read(&text)
            .map_err(|why| broken(why.position(), format!("{} {}", why.title, why.remedy)))?
            .value();
        if request.is_object() {
            Ok(request)
        } else {
            Err(broken((1, 1), "Expected `{`.".into()))
        }
    }

    fn hold(&self, id: &str) -> Result<LockedDraft, Error> {
        let disk = |error| Error::Disk(id.to_owned(), error);
        atomic_write::private_folder(&self.folder).map_err(disk)?;
        let path = self.lock_file(id);
        let lock = loop {
            let lock = File::create(&path).map_err(disk)?;
            match lock.try_lock() {
                Ok(()) if has_name(&lock, &path) => break Some(lock),
                // Another program released it, and its name went, between the two calls.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Error::Taken(id.to_owned())),
                Err(TryLockError::Error(_)) => break None,
            }
        };
        Ok(LockedDraft {
            id: id.to_owned(),
            lock,
            path,
        })
    }

    /// Returns whether another program has it open.
    ///
    /// Leaves no lock of its own behind.
    fn is_taken(&self, id: &str) -> bool {
        let lock = File::open(self.lock_file(id));
        lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    fn lock_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.lock"))
    }

    /// Writes a draft; an empty one that was never written leaves no file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save(&self, id: &str, request: &Value) -> io::Result<()> {
        self.write(id, &Content::of(request)?)
    }

    /// Writes a draft that was serialised before.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn write(&self, id: &str, content: &Content) -> io::Result<()> {
        let file = self.file(id);
        if content.is_empty && !file.exists() {
            return Ok(());
        }
        atomic_write::write(&file, &content.bytes)
    }

    /// Empties a draft that no program has open, if it still holds what was sent.
    ///
    /// Returns whether it did.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, broken, or the disk refuses it.
    pub fn empty_sent(&self, sent: &Outgoing) -> Result<bool, Error> {
        let id = sent.draft.as_str();
        let _held = self.hold(id)?;
        let mut draft = Draft::new(self.read(id)?);
        let is_same = Outgoing::of(draft.request()).is_same_message(sent);
        if is_same {
            draft.empty();
            let disk = |error| Error::Disk(id.to_owned(), error);
            self.save(id, draft.request()).map_err(disk)?;
            self.save_ignored(id, &[]).map_err(disk)?;
            self.save_unparsed(id, &[]).map_err(disk)?;
        }
        Ok(is_same)
    }

    /// Deletes a draft that no program has open.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, broken, or the disk refuses it.
    pub fn delete(&self, id: &str) -> Result<(), Error> {
        let _held = self.hold(id)?;
        let disk = |error| Error::Disk(id.to_owned(), error);
        fs::remove_file(self.file(id)).map_err(disk)?;
        self.remove_sidecars(id).map_err(disk)
    }

    /// Lists all drafts, the one saved last first.
    #[must_use]
    pub fn list(&self, held: Option<&LockedDraft>) -> Vec<DraftEntry> {
        let now = SystemTime::now();
        self.files()
            .into_iter()
            .map(|(id, saved)| {
                let is_ours = held.is_some_and(|held| held.id == id);
                let is_open_elsewhere = !is_ours && self.is_taken(&id);
                self.entry(
                    id,
                    ago(now.duration_since(saved).unwrap_or_default()),
                    is_open_elsewhere,
                )
            })
            .collect()
    }

    fn entry(&self, id: DraftId, saved: String, is_open_elsewhere: bool) -> DraftEntry {
        match self.read(&id) {
            Ok(request) => {
                let draft = Draft::new(request);
                DraftEntry {
                    id,
                    excerpt: draft.excerpt(),
                    parent: draft.parent().to_owned(),
                    bytes: size::bytes(draft.message()),
                    saved,
                    is_open_elsewhere,
                }
            }
            Err(error) => DraftEntry {
                id,
                excerpt: format!("(not readable: {error})"),
                parent: String::new(),
                bytes: 0,
                saved,
                is_open_elsewhere,
            },
        }
    }

    /// Returns the drafts with the times they were saved, the latest first.
    fn files(&self) -> Vec<(DraftId, SystemTime)> {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let mut files: Vec<(DraftId, SystemTime)> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let path = entry.path();
                let id = path.file_stem()?.to_str()?.to_owned();
                let is_draft =
                    path.extension().is_some_and(|end| end == "json") && !id.starts_with('.');
                let saved = entry.metadata().ok()?.modified().ok()?;
                is_draft.then_some((id, saved))
            })
            .collect();
        files.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        files
    }

    fn file(&self, id: &str) -> PathBuf {
        Path::new(&self.folder).join(format!("{id}.json"))
    }
}

/// Returns whether a path still leads to this open file.
#[cfg(unix)]
fn has_name(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let place = |met: io::Result<fs::Metadata>| met.ok().map(|met| (met.dev(), met.ino()));
    place(file.metadata()) == place(fs::metadata(path))
}

#[cfg(not(unix))]
fn has_name(_: &File, _: &Path) -> bool {
    true
}

/// Returns an empty request.
fn empty() -> Value {
    serde_json::json!({})
}

fn is_empty(request: &Value) -> bool {
    request.as_object().is_some_and(|fields| {
        fields.iter().all(|(key, value)| {
            key == "message" && value.as_object().is_some_and(serde_json::Map::is_empty)
        })
    })
}

/// Formats a span of time for people.
fn ago(span: Duration) -> String {
    let seconds = span.as_secs();
    let (count, unit) = match seconds {
        0..60 => return "just now".into(),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
