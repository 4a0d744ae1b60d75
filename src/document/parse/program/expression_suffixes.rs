//! What follows a value in a program: members, calls and what they are given, and the braces of Go and C#.

use std::ops::Range;

use crate::document::parse::program::dialect::Dialect;
use crate::document::parse::program::expression::{Argument, Expr, ExprKind};
use crate::document::parse::program::expression_parser::{ExpressionParser, TYPE};
use crate::document::parse::program::lexer::TokenKind;

impl ExpressionParser<'_> {
    /// Parses what follows a value: members, calls, and what they are given.
    pub(super) fn suffixes(
        &mut self,
        at: usize,
        mut found: Expr,
        mut next: usize,
        end: usize,
        is_statement: bool,
    ) -> Option<(Expr, usize)> {
        loop {
            let begins_line = self.token(next).is_some_and(|token| token.is_first);
            let written = self.written(next);
            let is_dot = matches!(written, "." | "?." | "->" | "::")
                && !(written == "." && self.dialect == Dialect::Php)
                && self.kind(next + 1, end) == Some(TokenKind::Word);
            match self.kind(next, end) {
                Some(TokenKind::Sign) if is_dot => {
                    let name = self.written(next + 1);
                    next += 2;
                    // A type in brackets may stand before what a method is given.
                    next = self.behind_types(next, end, '(');
                    let is_call = self.kind(next, end) == Some(TokenKind::Open('('));
                    let (start, is_name) =
                        (found.span.start, matches!(found.kind, ExprKind::Name(_)));
                    if is_call {
                        let close = self.token(next)?.partner.filter(|close| *close < end)?;
                        let arguments = self.arguments(next + 1, close);
                        next = close + 1;
                        let span = start..self.bytes(at, next).end;
                        found = method(found, name, arguments, span);
                    } else if self.dialect == Dialect::Ruby && !is_name {
                        let span = start..self.bytes(at, next).end;
                        found = method(found, name, Vec::new(), span);
                    } else {
                        let span = start..self.bytes(at, next).end;
                        let kind = match found.kind {
                            ExprKind::Name(path) if is_name => {
                                ExprKind::Name(format!("{path}.{name}"))
                            }
                            _ => ExprKind::Other(vec![found]),
                        };
                        found = Expr { span, kind };
                    }
                }
                Some(TokenKind::Sign)
                    if matches!(found.kind, ExprKind::Name(_))
                        && written == "<"
                        && self.behind_types(next, end, '(') > next =>
                {
                    next = self.behind_types(next, end, '(');
                }
                // TypeScript says that a value is there: `card.sections!.push(…)`.
                Some(TokenKind::Sign)
                    if written == "!"
                        && matches!(self.dialect, Dialect::Script | Dialect::Kotlin)
                        && matches!(self.written(next + 1), "." | "[" | "!")
                        && !begins_line =>
                {
                    next += 1;
                }
                Some(TokenKind::Sign)
                    if written == "!" && !begins_line && self.is_macro(&found, next, end) =>
                {
                    (found, next) = self.macro_call(at, found, next, end)?;
                }
                Some(TokenKind::Open('(')) if !(begins_line && is_statement) => {
                    let close = self.token(next)?.partner.filter(|close| *close < end)?;
                    let arguments = self.arguments(next + 1, close);
                    next = close + 1;
                    let span = found.span.start..self.bytes(at, next).end;
                    found = call(found, arguments, span);
                }
                Some(TokenKind::Open('[')) if !(begins_line && is_statement) => {
                    (found, next) = self.index(at, found, next, end)?;
                }
                Some(TokenKind::Sign)
                    if self.dialect == Dialect::Java
                        && self.is_new(at)
                        && self.behind_types(next, end, '{') > next =>
                {
                    next = self.behind_types(next, end, '{');
                }
                Some(TokenKind::Open('{')) if self.dialect == Dialect::Java && self.is_new(at) => {
                    let close = self.token(next)?.partner.filter(|close| *close < end)?;
                    let kind = self.braces(next + 1, close);
                    next = close + 1;
                    found = Expr {
                        span: self.bytes(at, next),
                        kind,
                    };
                }
                Some(TokenKind::Open('{'))
                    if self.dialect == Dialect::Go && matches!(found.kind, ExprKind::Name(_)) =>
                {
                    next = self.behind_struct(&found, next, end);
                    let Some(value) = self.go_value(next, end) else {
                        return Some((found, next));
                    };
                    found = value;
                    next = self.behind(next);
                }
                _ => return Some((found, next)),
            }
        }
    }

    /// Parses what stands in square brackets behind a value: a key, or the types of a map of Go and its members.
    fn index(&mut self, at: usize, found: Expr, next: usize, end: usize) -> Option<(Expr, usize)> {
        let close = self.token(next)?.partner.filter(|close| *close < end)?;
        if self.dialect == Dialect::Go
            && matches!(&found.kind, ExprKind::Name(name) if name == "map")
        {
            let mut next = close + 1;
            while next < end && next < close + TYPE && self.written(next) != "{" {
                next = if self.written(next) == "interface" {
                    self.behind(next + 1)
                } else {
                    self.behind(next)
                };
            }
            return Some((self.go_value(next, end)?, self.behind(next)));
        }
        let inside = next + 1;
        let next = close + 1;
        let span = found.span.start..self.bytes(at, next).end;
        let step = self.key_inside(inside, close);
        let found = match (found.kind, step) {
            (ExprKind::Name(path), Some(step)) => Expr {
                span,
                kind: ExprKind::Name(format!("{path}.{step}")),
            },
            (kind, _) => Expr::other(span.clone(), vec![Expr { span, kind }]),
        };
        Some((found, next))
    }

    /// Returns the key or the number that stands between two tokens; `[]` of PHP adds an item.
    fn key_inside(&self, from: usize, to: usize) -> Option<String> {
        let has_symbol = self.dialect == Dialect::Ruby && self.is_sign(from, to, ":");
        match (to.checked_sub(from)?, self.kind(from, to)) {
            (0, _) if self.dialect == Dialect::Php => Some("[]".to_owned()),
            (1, Some(TokenKind::Text(_))) => Some(self.key(from, to)),
            (1, Some(TokenKind::Number)) => Some(self.written(from).to_owned()),
            (2, _) if has_symbol => Some(self.written(from + 1).to_owned()),
            (2, _) if self.is_sign(from, to, "-") => Some(format!("-{}", self.written(from + 1))),
            _ => None,
        }
    }

    /// Returns whether a name and its `!` begin a macro of Rust: `format!(…)`.
    fn is_macro(&self, found: &Expr, next: usize, end: usize) -> bool {
        matches!(self.kind(next + 1, end), Some(TokenKind::Open('(' | '[')))
            && matches!(found.kind, ExprKind::Name(_))
    }

    /// Parses a macro of Rust as a call whose name ends with `!`.
    fn macro_call(
        &mut self,
        at: usize,
        mut found: Expr,
        next: usize,
        end: usize,
    ) -> Option<(Expr, usize)> {
        let close = self.token(next + 1)?.partner.filter(|close| *close < end)?;
        let arguments = self.arguments(next + 2, close);
        let span = found.span.start..self.bytes(at, close + 1).end;
        if let ExprKind::Name(path) = &mut found.kind {
            path.push('!');
        }
        Some((call(found, arguments, span), close + 1))
    }

    /// Returns the braces of a value of Go: those behind a type that is written out, `struct{}{}`.
    fn behind_struct(&self, found: &Expr, next: usize, end: usize) -> usize {
        let value = self.behind(next);
        let is_type = matches!(&found.kind, ExprKind::Name(name) if name == "struct")
            && self.kind(value, end) == Some(TokenKind::Open('{'));
        if is_type { value } else { next }
    }

    /// Returns whether `new` stands before a token: then braces set members, as in C#.
    fn is_new(&self, at: usize) -> bool {
        self.written(at) == "new"
            || at
                .checked_sub(1)
                .is_some_and(|before| self.written(before) == "new")
    }

    /// Parses the braces of a value of Go; `None` if they hold statements.
    fn go_value(&mut self, at: usize, end: usize) -> Option<Expr> {
        let close = self.token(at)?.partner.filter(|close| *close < end)?;
        let first = at + 1;
        let is_value = first == close
            || matches!(
                self.kind(first, close),
                Some(TokenKind::Text(_) | TokenKind::Open('{'))
            )
            || self.is_sign(first, close, "&")
            || (self.kind(first, close) == Some(TokenKind::Word)
                && self.is_sign(first + 1, close, ":"));
        if !is_value {
            return None;
        }
        let kind = self.braces(first, close);
        Some(Expr {
            span: self.bytes(at, close + 1),
            kind,
        })
    }

    /// Returns the token behind types in angle brackets that stand before an opening bracket, else this one.
    pub(super) fn behind_types(&self, at: usize, end: usize, open: char) -> usize {
        if !self.is_sign(at, end, "<") {
            return at;
        }
        let (mut depth, mut next) = (0_usize, at);
        while next < end && next < at + 40 {
            match self.written(next) {
                "<" => depth += 1,
                ">" if depth == 1 => {
                    let is_open = self.kind(next + 1, end) == Some(TokenKind::Open(open));
                    return if is_open { next + 1 } else { at };
                }
                ">" => depth -= 1,
                ";" | "{" | "(" => return at,
                _ => {}
            }
            next += 1;
        }
        at
    }

    fn arguments(&mut self, from: usize, to: usize) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for part in self.parts(from, to) {
            let at = part.start;
            let is_word = self.kind(at, part.end) == Some(TokenKind::Word);
            let sign = if at + 1 < part.end {
                self.written(at + 1)
            } else {
                ""
            };
            let is_pair = matches!(self.dialect, Dialect::Php | Dialect::Ruby) && sign == "=>";
            let is_named = is_word
                && (sign == "=" || (sign == ":" && !matches!(self.dialect, Dialect::Script)));
            if is_named || is_pair {
                let name = if is_word {
                    self.written(at).to_owned()
                } else {
                    self.key(at, at + 1)
                };
                let name = Some((name, self.bytes(at, at + 1)));
                let value = self.whole(at + 2, part.end);
                arguments.push(Argument { name, value });
            } else if matches!(self.written(at), "..." | "**" | "*") && part.len() > 1 {
                let inner = self.whole(at + 1, part.end);
                let argument = if self.written(at) == "**" {
                    let name = Some(("**".to_owned(), self.bytes(at, at + 1)));
                    Argument { name, value: inner }
                } else {
                    let span = self.bytes(at, part.end);
                    let kind = ExprKind::Spread(Box::new(inner));
                    let value = Expr { span, kind };
                    Argument { name: None, value }
                };
                arguments.push(argument);
            } else if let Some(pair) = self.kotlin_pair(&part) {
                arguments.push(pair);
            } else {
                let value = self.whole(at, part.end);
                arguments.push(Argument { name: None, value });
            }
        }
        arguments
    }

    /// Parses `"key" to value`.
    fn kotlin_pair(&mut self, part: &Range<usize>) -> Option<Argument> {
        let is_pair = self.dialect == Dialect::Kotlin
            && matches!(self.kind(part.start, part.end), Some(TokenKind::Text(_)))
            && part.len() > 2
            && self.written(part.start + 1) == "to";
        is_pair.then(|| Argument {
            name: Some((
                self.key(part.start, part.start + 1),
                self.bytes(part.start, part.start + 1),
            )),
            value: self.whole(part.start + 2, part.end),
        })
    }
}

fn call(found: Expr, arguments: Vec<Argument>, span: Range<usize>) -> Expr {
    let kind = match found.kind {
        ExprKind::Name(path) => ExprKind::Call(path, arguments),
        _ => ExprKind::Method(Box::new(found), "call".to_owned(), arguments),
    };
    Expr { span, kind }
}

fn method(found: Expr, name: &str, arguments: Vec<Argument>, span: Range<usize>) -> Expr {
    let kind = match found.kind {
        ExprKind::Name(path) => ExprKind::Call(format!("{path}.{name}"), arguments),
        _ => ExprKind::Method(Box::new(found), name.to_owned(), arguments),
    };
    Expr { span, kind }
}
