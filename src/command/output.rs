//! Writes results to standard output, everything else to standard error; a closed pipe is not an error.

use std::io::{self, Write as _};

use serde_json::Value;

use crate::command::failure::Failure;
use crate::message::export::json::harmless;

/// Writes one result and a line end.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn result(text: &str) -> Result<(), Failure> {
    match write(text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::later(format!(
            "The result could not be written: {error}."
        ))),
        _ => Ok(()),
    }
}

/// Writes one result and a line end; a closed pipe is an error here.
///
/// # Errors
/// Returns the error of the system.
pub fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush())
}

/// Writes a progress or status line to standard error.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "chatquill: {text}");
}

/// Formats JSON in one line that is safe on a terminal: characters that could control it are written as `\u` escapes,
/// which means the same.
#[must_use]
pub fn json(value: &Value) -> String {
    harmless(&value.to_string())
}

/// Formats JSON over several lines, safe on a terminal as well.
#[must_use]
pub fn pretty(value: &Value) -> String {
    crate::message::export::json::pretty(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::harmful::is_harmful;
    use serde_json::json;

    #[test]
    fn json_means_the_same_and_steers_no_terminal() {
        let value = json!({"text": "a\u{1b}[2J\u{9b}31m\u{202e}b\n你好👋🏽"});
        for text in [json(&value), pretty(&value)] {
            assert!(
                !text.chars().any(|c| c != '\n' && is_harmful(c)),
                "{text:?}"
            );
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        }
        assert_eq!(json(&value).lines().count(), 1);
    }
}
