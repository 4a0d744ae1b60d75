//! Reads an input file or standard input, and opens it as a message.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::chat::sanitize;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::parse::line_col::position;
use crate::message::import::{self, ImportedJson};

/// Maximum bytes that are read; a message has at most 32,000.
pub const LIMIT: u64 = 1 << 20;

/// Why a document of this name cannot be opened, harmless on a terminal.
#[must_use]
pub fn of_document(name: &str, error: &import::Error) -> Diagnostic {
    let found = &error.diagnostic;
    Diagnostic {
        title: sanitize::text(&found.title),
        detail: sanitize::text(&found.detail),
        remedy: sanitize::text(&found.remedy),
        excerpt: found.excerpt.clone(),
        ..Diagnostic::default().in_file(name, Some(found.position()))
    }
}

/// Reads and opens a file, `-` being standard input.
///
/// # Errors
/// Returns why the file cannot be opened, with its place and a remedy.
pub fn open(file: &Path) -> Result<ImportedJson, Diagnostic> {
    import::open(&text(file)?).map_err(|error| of_document(&name(file), &error))
}

/// Returns the file's name in messages.
#[must_use]
pub fn name(file: &Path) -> String {
    if is_input(file) {
        "standard input".to_owned()
    } else {
        sanitize::line(&file.display().to_string())
    }
}

/// Returns whether a file means standard input.
#[must_use]
pub fn is_input(file: &Path) -> bool {
    file == Path::new("-")
}

/// Reads a file as text, `-` being standard input.
///
/// # Errors
/// Returns why the file cannot be opened, with its place and a remedy.
pub fn text(file: &Path) -> Result<String, Diagnostic> {
    let name = name(file);
    let bytes = if is_input(file) {
        limited(io::stdin().lock())
    } else {
        File::open(file).and_then(limited)
    };
    match bytes {
        Err(error) => {
            let what = format!("It cannot be read: {error}.");
            Err(Diagnostic::new(what, "Check the path.").in_file(name, None))
        }
        Ok(bytes) if bytes.len() as u64 > LIMIT => {
            let what = format!("It is larger than {} MiB.", LIMIT >> 20);
            let remedy = "A message has at most 32,000 bytes.";
            Err(Diagnostic::new(what, remedy).in_file(name, None))
        }
        Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let head = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            Diagnostic::new("This is not UTF-8 text.", "Save the file as UTF-8.")
                .in_file(name, Some(position(&head, valid)))
        }),
    }
}

fn limited(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
