//! A line typed at the terminal that is not shown.

use std::io::{self, BufRead as _, Read as _, Write as _};

use crate::platform::terminal;

/// Maximum bytes of the line.
const LIMIT: u64 = 1 << 14;

/// Asks on standard error, and reads a line of the terminal on standard input while it shows nothing.
///
/// # Errors
/// Returns the error of the terminal.
pub fn hidden_line(question: &str) -> io::Result<String> {
    let input = io::stdin();
    let mut error = io::stderr();
    write!(error, "{question}")?;
    error.flush()?;
    let read = terminal::without_echo(|| {
        let mut text = String::new();
        input.lock().take(LIMIT).read_line(&mut text)?;
        Ok(text)
    });
    writeln!(error)?;
    read
}
