//! Drafts on disk: one request a file, and a lock so that two programs never write the same.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::document::parse::line_col::position;
use crate::document::parse::source_map::Source;
use crate::message::draft::Draft;
use crate::message::draft_file::{DraftEntry, DraftId, EditedMessage, OpenDraft};
use crate::message::request::Outgoing;
use crate::message::size;
use crate::message::title::heading;
use crate::message::undo_steps::UndoSteps;
use crate::platform::files;
use crate::store::file_lock::FileLock;
use crate::store::stamp::Stamp;
use crate::store::{atomic_write, own_file, regular_file};

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
    path: PathBuf,
    /// Its file as this program read or wrote it last; `None` where there was none.
    pub(super) stamp: Option<Stamp>,
    /// Held until the file's name is gone, so that another program that opens it sees that it is.
    _lock: FileLock,
}

impl LockedDraft {
    /// Returns the draft's name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Notes which version of its file this program has written; `None` where it has none.
    pub fn note_written(&mut self, stamp: Option<Stamp>) {
        self.stamp = stamp;
    }
}

impl Drop for LockedDraft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
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
    #[error("the file of the draft {0} cannot be used: {1}")]
    Disk(DraftId, io::Error),
}

impl Drafts {
    /// Creates the store of the drafts in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Returns the folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
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
        let mut held = self.hold(id)?;
        // Taken first: what is written between the two is another version, too.
        held.stamp = Stamp::of(&self.file(id));
        let edit = self.edit_target(id);
        let request = self.with_pending_edit(id, self.read(id)?, edit.as_ref());
        Ok((
            OpenDraft {
                id: id.to_owned(),
                request,
                ignored: self.ignored(id),
                unparsed: self.unparsed(id),
                files: self.attached_files(id),
                sent: self.last_sent(id),
                at: String::new(),
                undo: UndoSteps::default(),
                destination: self.destination(id),
                title: self.title(id),
                edit: edit.map(Box::new),
            },
            held,
        ))
    }

    /// Creates a draft under the lowest free number.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is open elsewhere, broken, or the disk refuses it.
    pub fn start(&self) -> Result<(OpenDraft, LockedDraft), Error> {
        self.start_as("draft-")
    }

    /// Creates a draft under the lowest free number; its name begins like this.
    pub(super) fn start_as(&self, prefix: &str) -> Result<(OpenDraft, LockedDraft), Error> {
        for number in 1..=u32::MAX {
            let id = format!("{prefix}{number}");
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

    /// Reads the request of a draft, be it open elsewhere.
    ///
    /// # Errors
    /// Returns why the draft cannot be had: it is not there, broken, or the disk refuses it.
    pub fn read(&self, id: &str) -> Result<Value, Error> {
        let disk = |error| Error::Disk(id.to_owned(), error);
        let file = self.file(id);
        let broken = |(line, column), why: String| Error::Broken {
            file: file.clone(),
            line,
            column,
            why,
        };
        let bytes = regular_file::read(&file, LIMIT).map_err(disk)?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let head = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            let why = "This is not UTF-8 text. Save the file as UTF-8.";
            broken(position(&head, valid), why.to_owned())
        })?;
        let (request, _) = Source::read(&text)
            .map_err(|why| broken(why.position(), format!("{} {}", why.title, why.remedy)))?
            .value();
        if request.is_object() {
            Ok(request)
        } else {
            Err(broken((1, 1), "Expected `{`.".into()))
        }
    }

    pub(super) fn hold(&self, id: &str) -> Result<LockedDraft, Error> {
        let disk = |error| Error::Disk(id.to_owned(), error);
        atomic_write::private_folder(&self.folder).map_err(disk)?;
        let path = self.lock_file(id);
        let lock = loop {
            let lock = own_file::lock(&path).map_err(disk)?;
            let lock = FileLock::try_new(lock).ok_or_else(|| Error::Taken(id.to_owned()))?;
            // Another program may have released it, and its name be gone, between the two calls.
            if files::leads_to(&path, &lock).unwrap_or(false) {
                break lock;
            }
        };
        Ok(LockedDraft {
            id: id.to_owned(),
            path,
            stamp: None,
            _lock: lock,
        })
    }

    /// Returns whether another program has it open.
    ///
    /// Leaves no lock of its own behind.
    pub(super) fn is_taken(&self, id: &str) -> bool {
        let lock = regular_file::open(&self.lock_file(id));
        lock.is_ok_and(FileLock::is_held)
    }

    fn lock_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.lock"))
    }

    /// Writes a draft; an empty one that was never written leaves no file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save(&self, id: &str, request: &Value) -> io::Result<()> {
        self.write(id, &Content::of(request)?).map(drop)
    }

    /// Writes a draft that was serialised before. Returns the version that its file is now; `None` where it has none.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn write(&self, id: &str, content: &Content) -> io::Result<Option<Stamp>> {
        let file = self.file(id);
        if content.is_empty && !file.exists() {
            return Ok(None);
        }
        atomic_write::write_as(&file, &content.bytes).map(Some)
    }

    /// Writes the file of an empty draft that has none yet, so that what stands beside it is found at the next start.
    ///
    /// Returns whether it did.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn begin(&self, id: &str) -> io::Result<bool> {
        let file = self.file(id);
        if file.exists() {
            return Ok(false);
        }
        atomic_write::write(&file, &Content::of(&empty())?.bytes)?;
        Ok(true)
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
        let is_same = Outgoing::of(draft.request()).is_same_request(sent);
        if is_same {
            draft.empty();
            let disk = |error| Error::Disk(id.to_owned(), error);
            self.save(id, draft.request()).map_err(disk)?;
            self.save_ignored(id, &[]).map_err(disk)?;
            self.save_unparsed(id, &[]).map_err(disk)?;
            let mut files = self.attached_files(id);
            files.retain(|file| !sent.attachments.contains(file));
            self.save_files(id, &files).map_err(disk)?;
        }
        Ok(is_same)
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
        let edit = self.edit_target(&id).map(|target| EditedMessage {
            is_pending: target.pending.is_some(),
            name: target.name,
        });
        match self.read(&id) {
            Ok(request) => {
                let draft = Draft::new(request);
                let excerpt = match self.title(&id) {
                    title if title.is_empty() => heading(draft.message()),
                    title => title,
                };
                DraftEntry {
                    id,
                    excerpt,
                    parent: draft.parent().to_owned(),
                    bytes: size::bytes(draft.message()),
                    saved,
                    is_open_elsewhere,
                    edit,
                }
            }
            Err(error) => DraftEntry {
                id,
                excerpt: format!("(not readable: {error})"),
                parent: String::new(),
                bytes: 0,
                saved,
                is_open_elsewhere,
                edit,
            },
        }
    }

    /// Returns the drafts with the times they were saved, the latest first.
    pub(super) fn files(&self) -> Vec<(DraftId, SystemTime)> {
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

    pub(super) fn file(&self, id: &str) -> PathBuf {
        Path::new(&self.folder).join(format!("{id}.json"))
    }
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
