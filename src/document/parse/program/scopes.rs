//! The functions of a program, as far as they limit where a name counts.

use std::ops::Range;

use crate::document::parse::program::dialect::Dialect;
use crate::document::parse::program::lexer::{Lexed, TokenKind};

/// Words after which a function and its parameters follow.
pub const FUNCTIONS: [&str; 4] = ["def", "function", "func", "fun"];

/// Maximum number of tokens between the head of a function and its body.
const HEAD: usize = 40;

/// The functions of a program in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes {
    all: Vec<Scope>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Scope {
    span: Range<usize>,
    parent: Option<usize>,
}

impl Scopes {
    /// Finds the functions among the tokens of a text.
    #[must_use]
    pub fn of(text: &str, lexed: &Lexed, dialect: Dialect) -> Self {
        let mut all: Vec<Scope> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for span in spans(text, lexed, dialect) {
            while open
                .last()
                .and_then(|last| all.get(*last))
                .is_some_and(|scope| scope.span.end <= span.start)
            {
                open.pop();
            }
            let parent = open.last().copied();
            open.push(all.len());
            all.push(Scope { span, parent });
        }
        Self { all }
    }

    /// Returns the functions around a byte, the innermost first, by their numbers.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let before = self.all.partition_point(|scope| scope.span.start <= at);
        let mut next = before.checked_sub(1);
        std::iter::from_fn(move || {
            while let Some(number) = next {
                let scope = self.all.get(number)?;
                next = scope.parent;
                if scope.span.contains(&at) {
                    return Some(number);
                }
            }
            None
        })
    }
}

fn spans(text: &str, lexed: &Lexed, dialect: Dialect) -> Vec<Range<usize>> {
    if matches!(dialect, Dialect::Python | Dialect::Ruby) {
        return indented(text, lexed);
    }
    let written = |at: usize| {
        let token = lexed.tokens.get(at);
        token.map_or("", |token| &text[token.span.clone()])
    };
    let mut found = Vec::new();
    for (at, token) in lexed.tokens.iter().enumerate() {
        let is_function = token.kind == TokenKind::Word && FUNCTIONS.contains(&written(at));
        let is_method = dialect == Dialect::Java && is_method(lexed, text, at);
        let mut start = at;
        let body = if is_function || is_method {
            let mut next = at + 1;
            while next < at + HEAD && !matches!(written(next), "{" | ";" | "") {
                next = behind(lexed, next);
            }
            next
        } else if written(at) == "=>" {
            let before = at.saturating_sub(1);
            let partner = lexed.tokens.get(before).and_then(|token| token.partner);
            start = partner.unwrap_or(before);
            at + 1
        } else {
            continue;
        };
        let close = lexed.tokens.get(body).and_then(|token| token.partner);
        if written(body) == "{"
            && let Some(end) = close.and_then(|close| lexed.tokens.get(close))
            && let Some(first) = lexed.tokens.get(start)
        {
            found.push(first.span.start..end.span.end);
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

/// Returns whether a method of Java or C# begins at a token: a type, a name, parameters and a body.
fn is_method(lexed: &Lexed, text: &str, at: usize) -> bool {
    let kind = |at: usize| lexed.tokens.get(at).map(|token| token.kind);
    let written = |at: usize| {
        let token = lexed.tokens.get(at);
        token.map_or("", |token| &text[token.span.clone()])
    };
    let before = at.checked_sub(1);
    let has_type = before.is_some_and(|before| {
        matches!(written(before), ">" | "]")
            || (kind(before) == Some(TokenKind::Word)
                && !matches!(written(before), "new" | "return" | "else" | "await"))
    });
    if !has_type
        || kind(at) != Some(TokenKind::Word)
        || kind(at + 1) != Some(TokenKind::Open('('))
        || matches!(written(at), "if" | "for" | "while" | "switch" | "catch")
    {
        return false;
    }
    matches!(written(behind(lexed, at + 1)), "{" | "throws")
}

fn behind(lexed: &Lexed, at: usize) -> usize {
    let partner = lexed.tokens.get(at).and_then(|token| token.partner);
    partner.filter(|partner| *partner > at).unwrap_or(at) + 1
}

/// Returns the functions of a language in which a body is what is indented further.
fn indented(text: &str, lexed: &Lexed) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Functions that are open, with the column of each.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut line = 0;
    let mut depth = 0_usize;
    for token in &lexed.tokens {
        let written = &text[token.span.clone()];
        if token.is_first {
            line = token.span.start;
        }
        if token.is_first && depth == 0 {
            let column = column(text, line);
            while let Some((number, _)) = open.pop_if(|(_, start)| column <= *start) {
                if let Some(scope) = found.get_mut(number) {
                    scope.end = token.span.start;
                }
            }
        }
        match token.kind {
            TokenKind::Open(_) => depth += 1,
            TokenKind::Close(_) => depth = depth.saturating_sub(1),
            TokenKind::Word if written == "def" => {
                open.push((found.len(), column(text, line)));
                found.push(token.span.start..text.len());
            }
            _ => {}
        }
    }
    found
}

/// Returns the column of a byte on its line.
fn column(text: &str, at: usize) -> usize {
    /// How far a line is looked at: what is further to the right begins no line of a program.
    const FAR: usize = 400;
    let before = &text.as_bytes()[at.saturating_sub(FAR)..at];
    let start = before.iter().rposition(|byte| *byte == b'\n');
    start.map_or(before.len(), |start| before.len() - start - 1)
}

/// Returns whether a statement is carried out only at times: its line is indented further than another's, or it
/// follows something else on its line.
#[must_use]
pub fn is_nested(text: &str, at: usize, outer: usize) -> bool {
    let indent = |at: usize| {
        let column = column(text, at);
        let line = text.get(at - column..at).unwrap_or("");
        let words = line.trim_start();
        (column - words.len(), words.trim_end())
    };
    let (inner, before) = indent(at);
    let is_statement = before.is_empty() || before.ends_with([';', '{', '}']) || before == "await";
    inner > indent(outer).0 || !is_statement
}
