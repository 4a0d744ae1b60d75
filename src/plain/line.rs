//! A line of the plain composer.

use crate::chat::sanitize;

/// Adds a line, harmless on a terminal.
pub fn line(out: &mut String, words: &str) {
    out.push_str(sanitize::line(words).trim_end());
    out.push('\n');
}
