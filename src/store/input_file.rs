//! Reads an input file or standard input, and opens it as a message.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::chat::sanitize;
use crate::document::parse::line_col::position;
use crate::message::import::{self, Opened};

/// Maximum bytes that are read; a message has at most 32,000.
pub const LIMIT: u64 = 1 << 20;

/// Why a file cannot be opened as a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file's name, with line and column counted from 1 where they are known, as compilers write it.
    pub place: String,
    /// What is wrong, as sentences.
    pub what: String,
    /// What to do, as sentences; further faults each on a line of their own.
    pub remedy: String,
    /// The offending line and, below it, a mark at the column; empty where the whole document is at fault.
    pub excerpt: Option<String>,
}

impl Refusal {
    fn new(place: String, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            place,
            what: what.into(),
            remedy: remedy.into(),
            excerpt: None,
        }
    }

    /// Converts the error of a document of this name.
    #[must_use]
    pub fn of_document(name: &str, error: &import::Error) -> Self {
        let (line, column) = error.position;
        Self {
            place: format!("{name}:{line}:{column}"),
            what: sanitize::text(&error.what),
            remedy: sanitize::text(&error.remedy),
            excerpt: Some(sanitize::text(error.excerpt.as_deref().unwrap_or_default())),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            what,
            remedy,
            excerpt,
        } = self;
        write!(formatter, "{place}: {what}")?;
        let Some(excerpt) = excerpt else {
            return write!(formatter, " {remedy}");
        };
        for line in excerpt.lines() {
            write!(formatter, "\n    {line}")?;
        }
        write!(formatter, "\n{remedy}")
    }
}

/// Reads and opens a file, `-` being standard input.
///
/// # Errors
/// Returns why the file cannot be opened, with its place and a remedy.
pub fn open(file: &Path) -> Result<Opened, Refusal> {
    import::open(&text(file)?).map_err(|error| Refusal::of_document(&name(file), &error))
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
pub fn text(file: &Path) -> Result<String, Refusal> {
    let name = name(file);
    let bytes = if is_input(file) {
        limited(io::stdin().lock())
    } else {
        File::open(file).and_then(limited)
    };
    match bytes {
        Err(error) => {
            let what = format!("It cannot be read: {error}.");
            Err(Refusal::new(name, what, "Check the path."))
        }
        Ok(bytes) if bytes.len() as u64 > LIMIT => {
            let what = format!("It is larger than {} MiB.", LIMIT >> 20);
            let remedy = "A message has at most 32,000 bytes.";
            Err(Refusal::new(name, what, remedy))
        }
        Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let head = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            let (line, column) = position(&head, valid);
            let place = format!("{name}:{line}:{column}");
            Refusal::new(place, "This is not UTF-8 text.", "Save the file as UTF-8.")
        }),
    }
}

fn limited(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
