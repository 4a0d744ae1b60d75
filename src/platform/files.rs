//! Files: opened without waiting, private, told apart by their place on the disk.

use std::fs::{self, DirBuilder, File, Metadata};
use std::io;
use std::path::Path;

/// How a file of the program's own is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read and written.
    ReadWrite,
    /// Only ever added to.
    Append,
}

/// Opens a file for reading without waiting for a writer, as a pipe would; links are followed.
///
/// # Errors
/// Returns the error of the system.
#[cfg(unix)]
pub fn open_at_once(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(File::from(open(path, flags, Mode::empty())?))
}

/// Opens a file for reading.
///
/// # Errors
/// Returns the error of the system.
#[cfg(not(unix))]
pub fn open_at_once(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Opens a file for its owner only, which is created where it is missing; no link is followed.
///
/// # Errors
/// Returns the error of the system.
#[cfg(unix)]
pub fn open_own(path: &Path, access: Access) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};
    let access = match access {
        Access::ReadWrite => OFlags::RDWR,
        Access::Append => OFlags::WRONLY | OFlags::APPEND,
    };
    let flags = OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(open(
        path,
        access | flags,
        Mode::RUSR | Mode::WUSR,
    )?))
}

/// Opens a file, which is created where it is missing.
///
/// # Errors
/// Returns the error of the system.
#[cfg(not(unix))]
pub fn open_own(path: &Path, access: Access) -> io::Result<File> {
    let mut options = File::options();
    match access {
        Access::ReadWrite => options.read(true).write(true),
        Access::Append => options.append(true),
    };
    options.create(true).open(path)
}

/// Creates a folder and those above it, for their owner only where the system knows that.
///
/// # Errors
/// Returns the error of the system.
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Syncs the entries of a folder, without which a new name can be lost in a power failure.
///
/// # Errors
/// Returns the error of the system.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Returns the number of a file on its disk; 0 where the system does not tell.
#[must_use]
pub fn inode(met: &Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::ino(met);
    #[cfg(not(unix))]
    {
        let _ = met;
        0
    }
}

/// Returns whether a path leads to this open file, links followed; where the system does not tell, whether there is one.
///
/// # Errors
/// Returns the error of the open file.
pub fn leads_to(path: &Path, file: &File) -> io::Result<bool> {
    let own = place(&file.metadata()?);
    Ok(fs::metadata(path).is_ok_and(|met| place(&met) == own))
}

/// Returns whether this open file stands at a path itself.
///
/// # Errors
/// Returns the error of the open file.
pub fn is_at(path: &Path, file: &File) -> io::Result<bool> {
    let own = place(&file.metadata()?);
    Ok(fs::symlink_metadata(path).is_ok_and(|met| place(&met) == own))
}

#[cfg(unix)]
fn place(met: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (met.dev(), met.ino())
}

#[cfg(not(unix))]
fn place(_: &Metadata) {}

/// Returns the permissions of a file or folder, as `chmod` counts them; `None` where there is none, or the system has
/// no such permissions.
#[must_use]
pub fn permissions(path: &Path) -> Option<u32> {
    let met = fs::metadata(path).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        Some(met.permissions().mode() & 0o777)
    }
    #[cfg(not(unix))]
    {
        let _ = met;
        None
    }
}
