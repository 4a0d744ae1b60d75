//! Syntax highlighting of generated code: comments, strings, numbers, words.

use crate::app::panes::preview::json_printer::{Kind, Token};
use crate::message::export::language::Language;

/// Returns the tokens of `text`, which is written in `language`, in order from byte 0 on.
///
/// This covers the code that the program generates itself, and no more: no regular expressions, no nested
/// templates, no heredocs within heredocs.
#[must_use]
pub fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut painter = Painter {
        bytes: text.as_bytes(),
        language,
        at: 0,
        tokens: Vec::new(),
    };
    while painter.at < painter.bytes.len() {
        painter.piece();
    }
    painter.tokens
}

struct Painter<'a> {
    bytes: &'a [u8],
    language: Language,
    at: usize,
    tokens: Vec<Token>,
}

impl Painter<'_> {
    fn piece(&mut self) {
        let rest = &self.bytes[self.at..];
        if let Some(length) = self.comment(rest) {
            return self.take(length, Kind::Comment);
        }
        match rest[0] {
            quote @ (b'"' | b'\'' | b'`') => {
                let length = self.string(rest, quote);
                let kind = if self.is_name(&rest[length..]) {
                    Kind::Key
                } else {
                    Kind::String
                };
                self.take(length, kind);
            }
            first if first.is_ascii_alphabetic() || first == b'_' => {
                let length = count(rest, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
                let kind = self.word(&rest[..length], &rest[length..]);
                self.take(length, kind);
            }
            first if first.is_ascii_digit() => {
                let length = count(rest, |byte| byte.is_ascii_alphanumeric() || byte == b'.');
                self.take(length, Kind::Number);
            }
            first if first.is_ascii() => self.take(1, Kind::Punctuation),
            _ => self.take(count(rest, |byte| !byte.is_ascii()), Kind::Plain),
        }
    }

    fn take(&mut self, length: usize, kind: Kind) {
        if self.tokens.last().is_none_or(|last| last.kind != kind) {
            let start = self.at;
            self.tokens.push(Token { start, kind });
        }
        self.at += length.max(1);
    }

    /// Returns the bytes of the comment that begins here, if one does.
    fn comment(&self, rest: &[u8]) -> Option<usize> {
        let to_line_end = || count(rest, |byte| byte != b'\n');
        match self.language {
            Language::Json => None,
            // In a shell, `$#` and `a#b` are no comments; ours stand at the start of a line.
            Language::Curl | Language::Python => {
                let before = self.bytes[..self.at].iter().rev();
                let is_first = before
                    .take_while(|byte| **byte != b'\n')
                    .all(|byte| *byte == b' ');
                (rest[0] == b'#' && is_first).then(to_line_end)
            }
            Language::Node | Language::Java | Language::AppsScript => match rest {
                [b'/', b'/', ..] => Some(to_line_end()),
                [b'/', b'*', ..] => {
                    let end = rest.windows(2).skip(2).position(|pair| pair == b"*/");
                    Some(end.map_or(rest.len(), |end| end + 4))
                }
                _ => None,
            },
        }
    }

    /// Returns the bytes of the string that begins here, quotes included.
    fn string(&self, rest: &[u8], quote: u8) -> usize {
        let has_escapes = !(self.language == Language::Curl && quote == b'\'');
        let mut at = 1;
        while let Some(byte) = rest.get(at) {
            match byte {
                b'\\' if has_escapes => at += 2,
                byte if *byte == quote => return at + 1,
                _ => at += 1,
            }
        }
        rest.len()
    }

    /// Returns whether the text before this is the name of a member.
    fn is_name(&self, rest: &[u8]) -> bool {
        self.language != Language::Java
            && rest.first() == Some(&b':')
            // The other branch of `a ? b : c` has a blank before it.
            && rest.get(1).is_some_and(u8::is_ascii_whitespace)
    }

    fn word(&self, word: &[u8], rest: &[u8]) -> Kind {
        let word = std::str::from_utf8(word).unwrap_or("");
        let (keywords, literals) = words(self.language);
        if literals.contains(&word) {
            Kind::Literal
        } else if keywords.contains(&word) {
            Kind::Keyword
        } else if self.is_name(rest) && self.language != Language::Curl {
            Kind::Key
        } else {
            Kind::Plain
        }
    }
}

fn count(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| belongs(**byte)).count()
}

/// Returns the keywords and the literals of a language that generated code uses.
fn words(language: Language) -> (&'static [&'static str], &'static [&'static str]) {
    match language {
        Language::Json => (&[], &["true", "false", "null"]),
        Language::Curl => (&["curl", "set"], &["true", "false", "null"]),
        Language::Python => (
            &[
                "as", "def", "except", "for", "from", "if", "import", "in", "not", "or", "raise",
                "return", "try", "with",
            ],
            &["True", "False", "None"],
        ),
        Language::Node | Language::AppsScript => (
            &[
                "await", "const", "for", "from", "function", "if", "import", "new", "of", "return",
                "throw",
            ],
            &["true", "false", "null"],
        ),
        Language::Java => (
            &[
                "class", "final", "if", "import", "new", "private", "public", "static", "throws",
                "try", "void",
            ],
            &["true", "false", "null"],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats the tokens with their kinds, without blanks and signs.
    fn painted(text: &str, language: Language) -> String {
        let tokens = tokens(text, language);
        let ends = tokens.iter().skip(1).map(|token| token.start);
        let pieces = tokens.iter().zip(ends.chain([text.len()]));
        let words: Vec<String> = pieces
            .filter(|(token, _)| token.kind != Kind::Punctuation)
            .map(|(token, end)| format!("{:?} {}", token.kind, &text[token.start..end]))
            .collect();
        words.join(" | ")
    }

    #[test]
    fn pieces_have_their_kinds() {
        for (language, text, expected) in [
            (
                Language::Json,
                r#"{"a": [-1.5, "b\"c", null]}"#,
                r#"Key "a" | Number 1.5 | String "b\"c" | Literal null"#,
            ),
            (
                Language::Curl,
                "# don't\nset -eu\ncurl 'a\\' \"$b\"",
                "Comment # don't | Keyword set | Plain eu | Keyword curl | String 'a\\' | String \"$b\"",
            ),
            (
                Language::Python,
                "x = {\"k\": None}  # no\n",
                "Plain x | Key \"k\" | Literal None | Plain no",
            ),
            (
                Language::Python,
                "    # yes 'it's\nimport os",
                "Comment # yes 'it's | Keyword import | Plain os",
            ),
            (
                Language::Node,
                "const a = { b: 'c\\'d', e: `${f}` }; // g",
                "Keyword const | Plain a | Key b | String 'c\\'d' | Key e | String `${f}` | Comment // g",
            ),
            (
                Language::AppsScript,
                "/**\n * it's\n */\nfunction x() {}",
                "Comment /**\n * it's\n */ | Keyword function | Plain x",
            ),
            (
                Language::Java,
                ".setRed(0.5f).setX(\"http://a\");",
                "Plain setRed | Number 0.5f | Plain setX | String \"http://a\"",
            ),
            (Language::Node, "'unclosed", "String 'unclosed"),
            (Language::Node, "/* unclosed", "Comment /* unclosed"),
            (Language::Json, "你好", "Plain 你好"),
        ] {
            assert_eq!(painted(text, language), expected, "{text}");
        }
    }
}
