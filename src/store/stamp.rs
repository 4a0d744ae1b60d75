//! What tells one version of a file from another.

use std::fs;
use std::io;
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
        Self::of_metadata(&fs::metadata(path).ok()?).ok()
    }

    /// Returns the stamp of a file that was looked at.
    ///
    /// # Errors
    /// Where the system does not tell when a file was written.
    pub fn of_metadata(met: &fs::Metadata) -> io::Result<Self> {
        Ok(Self {
            modified: met.modified()?,
            bytes: met.len(),
            inode: files::inode(met),
        })
    }
}
