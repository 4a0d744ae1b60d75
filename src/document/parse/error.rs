//! Syntax errors of a JSON-like text, with their positions.

use std::fmt::Write as _;

use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::excerpt::Excerpt;
use crate::document::parse::line_col::position;

/// The most columns of an excerpt; with its indent it fits a terminal of 80.
const EXCERPT: usize = 72;

/// Maximum number of errors listed after the first.
const FURTHER: usize = 8;

/// One syntax error, at a byte of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte offset.
    pub at: usize,
    /// Message: what was found and what was expected, as sentences.
    pub what: String,
    /// Remedy, as a sentence.
    pub remedy: String,
}

/// Builds the error report of a text from at least one error, in the order in which they were met.
pub(super) fn diagnostic(text: &str, faults: &[SyntaxError]) -> Diagnostic {
    let (first, more) = match faults.split_first() {
        Some((first, more)) => (first.clone(), more),
        None => (SyntaxError::new(0, "The text is not JSON.", ""), faults),
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
    Diagnostic {
        excerpt: Some(Box::new(Excerpt::of(text, &(first.at..first.at), EXCERPT))),
        ..Diagnostic::new(first.what, remedy).in_file("", Some(position(text, first.at)))
    }
}

impl SyntaxError {
    pub(super) fn new(at: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            at,
            what: what.into(),
            remedy: remedy.into(),
        }
    }
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
