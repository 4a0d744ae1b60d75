//! Atomic writes: a file holds either the old or the new bytes, whatever happens in between.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::platform::files;
use crate::store::stamp::Stamp;

/// The beginning of the names of temporary files.
const PREFIX: &str = ".tmp";

/// The age from which a temporary file is no write under way: one takes less than a second.
const ABANDONED: Duration = Duration::from_mins(10);

/// Replaces a file (mode 0600) with these bytes; they are on the disk when this returns.
///
/// Missing folders are created, for their owner only.
///
/// # Errors
/// Returns the error of the disk.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_as(path, bytes).map(drop)
}

/// Does the same, and returns what tells this file from one that another program puts in its place.
///
/// It is read before the file takes its name: afterwards it may be another's.
///
/// # Errors
/// Returns the error of the disk.
pub(crate) fn write_as(path: &Path, bytes: &[u8]) -> io::Result<Stamp> {
    let staged = stage(path, bytes)?;
    let stamp = Stamp::of_metadata(&staged.as_file().metadata()?)?;
    staged.persist(path)?;
    sync(path)?;
    Ok(stamp)
}

/// Creates a temporary file in the folder of `path`, written and synced, not yet under its name.
pub(crate) fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = temporary(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Creates an empty temporary file (mode 0600) in a folder, which is created where it is missing.
pub(crate) fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    private_folder(folder)?;
    tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder)
}

/// Removes the temporary files that a kill left in a folder, as far as the disk lets it.
pub fn clear_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let is_temporary = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if is_temporary && is_abandoned(&entry) {
            // Another chatquill may have removed it just now.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Returns whether it is a regular file that nobody has written for a while.
fn is_abandoned(entry: &fs::DirEntry) -> bool {
    let Ok(met) = entry.metadata() else {
        return false;
    };
    let age = met.modified().ok().and_then(|at| at.elapsed().ok());
    met.is_file() && age.is_some_and(|age| age > ABANDONED)
}

/// Syncs the folder entry of a file, without which a new name can be lost in a power failure.
pub(crate) fn sync(path: &Path) -> io::Result<()> {
    files::sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Creates a folder and those above it, for their owner only.
///
/// # Errors
/// Returns the error of the disk.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    files::create_private_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/file.json");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let entries = fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(entries, 1, "nothing temporary is left");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn what_a_kill_left_is_cleared_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let old = std::time::SystemTime::now() - 2 * ABANDONED;
        for (name, is_old) in [
            (".tmpAbC123", true),
            (".tmpUnderWay", false),
            ("draft-1.json", true),
            (".draft-1.lock", true),
        ] {
            let file = fs::File::create(at(name)).unwrap();
            if is_old {
                file.set_modified(old).unwrap();
            }
        }
        clear_leftovers(folder.path());
        let left: Vec<bool> = [
            ".tmpAbC123",
            ".tmpUnderWay",
            "draft-1.json",
            ".draft-1.lock",
        ]
        .iter()
        .map(|name| at(name).exists())
        .collect();
        assert_eq!(left, [false, true, true, true]);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::create_dir(&path).unwrap();
        assert!(write(&path, b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
