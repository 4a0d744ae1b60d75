//! Lists a folder for the file picker.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder's contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its absolute path.
    pub path: PathBuf,
    /// Its folders, then its files, each by name.
    pub entries: Vec<FolderEntry>,
}

/// A folder or a file in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its absolute path.
    pub path: PathBuf,
    /// Whether it is a folder.
    pub is_folder: bool,
    /// The size of a file in bytes.
    pub bytes: u64,
}

/// Lists the folder of this path: first its folders, then its files, each by name.
///
/// `~` is the home directory, and a relative path starts at the current directory.
///
/// # Errors
/// Returns the error of the disk.
pub fn list(path: &Path) -> io::Result<Folder> {
    let path = fs::canonicalize(expanded(path))?;
    let mut entries: Vec<FolderEntry> = fs::read_dir(&path)?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let path = entry.path();
            // Links are followed; one that is broken, or leads to no regular file or folder, is left out.
            let met = fs::metadata(&path).ok()?;
            (met.is_dir() || met.is_file()).then(|| FolderEntry {
                path,
                is_folder: met.is_dir(),
                bytes: met.len(),
            })
        })
        .collect();
    entries.sort_by_cached_key(|entry| {
        let name = entry.path.file_name().unwrap_or_default().to_owned();
        (!entry.is_folder, name.to_ascii_lowercase(), name)
    });
    Ok(Folder { path, entries })
}

/// Expands `~` in a path to the home directory.
#[must_use]
pub fn expanded(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), std::env::home_dir()) {
        (Ok(below), Some(home)) => home.join(below),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_what_is_no_file_is_left_out() {
        let home = tempfile::tempdir().unwrap();
        for name in ["b.json", "A.json", ".hidden", "\u{1b}[31mred"] {
            fs::write(home.path().join(name), "{}").unwrap();
        }
        fs::create_dir(home.path().join("zoo")).unwrap();
        std::os::unix::fs::symlink("nowhere", home.path().join("lost")).unwrap();
        let _listener = std::os::unix::net::UnixListener::bind(home.path().join("socket")).unwrap();
        let folder = list(home.path()).unwrap();
        let names: Vec<&str> = folder
            .entries
            .iter()
            .map(|entry| entry.path.file_name().unwrap().to_str().unwrap())
            .collect();
        assert_eq!(
            names,
            ["zoo", "\u{1b}[31mred", ".hidden", "A.json", "b.json"]
        );
        assert_eq!(folder.path, fs::canonicalize(home.path()).unwrap());
        assert!(list(&home.path().join("none")).is_err());
        assert!(list(Path::new("~")).is_ok());
    }
}
