//! Recovery of missing closing brackets: where they should have been.

use std::fmt::Write as _;
use std::ops::Range;

use crate::document::parse::error::SyntaxError;
use crate::document::parse::lexer::Token;
use crate::document::parse::line_col::position;

/// Whether the indent of a line decides that a bracket should have been closed before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Indent {
    /// Only punctuation counts.
    Never,
    /// Only if no comma precedes the line.
    WithoutComma,
    /// Even after a comma.
    Always,
}

/// A bracket that is open.
#[derive(Clone, Debug)]
pub(super) struct OpenBracket {
    pub(super) bracket: char,
    /// Whether it is implied, not written.
    pub(super) is_implied: bool,
    at: usize,
    key: Option<Range<usize>>,
    /// Indent of its line, in characters.
    indent: usize,
    /// Whether no member or item has been parsed yet.
    is_empty: bool,
    /// Indent of the first member or item, if it begins a line.
    inner: Option<usize>,
}

/// Maximum number of brackets that a message names.
const NAMED: usize = 4;

impl OpenBracket {
    /// Returns the bracket at the next token, the value of a key.
    pub(super) fn of(token: &Token, bracket: char, key: Option<&Range<usize>>) -> Self {
        Self {
            bracket,
            is_implied: false,
            at: token.span.start,
            key: key.cloned(),
            indent: token.indent,
            is_empty: true,
            inner: None,
        }
    }

    /// Returns the implied bracket before the first key of a text without outer brackets.
    pub(super) fn implied(token: &Token) -> Self {
        Self {
            is_implied: true,
            ..Self::of(token, '{', None)
        }
    }

    /// Returns the bracket that closes it.
    pub(super) fn close(&self) -> char {
        if self.bracket == '{' { '}' } else { ']' }
    }

    /// Records the indent at which a member or an item begins.
    pub(super) fn begins(&mut self, is_first: bool, indent: usize) {
        if self.is_empty {
            self.inner = is_first.then_some(indent);
            self.is_empty = false;
        }
    }

    /// Returns whether a token is indented too little to belong into the bracket.
    pub(super) fn is_left(&self, token: &Token, rule: Indent, behind_comma: bool) -> bool {
        let is_told = match rule {
            Indent::Never => false,
            Indent::WithoutComma => !behind_comma,
            Indent::Always => true,
        };
        is_told && self.is_deep() && token.is_first && token.indent <= self.indent
    }

    /// Returns whether a closing bracket that begins a line belongs to an outer bracket by its indent.
    pub(super) fn is_within(&self, outer: &[Self], token: &Token, rule: Indent) -> bool {
        let is_below = |outer: &Self| outer.bracket == self.bracket && outer.indent == token.indent;
        rule != Indent::Never
            && token.is_first
            && token.indent < self.indent
            && self.is_deep()
            && outer.iter().any(is_below)
    }

    /// Returns whether its content is known to be indented further than its own line.
    fn is_deep(&self) -> bool {
        let is_deep = self.inner.is_none_or(|inner| inner > self.indent);
        is_deep && !self.is_empty && !self.is_implied
    }
}

/// Closing brackets that are missing at one place.
#[derive(Clone, Debug)]
pub(super) struct MissingBrackets {
    pub(super) at: usize,
    /// Token at that place, unless it is the end.
    before: Option<String>,
    /// Unclosed brackets, the innermost first.
    pub(super) opens: Vec<OpenBracket>,
    /// Whether a comma is missing behind them.
    pub(super) with_comma: bool,
}

impl MissingBrackets {
    pub(super) fn new(at: usize, before: Option<String>, open: OpenBracket) -> Self {
        Self {
            at,
            before,
            opens: vec![open],
            with_comma: false,
        }
    }

    /// Returns the finding: what is missing, for which brackets, and where.
    pub(super) fn fault(&self, text: &str) -> SyntaxError {
        let mut closes: String = self.opens.iter().map(OpenBracket::close).collect();
        if self.with_comma {
            closes.push(',');
        }
        let place = match &self.before {
            Some(found) => format!("before {found}"),
            None => "at the end".to_owned(),
        };
        let mut what = format!("`{closes}` is missing {place}, for ");
        for (count, open) in self.opens.iter().enumerate() {
            let joint = match count {
                0 => "",
                _ if count + 1 == self.opens.len() => " and ",
                _ => ", ",
            };
            if count == NAMED && self.opens.len() > NAMED + 1 {
                let _ = write!(what, " and {} more", self.opens.len() - NAMED);
                break;
            }
            let (line, column) = position(text, open.at);
            let key = open.key.clone().map_or("", |key| &text[key]);
            let colon = if key.is_empty() { "" } else { ": " };
            let _ = write!(
                what,
                "{joint}`{key}{colon}{}` ({line}:{column})",
                open.bracket
            );
        }
        what.push('.');
        SyntaxError::new(
            self.at,
            what,
            format!(
                "Write `{closes}` {}.",
                if self.before.is_some() {
                    "before the marked place"
                } else {
                    "at the end"
                }
            ),
        )
    }
}
