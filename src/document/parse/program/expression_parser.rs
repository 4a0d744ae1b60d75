//! Parser of the expressions of a program: total, since what it does not know becomes [`ExprKind::Other`].

use std::ops::Range;

use serde_json::{Number, Value};

use crate::document::parse::number::spelt;
use crate::document::parse::pieces::Piece;
use crate::document::parse::program::dialect::Dialect;
use crate::document::parse::program::expression::{Entry, Expr, ExprKind, api_name};
use crate::document::parse::program::lexer::{Lexed, Token, TokenKind};

/// Maximum nesting depth of expressions.
const DEPTH: usize = 160;

/// Maximum number of tokens of a type, or of the head of a function.
pub(super) const TYPE: usize = 60;

/// Parser over the tokens of a program.
#[derive(Debug)]
pub struct ExpressionParser<'a> {
    /// The program.
    pub text: &'a str,
    /// Its tokens.
    pub lexed: &'a Lexed,
    /// Its language.
    pub dialect: Dialect,
    /// Ranges of tokens that were passed over and may hold statements of their own.
    pub bodies: Vec<Range<usize>>,
    depth: usize,
}

impl<'a> ExpressionParser<'a> {
    /// Creates a parser.
    #[must_use]
    pub fn new(text: &'a str, lexed: &'a Lexed, dialect: Dialect) -> Self {
        Self {
            text,
            lexed,
            dialect,
            bodies: Vec::new(),
            depth: 0,
        }
    }

    /// Returns a token.
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        self.lexed.tokens.get(at)
    }

    /// Returns a token as it is written; empty behind the end.
    pub fn written(&self, at: usize) -> &'a str {
        self.token(at)
            .map_or("", |token| &self.text[token.span.clone()])
    }

    pub(super) fn kind(&self, at: usize, end: usize) -> Option<TokenKind> {
        (at < end).then(|| self.token(at).map(|token| token.kind))?
    }

    pub(super) fn is_sign(&self, at: usize, end: usize, sign: &str) -> bool {
        self.kind(at, end) == Some(TokenKind::Sign) && self.written(at) == sign
    }

    /// Returns the bytes from one token to before another.
    pub fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = self
            .token(from)
            .map_or(self.text.len(), |token| token.span.start);
        let end = to.checked_sub(1).and_then(|last| self.token(last));
        start..end.map_or(start, |token| token.span.end).max(start)
    }

    /// Parses what stands between two tokens as one expression.
    pub fn whole(&mut self, from: usize, to: usize) -> Expr {
        let bodies = self.bodies.len();
        match self.expression(from, to, false) {
            Some((found, end)) if end == to => found,
            Some((found, end)) if matches!(self.written(end), "as" | "satisfies" | "!") => found,
            _ => {
                self.bodies.truncate(bodies);
                self.bodies.push(from..to);
                Expr::other(self.bytes(from, to), Vec::new())
            }
        }
    }

    /// Parses the expression at a token, and returns where it ends.
    ///
    /// In a statement a new line may end it.
    pub fn expression(
        &mut self,
        at: usize,
        end: usize,
        is_statement: bool,
    ) -> Option<(Expr, usize)> {
        if self.depth >= DEPTH {
            return None;
        }
        self.depth += 1;
        let found = self.operators(at, end, is_statement);
        self.depth -= 1;
        found
    }

    fn operators(&mut self, at: usize, end: usize, is_statement: bool) -> Option<(Expr, usize)> {
        let (first, mut next) = self.operand(at, end, is_statement)?;
        let mut joined = vec![first];
        loop {
            let sign = if self.kind(next, end) == Some(TokenKind::Sign) {
                self.written(next)
            } else {
                ""
            };
            let is_joint = sign == "+" || (sign == "." && self.dialect == Dialect::Php);
            if is_joint {
                let (more, after) = self.operand(next + 1, end, is_statement)?;
                joined.push(more);
                next = after;
            } else if sign == "%"
                && self.dialect == Dialect::Python
                && matches!(joined.last(), Some(last) if may_be_text(last))
            {
                let (values, after) = self.operand(next + 1, end, is_statement)?;
                let format = joined.pop()?;
                let span = format.span.start..values.span.end;
                joined.push(Expr {
                    span,
                    kind: ExprKind::Formatted(Box::new(format), Box::new(values)),
                });
                next = after;
            } else {
                break;
            }
        }
        if joined.len() == 1 {
            return joined.pop().map(|only| (only, next));
        }
        let span = joined.first()?.span.start..joined.last()?.span.end;
        Some((
            Expr {
                span,
                kind: ExprKind::Joined(joined),
            },
            next,
        ))
    }

    fn operand(&mut self, at: usize, end: usize, is_statement: bool) -> Option<(Expr, usize)> {
        const PREFIXES: [&str; 7] = ["&", "*", "await", "yield", "new", "typeof", "const"];
        let kind = self.kind(at, end)?;
        let written = self.written(at);
        if kind == TokenKind::Sign
            && matches!(written, "-" | "+")
            && self.kind(at + 1, end) == Some(TokenKind::Number)
        {
            let (value, next) = self.number(at + 1, if written == "-" { "-" } else { "" })?;
            let span = self.bytes(at, next);
            return Some((Expr { span, kind: value }, next));
        }
        // In C# what is new may have no name: `new { text = "…" }`, `new[] { … }`.
        let is_array =
            written == "new" && self.written(at + 1) == "[" && self.written(at + 2) == "]";
        let braces = if is_array { at + 3 } else { at + 1 };
        if written == "new"
            && self.dialect == Dialect::Java
            && self.kind(braces, end) == Some(TokenKind::Open('{'))
        {
            let close = self.token(braces)?.partner.filter(|close| *close < end)?;
            let kind = self.braces(braces + 1, close);
            return Some((
                Expr {
                    span: self.bytes(at, close + 1),
                    kind,
                },
                close + 1,
            ));
        }
        // In Dart the types of a map stand before it: `<String, dynamic>{…}`.
        if self.dialect == Dialect::Dart && written == "<" {
            let next = ['{', '[']
                .into_iter()
                .map(|open| self.behind_types(at, end, open))
                .find(|next| *next > at)?;
            return self.operand(next, end, is_statement);
        }
        // Elixir marks its maps: `%{…}`.
        let is_map = written == "%" && self.kind(at + 1, end) == Some(TokenKind::Open('{'));
        if is_map && self.dialect == Dialect::Ruby {
            return self.operand(at + 1, end, is_statement);
        }
        if PREFIXES.contains(&written) && matches!(kind, TokenKind::Sign | TokenKind::Word) {
            let (mut found, next) = self.operand(at + 1, end, is_statement)?;
            if written == "typeof" {
                found = Expr::other(found.span, Vec::new());
            }
            return Some((found, next));
        }
        let (found, next) = self.primary(at, end, is_statement)?;
        self.suffixes(at, found, next, end, is_statement)
    }

    fn primary(&mut self, at: usize, end: usize, is_statement: bool) -> Option<(Expr, usize)> {
        let token = self.token(at)?;
        let written = self.written(at);
        let (kind, next) = match token.kind {
            TokenKind::Text(_) => return self.text(at, end, is_statement),
            TokenKind::Number => self.number(at, "")?,
            TokenKind::Open(bracket) => return self.bracketed(at, end, bracket),
            TokenKind::Sign
                if written == ":"
                    && self.dialect == Dialect::Ruby
                    && self.kind(at + 1, end) == Some(TokenKind::Word) =>
            {
                let symbol = self.written(at + 1).to_owned();
                (ExprKind::Text(vec![Piece::Text(symbol)]), at + 2)
            }
            TokenKind::Word => {
                if let Some(found) = self.function(at, end) {
                    return Some(found);
                }
                Self::word(written, at)?
            }
            TokenKind::Sign | TokenKind::Close(_) => return None,
        };
        Some((
            Expr {
                span: self.bytes(at, next),
                kind,
            },
            next,
        ))
    }

    fn word(written: &str, at: usize) -> Option<(ExprKind, usize)> {
        const NO_VALUES: [&str; 10] = [
            "if", "else", "for", "in", "not", "and", "or", "is", "lambda", "while",
        ];
        let plain = match written {
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            "null" | "None" | "nil" | "NULL" => Value::Null,
            "undefined" => return Some((ExprKind::Undefined, at + 1)),
            _ if NO_VALUES.contains(&written) => return None,
            _ => return Some((ExprKind::Name(written.to_owned()), at + 1)),
        };
        Some((ExprKind::Plain(plain), at + 1))
    }

    /// Parses a function without a name; its body may hold values.
    fn function(&mut self, at: usize, end: usize) -> Option<(Expr, usize)> {
        let arrow = |parser: &Self, at: usize| {
            parser.is_sign(at, end, "=>") && !matches!(parser.dialect, Dialect::Php | Dialect::Ruby)
        };
        let mut next = at;
        match self.written(at) {
            "function" | "func" | "fn" => {
                while next < end && next < at + TYPE && self.written(next) != "{" {
                    next = self.behind(next);
                }
            }
            "async" => {
                return self
                    .function(at + 1, end)
                    .or_else(|| self.arrow(at + 1, end));
            }
            _ if arrow(self, at + 1) => return self.arrow(at, end),
            _ => return None,
        }
        let body = next;
        next = self.behind(next);
        self.bodies
            .push(body + 1..next.saturating_sub(1).max(body + 1));
        Some((Expr::other(self.bytes(at, next), Vec::new()), next))
    }

    /// Parses `(a, b) => …`.
    fn arrow(&mut self, at: usize, end: usize) -> Option<(Expr, usize)> {
        let sign = self.behind(at);
        if !self.is_sign(sign, end, "=>") {
            return None;
        }
        let body = sign + 1;
        if self.kind(body, end) == Some(TokenKind::Open('{')) {
            let next = self.behind(body);
            self.bodies.push(body + 1..next.saturating_sub(1));
            return Some((Expr::other(self.bytes(at, next), Vec::new()), next));
        }
        let (found, next) = self.expression(body, end, false)?;
        Some((Expr::other(self.bytes(at, next), vec![found]), next))
    }

    /// Returns the token behind this one, or behind its partner.
    pub fn behind(&self, at: usize) -> usize {
        let partner = self.token(at).and_then(|token| token.partner);
        partner.filter(|partner| *partner > at).unwrap_or(at) + 1
    }

    /// Parses a string, and those that follow it without a sign between.
    fn text(&mut self, at: usize, end: usize, is_statement: bool) -> Option<(Expr, usize)> {
        let mut pieces = Vec::new();
        let mut next = at;
        while let Some(TokenKind::Text(number)) = self.kind(next, end) {
            let begins_line = self.token(next).is_some_and(|token| token.is_first);
            if next > at && begins_line && is_statement {
                break;
            }
            pieces.extend(self.lexed.strings.get(number)?.iter().cloned());
            next += 1;
        }
        Some((
            Expr {
                span: self.bytes(at, next),
                kind: ExprKind::Text(pieces),
            },
            next,
        ))
    }

    fn number(&self, at: usize, sign: &str) -> Option<(ExprKind, usize)> {
        let written = self.written(at);
        let is_hex = written.starts_with("0x");
        let bare = if is_hex {
            written
        } else {
            written.trim_end_matches(['f', 'F', 'd', 'D', 'l', 'L', 'm', 'M'])
        };
        let number = spelt(&format!("{sign}{bare}"))
            .ok()?
            .parse::<Number>()
            .ok()?;
        Some((ExprKind::Plain(Value::Number(number)), at + 1))
    }

    /// Parses what is in brackets; the token is the opening one.
    fn bracketed(&mut self, at: usize, end: usize, bracket: char) -> Option<(Expr, usize)> {
        let close = self.token(at)?.partner.filter(|close| *close < end)?;
        if bracket == '('
            && let Some(found) = self.arrow(at, end)
        {
            return Some(found);
        }
        let next = close + 1;
        let kind = match bracket {
            '{' => self.braces(at + 1, close),
            // In Go a list is named by its type: `[]any{…}`.
            '[' if self.dialect == Dialect::Go => return self.go_list(at, end),
            '[' => self.list(at + 1, close),
            _ => {
                let parts = self.parts(at + 1, close);
                match &parts[..] {
                    [only] if only.end == close => {
                        let inner = self.whole(only.start, only.end);
                        return Some((inner, next));
                    }
                    // A parenthesis with commas is a list in Python, a row of parameters elsewhere.
                    _ => ExprKind::List(
                        parts
                            .into_iter()
                            .map(|part| self.whole(part.start, part.end))
                            .collect(),
                    ),
                }
            }
        };
        Some((
            Expr {
                span: self.bytes(at, next),
                kind,
            },
            next,
        ))
    }

    fn go_list(&mut self, at: usize, end: usize) -> Option<(Expr, usize)> {
        let mut next = self.behind(at);
        while next < end && self.written(next) != "{" {
            if next > at + TYPE
                || !matches!(
                    self.kind(next, end)?,
                    TokenKind::Word | TokenKind::Sign | TokenKind::Open('[')
                )
                || self.token(next)?.is_first
            {
                return None;
            }
            next = if self.written(next) == "interface" {
                self.behind(next + 1)
            } else {
                self.behind(next)
            };
        }
        // What is converted: `[]byte("…")`.
        let close = self.token(next)?.partner?;
        let items = self.parts(next + 1, close);
        let items = items
            .into_iter()
            .map(|part| self.whole(part.start, part.end));
        let kind = ExprKind::List(items.collect());
        Some((
            Expr {
                span: self.bytes(next, close + 1),
                kind,
            },
            close + 1,
        ))
    }

    /// Returns whether a word stands in a range, outside of further brackets.
    fn has_word(&self, part: &Range<usize>, word: &str) -> bool {
        let mut at = part.start;
        while at < part.end {
            if self.written(at) == word {
                return true;
            }
            at = self.behind(at);
        }
        false
    }

    fn list(&mut self, from: usize, to: usize) -> ExprKind {
        let parts = self.parts(from, to);
        let is_pair = |part: &Range<usize>| self.pair_sign(part).is_some();
        // Maps of PHP, Groovy and Swift; in Python it is a slice, in Ruby a map in a list.
        let has_maps = !matches!(self.dialect, Dialect::Python | Dialect::Ruby);
        if has_maps && parts.first().is_some_and(is_pair) {
            return self.members(parts);
        }
        let mut items = Vec::with_capacity(parts.len());
        for part in parts {
            if self.dialect == Dialect::Python && self.has_word(&part, "for") {
                self.bodies.push(from..to);
                return ExprKind::Other(Vec::new());
            }
            if matches!(self.written(part.start), "..." | "*" | "**") {
                let inner = self.whole(part.start + 1, part.end);
                let span = self.bytes(part.start, part.end);
                items.push(Expr {
                    span,
                    kind: ExprKind::Spread(Box::new(inner)),
                });
                continue;
            }
            items.push(self.whole(part.start, part.end));
        }
        ExprKind::List(items)
    }

    /// Parses what is in braces: members, or a block of statements.
    pub(super) fn braces(&mut self, from: usize, to: usize) -> ExprKind {
        let parts = self.parts(from, to);
        let is_member = |part: &Range<usize>| {
            let at = part.start;
            let is_spread = matches!(self.written(at), "..." | "**");
            let is_short = part.len() == 1
                && self.kind(at, to) == Some(TokenKind::Word)
                && self.dialect == Dialect::Script;
            is_spread || is_short || self.pair_sign(part).is_some()
        };
        let is_block = |part: &Range<usize>| self.has_word(part, ";");
        match parts.first() {
            None => ExprKind::Object(Vec::new()),
            Some(first) if is_member(first) && !parts.iter().any(is_block) => self.members(parts),
            // Items of a list of Go, or a set of Python.
            Some(_)
                if matches!(self.dialect, Dialect::Go | Dialect::Java)
                    && !parts.iter().any(is_block) =>
            {
                ExprKind::List(
                    parts
                        .into_iter()
                        .map(|part| self.whole(part.start, part.end))
                        .collect(),
                )
            }
            Some(_) => {
                self.bodies.push(from..to);
                ExprKind::Other(Vec::new())
            }
        }
    }

    /// Returns the token between the key and the value of a member.
    fn pair_sign(&self, part: &Range<usize>) -> Option<usize> {
        let sign = match self.kind(part.start, part.end)? {
            TokenKind::Open('[') => self.behind(part.start),
            TokenKind::Word | TokenKind::Text(_) | TokenKind::Number => part.start + 1,
            TokenKind::Sign if self.dialect == Dialect::Ruby && self.written(part.start) == ":" => {
                part.start + 2
            }
            _ => return None,
        };
        let written = if sign < part.end {
            self.written(sign)
        } else {
            ""
        };
        let is_assigned = written == "=" && self.dialect == Dialect::Java;
        let is_pair = written == ":"
            || is_assigned
            || (written == "=>" && matches!(self.dialect, Dialect::Php | Dialect::Ruby));
        is_pair.then_some(sign)
    }

    fn members(&mut self, parts: Vec<Range<usize>>) -> ExprKind {
        let mut entries = Vec::with_capacity(parts.len());
        for part in parts {
            let at = part.start;
            if matches!(self.written(at), "..." | "**") {
                let value = self.whole(at + 1, part.end);
                entries.push(Entry {
                    key: None,
                    name: String::new(),
                    value,
                });
                continue;
            }
            let Some(sign) = self.pair_sign(&part) else {
                let written = self.written(at).to_owned();
                let key = self.bytes(at, at + 1);
                // Shorthand, or a method.
                let value = self.whole(at, part.end);
                entries.push(Entry {
                    key: Some(key),
                    name: written,
                    value,
                });
                continue;
            };
            let name = self.key(at, sign);
            let value = self.whole(sign + 1, part.end);
            entries.push(Entry {
                key: Some(self.bytes(at, sign)),
                name,
                value,
            });
        }
        ExprKind::Object(entries)
    }

    pub(super) fn key(&self, at: usize, sign: usize) -> String {
        let inner = (at..sign).find(|at| matches!(self.kind(*at, sign), Some(TokenKind::Text(_))));
        let strings = &self.lexed.strings;
        let text = inner.and_then(|inner| match self.kind(inner, sign) {
            Some(TokenKind::Text(number)) => strings.get(number),
            _ => None,
        });
        if let Some(pieces) = text {
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Hole(hole) => format!("{{{{{}}}}}", hole.written),
                })
                .collect()
        } else {
            let written = self.written(sign.saturating_sub(1));
            if matches!(self.dialect, Dialect::Go | Dialect::Java) {
                api_name(written)
            } else {
                written.to_owned()
            }
        }
    }

    /// Splits the tokens between two brackets at their commas.
    pub fn parts(&self, from: usize, to: usize) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut start, mut at) = (from, from);
        while at < to {
            if self.is_sign(at, to, ",") {
                if start < at {
                    parts.push(start..at);
                }
                start = at + 1;
                at += 1;
            } else {
                at = self.behind(at);
            }
        }
        if start < to {
            parts.push(start..to);
        }
        parts
    }
}

fn may_be_text(found: &Expr) -> bool {
    matches!(found.kind, ExprKind::Text(_) | ExprKind::Name(_))
}
