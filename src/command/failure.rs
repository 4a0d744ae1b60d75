//! Why a command failed, and its exit status.

use std::process::ExitCode;

use crate::chat::error::Error;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::terminal;
use crate::message::import;
use crate::settings::error::ConfigError;
use crate::store::input_file;

/// A command that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which of the exit statuses it has.
    pub kind: Kind,
    /// What goes to standard error.
    pub diagnostic: Diagnostic,
}

/// The kinds of failure, of which each has an exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The checks found errors, or Google refused it for good: exit status 1.
    Refused,
    /// The command line, the config file or the input is wrong: exit status 2.
    Usage,
    /// There are no credentials, or they lack the permission: exit status 3.
    Permission,
    /// Not done now, but perhaps later: the network, the server, a quota or the disk: exit status 4.
    Later,
    /// The message may have arrived, the outcome is not known: exit status 5.
    InDoubt,
    /// The user or the system asked to stop: exit status 130.
    Interrupted,
}

impl Failure {
    /// A failure of a kind, told by a diagnostic or by one sentence.
    #[must_use]
    pub fn new(kind: Kind, diagnostic: impl Into<Diagnostic>) -> Self {
        Self {
            kind,
            diagnostic: diagnostic.into(),
        }
    }

    /// A failure of [`Kind::Refused`].
    #[must_use]
    pub fn refused(diagnostic: impl Into<Diagnostic>) -> Self {
        Self::new(Kind::Refused, diagnostic)
    }

    /// A failure of [`Kind::Usage`].
    #[must_use]
    pub fn usage(diagnostic: impl Into<Diagnostic>) -> Self {
        Self::new(Kind::Usage, diagnostic)
    }

    /// A failure of [`Kind::Later`].
    #[must_use]
    pub fn later(diagnostic: impl Into<Diagnostic>) -> Self {
        Self::new(Kind::Later, diagnostic)
    }

    /// Converts the error of a document that cannot be opened, with its file.
    #[must_use]
    pub fn of_document(file: &str, error: &import::Error) -> Self {
        Self::usage(input_file::of_document(file, error))
    }

    /// The words for standard error, possibly several lines.
    #[must_use]
    pub fn words(&self) -> String {
        terminal::text(&self.diagnostic)
    }

    /// The exit status, for `main`.
    #[must_use]
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.kind.status())
    }
}

impl Kind {
    /// The exit status.
    #[must_use]
    pub fn status(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Permission => 3,
            Self::Later => 4,
            Self::InDoubt => 5,
            Self::Interrupted => 130,
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(fault: ConfigError) -> Self {
        let kind = if fault.is_about_credentials {
            Kind::Permission
        } else {
            Kind::Usage
        };
        Self::new(kind, fault.diagnostic)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let kind = if error.is_about_permission() {
            Kind::Permission
        } else if matches!(error, Error::Name { .. } | Error::Address { .. }) {
            Kind::Usage
        } else if error.is_later() {
            Kind::Later
        } else {
            Kind::Refused
        };
        Self::new(kind, error.explain())
    }
}
