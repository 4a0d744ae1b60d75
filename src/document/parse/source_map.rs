//! Parsed JSON text that finds the span of each value, so that a finding can be shown where it was written.

use std::ops::Range;

use serde_json::Value;

use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::parse::ast::{Node, NodeKind};
use crate::document::parse::error::{diagnostic, quoted};
use crate::document::parse::escape::letter;
use crate::document::parse::lexer::{Kind, Tokens};
use crate::document::parse::line_col::position;
use crate::document::parse::parser::{Parsed, read};
use crate::document::parse::scalar::meaning;
use crate::document::pointer;
use crate::document::schema::camel;

/// A parsed JSON text.
///
/// It takes what people write in addition to strict JSON: comments, trailing commas, single quotes, bare keys,
/// numbers and joined strings as in JavaScript.
///
/// ```
/// use chatquill::document::parse::source_map::Source;
///
/// let source = Source::read("{text: 'hi', // as people have it\n}").expect("one value");
/// assert_eq!(source.value().0, serde_json::json!({"text": "hi"}));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    text: &'a str,
    root: Node,
    asides: Vec<String>,
}

/// Location of a value in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location<'a> {
    /// Byte range of the key, if it is the value of a key.
    pub key: Option<Range<usize>>,
    /// The value.
    pub node: &'a Node,
    /// Whether it is the requested value, and not the nearest one above.
    pub is_there: bool,
}

impl<'a> Source<'a> {
    /// Parses a text that holds one value and nothing else, possibly inside a Markdown code block.
    ///
    /// # Errors
    /// Returns the first fault of the text, with its place and a remedy.
    pub fn read(text: &'a str) -> Result<Self, Diagnostic> {
        Self::of(text, read(text, &block(text), true))
    }

    pub(super) fn of(text: &'a str, read: Parsed) -> Result<Self, Diagnostic> {
        match read.node {
            Some(root) if read.faults.is_empty() => Ok(Self {
                text,
                root,
                asides: read.asides,
            }),
            _ => Err(diagnostic(text, &read.faults)),
        }
    }

    /// Returns a part of a text that was read in another way, such as a literal of a program.
    pub fn of_part(text: &'a str, root: Node, asides: Vec<String>) -> Self {
        Self { text, root, asides }
    }

    /// Returns the value, and remarks on how it was understood where that could be otherwise, as sentences.
    pub fn value(&self) -> (Value, Vec<String>) {
        let mut asides = self.asides.clone();
        asides.dedup();
        let value = self.root.value(&mut |name, key| {
            let (line, column) = position(self.text, key.start);
            asides.push(format!(
                "{} is set twice; the value at {line}:{column} is used.",
                quoted(name)
            ));
        });
        (value, asides)
    }

    /// Returns the root of the syntax tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Returns the text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the value at a path, or the nearest one above it.
    ///
    /// Keys may be spelt in camelCase or in `snake_case`.
    pub fn find(&self, path: &str) -> Location<'_> {
        let mut found = Location {
            key: None,
            node: &self.root,
            is_there: true,
        };
        for step in pointer::steps(path) {
            let below = match &found.node.kind {
                NodeKind::Object(members) => {
                    let exact = members.iter().rfind(|member| member.name == step);
                    let other = || members.iter().rfind(|member| camel(&member.name) == step);
                    exact
                        .or_else(other)
                        .map(|member| (Some(member.key.clone()), &member.value))
                }
                // An item without a key has the span of its value alone.
                NodeKind::List(items) => pointer::place(&step)
                    .and_then(|place| items.get(place))
                    .map(|item| (None, item)),
                NodeKind::Text(_) | NodeKind::Plain(_) => None,
            };
            let Some((key, node)) = below else {
                found.is_there = false;
                break;
            };
            found.key = key;
            found.node = node;
        }
        found
    }

    /// Returns the path of the innermost member or item that a byte of the text belongs to.
    pub fn path_at(&self, byte: usize) -> String {
        let mut path = String::new();
        let mut node = &self.root;
        loop {
            let below = match &node.kind {
                NodeKind::Object(members) => members
                    .iter()
                    .find(|member| (member.key.start..member.value.span.end).contains(&byte))
                    .map(|member| (pointer::join(&path, &member.name), &member.value)),
                NodeKind::List(items) => items
                    .iter()
                    .enumerate()
                    .find(|(_, item)| item.span.contains(&byte))
                    .map(|(place, item)| (format!("{path}/{place}"), item)),
                NodeKind::Text(_) | NodeKind::Plain(_) => None,
            };
            let Some((inner, held)) = below else {
                return path;
            };
            path = inner;
            node = held;
        }
    }

    /// Returns whether a string is written as JSON and JavaScript have it, and not in a way of its own.
    fn is_as_in_json(&self, node: &Node) -> bool {
        let NodeKind::Text(text) = &node.kind else {
            return false;
        };
        let mut tokens = Tokens::new(self.text, node.span.clone());
        let mut rest = text.as_str();
        while let Ok(token) = tokens.token()
            && token.kind != Kind::End
        {
            if token.kind != Kind::Text {
                continue;
            }
            let meant = meaning(&self.text[token.span]);
            match rest.strip_prefix(meant.as_str()) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        rest.is_empty()
    }

    /// Returns the byte range in the source of a part of the string at a path.
    ///
    /// `part` is given in bytes of the string with its escapes resolved.
    pub fn part(&self, path: &str, part: &Range<usize>) -> Option<Range<usize>> {
        let found = self.find(path);
        if !found.is_there || !matches!(found.node.kind, NodeKind::Text(_)) {
            return None;
        }
        if !self.is_as_in_json(found.node) {
            return None;
        }
        let mut tokens = Tokens::new(self.text, found.node.span.clone());
        let (mut meant, mut start, mut end) = (0, None, found.node.span.start);
        while let Ok(token) = tokens.token()
            && token.kind != Kind::End
        {
            if token.kind != Kind::Text {
                continue;
            }
            let mut at = token.span.start + 1;
            end = token.span.end - 1;
            while at < end {
                if meant >= part.start && start.is_none() {
                    start = Some(at);
                }
                if meant >= part.end {
                    return Some(start?..at);
                }
                let letter = letter(&self.text[at..end]).ok()?;
                meant += letter.meaning.map_or(0, char::len_utf8);
                at += letter.length;
            }
        }
        if meant >= part.start {
            start.get_or_insert(end);
        }
        start.map(|start| start..end)
    }
}

/// Returns the byte range between the fences of a code block, if the text is one; else all of it.
pub fn block(text: &str) -> Range<usize> {
    const MARK: &str = "```";
    let is_space = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    let start = text.len() - text.trim_start_matches(is_space).len();
    let line = text[start..]
        .starts_with(MARK)
        .then(|| text[start..].find('\n'));
    let Some(Some(line)) = line else {
        return 0..text.len();
    };
    let inside = start + line + 1;
    let end = text[inside..].rfind(MARK);
    inside..end.map_or(text.len(), |end| inside + end)
}

#[cfg(test)]
mod tests;
