//! The user's own themes on disk, `NAME.toml` each.

use std::fs;
use std::io;
use std::path::Path;

use crate::store::regular_file;

/// Maximum bytes of a file; the built-in themes have about 1,700.
const LIMIT: u64 = 1 << 16;

/// Returns whether a name can be that of a theme's file: letters, digits, `-` and `_`.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.chars().all(is_part)
}

/// Returns the names in a folder, sorted.
#[must_use]
pub fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = files.filter_map(|file| {
        let name = file.file_name().into_string().ok()?;
        Some(name.strip_suffix(".toml")?.to_owned())
    });
    let mut names: Vec<String> = names.filter(|name| is_name(name)).collect();
    names.sort();
    names
}

/// Returns the text of a theme's file.
///
/// # Errors
/// Where there is none, or it cannot be read.
pub fn read(folder: &Path, name: &str) -> io::Result<String> {
    regular_file::read_text(&folder.join(format!("{name}.toml")), LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_are_listed_by_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.toml", "a.toml", "notes.txt", "c d.toml"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(names(folder.path()), ["a", "b"]);
        assert_eq!(names(&folder.path().join("none")), Vec::<String>::new());
        assert_eq!(read(folder.path(), "a").unwrap(), "");
    }
}
