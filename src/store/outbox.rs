//! Sends that are under way, on disk before their first byte leaves.

use std::fs::File;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::atomic;

/// The most bytes of an entry; a message has at most 32,000.
const LIMIT: u64 = 1 << 20;

/// The folder of sends that are under way, one small file each.
#[derive(Clone, Debug)]
pub struct Outbox {
    folder: PathBuf,
}

/// A send, with all that repeating it takes. Repeated under the same `requestId` it cannot post
/// twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The `requestId` it is sent under.
    pub request_id: String,
    /// The name of the draft it is of; empty where there is none.
    #[serde(default)]
    pub draft: String,
    /// The space's resource name.
    pub parent: String,
    /// What else stands in the address, without the `requestId`.
    pub query: Vec<(String, String)>,
    /// The message as compact JSON.
    pub body: String,
    /// The profile it is sent with, empty for the embedded sandbox.
    pub profile: String,
    /// The server's base address.
    pub base: String,
    /// Whether the server is an embedded sandbox, which ends with its program.
    #[serde(default)]
    pub is_sandbox: bool,
    /// When it was sent first, RFC 3339.
    pub since: String,
}

/// An entry whose send is under way in this process. Dropped, it stays in the outbox as
/// unfinished; other programs leave it alone while it lives.
#[derive(Debug)]
pub struct Pending {
    path: PathBuf,
    _lock: File,
}

impl Pending {
    /// The send has come to an end: the entry goes.
    pub fn finish(self) -> io::Result<()> {
        remove(&self.path)
    }
}

impl Outbox {
    /// The outbox in a folder, which need not exist.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Writes a send down; it is on the disk when this returns.
    pub fn begin(&self, entry: &Entry) -> io::Result<Pending> {
        let path = self.path(&entry.request_id);
        let text = serde_json::to_vec(entry)?;
        let staged = atomic::stage(&path, &text)?;
        // Locked before it has its name, so that nobody can take it for an unfinished one. Where
        // the file system has no locks, another program may offer to send it again: harmless.
        let _ = staged.as_file().try_lock();
        let file = staged.persist(&path)?;
        atomic::settle(&path)?;
        Ok(Pending { path, _lock: file })
    }

    /// The sends that were cut off: none that is still under way here or in another program, the
    /// oldest first. Damaged files are passed over; sends to a sandbox that is gone are removed.
    #[must_use]
    pub fn unfinished(&self) -> Vec<Entry> {
        let Ok(files) = std::fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let mut entries: Vec<Entry> = files
            .filter_map(|file| Some(file.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .filter_map(|path| {
                let entry = read(&path)?;
                if entry.is_sandbox {
                    let _ = remove(&path);
                    return None;
                }
                Some(entry)
            })
            .collect();
        entries.sort_by(|a, b| a.since.cmp(&b.since));
        entries
    }

    /// Forgets a send that is not wanted any more.
    pub fn forget(&self, request_id: &str) -> io::Result<()> {
        remove(&self.path(request_id))
    }

    /// A file name for a `requestId`, which a person may have chosen freely.
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

fn read(path: &Path) -> Option<Entry> {
    use std::io::Read as _;
    let file = File::open(path).ok()?;
    file.try_lock_shared().ok()?;
    let mut text = String::new();
    file.take(LIMIT).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(request_id: &str, since: &str) -> Entry {
        Entry {
            request_id: request_id.into(),
            draft: "draft-1".into(),
            parent: "spaces/A".into(),
            query: vec![("messageId".into(), "client-a".into())],
            body: "{\"text\":\"你好\"}".into(),
            profile: "me".into(),
            base: "https://chat.googleapis.com".into(),
            is_sandbox: false,
            since: since.into(),
        }
    }

    #[test]
    fn a_send_that_was_cut_off_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("state/outbox"));
        assert_eq!(outbox.unfinished(), []);
        let late = outbox.begin(&entry("b", "2026-11-02")).unwrap();
        let early = outbox.begin(&entry("a", "2026-11-01")).unwrap();
        let done = outbox.begin(&entry("c", "2026-11-03")).unwrap();
        assert_eq!(outbox.unfinished(), [], "all are under way");
        done.finish().unwrap();
        drop((late, early));
        let left = [entry("a", "2026-11-01"), entry("b", "2026-11-02")];
        assert_eq!(outbox.unfinished(), left);
        outbox.forget("a").unwrap();
        outbox.forget("a").unwrap();
        assert_eq!(outbox.unfinished(), left[1..]);
    }

    #[test]
    fn odd_request_ids_and_damaged_files_do_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("outbox"));
        for odd in ["../../x", "a/b", "", "ünïcode", &"x".repeat(500)] {
            drop(outbox.begin(&entry(odd, "now")).unwrap());
            assert_eq!(outbox.unfinished(), [entry(odd, "now")], "{odd}");
            outbox.forget(odd).unwrap();
        }
        let gone = Entry {
            is_sandbox: true,
            ..entry("gone", "now")
        };
        drop(outbox.begin(&gone).unwrap());
        assert_eq!(outbox.unfinished(), []);
        assert!(!folder.path().join("outbox/gone.json").exists());
        std::fs::write(folder.path().join("outbox/torn.json"), "{\"requestId\":").unwrap();
        std::fs::write(folder.path().join("outbox/.tmp"), "").unwrap();
        assert_eq!(outbox.unfinished(), []);
    }
}
