//! Why a command failed, and its exit status.

use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::chat::error::Error;
use crate::chat::write_policy::Denial;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::terminal;
use crate::message::import;
use crate::settings::error::ConfigError;
use crate::settings::login::LoginError;
use crate::store::input_file;

/// A command that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which of the exit statuses it has.
    pub kind: Kind,
    /// What goes to standard error.
    pub diagnostic: Diagnostic,
    /// What a script can act on; `None` where there is nothing but the words.
    pub cause: Option<Box<Cause>>,
}

/// What a script can act on: the server's answer, and what is known of the message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    /// The HTTP status; `None` where no answer came.
    pub status: Option<u16>,
    /// The `google.rpc.Code` name or the OAuth error code; empty where no answer came.
    pub reason: String,
    /// The `requestId` under which it can be sent again; empty where none was used.
    pub request_id: String,
    /// Whether the message may be in Chat all the same.
    pub may_have_arrived: bool,
    /// How long the server asked to wait.
    pub retry_after: Option<Duration>,
}

impl From<&Error> for Cause {
    fn from(error: &Error) -> Self {
        let cause = match error {
            Error::Api {
                http,
                status,
                retry_after,
                ..
            } => Self {
                status: Some(*http),
                reason: status.clone(),
                retry_after: *retry_after,
                ..Self::default()
            },
            Error::Auth { code, .. } => Self {
                reason: code.clone(),
                ..Self::default()
            },
            _ => Self::default(),
        };
        Self {
            may_have_arrived: error.may_have_arrived(),
            ..cause
        }
    }
}

/// The kinds of failure, of which each has an exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The checks found errors: exit status 1.
    Check,
    /// Google refused it for good: exit status 1.
    Refused,
    /// The command line or the input is wrong: exit status 2.
    Usage,
    /// The config file is wrong: exit status 2.
    Settings,
    /// There are no credentials, they lack the permission, or the profile may not write there: exit status 3.
    Permission,
    /// Not done now, but perhaps later: the network, the server, a quota or the disk: exit status 4.
    Later,
    /// The message may have arrived, the outcome is not known: exit status 5.
    InDoubt,
    /// Some of several failed: exit status 6.
    Partial,
    /// This signal asked to stop, and the process ends by it: a shell reports 128 and its number, such as 130.
    Interrupted(i32),
}

impl Failure {
    /// A failure of a kind, told by a diagnostic or by one sentence.
    #[must_use]
    pub fn new(kind: Kind, diagnostic: impl Into<Diagnostic>) -> Self {
        Self {
            kind,
            diagnostic: diagnostic.into(),
            cause: None,
        }
    }

    /// The same, with what a script can act on.
    #[must_use]
    pub fn because(self, cause: Cause) -> Self {
        Self {
            cause: Some(Box::new(cause)),
            ..self
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

    /// A failure of [`Kind::Permission`].
    #[must_use]
    pub fn permission(diagnostic: impl Into<Diagnostic>) -> Self {
        Self::new(Kind::Permission, diagnostic)
    }

    /// The same, where it was not the message that was refused, but the upload of a file that goes with it.
    #[must_use]
    pub fn of_upload(mut self) -> Self {
        self.diagnostic = self.diagnostic.of_upload();
        self
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

    /// The failure as `--json` prints it: `{"error":{"kind":…,"message":…,…}}`; what is not known is left out.
    #[must_use]
    pub fn json(&self) -> Value {
        let cause = self.cause.as_deref().cloned().unwrap_or_default();
        let mut fields = Map::new();
        fields.insert("kind".to_owned(), json!(self.kind.word()));
        if let Some(status) = cause.status {
            fields.insert("status".to_owned(), json!(status));
        }
        if !cause.reason.is_empty() {
            fields.insert("reason".to_owned(), json!(cause.reason));
        }
        fields.insert("message".to_owned(), json!(self.words()));
        if !cause.request_id.is_empty() {
            fields.insert("requestId".to_owned(), json!(cause.request_id));
        }
        fields.insert("mayHaveArrived".to_owned(), json!(cause.may_have_arrived));
        if let Some(wait) = cause.retry_after {
            fields.insert("retryAfter".to_owned(), json!(wait.as_secs()));
        }
        json!({ "error": fields })
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
            Self::Check | Self::Refused => 1,
            Self::Usage | Self::Settings => 2,
            Self::Permission => 3,
            Self::Later => 4,
            Self::InDoubt => 5,
            Self::Partial => 6,
            Self::Interrupted(signal) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
        }
    }

    /// The word for `--json`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Refused => "refused",
            Self::Usage => "usage",
            Self::Settings => "settings",
            Self::Permission => "permission",
            Self::Later => "unreachable",
            Self::InDoubt => "in_doubt",
            Self::Partial => "partial",
            Self::Interrupted(_) => "interrupted",
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(fault: ConfigError) -> Self {
        let kind = if fault.is_about_credentials {
            Kind::Permission
        } else {
            Kind::Settings
        };
        Self::new(kind, fault.diagnostic)
    }
}

impl From<LoginError> for Failure {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Call(error) => error.into(),
            LoginError::Code(ref refused) => {
                let diagnostic = error.explain();
                Self {
                    diagnostic,
                    ..Self::from(refused.clone())
                }
            }
            LoginError::Settings(error) => error.into(),
            LoginError::Grant(_) => Self::permission(error.explain()),
            LoginError::Disk(..) => Self::later(error.explain()),
        }
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
        Self::new(kind, error.explain()).because(Cause::from(&error))
    }
}

impl From<Denial> for Failure {
    fn from(denial: Denial) -> Self {
        let kind = match denial {
            Denial::ReadOnly { .. } | Denial::Space { .. } => Kind::Permission,
            Denial::Unconfirmed { .. } => Kind::Usage,
        };
        Self::new(kind, denial.explain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_in_json_what_a_script_can_act_on() {
        let wait = Some(Duration::from_hours(1));
        let error = Error::from_answer(429, b"", wait);
        let failure = Failure::from(error);
        let json = failure.json();
        let error = &json["error"];
        assert_eq!(error["kind"], "unreachable");
        assert_eq!(error["status"], 429);
        assert_eq!(error["reason"], "RESOURCE_EXHAUSTED");
        assert_eq!(error["mayHaveArrived"], false);
        assert_eq!(error["retryAfter"], 3600);
        assert_eq!(error["message"], failure.words());
        assert!(error.get("requestId").is_none());
        let keys = Failure::usage("No.".to_owned()).json().to_string();
        assert_eq!(
            keys,
            r#"{"error":{"kind":"usage","message":"No.","mayHaveArrived":false}}"#
        );
    }
}
