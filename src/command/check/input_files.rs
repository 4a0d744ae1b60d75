//! Resolves the arguments to files: files, folders with all that is in them, standard input.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::failure::Failure;
use crate::command::input_file;

/// A file to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// The file; `-` is standard input.
    pub path: PathBuf,
    /// Whether it was found in a folder, where there may be other JSON too.
    pub is_found: bool,
}

/// Returns all files that the arguments name, those of a folder by name; hidden ones are left out.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn files(given: &[PathBuf]) -> Result<Vec<InputFile>, Failure> {
    let mut files = Vec::new();
    for path in given {
        if path.is_dir() {
            let before = files.len();
            folder(path, &mut files)?;
            if files.len() == before {
                let name = input_file::name(path);
                return Err(Failure::usage(format!(
                    "{name}: There is no JSON file in this folder."
                )));
            }
        } else {
            let (path, is_found) = (path.clone(), false);
            files.push(InputFile { path, is_found });
        }
    }
    Ok(files)
}

fn folder(path: &Path, files: &mut Vec<InputFile>) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::usage(format!(
            "{}: The folder cannot be read: {error}.",
            input_file::name(path)
        ))
    };
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?);
    }
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        // A link to a folder is not followed: it could lead back here.
        let kind = entry.file_type().map_err(unreadable)?;
        if is_hidden {
            continue;
        }
        if kind.is_dir() {
            folder(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"))
        {
            files.push(InputFile {
                path,
                is_found: true,
            });
        }
    }
    Ok(())
}
