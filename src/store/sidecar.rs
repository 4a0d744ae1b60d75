//! Sidecar files of a draft: ignored findings, last send, unparsed JSON.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cells::grapheme;
use crate::message::attached_file::AttachedFile;
use crate::message::checks::ignored::Ignored;
use crate::message::destination::Destination;
use crate::message::sent::LastSent;
use crate::message::unparsed_json::UnparsedJson;
use crate::store::drafts::{Drafts, LIMIT};
use crate::store::{atomic_write, regular_file};

/// Maximum bytes of a title.
const TITLE_LIMIT: u64 = 4096;

impl Drafts {
    /// Saves which findings are ignored for a draft, in a sidecar file; an empty list leaves no file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_ignored(&self, id: &str, ignored: &[Ignored]) -> io::Result<()> {
        write_sidecar(&self.ignored_file(id), ignored)
    }

    /// Saves the JSON of a draft's parts that could not be parsed, in a sidecar file; an empty list leaves no file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_unparsed(&self, id: &str, rejected: &[UnparsedJson]) -> io::Result<()> {
        write_sidecar(&self.unparsed_file(id), rejected)
    }

    /// Saves by whom the space of a draft was chosen, in a sidecar file; `None` leaves no file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_destination(&self, id: &str, destination: Option<&Destination>) -> io::Result<()> {
        let file = self.destination_file(id);
        match destination {
            Some(destination) => atomic_write::write(&file, &serde_json::to_vec(destination)?),
            None => remove(&file),
        }
    }

    /// Returns by whom the space of a draft was chosen; a file that cannot be read counts as missing.
    pub(super) fn destination(&self, id: &str) -> Option<Destination> {
        let text = regular_file::read(&self.destination_file(id), LIMIT).ok()?;
        serde_json::from_slice(&text).ok()
    }

    fn destination_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.destination.json"))
    }

    /// Saves the title that the user gave a draft, in a sidecar file; an empty one leaves no file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_title(&self, id: &str, title: &str) -> io::Result<()> {
        let file = self.title_file(id);
        match title {
            "" => remove(&file),
            title => atomic_write::write(&file, title.as_bytes()),
        }
    }

    /// Returns the title that the user gave a draft; empty where none.
    pub(super) fn title(&self, id: &str) -> String {
        let text = regular_file::read(&self.title_file(id), TITLE_LIMIT).unwrap_or_default();
        grapheme::cleaned(&String::from_utf8_lossy(&text)).replace('\n', " ")
    }

    pub(super) fn title_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.title.txt"))
    }

    /// Saves what was last sent from a draft, in a sidecar file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_last_sent(&self, id: &str, sent: &LastSent) -> io::Result<()> {
        atomic_write::write(&self.sent_file(id), &serde_json::to_vec(sent)?)
    }

    /// Returns what was last sent from a draft.
    ///
    /// A file that cannot be read counts as missing: then changes are computed against the draft as it was opened.
    pub(super) fn last_sent(&self, id: &str) -> Option<Box<LastSent>> {
        let file = self.sent_file(id);
        let text = regular_file::read(&file, LIMIT).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Deletes the sidecar files of a draft.
    pub(super) fn remove_sidecars(&self, id: &str) -> io::Result<()> {
        remove(&self.ignored_file(id))?;
        remove(&self.unparsed_file(id))?;
        remove(&self.destination_file(id))?;
        remove(&self.edit_file(id))?;
        remove(&self.undo_file(id))?;
        remove(&self.title_file(id))?;
        remove(&self.files_file(id))?;
        remove(&self.sent_file(id))
    }

    /// Saves the files that go with a draft, in a sidecar file; an empty list leaves no file.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save_files(&self, id: &str, files: &[AttachedFile]) -> io::Result<()> {
        write_sidecar(&self.files_file(id), files)
    }

    /// Returns the files that go with a draft.
    pub(super) fn attached_files(&self, id: &str) -> Vec<AttachedFile> {
        read_sidecar(&self.files_file(id))
    }

    pub(super) fn files_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.files.json"))
    }

    /// Returns the findings that are ignored for a draft.
    pub(super) fn ignored(&self, id: &str) -> Vec<Ignored> {
        read_sidecar(&self.ignored_file(id))
    }

    /// Returns the JSON of a draft's parts that could not be parsed.
    pub(super) fn unparsed(&self, id: &str) -> Vec<UnparsedJson> {
        read_sidecar(&self.unparsed_file(id))
    }

    pub(super) fn ignored_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.ignored.json"))
    }

    pub(super) fn sent_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.sent.json"))
    }

    pub(super) fn unparsed_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.rejected.json"))
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes a list to a sidecar file; an empty one leaves no file.
fn write_sidecar<T: Serialize>(file: &Path, list: &[T]) -> io::Result<()> {
    if list.is_empty() {
        return remove(file);
    }
    atomic_write::write(file, &serde_json::to_vec_pretty(list)?)
}

/// Reads the list in a sidecar file; empty where the file cannot be read.
fn read_sidecar<T: DeserializeOwned>(file: &Path) -> Vec<T> {
    let text = regular_file::read(file, LIMIT).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}
