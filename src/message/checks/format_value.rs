//! Formats values and numbers for the messages of findings.

use serde_json::Value;

use crate::chat::sanitize;

/// Maximum number of characters of a value that are shown.
const LONGEST: usize = 40;

/// Returns a text in quotation marks, shortened and sanitized.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(text))
}

/// Returns a text in one line, shortened and sanitized.
#[must_use]
pub fn shortened(text: &str) -> String {
    let mut shown: String = sanitize::line(text).chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Returns a scalar value as it is written.
#[must_use]
pub fn value(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Null => "null".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// Returns a number with its unit, and commas between thousands: `1 widget`, `1,204 bytes`.
#[must_use]
pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", grouped(number))
}

/// Returns a number with commas between thousands.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Joins words to a list: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told() {
        assert_eq!(quoted("a\u{1b}[2J\nb"), "\"a[2J b\"");
        assert_eq!(quoted(&"é".repeat(50)), format!("\"{}…\"", "é".repeat(40)));
        assert_eq!(count(1, "widget"), "1 widget");
        assert_eq!(count(32_001, "byte"), "32,001 bytes");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
