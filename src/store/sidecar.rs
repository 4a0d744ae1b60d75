//! Sidecar files of a draft: ignored findings, last send, unparsed JSON.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::message::checks::ignored::Ignored;
use crate::message::sent::LastSent;
use crate::message::unparsed_json::UnparsedJson;
use crate::store::atomic_write;
use crate::store::drafts::{Drafts, LIMIT};

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
        let is_small = fs::metadata(&file).is_ok_and(|met| met.len() <= LIMIT);
        let text = is_small.then(|| fs::read(&file).ok())??;
        serde_json::from_slice(&text).ok()
    }

    /// Deletes the sidecar files of a draft.
    pub(super) fn remove_sidecars(&self, id: &str) -> io::Result<()> {
        remove(&self.ignored_file(id))?;
        remove(&self.unparsed_file(id))?;
        remove(&self.sent_file(id))
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
    let text = fs::read(file).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}
