//! Why a command failed, and its exit status.

use std::process::ExitCode;

use crate::chat::error::Error;
use crate::message::import;
use crate::settings::error::Fault;
use crate::store::input_file::Refusal;

/// A failed command; its text goes to standard error.
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
    /// The message may have arrived, the outcome is not known: exit status 5.
    InDoubt(String),
    /// The user or the system asked to stop: exit status 130.
    Interrupted(String),
}

impl Failure {
    /// Returns the text for standard error, possibly several lines.
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

    /// Returns the exit status.
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

    /// Returns the exit status as an `ExitCode`, for `main`.
    #[must_use]
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.status())
    }

    /// Converts the error of a document that cannot be opened, with its file.
    #[must_use]
    pub fn of_document(file: &str, error: &import::Error) -> Self {
        Self::Usage(Refusal::of_document(file, error).to_string())
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
