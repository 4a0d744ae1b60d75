//! Locks on files, which programs that share a folder respect.

use std::fs::{File, TryLockError};
use std::io;
use std::ops::{Deref, DerefMut};
use std::thread;

/// How often a lock is tried for that somebody looks at.
const LOOKS: usize = 10_000;

/// An open file that is locked until it is dropped.
///
/// It is unlocked by a call: a child process that is being started has a copy of every open file until its `exec`, and a
/// lock ends by itself only when the last copy is closed.
#[derive(Debug)]
pub struct FileLock(File);

impl FileLock {
    /// Locks a file for one holder alone; where the file system has no locks, it is taken for locked.
    ///
    /// Returns `None` while another holds it. Whoever only looks whether it is held ([`FileLock::is_held`]) is no holder,
    /// and done in a moment.
    #[must_use]
    pub fn try_new(file: File) -> Option<Self> {
        for _ in 0..LOOKS {
            match file.try_lock() {
                Err(TryLockError::WouldBlock) if is_looked_at(&file) => thread::yield_now(),
                Err(TryLockError::WouldBlock) => return None,
                Ok(()) | Err(TryLockError::Error(_)) => return Some(Self(file)),
            }
        }
        None
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

/// Returns whether a lock that cannot be had is only looked at: those who look share it.
fn is_looked_at(file: &File) -> bool {
    file.try_lock_shared().is_ok() && file.unlock().is_ok()
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
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn who_looks_at_a_lock_does_not_take_it_from_anybody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let open = || {
            let file = File::options().create(true).append(true).open(&path);
            file.unwrap()
        };
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let _ = FileLock::is_held(open());
                }
            });
            let had = (0..5_000).filter(|_| FileLock::try_new(open()).is_some());
            let had = had.count();
            is_over.store(true, Ordering::Relaxed);
            assert_eq!(had, 5_000);
        });
    }

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
