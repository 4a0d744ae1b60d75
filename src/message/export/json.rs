//! The request as JSON, which `chatquill send` takes as it is.

use serde_json::Value;

use crate::diagnostics::harmful::is_harmful;

/// JSON over several lines that is harmless on a terminal.
#[must_use]
pub fn pretty(value: &Value) -> String {
    harmless(&format!("{value:#}"))
}

/// The same JSON with the characters that could steer a terminal as `\u` escapes, which mean the
/// same.
#[must_use]
pub fn harmless(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_harmful(c) {
            // All of these lie in the first plane.
            text.extend(format!("\\u{:04x}", u32::from(c)).chars());
        } else {
            text.push(c);
        }
    }
    text
}
