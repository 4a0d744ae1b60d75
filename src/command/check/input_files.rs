//! Resolves the arguments to files: files, folders with all that is in them, standard input.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::command::check::report::UnusableFile;
use crate::command::failure::Failure;
use crate::command::input_file;
use crate::diagnostics::diagnostic::Diagnostic;

/// A file to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// The file; `-` is standard input.
    pub path: PathBuf,
    /// Whether it was found in a folder, where there may be other JSON too.
    pub is_found: bool,
}

/// Returns all files that the arguments name, those of a folder by name, and the folders that cannot be used.
///
/// Hidden files of a folder are left out, and those that its `.gitignore` names.
#[must_use]
pub fn files(given: &[PathBuf]) -> Vec<Result<InputFile, UnusableFile>> {
    let mut files = Vec::new();
    for path in given {
        if !path.is_dir() {
            let (path, is_found) = (path.clone(), false);
            files.push(Ok(InputFile { path, is_found }));
            continue;
        }
        let before = files.len();
        files.extend(folder(path));
        if files.len() == before {
            let what = "There is no JSON file in this folder, or only hidden and ignored ones.";
            files.push(Err(unusable(path, what.to_owned())));
        }
    }
    files
}

/// Returns the JSON files of a folder. A link to a folder is not followed: it could lead back here.
fn folder(root: &Path) -> impl Iterator<Item = Result<InputFile, UnusableFile>> {
    let walk = WalkBuilder::new(root)
        .ignore(false)
        .require_git(false)
        .sort_by_file_name(Ord::cmp)
        .build();
    walk.filter_map(move |entry| match entry {
        Ok(entry) => is_json(&entry).then(|| {
            Ok(InputFile {
                path: entry.into_path(),
                is_found: true,
            })
        }),
        Err(error) => {
            let (at, why) = place(&error, root);
            Some(Err(unusable(at, format!("It cannot be read: {why}."))))
        }
    })
}

fn is_json(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_none_or(|kind| kind.is_dir());
    let end = entry.path().extension();
    !is_folder && end.is_some_and(|end| end.eq_ignore_ascii_case("json"))
}

/// Returns the path that an error of the walk is about, and its reason.
fn place<'a>(error: &'a ignore::Error, root: &'a Path) -> (&'a Path, String) {
    match error {
        ignore::Error::WithPath { path, err } => (path, place(err, root).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place(err, root)
        }
        other => (root, other.to_string()),
    }
}

fn unusable(path: &Path, what: String) -> UnusableFile {
    let name = input_file::name(path);
    let told = Diagnostic::from(what).in_file(&*name, None);
    UnusableFile {
        failure: Box::new(Failure::usage(told)),
        name,
    }
}
