//! What tells one version of a file from another.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::platform::files;

/// A version of a file: when it was written, its size, and which file of the disk it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    modified: SystemTime,
    bytes: u64,
    inode: u64,
}

impl Stamp {
    /// Returns the stamp of the file at a path; `None` where there is none.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let met = fs::metadata(path).ok()?;
        Some(Self {
            modified: met.modified().ok()?,
            bytes: met.len(),
            inode: files::inode(&met),
        })
    }
}
