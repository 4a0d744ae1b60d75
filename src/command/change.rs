//! What the commands that read or change a message share.

use serde_json::Value;

use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::retry::{self, Policy};
use crate::command::failure::{Failure, Kind};
use crate::command::repeat::report_wait;
use crate::delivery::change::{Done, Undone};
use crate::delivery::progress::random_unit;
use crate::diagnostics::diagnostic::Diagnostic;

/// What an interrupted change leaves.
pub const INTERRUPTED: &str =
    "The change may have been made all the same; the same command again is safe.";

/// Fetches a message; repeated as sends are.
///
/// # Errors
/// Returns what Google Chat, the token endpoint or the network refused, and why.
pub async fn fetch(client: &Client, name: &str) -> Result<Value, Error> {
    retry::run(Policy::default(), random_unit, report_wait, || {
        client.get_message(name)
    })
    .await
}

/// Converts a change that was not made, or may not have been, to the failure of the command.
///
/// # Errors
/// Where there is one.
pub fn done(outcome: Result<Done, Undone>) -> Result<Done, Failure> {
    outcome.map_err(|undone| {
        if undone.in_doubt {
            let diagnostic = Diagnostic {
                remedy: INTERRUPTED.to_owned(),
                ..undone.error.explain()
            };
            return Failure::new(Kind::InDoubt, diagnostic);
        }
        Failure::from(undone.error)
    })
}
