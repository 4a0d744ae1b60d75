//! Lexer of a program in any of the known languages: brackets with their partners, strings, numbers, words.

use std::ops::Range;

use crate::document::parse::pieces::Piece;
use crate::document::parse::program::dialect::Dialect;
use crate::document::parse::program::{here_document, quoted_string};

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `{`, `[` or `(`.
    Open(char),
    /// `}`, `]` or `)`.
    Close(char),
    /// A string; the number of its content in [`Lexed::strings`].
    Text(usize),
    /// Anything that begins with a digit.
    Number,
    /// A name, without dots.
    Word,
    /// Any other punctuation, such as `=>`.
    Sign,
}

/// A token and its span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Kind of the token.
    pub kind: TokenKind,
    /// Byte range.
    pub span: Range<usize>,
    /// Whether it is the first token on its line.
    pub is_first: bool,
    /// The token with the bracket that belongs to this one.
    pub partner: Option<usize>,
}

/// The tokens of a program.
#[derive(Clone, Debug, Default)]
pub struct Lexed {
    /// The tokens in their order.
    pub tokens: Vec<Token>,
    /// Contents of the strings.
    pub strings: Vec<Vec<Piece>>,
    /// Whether each bracket has its partner.
    pub is_balanced: bool,
}

/// Maximum nesting depth of brackets.
const DEPTH: usize = 500;

/// Punctuation of several characters, longest first.
const SIGNS: [&str; 24] = [
    "...", "===", "!==", "<<~", "<<-", "=>", "->", ":=", "==", "!=", "<=", ">=", "**", "::", "?.",
    "??", "||", "&&", "+=", "-=", "*=", "/=", "<<", ".=",
];

/// Splits a range of a program into tokens.
#[must_use]
pub fn lex(text: &str, part: &Range<usize>, dialect: Dialect) -> Lexed {
    let mut lexer = Lexer {
        text,
        end: part.end,
        at: part.start,
        dialect,
        is_first: true,
        opens: Vec::new(),
        document: None,
        out: Lexed {
            is_balanced: true,
            ..Lexed::default()
        },
    };
    while lexer.step().is_some() {}
    lexer.out.is_balanced &= lexer.opens.is_empty();
    lexer.out
}

struct Lexer<'a> {
    text: &'a str,
    end: usize,
    at: usize,
    dialect: Dialect,
    is_first: bool,
    opens: Vec<usize>,
    /// Where the lines of a here-document begin, and where the program goes on behind them.
    document: Option<Range<usize>>,
    out: Lexed,
}

impl Lexer<'_> {
    fn step(&mut self) -> Option<()> {
        let here = self.text.get(self.at..self.end)?;
        let letter = here.chars().next()?;
        if letter == '\n' {
            self.is_first = true;
            if let Some(document) = self.document.take() {
                self.at = document.end;
                return Some(());
            }
        }
        // In Python a line goes on behind a backslash.
        if here.starts_with("\\\n") || here.starts_with("\\\r\n") {
            self.at += here.find('\n')? + 1;
            return Some(());
        }
        if letter.is_whitespace() || letter == '\u{feff}' {
            self.at += letter.len_utf8();
            return Some(());
        }
        if let Some(length) = self.comment(here).or_else(|| self.regex(here)) {
            self.at += length;
            return Some(());
        }
        if let Some(found) = quoted_string::read(self.text, self.at, self.end, self.dialect) {
            let number = self.out.strings.len();
            self.out.strings.push(found.pieces);
            self.push(TokenKind::Text(number), found.end - self.at);
            return Some(());
        }
        if let Some(found) = here_document::read(self.text, self.at, self.end, self.dialect) {
            let number = self.out.strings.len();
            self.out.strings.push(found.pieces);
            self.document = Some(found.lines);
            self.push(TokenKind::Text(number), found.mark);
            return Some(());
        }
        let (kind, length) = token(here, letter);
        self.push(kind, length);
        Some(())
    }

    fn comment(&self, here: &str) -> Option<usize> {
        let line = || Some(here.find('\n').unwrap_or(here.len()));
        let is_slashed = self.dialect.has_slash_comments();
        // The first line may name what runs the file, whatever the language.
        let is_hash = self.dialect.has_hash_comments() || here.starts_with("#!");
        match here.as_bytes() {
            [b'#', b'[', ..] if self.dialect == Dialect::Php => None,
            [b'#', ..] if is_hash => line(),
            [b'/', b'/', ..] if is_slashed => line(),
            [b'/', b'*', ..] if is_slashed => {
                Some(here.find("*/").map_or(here.len(), |end| end + 2))
            }
            _ => None,
        }
    }

    /// Returns the length of a regular expression, in which quotes and brackets mean nothing.
    fn regex(&self, here: &str) -> Option<usize> {
        if self.dialect != Dialect::Script || !here.starts_with('/') {
            return None;
        }
        let before = self.out.tokens.last();
        let is_operand = before.is_some_and(|token| match token.kind {
            TokenKind::Close(_) | TokenKind::Number | TokenKind::Text(_) => true,
            TokenKind::Word => &self.text[token.span.clone()] != "return",
            TokenKind::Open(_) | TokenKind::Sign => false,
        });
        if is_operand {
            return None;
        }
        let (mut is_class, mut is_escaped) = (false, false);
        for (at, letter) in here.char_indices().skip(1) {
            match letter {
                '\n' => return None,
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '[' => is_class = true,
                ']' => is_class = false,
                '/' if !is_class => return Some(at + 1),
                _ => {}
            }
        }
        None
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let number = self.out.tokens.len();
        let mut partner = None;
        match kind {
            TokenKind::Open(_) => {
                self.opens.push(number);
                // No message is nested so deep.
                self.out.is_balanced &= self.opens.len() <= DEPTH;
            }
            TokenKind::Close(close) => {
                let open = self.opens.last().copied();
                let fits = |open: &usize| {
                    let opened = self.out.tokens.get(*open).map(|token| token.kind);
                    opened == Some(TokenKind::Open(open_of(close)))
                };
                if let Some(open) = open.filter(fits) {
                    self.opens.pop();
                    partner = Some(open);
                    if let Some(token) = self.out.tokens.get_mut(open) {
                        token.partner = Some(number);
                    }
                } else {
                    self.out.is_balanced = false;
                }
            }
            _ => {}
        }
        self.out.tokens.push(Token {
            kind,
            span: self.at..self.at + length,
            is_first: std::mem::take(&mut self.is_first),
            partner,
        });
        self.at += length;
    }
}

fn open_of(close: char) -> char {
    match close {
        '}' => '{',
        ']' => '[',
        _ => '(',
    }
}

fn token(here: &str, letter: char) -> (TokenKind, usize) {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@');
    match letter {
        '{' | '[' | '(' => (TokenKind::Open(letter), 1),
        '}' | ']' | ')' => (TokenKind::Close(letter), 1),
        _ if letter.is_ascii_digit() => {
            let mut before = letter;
            let length = here.find(|c: char| {
                let is_exponent = matches!(c, '+' | '-')
                    && matches!(before, 'e' | 'E')
                    && !here.starts_with("0x");
                before = c;
                !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.') || is_exponent)
            });
            (TokenKind::Number, length.unwrap_or(here.len()))
        }
        _ if is_name(letter) => {
            let length = here.find(|c: char| !is_name(c)).unwrap_or(here.len());
            (TokenKind::Word, length)
        }
        _ => {
            let sign = SIGNS.iter().find(|sign| here.starts_with(**sign));
            (
                TokenKind::Sign,
                sign.map_or(letter.len_utf8(), |sign| sign.len()),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, dialect: Dialect) -> Vec<String> {
        let lexed = lex(text, &(0..text.len()), dialect);
        let tokens = lexed.tokens.iter();
        tokens
            .map(|token| text[token.span.clone()].to_owned())
            .collect()
    }

    #[test]
    fn comments_and_expressions_of_a_language_are_passed_over() {
        for (text, dialect, expected) in [
            ("a # 'b\n'c'", Dialect::Python, &["a", "'c'"][..]),
            ("a // 'b\n/* ' */ 'c'", Dialect::Script, &["a", "'c'"]),
            (
                "x.y(/['\"]/g, 'c')",
                Dialect::Script,
                &["x", ".", "y", "(", "g", ",", "'c'", ")"],
            ),
            ("a / b / c", Dialect::Script, &["a", "/", "b", "/", "c"]),
            ("don't\nf'a'", Dialect::Python, &["don", "'", "t", "f'a'"]),
            (
                "$a->b .= '1'",
                Dialect::Php,
                &["$a", "->", "b", ".=", "'1'"],
            ),
            ("0.5f 1e-3 0xFF", Dialect::Java, &["0.5f", "1e-3", "0xFF"]),
        ] {
            assert_eq!(words(text, dialect), expected, "{text}");
        }
    }

    #[test]
    fn brackets_know_their_partners() {
        let text = "a([{}])";
        let lexed = lex(text, &(0..text.len()), Dialect::Script);
        let partners: Vec<_> = lexed.tokens.iter().map(|token| token.partner).collect();
        assert_eq!(
            partners,
            [None, Some(6), Some(5), Some(4), Some(3), Some(2), Some(1)]
        );
        assert!(lexed.is_balanced);
        for text in ["(]", "((", "}"] {
            assert!(
                !lex(text, &(0..text.len()), Dialect::Script).is_balanced,
                "{text}"
            );
        }
    }
}
