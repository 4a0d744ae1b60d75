//! Lexer of a JSON-like text: brackets, strings, numbers, words; spaces and comments are skipped.

use std::ops::Range;

use crate::document::parse::error::SyntaxError;
use crate::document::parse::escape::letter;

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{` or `[`.
    Open(char),
    /// `}` or `]`.
    Close(char),
    /// A text in quotes of any kind.
    Text,
    /// Anything that begins like a number.
    Number,
    /// A name, possibly with dots in it.
    Word,
    /// Any other punctuation, such as a colon.
    Sign(char),
    /// The end of the text.
    End,
}

/// A token and its span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Kind of the token.
    pub kind: Kind,
    /// Byte range.
    pub span: Range<usize>,
    /// Indent of its line, in characters.
    pub indent: usize,
    /// Whether it is the first token on its line.
    pub is_first: bool,
}

/// Lexer that returns tokens one after the other.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    indent: usize,
    is_first: bool,
    /// Whether a comment was skipped.
    pub has_comment: bool,
    /// Whether template strings may hold `${…}`, as in a program.
    is_program: bool,
}

impl<'a> Tokens<'a> {
    /// Creates a lexer for a range of a text.
    pub fn new(text: &'a str, part: Range<usize>) -> Self {
        let before = &text[..part.start];
        let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
        let is_space = |letter: &char| letter.is_whitespace();
        let indent = line.chars().take_while(is_space).count();
        Self {
            text,
            at: part.start,
            end: part.end,
            indent,
            is_first: line.chars().all(|letter| is_space(&letter)),
            has_comment: false,
            is_program: false,
        }
    }

    /// Creates a lexer for a range of a program.
    pub fn of_program(text: &'a str, part: Range<usize>) -> Self {
        Self {
            is_program: true,
            ..Self::new(text, part)
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    /// Returns the next token.
    ///
    /// After an error the next one begins after the offending character.
    ///
    /// # Errors
    /// Returns what is wrong with the token, and where.
    pub fn token(&mut self) -> Result<Token, SyntaxError> {
        self.skip()?;
        let (start, indent) = (self.at, self.indent);
        let is_first = std::mem::take(&mut self.is_first);
        let rest = self.rest();
        let mut letters = rest.chars();
        let (kind, length) = match letters.next() {
            None => (Kind::End, 0),
            Some(bracket @ ('{' | '[')) => (Kind::Open(bracket), 1),
            Some(bracket @ ('}' | ']')) => (Kind::Close(bracket), 1),
            Some(quote @ ('"' | '\'' | '`')) => (Kind::Text, self.quoted(quote)?),
            Some(sign) => {
                let length = number(rest).or_else(|| word(rest));
                let kind = match length {
                    Some(_) if is_word(sign) => Kind::Word,
                    Some(_) => Kind::Number,
                    None => Kind::Sign(sign),
                };
                (kind, length.unwrap_or(sign.len_utf8()))
            }
        };
        self.at = start + length;
        Ok(Token {
            kind,
            span: start..self.at,
            indent,
            is_first,
        })
    }

    /// Skips spaces and comments.
    fn skip(&mut self) -> Result<(), SyntaxError> {
        loop {
            let rest = self.rest();
            let Some(sign) = rest.chars().next() else {
                return Ok(());
            };
            let length = if rest.starts_with("//") || sign == '#' {
                self.has_comment = true;
                rest.find(['\n', '\r']).unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                self.has_comment = true;
                let Some(end) = rest.find("*/") else {
                    let at = self.at;
                    self.at = self.end;
                    return Err(SyntaxError::new(
                        at,
                        "The comment that begins here has no end.",
                        "Close it with `*/`.",
                    ));
                };
                end + 2
            } else if sign == '\n' {
                self.is_first = true;
                self.indent = 0;
                1
            } else if sign.is_whitespace() || sign == '\u{feff}' {
                self.indent += usize::from(self.is_first);
                sign.len_utf8()
            } else {
                return Ok(());
            };
            self.at += length;
        }
    }

    /// Returns the length in bytes of a quoted string, which must be closed on its line unless it is a
    /// template.
    fn quoted(&mut self, quote: char) -> Result<usize, SyntaxError> {
        let (rest, start) = (self.rest(), self.at);
        let mut at = 1;
        loop {
            let here = &rest[at..];
            let fault = match here.chars().next() {
                Some(sign) if sign == quote => return Ok(at + 1),
                Some('$') if quote == '`' && here.starts_with("${") && !self.is_program => {
                    SyntaxError::new(
                        start + at,
                        "`${` inserts a value here that is not known.",
                        "Write the value itself.",
                    )
                }
                Some('\n' | '\r') | None if quote != '`' => unclosed(start, quote),
                None => unclosed(start, quote),
                Some(_) => match letter(here) {
                    Ok(letter) => {
                        at += letter.length;
                        continue;
                    }
                    Err(what) => SyntaxError::new(start + at, what, "Write the character itself."),
                },
            };
            self.at = (start + at.max(1)).min(self.end);
            return Err(fault);
        }
    }
}

fn unclosed(at: usize, quote: char) -> SyntaxError {
    SyntaxError::new(
        at,
        format!("The text that begins here has no closing {quote} on its line."),
        format!("Close it with {quote}, and write a line end inside as \\n."),
    )
}

/// Returns whether a name may begin with a character.
fn is_word(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '_' | '$')
}

/// Returns the length in bytes of a name with its dots.
fn word(text: &str) -> Option<usize> {
    text.starts_with(is_word).then(|| {
        let goes_on = |letter: char| is_word(letter) || letter.is_numeric() || letter == '.';
        text.find(|letter: char| !goes_on(letter))
            .unwrap_or(text.len())
    })
}

/// Returns the length in bytes of a number, up to the next space or punctuation.
fn number(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches(['+', '-']);
    let is_number = text.len() - bare.len() < 2
        && (bare.starts_with(|letter: char| letter.is_ascii_digit())
            || (bare.starts_with('.') && bare[1..].starts_with(|c: char| c.is_ascii_digit())));
    is_number.then(|| {
        let mut before = ' ';
        let end = text.char_indices().skip(1).find(|&(_, letter)| {
            let is_sign = matches!(letter, '+' | '-') && matches!(before, 'e' | 'E');
            before = letter;
            !(is_sign || is_word(letter) || letter.is_numeric() || letter == '.')
        });
        end.map_or(text.len(), |(at, _)| at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_line() {
        let text = "{\n  a: -5, // x\n\tb.C /* y\n */ `t\n` }";
        let mut tokens = Tokens::new(text, 0..text.len());
        let mut all = Vec::new();
        loop {
            let token = tokens.token().unwrap();
            if token.kind == Kind::End {
                break;
            }
            all.push((&text[token.span], token.indent, token.is_first));
        }
        assert_eq!(
            all,
            [
                ("{", 0, true),
                ("a", 2, true),
                (":", 2, false),
                ("-5", 2, false),
                (",", 2, false),
                ("b.C", 1, true),
                ("`t\n`", 1, false),
                ("}", 1, false),
            ]
        );
        assert!(tokens.has_comment);
    }
}
