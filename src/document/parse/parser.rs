//! Parser of a JSON-like text: objects and lists, and what is in them.

use std::ops::Range;

use serde_json::Value;

use crate::document::parse::ast::{Member, Node, NodeKind};
use crate::document::parse::bracket_recovery::{Indent, OpenBracket};
use crate::document::parse::error::{SyntaxError, quoted};
use crate::document::parse::lexer::Kind;
use crate::document::parse::scalar::meaning;
use crate::document::parse::state::ParserState;

/// Maximum nesting depth of values.
///
/// The libraries that write and read JSON take as much.
pub const DEPTH: usize = 128;

/// Remark on a text with comments, which a draft cannot store.
pub const COMMENTS: &str = "Its comments are not kept.";

/// Result of parsing a text.
#[derive(Debug)]
pub(super) struct Parsed {
    /// Syntax tree; with errors, as far as it could be parsed.
    pub(super) node: Option<Node>,
    /// Syntax errors, in the order of the text.
    pub(super) faults: Vec<SyntaxError>,
    /// Remarks on how the text was understood where that could be otherwise, as sentences.
    pub(super) asides: Vec<String>,
    /// Byte offset at which parsing ended.
    pub(super) end: usize,
    /// Whether it ended at an error after which nothing can be understood.
    is_over: bool,
}

/// Parses one value at the beginning of a range of a text.
///
/// What follows it is an error if it has to be `alone`. Where brackets are missing the indents may tell which:
/// of the ways to understand them the one with the fewest errors is taken.
pub(super) fn read(text: &str, part: &Range<usize>, alone: bool) -> Parsed {
    let mut best = ParserState::new(text, part.clone(), Indent::Never).run(alone);
    if best.faults.is_empty() {
        return best;
    }
    let weight = |read: &Parsed| (read.is_over, read.faults.len());
    for indent in [Indent::WithoutComma, Indent::Always] {
        let guess = ParserState::new(text, part.clone(), indent).run(alone);
        if weight(&guess) <= weight(&best) {
            best = guess;
        }
    }
    best
}

impl ParserState<'_> {
    fn run(mut self, alone: bool) -> Parsed {
        let node = if self.is_key() {
            Some(self.bare())
        } else {
            self.value(None)
        };
        if alone {
            while self.ahead.kind == Kind::Sign(';') {
                self.pass();
            }
            if self.ahead.kind != Kind::End {
                let found = self.found();
                self.fail(
                    format!("After the end of the JSON {found} follows."),
                    "Only one value can be opened: remove the rest, or put all into one list.",
                );
            }
        }
        if self.tokens.has_comment {
            self.asides.push(COMMENTS.to_owned());
        }
        let missing = self.missing.iter().map(|missing| missing.fault(self.text));
        self.faults.extend(missing);
        self.faults.sort_by_key(|fault| fault.at);
        Parsed {
            node,
            faults: self.faults,
            asides: self.asides,
            end: self.end,
            is_over: self.is_over,
        }
    }

    /// Parses members that lack the brackets around them.
    fn bare(&mut self) -> Node {
        let (at, found) = (self.place(), self.found());
        self.note(
            at,
            format!("`{{` is missing before {found}."),
            "Write { before the first key and } behind the last value.",
        );
        self.opens.push(OpenBracket::implied(&self.ahead));
        let members = self.members();
        self.opens.pop();
        let (span, inside) = (at..self.end, NodeKind::Object(members));
        Node { span, kind: inside }
    }

    /// Parses the value at the next token; `None` if it is `undefined`, or no value.
    fn value(&mut self, key: Option<&Range<usize>>) -> Option<Node> {
        let token = self.ahead.clone();
        let inside = match token.kind {
            Kind::Open(bracket) => self.container(bracket, key)?,
            Kind::Text => NodeKind::Text(self.text()?),
            Kind::Number => NodeKind::Plain(self.number(&token)),
            Kind::Word => self.word(&token)?,
            _ => {
                let found = self.found();
                let signed = matches!(token.kind, Kind::Sign('+' | '-'));
                let what = match self.tokens.clone().token() {
                    Ok(next) if signed && self.written(&next) == "Infinity" => {
                        "JSON has no Infinity.".to_owned()
                    }
                    _ => format!("Expected a value, found {found}."),
                };
                self.fail(
                    what,
                    "Write a text in quotes, a number, true, false, null, { or [.",
                );
                return None;
            }
        };
        let span = token.span.start..self.end;
        Some(Node { span, kind: inside })
    }

    fn container(&mut self, bracket: char, key: Option<&Range<usize>>) -> Option<NodeKind> {
        if self.opens.len() >= DEPTH {
            self.fail(
                format!("Values are nested deeper than {DEPTH} levels here."),
                "Google Chat refuses such a message: nest less deeply.",
            );
            return None;
        }
        self.opens.push(OpenBracket::of(&self.ahead, bracket, key));
        self.pass();
        let inside = if bracket == '{' {
            NodeKind::Object(self.members())
        } else {
            NodeKind::List(self.items())
        };
        self.opens.pop();
        Some(inside)
    }

    fn members(&mut self) -> Vec<Member> {
        let mut members = Vec::new();
        let mut behind_comma = false;
        while !self.closes('}', behind_comma) {
            self.begins();
            match self.ahead.kind {
                Kind::Text | Kind::Word | Kind::Number => members.extend(self.member()),
                Kind::Sign('.') => self.fail(
                    "`...` inserts fields from elsewhere.".to_owned(),
                    "Write out the fields themselves.",
                ),
                _ => {
                    let found = self.found();
                    self.fail(
                        format!("Expected a key or `}}`, found {found}."),
                        "Write the name of a field, or remove the marked place.",
                    );
                }
            }
            match self.goes_on('}') {
                Some(comma) => behind_comma = comma,
                None => break,
            }
        }
        members
    }

    fn member(&mut self) -> Option<Member> {
        let key = self.ahead.clone();
        let written = self.written(&key);
        let name = match key.kind {
            Kind::Text => meaning(written),
            _ => written.to_owned(),
        };
        self.pass();
        match self.ahead.kind {
            Kind::Sign(':') => self.pass(),
            Kind::Sign(',') | Kind::Close('}') if key.kind == Kind::Word => {
                self.unknown(key.span.start, written);
                return None;
            }
            _ => {
                let (found, key) = (self.found(), quoted(written));
                self.fail(
                    format!("Expected `:` after the key {key}, found {found}."),
                    "Write a colon and the value.",
                );
                return None;
            }
        }
        let value = self.value(Some(&key.span))?;
        let key = key.span;
        Some(Member { key, name, value })
    }

    fn items(&mut self) -> Vec<Node> {
        let mut items = Vec::new();
        let mut behind_comma = false;
        while !self.closes(']', behind_comma) {
            self.begins();
            let (at, is_over) = (self.ahead.span.start, self.is_over);
            // In a list `undefined` means null, as JavaScript writes it.
            items.extend(self.value(None).or_else(|| {
                (!is_over && !self.is_over).then(|| Node {
                    span: at..self.end,
                    kind: NodeKind::Plain(Value::Null),
                })
            }));
            match self.goes_on(']') {
                Some(comma) => behind_comma = comma,
                None => break,
            }
        }
        items
    }

    /// Returns whether the innermost bracket is closed here, or should have been.
    fn closes(&mut self, close: char, behind_comma: bool) -> bool {
        if self.is_over {
            return true;
        }
        let is_closed = self.ahead.kind == Kind::Close(close) && !self.is_of_outer();
        if is_closed {
            self.pass();
        }
        is_closed || self.is_lost(behind_comma)
    }

    /// Parses what follows a value: returns whether a comma does, or `None` if the bracket ends without being
    /// closed.
    fn goes_on(&mut self, close: char) -> Option<bool> {
        match self.ahead.kind {
            Kind::Sign(',') => {
                self.pass();
                return Some(true);
            }
            Kind::Close(bracket) if bracket == close && !self.is_of_outer() => return Some(false),
            _ => {}
        }
        if self.is_over || self.is_lost(false) {
            return None;
        }
        // After missing brackets the comma is missing too.
        if let Some(missing) = self
            .missing
            .last_mut()
            .filter(|missing| missing.at == self.ahead.span.start)
        {
            missing.with_comma = true;
            return Some(true);
        }
        let found = self.found();
        let is_next = if close == '}' {
            self.is_key()
        } else {
            self.is_item()
        };
        if is_next {
            self.note(
                self.ahead.span.start,
                format!("Expected `,` or `{close}`, found {found}."),
                "Put a comma before it.",
            );
            return Some(true);
        }
        let before = &self.text[..self.ahead.span.start];
        let remedy = match self.ahead.kind {
            Kind::Sign('(') => "Calls are not evaluated: write the value itself.",
            Kind::Sign('+' | '-' | '*' | '/' | '?' | '|' | '&' | '%') => {
                "Nothing is evaluated: write the value itself."
            }
            Kind::Word | Kind::Text | Kind::Number if before.ends_with(['"', '\'']) => {
                "A quotation mark inside of a text needs a backslash before it."
            }
            _ => "Correct the marked place.",
        };
        self.fail(format!("Expected `,` or `{close}`, found {found}."), remedy);
        None
    }

    /// Returns whether the next token can only be an item of a list.
    fn is_item(&self) -> bool {
        matches!(self.ahead.kind, Kind::Open(_))
            || (matches!(self.ahead.kind, Kind::Text | Kind::Number) && self.ahead.is_first)
    }
}

/// Returns the value of a text that is one value and nothing else; `None` if it has an error.
#[must_use]
pub fn parsed(text: &str) -> Option<Node> {
    let read = read(text, &(0..text.len()), true);
    read.node.filter(|_| read.faults.is_empty())
}

/// Returns the value that begins a range of a text, if there is one without errors, and where reading ended.
#[must_use]
pub fn first(text: &str, part: &Range<usize>) -> (Option<Node>, usize) {
    let read = read(text, part, false);
    (read.node.filter(|_| read.faults.is_empty()), read.end)
}
