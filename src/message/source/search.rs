//! Searches a part of a text for messages, whatever it is.

use std::ops::Range;

use crate::document::parse::object_literal::{is_program, literals};
use crate::document::parse::parser::first;
use crate::message::source::literal::{Container, Judge, Literal, value_of};
use crate::message::source::text_kind::is_yaml;
use crate::message::source::{ci_expressions, envelope, json_scan, program, shell};

/// Returns the messages of a part of a text that is a program, a shell command, or words with JSON in them.
#[must_use]
pub fn of_part(text: &str, part: &Range<usize>, judge: &Judge<'_>) -> Vec<Literal> {
    let inside = text.get(part.clone()).unwrap_or("");
    if let (Some(node), end) = first(text, part)
        && text
            .get(end..part.end)
            .is_some_and(|rest| rest.trim().is_empty())
    {
        return match judge(&value_of(&node)) {
            Some(sure) => vec![Literal::new(node, Container::Text, sure)],
            None => envelope::literals(&node, judge),
        };
    }
    let mut found = Vec::new();
    if shell::is_shell(text, part) {
        found = shell::literals(text, part, judge);
    }
    if is_yaml(inside) {
        add_yaml(text, part, judge, &mut found);
    }
    if !found.is_empty() {
        return found;
    }
    let found = program::literals(text, part, judge).unwrap_or_default();
    if !found.is_empty() || inside.is_empty() {
        return found;
    }
    let has_torn = literals(inside).any(|literal| literal.source.is_err());
    if is_program(inside) && has_torn {
        return Vec::new();
    }
    json_scan::literals(text, part, judge)
}

/// Adds the messages of YAML that are no part of a command in it, and makes the expressions of CI systems blanks.
fn add_yaml(text: &str, part: &Range<usize>, judge: &Judge<'_>, found: &mut Vec<Literal>) {
    for literal in json_scan::literals(text, part, judge) {
        let span = &literal.node.span;
        let overlaps = |own: &Literal| {
            let own = &own.node.span;
            own.start < span.end && span.start < own.end
        };
        if !found.iter().any(overlaps) {
            found.push(literal);
        }
    }
    found.sort_by_key(|literal| literal.at);
    for literal in found {
        ci_expressions::fill(literal, text);
    }
}

/// Returns the message that a text begins with, if only words follow it.
#[must_use]
pub fn before_words(text: &str, whole: &Range<usize>, judge: &Judge<'_>) -> Option<Literal> {
    let (node, end) = first(text, whole);
    let rest = text.get(end..whole.end)?.trim_start();
    let is_words = !rest.contains(['{', '}', '[', ']'])
        && rest.starts_with(|c: char| c.is_alphabetic() || c == '-');
    let node = node.filter(|_| is_words)?;
    let rank = judge(&value_of(&node))?;
    Some(Literal::new(node, Container::Text, rank))
}
