//! Reads files that are looked at first: a pipe would block, a device would never end.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::platform::files;

/// Opens a regular file for reading; links are followed.
///
/// It is opened without waiting and looked at through its handle, so that nothing can be put in its place between
/// the two.
///
/// # Errors
/// Where it is something else, such as a pipe, a device or a folder, or cannot be opened.
pub fn open(path: &Path) -> io::Result<File> {
    Ok(open_sized(path)?.0)
}

/// Opens a regular file, and returns its size in bytes as well.
fn open_sized(path: &Path) -> io::Result<(File, u64)> {
    let file = files::open_at_once(path)?;
    let met = file.metadata()?;
    if met.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !met.is_file() {
        return Err(io::Error::other("it is a pipe or a device, not a file"));
    }
    Ok((file, met.len()))
}

/// Reads a regular file of at most `limit` bytes.
///
/// # Errors
/// Where it is something else, is larger, or cannot be read.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let (file, size) = open_sized(path)?;
    // Read at once, and not by pieces that grow.
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        let size = match limit >> 20 {
            0 => format!("{} KiB", limit >> 10),
            size => format!("{size} MiB"),
        };
        return Err(io::Error::other(format!("it has more than {size}")));
    }
    Ok(bytes)
}

/// Reads a regular file of at most `limit` bytes as UTF-8 text.
///
/// # Errors
/// Where it is something else, is larger, cannot be read, or is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

/// Returns whether a file cannot be used for what it is or holds, which no permission and no disk space mends.
#[must_use]
pub fn is_about_content(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Other | io::ErrorKind::InvalidData | io::ErrorKind::IsADirectory
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn only_a_regular_file_of_a_bounded_size_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("small"), "12345678").unwrap();
        std::fs::write(at("large"), "123456789").unwrap();
        std::os::unix::fs::symlink(at("small"), at("link")).unwrap();
        let made = Command::new("mkfifo").arg(at("pipe")).status().unwrap();
        assert!(made.success());
        assert_eq!(read(&at("small"), 8).unwrap(), b"12345678");
        assert_eq!(read(&at("link"), 8).unwrap(), b"12345678");
        for name in ["large", "pipe", "/dev/zero", ".", "none"] {
            let error = read(&at(name), 8).unwrap_err();
            assert_eq!(is_about_content(&error), name != "none", "{name}");
        }
        std::fs::write(at("odd"), b"\xff").unwrap();
        assert!(read_text(&at("odd"), 8).is_err());
    }
}
