//! What is kept in hidden files beside a draft, and goes with it.

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
    /// Keeps which findings are ignored for a draft, in a file beside it; none where there is none.
    pub fn keep_ignored(&self, id: &str, ignored: &[Ignored]) -> io::Result<()> {
        keep_beside(&self.ignored_file(id), ignored)
    }

    /// Keeps the JSON of a draft's parts that could not be read, in a file beside it; none where there is
    /// none.
    pub fn keep_rejected(&self, id: &str, rejected: &[UnparsedJson]) -> io::Result<()> {
        keep_beside(&self.rejected_file(id), rejected)
    }

    /// Keeps what was sent from a draft last, in a file beside it.
    pub fn keep_sent(&self, id: &str, sent: &LastSent) -> io::Result<()> {
        atomic_write::write(&self.sent_file(id), &serde_json::to_vec(sent)?)
    }

    /// What was sent from a draft last. A file that cannot be read tells nothing: then changes are
    /// told from where the draft was opened.
    pub(super) fn last_sent(&self, id: &str) -> Option<Box<LastSent>> {
        let file = self.sent_file(id);
        let is_small = fs::metadata(&file).is_ok_and(|met| met.len() <= LIMIT);
        let text = is_small.then(|| fs::read(&file).ok())??;
        serde_json::from_slice(&text).ok()
    }

    /// Deletes what is kept beside a draft.
    pub(super) fn forget_beside(&self, id: &str) -> io::Result<()> {
        remove(&self.ignored_file(id))?;
        remove(&self.rejected_file(id))?;
        remove(&self.sent_file(id))
    }

    /// The findings that are ignored for a draft.
    pub(super) fn ignored(&self, id: &str) -> Vec<Ignored> {
        beside(&self.ignored_file(id))
    }

    /// The JSON of a draft's parts that could not be read.
    pub(super) fn rejected(&self, id: &str) -> Vec<UnparsedJson> {
        beside(&self.rejected_file(id))
    }

    pub(super) fn ignored_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.ignored.json"))
    }

    pub(super) fn sent_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.sent.json"))
    }

    pub(super) fn rejected_file(&self, id: &str) -> PathBuf {
        self.folder.join(format!(".{id}.rejected.json"))
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes a list that is kept beside a draft; an empty one leaves no file.
fn keep_beside<T: Serialize>(file: &Path, list: &[T]) -> io::Result<()> {
    if list.is_empty() {
        return remove(file);
    }
    atomic_write::write(file, &serde_json::to_vec_pretty(list)?)
}

/// The list that is kept in a file beside a draft; empty where the file cannot be read.
fn beside<T: DeserializeOwned>(file: &Path) -> Vec<T> {
    let text = fs::read(file).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}
