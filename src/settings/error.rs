//! Errors of the settings, and what to do about them.

use std::fmt;
use std::path::{Path, PathBuf};

/// A fault in the config file, a profile or a credentials file, with its position and a remedy.
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
    /// Creates a fault without a file.
    #[must_use]
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            place: None,
            what: what.into(),
            remedy: remedy.into(),
            is_about_credentials: false,
        }
    }

    /// Adds the file and the position to a fault.
    #[must_use]
    pub fn in_file(mut self, file: &Path, position: Option<(usize, usize)>) -> Self {
        self.place = Some((file.to_owned(), position));
        self
    }

    /// Marks a fault as one of credentials.
    #[must_use]
    pub fn of_credentials(mut self) -> Self {
        self.is_about_credentials = true;
        self
    }

    /// Formats the position as compilers write it, `file:line:column`, empty where there is none.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line() {
        let fault =
            Fault::new("The key is odd.", "Change it.").in_file(Path::new("c.toml"), Some((3, 8)));
        assert_eq!(fault.to_string(), "c.toml:3:8: The key is odd. Change it.");
    }
}
