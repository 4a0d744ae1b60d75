//! Errors of the settings, and what to do about them.

use std::fmt;
use std::path::Path;

use crate::diagnostics::diagnostic::{Diagnostic, SignInNeed};
use crate::diagnostics::terminal;

/// A fault in the config file, a profile or a credentials file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong, where, and what to do.
    pub diagnostic: Diagnostic,
    /// Whether it concerns credentials, as opposed to how the program was called or configured.
    pub is_about_credentials: bool,
}

impl ConfigError {
    /// Creates a fault without a file.
    #[must_use]
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            diagnostic: Diagnostic::new(what, remedy),
            is_about_credentials: false,
        }
    }

    /// Adds the file and the position to a fault.
    #[must_use]
    pub fn in_file(mut self, file: &Path, position: Option<(usize, usize)>) -> Self {
        let file = file.display().to_string();
        self.diagnostic = self.diagnostic.in_file(file, position);
        self
    }

    /// Marks a fault as one that a sign-in ends.
    #[must_use]
    pub fn signs_in(mut self) -> Self {
        self.diagnostic = self.diagnostic.signs_in(SignInNeed::Compose);
        self
    }

    /// Marks a fault as one of credentials.
    #[must_use]
    pub fn of_credentials(mut self) -> Self {
        self.is_about_credentials = true;
        self
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&terminal::text(&self.diagnostic))
    }
}

impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line() {
        let fault = ConfigError::new("The key is odd.", "Change it.")
            .in_file(Path::new("c.toml"), Some((3, 8)));
        assert_eq!(fault.to_string(), "c.toml:3:8: The key is odd. Change it.");
    }
}
