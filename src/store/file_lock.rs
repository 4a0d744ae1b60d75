//! Locks on files, which programs that share a folder respect.

use std::fs::{File, TryLockError};
use std::io;
use std::ops::{Deref, DerefMut};

/// An open file that is locked until it is dropped.
///
/// It is unlocked by a call: a child process that is being started has a copy of every open file until its `exec`, and a
/// lock ends by itself only when the last copy is closed.
#[derive(Debug)]
pub struct FileLock(File);

impl FileLock {
    /// Locks a file for one holder alone; where the file system has no locks, it is taken for locked.
    ///
    /// Returns `None` while another holds it.
    #[must_use]
    pub fn try_new(file: File) -> Option<Self> {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => None,
            Ok(()) | Err(TryLockError::Error(_)) => Some(Self(file)),
        }
    }

    /// Like [`FileLock::try_new`], but waits for the other to end.
    #[must_use]
    pub fn wait(file: File) -> Self {
        // Without locks in the file system there is nobody to wait for.
        let _: io::Result<()> = file.lock();
        Self(file)
    }

    /// Returns whether another holds the lock of a file now.
    #[must_use]
    pub fn is_held(file: File) -> bool {
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => true,
            Ok(()) | Err(TryLockError::Error(_)) => {
                drop(Self(file));
                false
            }
        }
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

impl Deref for FileLock {
    type Target = File;

    fn deref(&self) -> &File {
        &self.0
    }
}

impl DerefMut for FileLock {
    fn deref_mut(&mut self) -> &mut File {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_ends_with_its_holder_though_a_copy_of_the_file_is_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let open = || File::options().create(true).append(true).open(&path);
        let lock = FileLock::try_new(open().unwrap()).unwrap();
        assert!(FileLock::try_new(open().unwrap()).is_none());
        assert!(FileLock::is_held(open().unwrap()));
        let copy = lock.try_clone().unwrap();
        drop(lock);
        assert!(!FileLock::is_held(open().unwrap()));
        drop(FileLock::wait(open().unwrap()));
        assert!(FileLock::try_new(open().unwrap()).is_some());
        drop(copy);
    }
}
