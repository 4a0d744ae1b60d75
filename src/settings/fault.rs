//! What is wrong with the settings, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// A fault in the config file, a profile or a credentials file, told with its place and a remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file and, counted from 1, line and column in it.
    pub place: Option<(PathBuf, Option<(usize, usize)>)>,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do, as a sentence.
    pub remedy: String,
    /// Whether it concerns credentials, as opposed to how the program was called or configured.
    pub is_about_credentials: bool,
}

impl Fault {
    /// A fault of no particular file.
    #[must_use]
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            place: None,
            what: what.into(),
            remedy: remedy.into(),
            is_about_credentials: false,
        }
    }

    /// The same fault, in a file.
    #[must_use]
    pub fn in_file(mut self, file: &Path, position: Option<(usize, usize)>) -> Self {
        self.place = Some((file.to_owned(), position));
        self
    }

    /// The same fault, as one of credentials.
    #[must_use]
    pub fn of_credentials(mut self) -> Self {
        self.is_about_credentials = true;
        self
    }

    /// The place as compilers write it, `file:line:column`, empty where there is none.
    #[must_use]
    pub fn place_text(&self) -> String {
        match &self.place {
            None => String::new(),
            Some((file, None)) => file.display().to_string(),
            Some((file, Some((line, column)))) => format!("{}:{line}:{column}", file.display()),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place_text();
        if !place.is_empty() {
            write!(formatter, "{place}: ")?;
        }
        write!(formatter, "{} {}", self.what, self.remedy)
    }
}

impl std::error::Error for Fault {}

/// Line and column, counted from 1 in characters, of a byte in a text.
#[must_use]
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        for (text, byte, expected) in [
            ("", 0, (1, 1)),
            ("ab", 1, (1, 2)),
            ("a\nb", 2, (2, 1)),
            ("名前 = 1", 7, (1, 4)),
            ("é", 1, (1, 1)),
            ("a\n", 99, (2, 1)),
        ] {
            assert_eq!(position(text, byte), expected, "{text:?} {byte}");
        }
    }

    #[test]
    fn a_fault_is_one_line() {
        let fault =
            Fault::new("The key is odd.", "Change it.").in_file(Path::new("c.toml"), Some((3, 8)));
        assert_eq!(fault.to_string(), "c.toml:3:8: The key is odd. Change it.");
    }
}
