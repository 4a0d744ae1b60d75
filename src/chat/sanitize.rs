//! Sanitizes text from the network for display on a terminal.

use serde_json::Value;

use crate::diagnostics::harmful::is_harmful;

/// Maximum characters of a name; Google allows 128 in a display name.
const NAME_LIMIT: usize = 256;

/// Sanitizes a text to one line: breaks and tabs become spaces, control characters and direction overrides go.
#[must_use]
pub fn line(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                Some(' ')
            }
            c if is_harmful(c) => None,
            c => Some(c),
        })
        .collect()
}

/// Sanitizes a text of several lines: `\n` and `\t` stay.
#[must_use]
pub fn text(text: &str) -> String {
    text.chars()
        .filter(|&c| matches!(c, '\n' | '\t') || !is_harmful(c))
        .collect()
}

/// Sanitizes a name to one line, trimmed, shortened with `…` where it is longer than any real one.
#[must_use]
pub fn name(text: &str) -> String {
    let head: String = text.chars().take(NAME_LIMIT * 4).collect();
    let cleaned = line(&head);
    let trimmed = cleaned.trim();
    if trimmed.chars().count() <= NAME_LIMIT {
        return trimmed.to_owned();
    }
    trimmed.chars().take(NAME_LIMIT - 1).chain(['…']).collect()
}

/// Sanitizes every string inside a JSON value, keys left as they are.
pub fn value(value: &mut Value) {
    match value {
        Value::String(inner) => *inner = text(inner),
        Value::Array(items) => items.iter_mut().for_each(self::value),
        Value::Object(fields) => fields.values_mut().for_each(self::value),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_characters_go_and_words_stay() {
        for (given, expected) in [
            ("plain", "plain"),
            ("\u{1b}[2Jeng\u{7}", "[2Jeng"),
            ("\u{9b}31mred", "31mred"),
            ("two\r\nlines\tand", "two  lines and"),
            ("\u{202e}gnp.exe\u{202c}", "gnp.exe"),
            ("\u{2066}isolated\u{2069}", "isolated"),
            ("👩\u{200d}💻 Ada", "👩\u{200d}💻 Ada"),
            ("王小明", "王小明"),
            ("del\u{7f}eted\u{feff}", "deleted"),
        ] {
            assert_eq!(line(given), expected, "{given:?}");
        }
        assert_eq!(text("a\nb\tc\u{1b}"), "a\nb\tc");
    }

    #[test]
    fn endless_names_are_cut() {
        let cut = name(&"x".repeat(1_000_000));
        assert_eq!(cut.chars().count(), NAME_LIMIT);
        assert!(cut.ends_with('…'));
        assert_eq!(name("  eng \n"), "eng");
    }

    #[test]
    fn strings_deep_inside_are_cleaned() {
        let mut given = serde_json::json!({"a": ["x\u{1b}", {"b": "\u{202e}y"}], "n": 1});
        value(&mut given);
        assert_eq!(given, serde_json::json!({"a": ["x", {"b": "y"}], "n": 1}));
    }
}
