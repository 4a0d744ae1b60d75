//! Placeholders (`{{name}}`) in the texts of a template: where an answer goes.

use std::ops::Range;

use serde_json::Value;

/// A placeholder in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder<'a> {
    /// Byte range, braces included.
    pub range: Range<usize>,
    /// Name of the template field.
    pub name: &'a str,
}

/// Returns whether this can be the name of a template field: letters, digits, `-` and `_`.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.chars().all(is_part)
}

/// Returns the first placeholder at or after this byte of a text.
#[must_use]
pub fn next(text: &str, from: usize) -> Option<Placeholder<'_>> {
    let mut from = from;
    loop {
        let start = from + text.get(from..)?.find("{{")?;
        let inside = &text[start + 2..];
        let end = inside.find("}}")?;
        let name = inside[..end].trim();
        if is_name(name) {
            let range = start..start + end + 4;
            return Some(Placeholder { range, name });
        }
        // `{{{name}}` begins one brace later.
        from = start + 1;
    }
}

/// Returns all placeholders of a text.
pub fn all(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = next(text, from)?;
        from = found.range.end;
        Some(found)
    })
}

/// Returns the names of the placeholders in the texts of a value, each once, in the order of the document.
#[must_use]
pub fn names(value: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect(value, &mut names);
    names
}

fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            for found in all(text) {
                if !names.iter().any(|name| name == found.name) {
                    names.push(found.name.to_owned());
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_found_between_double_braces() {
        for (text, found) in [
            ("", vec![]),
            ("{{a}}", vec![(0..5, "a")]),
            ("x {{ a }} {{b-1_c}}", vec![(2..9, "a"), (10..19, "b-1_c")]),
            ("{{{a}}}", vec![(1..6, "a")]),
            ("{a}} {{a} {{}} {{a b}}", vec![]),
            ("{{a b}} {{c}}", vec![(8..13, "c")]),
            ("{{dienst-größe}}", vec![(0..18, "dienst-größe")]),
            ("{{open", vec![]),
        ] {
            let seen: Vec<_> = all(text).map(|one| (one.range, one.name)).collect();
            assert_eq!(seen, found, "{text}");
        }
    }

    #[test]
    fn each_name_of_a_document_is_told_once() {
        let value =
            serde_json::json!({"b": ["{{x}} {{y}}", {"c": "{{x}}"}], "{{z}}": 1, "d": "{{w}}"});
        assert_eq!(names(&value), ["x", "y", "w"]);
    }
}
