//! Syntax errors of a JSON-like text, with their positions.

use std::fmt::{self, Write as _};

use crate::document::parse::line_col::position;

/// Maximum length of an excerpt, in characters.
const EXCERPT: usize = 72;

/// Maximum number of errors listed after the first.
const FURTHER: usize = 8;

/// Why a text cannot be parsed as JSON, with the position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Line and column of the first error, counted from 1, columns in characters.
    pub position: (usize, usize),
    /// Message: what was found and what was expected, as sentences.
    pub what: String,
    /// Remedy, as sentences.
    pub remedy: String,
    /// Line of the first error and, below it, a mark at the column.
    pub excerpt: String,
}

/// One syntax error, at a byte of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset.
    pub at: usize,
    /// Message: what was found and what was expected, as sentences.
    pub what: String,
    /// Remedy, as a sentence.
    pub remedy: String,
}

impl Broken {
    /// Builds the error report of a text from at least one error, in the order in which they were met.
    pub(super) fn of(text: &str, faults: &[Fault]) -> Self {
        let (first, more) = match faults.split_first() {
            Some((first, more)) => (first.clone(), more),
            None => (Fault::new(0, "The text is not JSON.", ""), faults),
        };
        let mut remedy = first.remedy;
        for (count, fault) in more.iter().enumerate() {
            if count == FURTHER {
                let _ = write!(remedy, "\nand {} more", more.len() - FURTHER);
                break;
            }
            let (line, column) = position(text, fault.at);
            let _ = write!(remedy, "\nalso {line}:{column}: {}", fault.what);
        }
        Self {
            position: position(text, first.at),
            what: first.what,
            remedy,
            excerpt: excerpt(text, first.at),
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.what, self.remedy)
    }
}

impl Fault {
    pub(super) fn new(at: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            at,
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

/// Returns the part of a line around a byte, with a mark below.
#[must_use]
pub fn excerpt(text: &str, at: usize) -> String {
    let (_, column) = position(text, at);
    let column = column - 1;
    let at = text.floor_char_boundary(at);
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let start = column.saturating_sub(EXCERPT * 2 / 3);
    let shown: String = line
        .chars()
        .skip(start)
        .take(EXCERPT)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    // Wide characters take two cells; the mark counts characters, near enough to be found.
    format!("{}\n{}^", shown.trim_end(), " ".repeat(column - start))
}

/// Returns a part of a text for a message: sanitized, in one line, shortened.
#[must_use]
pub fn quoted(text: &str) -> String {
    const MOST: usize = 40;
    let line: String = text
        .chars()
        .take(MOST + 1)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if line.chars().count() > MOST {
        let head: String = line.chars().take(MOST - 1).collect();
        format!("`{head}…`")
    } else {
        format!("`{line}`")
    }
}
