//! Exports the request as JSON, which `chatquill send` takes as it is.

use serde_json::Value;

use crate::diagnostics::harmful::is_harmful;

/// Returns indented JSON that is sanitized for a terminal.
#[must_use]
pub fn pretty(value: &Value) -> String {
    harmless(&format!("{value:#}"))
}

/// Returns the same JSON with characters that could steer a terminal as `\u` escapes, which mean the same.
#[must_use]
pub fn harmless(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_harmful(c) {
            // All of these are in the basic multilingual plane.
            text.extend(format!("\\u{:04x}", u32::from(c)).chars());
        } else {
            text.push(c);
        }
    }
    text
}
