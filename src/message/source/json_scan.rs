//! JSON amid other text: prose, YAML, log lines.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::parse::ast::Node;
use crate::document::parse::parser::{first, parsed};
use crate::message::source::literal::{Container, Judge, Literal, value_of};

/// Returns the messages that stand in a text as JSON, in order.
#[must_use]
pub fn literals(text: &str, part: &Range<usize>, judge: &Judge<'_>) -> Vec<Literal> {
    let mut found = Vec::new();
    let mut at = part.start;
    let partners = partners(text, part);
    while let Some(next) = text
        .get(at..part.end)
        .and_then(|rest| rest.find(['{', '[', '"', '\'']))
    {
        at += next;
        let rest = &text[at..part.end];
        let (node, end) = if rest.starts_with(['"', '\'']) {
            quoted(text, at, part.end)
        } else if let Some(end) = partners.get(&at).filter(|_| begins(rest)) {
            // What is broken is passed over whole: its parts are no messages.
            (first(text, &(at..*end)).0, *end)
        } else {
            (None, at + 1)
        };
        let literal = node.and_then(|node| {
            let rank = judge(&value_of(&node))?;
            Some(Literal::new(node, Container::Text, rank))
        });
        found.extend(literal);
        at = end.max(at + 1);
    }
    found
}

/// Returns where the bracket ends that begins at each place, of those that are closed.
fn partners(text: &str, part: &Range<usize>) -> HashMap<usize, usize> {
    let mut partners = HashMap::new();
    let mut opens: Vec<(usize, u8)> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = part.start;
    while let Some(byte) = bytes.get(at).filter(|_| at < part.end) {
        match byte {
            b'{' | b'[' => opens.push((at, *byte)),
            b'}' | b']' => {
                let open = if *byte == b'}' { b'{' } else { b'[' };
                if let Some((start, _)) = opens.pop_if(|(_, bracket)| *bracket == open) {
                    partners.insert(start, at + 1);
                }
            }
            // Brackets in a string are words.
            b'"' if !opens.is_empty() => at = behind_string(bytes, at, part.end),
            _ => {}
        }
        at += 1;
    }
    partners
}

/// Returns the place of the quote that ends a string, on its line; its start if there is none.
fn behind_string(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at).filter(|_| at < end) {
        match byte {
            b'"' => return at,
            b'\n' => return start,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    start
}

/// Returns whether JSON may begin here: with a key, or with a list of objects.
fn begins(rest: &str) -> bool {
    let inside = rest.get(1..).unwrap_or("").trim_start();
    if rest.starts_with('[') {
        return inside.starts_with(['{', '[']);
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    match inside.chars().next() {
        Some('"' | '\'') => true,
        Some(c) if is_name(c) => inside
            .trim_start_matches(is_name)
            .trim_start()
            .starts_with(':'),
        _ => false,
    }
}

/// Returns the JSON in the string that begins here, and where the string ends.
///
/// As YAML has it: in single quotes a quote is written twice, in double quotes escaped.
fn quoted(text: &str, at: usize, end: usize) -> (Option<Node>, usize) {
    let rest = &text[at..end];
    let quote = if rest.starts_with('"') { '"' } else { '\'' };
    let inside = &rest[1..];
    if !inside.trim_start().starts_with(['{', '[']) {
        return (None, at + 1);
    }
    let mut json = String::new();
    let mut letters = inside.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        match letter {
            '\\' if quote == '"' => match letters.next() {
                Some((_, 'n')) => json.push('\n'),
                Some((_, 't')) => json.push('\t'),
                Some((_, escaped @ ('"' | '\\' | '/'))) => json.push(escaped),
                Some((_, '\n')) => {}
                Some((_, other)) => json.extend(['\\', other]),
                None => break,
            },
            '\'' if quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == '\'') => {
                letters.next();
                json.push('\'');
            }
            letter if letter == quote => {
                let end = at + 1 + place + 1;
                let node = parsed(&json).map(|mut node| {
                    node.move_to(&(at..end));
                    node
                });
                return (node, end);
            }
            letter => json.push(letter),
        }
    }
    (None, at + 1)
}
