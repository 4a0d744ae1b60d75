//! What a text is meant as, by how it begins: JSON, YAML, or a program with a docstring.

use std::ops::Range;

/// Returns whether a text begins with a docstring of Python.
#[must_use]
pub fn has_docstring(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("\"\"\"") || start.starts_with("'''")
}

/// Returns whether the first line of a text is a key of YAML.
#[must_use]
pub fn is_yaml(text: &str) -> bool {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next().unwrap_or("");
    let word = first.trim_start_matches("- ");
    let rest = word.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let is_key = rest.len() < word.len()
        && (rest == ":" || rest.starts_with(": "))
        && !matches!(word, "try:" | "else:");
    first == "---" || is_key
}

/// Returns whether a text is meant as JSON, be it broken.
#[must_use]
pub fn is_json(text: &str, whole: &Range<usize>) -> bool {
    let inside = text
        .get(whole.clone())
        .unwrap_or("")
        .trim_start_matches('\u{feff}')
        .trim_start();
    let starts = inside.starts_with(['{', '"', '\''])
        || inside.starts_with("[{")
        || inside.starts_with("[\n");
    let is_list = inside
        .strip_prefix('[')
        .is_some_and(|rest| rest.trim_start().starts_with(['{', '[', '"', ']']));
    let word = inside.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
    // A key that begins YAML is not followed by a comma at the end of its line.
    let line = inside.trim_end().lines().next().unwrap_or("").trim_end();
    let is_line = line.ends_with([',', '{', '[']) || !inside.trim_end().contains('\n');
    let is_bare = word.len() < inside.len() && word.trim_start().starts_with(':') && is_line;
    let is_scalar = !inside.contains(char::is_whitespace) && word.len() == inside.len();
    starts || is_list || is_bare || is_scalar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_told_from_yaml_and_words() {
        for (text, json, yaml) in [
            ("{\"text\": ", true, false),
            ("[{\"a\"", true, false),
            ("text: 'a'", true, true),
            ("text: 'a',\nb: 1", true, true),
            ("on: push\njobs:\n", false, true),
            ("steps:\n  - run: a\n", false, true),
            ("---\na: 1\n", false, true),
            ("[a link](https://example.com) and words", false, false),
            ("Just words.\nAnd more.", false, false),
            ("try:\n    pass\n", false, false),
        ] {
            assert_eq!(
                (is_json(text, &(0..text.len())), is_yaml(text)),
                (json, yaml),
                "{text}"
            );
        }
    }
}
