//! Why a command did not do what it was asked, and the exit status that says so.

use std::process::ExitCode;

use crate::chat::error::Error;
use crate::diagnostics::terminal;
use crate::message::import;
use crate::settings::error::Fault;
use crate::store::input_file;

/// A command that did not succeed; its text goes to standard error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The checks found errors, or Google refused it for good: exit status 1.
    Refused(String),
    /// The command line, the config file or the input is wrong: exit status 2.
    Usage(String),
    /// There are no credentials, or they lack the permission: exit status 3.
    Permission(String),
    /// Not done now, but perhaps later: the network, the server, a quota or the disk: exit status 4.
    Later(String),
    /// The message may have arrived, nobody knows: exit status 5.
    InDoubt(String),
    /// A person or the system asked to stop: exit status 130.
    Interrupted(String),
}

impl Failure {
    /// The words for standard error, possibly several lines.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Refused(words)
            | Self::Usage(words)
            | Self::Permission(words)
            | Self::Later(words)
            | Self::InDoubt(words)
            | Self::Interrupted(words) => words,
        }
    }

    /// The exit status.
    #[must_use]
    pub fn status(&self) -> u8 {
        match self {
            Self::Refused(_) => 1,
            Self::Usage(_) => 2,
            Self::Permission(_) => 3,
            Self::Later(_) => 4,
            Self::InDoubt(_) => 5,
            Self::Interrupted(_) => 130,
        }
    }

    /// The exit status, for `main`.
    #[must_use]
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.status())
    }

    /// A document that cannot be opened, with its file.
    #[must_use]
    pub fn of_document(file: &str, error: &import::Error) -> Self {
        Self::Usage(terminal::text(&input_file::of_document(file, error)))
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        if fault.is_about_credentials {
            Self::Permission(fault.to_string())
        } else {
            Self::Usage(fault.to_string())
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let told = error.explain();
        let words = format!("{}.\n{}\n{}", told.title, told.detail, told.remedy);
        if error.is_about_permission() {
            Self::Permission(words)
        } else if matches!(error, Error::Name { .. } | Error::Address { .. }) {
            Self::Usage(words)
        } else if error.is_later() {
            Self::Later(words)
        } else {
            Self::Refused(words)
        }
    }
}
