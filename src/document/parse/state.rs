//! State of the parser: its position, and the errors found so far.

use std::ops::Range;

use crate::document::parse::bracket_recovery::{Indent, MissingBrackets, OpenBracket};
use crate::document::parse::error::{SyntaxError, quoted};
use crate::document::parse::lexer::{Kind, Token, Tokens};

/// Maximum number of errors collected for a text.
const FAULTS: usize = 64;

/// Parser state of a text.
pub(super) struct ParserState<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Tokens<'a>,
    pub(super) ahead: Token,
    /// Byte offset at which the last token ended.
    pub(super) end: usize,
    pub(super) opens: Vec<OpenBracket>,
    pub(super) missing: Vec<MissingBrackets>,
    pub(super) indent: Indent,
    pub(super) faults: Vec<SyntaxError>,
    pub(super) asides: Vec<String>,
    /// Whether an error was met after which nothing can be understood.
    pub(super) is_over: bool,
}

impl<'a> ParserState<'a> {
    pub(super) fn new(text: &'a str, part: Range<usize>, indent: Indent) -> Self {
        let ahead = Token {
            kind: Kind::End,
            span: part.start..part.start,
            indent: 0,
            is_first: true,
        };
        let mut reader = Self {
            text,
            end: part.start,
            tokens: Tokens::new(text, part),
            ahead,
            opens: Vec::new(),
            missing: Vec::new(),
            indent,
            faults: Vec::new(),
            asides: Vec::new(),
            is_over: false,
        };
        reader.pass();
        reader
    }

    /// Advances to the next token.
    pub(super) fn pass(&mut self) {
        self.end = self.ahead.span.end;
        if self.is_over {
            return;
        }
        match self.tokens.token() {
            Ok(token) => self.ahead = token,
            Err(fault) => {
                self.ahead.kind = Kind::End;
                self.ahead.span = fault.at..fault.at;
                self.faults.push(fault);
                self.is_over = true;
            }
        }
    }

    /// Records an error after which the rest can still be understood.
    pub(super) fn note(&mut self, at: usize, what: String, remedy: &str) {
        if self.faults.len() < FAULTS && !self.is_over {
            self.faults.push(SyntaxError::new(at, what, remedy));
        }
    }

    /// Records an error at the next token, and ends parsing.
    pub(super) fn fail(&mut self, what: String, remedy: &str) {
        let at = self.place();
        self.note(at, what, remedy);
        self.is_over = true;
        self.ahead.kind = Kind::End;
        self.ahead.span = at..at;
    }

    /// Returns the byte offset to report for the next token.
    ///
    /// The end of a text is reported where its last token ends.
    pub(super) fn place(&self) -> usize {
        match self.ahead.kind {
            Kind::End => self.end,
            _ => self.ahead.span.start,
        }
    }

    pub(super) fn written(&self, token: &Token) -> &'a str {
        &self.text[token.span.clone()]
    }

    pub(super) fn found(&self) -> String {
        match self.ahead.kind {
            Kind::End => "the end of the text".to_owned(),
            _ => quoted(self.written(&self.ahead)),
        }
    }

    /// Returns whether the next token is a key: a name or a string followed by a colon.
    pub(super) fn is_key(&self) -> bool {
        matches!(self.ahead.kind, Kind::Word | Kind::Text | Kind::Number)
            && self
                .tokens
                .clone()
                .token()
                .is_ok_and(|next| next.kind == Kind::Sign(':'))
    }

    /// Records the indent of the first member or item of the innermost bracket.
    pub(super) fn begins(&mut self) {
        let (is_first, indent) = (self.ahead.is_first, self.ahead.indent);
        if let Some(open) = self.opens.last_mut() {
            open.begins(is_first, indent);
        }
    }

    /// Returns whether the closing bracket at the next token is aligned with the line of an outer bracket.
    pub(super) fn is_of_outer(&self) -> bool {
        self.opens
            .split_last()
            .is_some_and(|(open, outer)| open.is_within(outer, &self.ahead, self.indent))
    }

    /// Returns whether the innermost bracket should have been closed before the next token, and records that.
    pub(super) fn is_lost(&mut self, behind_comma: bool) -> bool {
        let Some((open, outer)) = self.opens.split_last() else {
            return true;
        };
        let in_object = |opens: &[OpenBracket]| opens.iter().any(|open| open.bracket == '{');
        let is_lost = match self.ahead.kind {
            Kind::End if open.is_implied => return true,
            Kind::End => true,
            Kind::Close(close) if outer.iter().any(|open| open.close() == close) => true,
            Kind::Close(close) => {
                let expected = open.close();
                let words =
                    format!("Expected `{expected}`, found `{close}`, which closes nothing.");
                self.fail(words, "Remove it, or write the expected one.");
                return true;
            }
            _ if open.bracket == '[' && in_object(outer) && self.is_key() => true,
            _ => open.is_left(&self.ahead, self.indent, behind_comma),
        };
        if is_lost {
            let (at, open) = (self.place(), open.clone());
            let before = (self.ahead.kind != Kind::End).then(|| self.found());
            match self.missing.last_mut() {
                Some(missing) if missing.at == at => missing.opens.push(open),
                _ => self.missing.push(MissingBrackets::new(at, before, open)),
            }
        }
        is_lost
    }
}
