//! Opens files of the program's own: private, and never through a link.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::platform::files::{self, Access};

/// Opens a lock's file (mode 0600), which is created where it is missing, and never truncated.
///
/// A link or a pipe in its place is removed, not followed: what it leads to is somebody's file.
///
/// # Errors
/// Returns the error of the disk.
pub fn lock(path: &Path) -> io::Result<File> {
    open(path, Access::ReadWrite)
}

/// Opens a file (mode 0600) that is only ever added to, and created where it is missing.
///
/// A link or a pipe in its place is removed, not followed: what it leads to is somebody's file.
///
/// # Errors
/// Returns the error of the disk.
pub fn append(path: &Path) -> io::Result<File> {
    open(path, Access::Append)
}

fn open(path: &Path, access: Access) -> io::Result<File> {
    let is_other = |met: fs::Metadata| !met.is_file() && !met.is_dir();
    if fs::symlink_metadata(path).is_ok_and(is_other) {
        fs::remove_file(path)?;
    }
    files::open_own(path, access)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Opener = fn(&Path) -> io::Result<File>;

    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_link_in_the_way_leaves_other_files_alone() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target");
        fs::write(&target, "words").unwrap();
        let openers: [(&str, Opener); 2] = [("lock", lock), ("log", append)];
        for (name, opener) in openers {
            let path = folder.path().join(name);
            std::os::unix::fs::symlink(&target, &path).unwrap();
            let mut file = opener(&path).unwrap();
            file.try_lock().unwrap();
            file.write_all(b"kept").unwrap();
            assert_eq!(fs::read_to_string(&target).unwrap(), "words", "{name}");
            assert!(fs::symlink_metadata(&path).unwrap().is_file(), "{name}");
            let mode = file.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
            drop((file, opener(&path).unwrap()));
            assert_eq!(fs::read_to_string(&path).unwrap(), "kept", "{name}");
        }
    }
}
