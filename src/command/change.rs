//! What the commands that read or change a message share.

use crate::command::failure::{Failure, Kind};
use crate::delivery::change::{Done, Undone};
use crate::diagnostics::diagnostic::Diagnostic;

/// What an interrupted change leaves.
pub const INTERRUPTED: &str =
    "The change may have been made all the same; the same command again is safe.";

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
