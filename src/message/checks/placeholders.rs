//! X27: placeholders in texts and addresses that nothing filled in.

use std::ops::Range;

use serde_json::Value;

use crate::document::schema::{Field, Kind};
use crate::message::checks::collector::Report;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::text::PLACEHOLDER_LEFT;

/// Checks the value of a field that holds words, or an address.
pub fn field(
    here: &ObjectContext<'_>,
    field: &Field,
    key: &str,
    value: &Value,
    report: &mut Report<'_>,
) {
    let Some(text) = value.as_str() else {
        return;
    };
    if !matches!(field.kind, Kind::Text | Kind::Lines | Kind::Address) {
        return;
    }
    if let Some(part) = first(text) {
        let shown = format_value::shortened(text.get(part.clone()).unwrap_or(""));
        let words = format!("{shown} is a placeholder that nothing filled in.");
        report.add(Finding::new(&PLACEHOLDER_LEFT, here.at(key), words).part(part));
    }
}

/// How placeholders begin, and how they end.
const MARKS: [(&str, &str); 7] = [
    ("{{", "}}"),
    ("${", "}"),
    ("#{", "}"),
    ("$(", ")"),
    ("<%=", "%>"),
    ("%(", ")s"),
    ("{", "}"),
];

/// Returns the first placeholder of a text that is not in code, which shows it on purpose.
fn first(text: &str) -> Option<Range<usize>> {
    // Most texts have none of the letters that one begins with.
    if !text.contains(['{', '%', '[']) {
        return None;
    }
    let mut is_code = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '`' => is_code = !is_code,
            '{' | '$' | '#' | '<' | '%' | '[' if !is_code => {
                if let Some(length) = placeholder(text, at) {
                    return Some(at..at + length);
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns the length of the placeholder at a byte of a text.
fn placeholder(text: &str, at: usize) -> Option<usize> {
    /// Maximum length of what a placeholder names.
    const NAME: usize = 60;
    const OBJECT: &str = "[object Object]";
    let rest = &text[at..];
    if rest.starts_with(OBJECT) {
        return Some(OBJECT.len());
    }
    for (open, close) in MARKS {
        let Some(inside) = rest.strip_prefix(open) else {
            continue;
        };
        let length = inside.find(close).filter(|length| *length <= NAME)?;
        let name = inside[..length].trim();
        let is_word = |c: char| c.is_alphanumeric() || "_.-$ |()[]'\"?:".contains(c);
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || "_.$".contains(c))
            && name.chars().all(is_word);
        // A number in single braces is a place of C# and Python; a word there may mean anything.
        let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let is_it = if open == "{" { is_number } else { is_name };
        return is_it.then_some(open.len() + length + close.len());
    }
    let is_format = rest.starts_with("%s") || rest.starts_with("%d");
    let is_free = |c: Option<char>| {
        c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '%' | '-' | '_' | '/'))
    };
    let is_alone = is_free(text[..at].chars().next_back()) && is_free(rest.chars().nth(2));
    (is_format && is_alone).then_some(2)
}
