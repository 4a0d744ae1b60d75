//! Strings of programs: their quotes, escapes, and what is filled into them.

use crate::document::parse::escape::letter;
use crate::document::parse::pieces::{Hole, Piece};
use crate::document::parse::program::dialect::Dialect;

/// A string of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedString {
    /// What it holds.
    pub pieces: Vec<Piece>,
    /// Byte offset behind its last quote.
    pub end: usize,
}

/// How the inside of a string is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    close: &'static str,
    escapes: Escapes,
    fills: Fills,
    has_lines: bool,
    is_block: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escapes {
    /// None at all.
    None,
    /// The quote and the backslash alone.
    Quote,
    /// Those of C, an unknown one meaning its letter.
    All,
    /// Those of C, an unknown one meaning itself, backslash and all.
    Python,
    /// A quote is written twice.
    Double,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fills {
    None,
    /// `{name}`, with `{{` for a brace.
    Brace,
    /// `${…}`.
    Template,
    /// `$name` and `${…}`.
    Dollar,
    /// `$name` and `{$…}`.
    Php,
    /// `#{…}`.
    Hash,
    /// `\(…)`, as in Swift and jq.
    Parenthesis,
}

/// Reads the string at a byte of a program, its prefix included; `None` if there is none.
#[must_use]
pub fn read(text: &str, at: usize, end: usize, dialect: Dialect) -> Option<QuotedString> {
    let here = text.get(at..end)?;
    // A prefix has two letters at most, or two signs.
    let length = here
        .bytes()
        .take(4)
        .position(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let (prefix, rest) = here.split_at_checked(length)?;
    let style = style(prefix, rest, dialect)?;
    let inside = at + length + style.close.len();
    let mut found = Reader {
        text,
        end,
        at: inside,
        style,
        dialect,
        pieces: Vec::new(),
        plain: String::new(),
    }
    .run()?;
    if style.is_block {
        strip_indent(&mut found.pieces);
    }
    Some(found)
}

/// Reads the lines of a here-document, in which PHP and Ruby fill in values unless its mark is in single quotes.
#[must_use]
pub fn lines(
    text: &str,
    part: std::ops::Range<usize>,
    dialect: Dialect,
    is_filled: bool,
) -> Vec<Piece> {
    let fills = match dialect {
        _ if !is_filled => Fills::None,
        Dialect::Ruby => Fills::Hash,
        _ => Fills::Php,
    };
    let reader = Reader {
        text,
        end: part.end,
        at: part.start,
        style: Style {
            close: "\0",
            escapes: if is_filled {
                Escapes::All
            } else {
                Escapes::None
            },
            fills,
            has_lines: true,
            is_block: false,
        },
        dialect,
        pieces: Vec::new(),
        plain: String::new(),
    };
    reader.into_pieces()
}

fn style(prefix: &str, rest: &str, dialect: Dialect) -> Option<Style> {
    let lower = prefix.to_ascii_lowercase();
    let is_prefix = match dialect {
        Dialect::Python => lower.len() <= 2 && lower.chars().all(|c| "rbuf".contains(c)),
        Dialect::Dart => matches!(&lower[..], "" | "r"),
        Dialect::Java => matches!(&lower[..], "" | "$" | "@" | "$@" | "@$"),
        _ => lower.is_empty(),
    };
    if !is_prefix {
        return None;
    }
    let has_triple = matches!(
        dialect,
        Dialect::Python | Dialect::Java | Dialect::Kotlin | Dialect::Dart
    );
    let close = if has_triple && rest.starts_with("\"\"\"") {
        "\"\"\""
    } else if matches!(dialect, Dialect::Python | Dialect::Dart) && rest.starts_with("'''") {
        "'''"
    } else if rest.starts_with('"') {
        "\""
    } else if rest.starts_with('\'') {
        "'"
    } else {
        "`"
    };
    let is_triple = close.len() == 3;
    let (escapes, fills) = match (dialect, close) {
        (Dialect::Python, _) => (
            if lower.contains('r') {
                Escapes::None
            } else {
                Escapes::Python
            },
            if lower.contains('f') {
                Fills::Brace
            } else {
                Fills::None
            },
        ),
        (Dialect::Java, _) => (
            if lower.contains('@') {
                Escapes::Double
            } else {
                Escapes::All
            },
            if lower.contains('$') {
                Fills::Brace
            } else {
                Fills::None
            },
        ),
        (Dialect::Dart, _) if lower == "r" => (Escapes::None, Fills::None),
        (Dialect::Kotlin, "\"\"\"") => (Escapes::None, Fills::Dollar),
        (Dialect::Dart, _) | (Dialect::Kotlin, "\"") => (Escapes::All, Fills::Dollar),
        (Dialect::Php, "\"") => (Escapes::All, Fills::Php),
        (Dialect::Ruby, "\"") => (Escapes::All, Fills::Hash),
        (Dialect::Php | Dialect::Ruby, "'") => (Escapes::Quote, Fills::None),
        (Dialect::Script, "\"") => (Escapes::All, Fills::Parenthesis),
        (Dialect::Script, "`") => (Escapes::All, Fills::Template),
        (_, "`") => (Escapes::None, Fills::None),
        _ => (Escapes::All, Fills::None),
    };
    Some(Style {
        close,
        escapes,
        fills,
        has_lines: is_triple
            || close == "`"
            || escapes == Escapes::Double
            || matches!(dialect, Dialect::Php | Dialect::Ruby),
        is_block: is_triple && dialect == Dialect::Java,
    })
}

struct Reader<'a> {
    text: &'a str,
    end: usize,
    at: usize,
    style: Style,
    dialect: Dialect,
    pieces: Vec<Piece>,
    plain: String,
}

impl Reader<'_> {
    fn run(mut self) -> Option<QuotedString> {
        loop {
            let here = self.text.get(self.at..self.end)?;
            let close = self.style.close;
            if self.style.escapes == Escapes::Double && here.starts_with("\"\"") {
                self.plain.push('"');
                self.at += 2;
                continue;
            }
            if here.starts_with(close) {
                // Python takes `""""` for a quote before the end.
                let extra = close.len() == 3 && here[3..].starts_with(&close[..1]);
                if !extra {
                    self.flush();
                    return Some(QuotedString {
                        pieces: self.pieces,
                        end: self.at + close.len(),
                    });
                }
            }
            let letter = here.chars().next()?;
            if matches!(letter, '\n' | '\r') && !self.style.has_lines {
                return None;
            }
            if self.fill(here).is_none() {
                self.one(here, letter);
            }
        }
    }

    fn into_pieces(mut self) -> Vec<Piece> {
        while let Some(here) = self.text.get(self.at..self.end)
            && let Some(letter) = here.chars().next()
        {
            if self.fill(here).is_none() {
                self.one(here, letter);
            }
        }
        self.flush();
        self.pieces
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.pieces
                .push(Piece::Text(std::mem::take(&mut self.plain)));
        }
    }

    /// Reads one character, perhaps escaped.
    fn one(&mut self, here: &str, first: char) {
        let mut next = here.chars();
        next.next();
        let escaped = next.next();
        let (length, meaning) = match (first, self.style.escapes, escaped) {
            ('\\', Escapes::Quote, Some(c @ ('\'' | '\\'))) => (1 + c.len_utf8(), Some(c)),
            // A raw text goes on behind a quote with a backslash, which stays.
            ('\\', Escapes::None, Some(c @ ('"' | '\''))) if self.dialect == Dialect::Python => {
                self.plain.push('\\');
                (1 + c.len_utf8(), Some(c))
            }
            ('\\', Escapes::All | Escapes::Python, Some(c)) => self.escape(here, c),
            ('\r', _, Some('\n')) if self.style.has_lines => (1, None),
            _ => (first.len_utf8(), Some(first)),
        };
        self.plain.extend(meaning);
        self.at += length;
    }

    fn escape(&mut self, here: &str, escaped: char) -> (usize, Option<char>) {
        let digits = |from: usize, most: usize, radix: u32| {
            let rest = here.get(from..).unwrap_or("");
            let count = rest
                .chars()
                .take(most)
                .take_while(|c| c.is_digit(radix))
                .count();
            let code = u32::from_str_radix(&rest[..count], radix).ok();
            (from + count, code.and_then(char::from_u32))
        };
        match escaped {
            'U' if self.dialect == Dialect::Python || self.dialect == Dialect::Go => {
                return digits(2, 8, 16);
            }
            '0'..='7' => return digits(1, 3, 8),
            's' if self.dialect == Dialect::Java => return (2, Some(' ')),
            'a' if self.dialect != Dialect::Script => return (2, Some('\u{7}')),
            'e' if matches!(self.dialect, Dialect::Php | Dialect::Ruby) => {
                return (2, Some('\u{1b}'));
            }
            _ => {}
        }
        let is_known = "nrtbfvxu\\\"'`\n\r".contains(escaped);
        if self.style.escapes == Escapes::Python && !is_known {
            self.plain.push('\\');
            return (1 + escaped.len_utf8(), Some(escaped));
        }
        match letter(here) {
            Ok(read) => (read.length, read.meaning),
            // What is no escape stays as it is written.
            Err(_) => (1, Some('\\')),
        }
    }

    /// Reads what is filled in here, if anything is.
    fn fill(&mut self, here: &str) -> Option<()> {
        let open = match self.style.fills {
            Fills::None => return None,
            Fills::Brace => {
                for brace in ["{{", "}}"] {
                    if here.starts_with(brace) {
                        self.plain.push_str(&brace[..1]);
                        self.at += 2;
                        return Some(());
                    }
                }
                "{"
            }
            Fills::Template => "${",
            Fills::Dollar if here.starts_with("${") => "${",
            Fills::Php if here.starts_with("{$") => "{",
            Fills::Hash => "#{",
            Fills::Parenthesis => {
                let inside = here.strip_prefix("\\(")?;
                let length = parenthesis(inside)?;
                self.hole(length + 3, inside[..length].trim());
                return Some(());
            }
            Fills::Dollar | Fills::Php => return self.name(here),
        };
        let inside = here.strip_prefix(open)?;
        let length = closing(inside)?;
        let mut written = &inside[..length];
        if self.style.fills == Fills::Brace {
            written = without_format(written);
        }
        self.hole(open.len() + length + 1, written.trim());
        Some(())
    }

    /// Reads `$name`.
    fn name(&mut self, here: &str) -> Option<()> {
        let name = here.strip_prefix('$')?;
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let length = name.find(|c: char| !is_part(c)).unwrap_or(name.len());
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let suffix = match self.style.fills {
            Fills::Php => php_suffix(&name[length..]),
            _ => 0,
        };
        is_name.then(|| self.hole(1 + length + suffix, &name[..length + suffix]))
    }

    fn hole(&mut self, length: usize, written: &str) {
        self.flush();
        self.pieces.push(Piece::Hole(Hole {
            span: self.at..self.at + length,
            written: written.to_owned(),
        }));
        self.at += length;
    }
}

/// Returns the length up to the parenthesis that closes one opened before.
fn parenthesis(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in inside.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// Returns the length of what PHP takes with a name in a string: one `->field`, or one `[key]`.
fn php_suffix(rest: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    if let Some(field) = rest.strip_prefix("->") {
        let length = field.find(|c: char| !is_part(c)).unwrap_or(field.len());
        return if length == 0 { 0 } else { 2 + length };
    }
    let Some(key) = rest.strip_prefix('[') else {
        return 0;
    };
    let is_key = |key: &str| {
        let key = key.trim_start_matches(['$', '-']);
        !key.is_empty() && key.chars().all(is_part)
    };
    let end = key.find(']').filter(|end| is_key(&key[..*end]));
    end.map_or(0, |end| end + 2)
}

/// Maximum length of an expression in a string, in characters.
const EXPRESSION: usize = 2000;

/// Returns the length in bytes up to the brace that closes an expression.
fn closing(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, letter) in inside.char_indices().take(EXPRESSION) {
        match (quote, letter) {
            (Some(open), letter) => quote = (open != letter).then_some(open),
            (None, '"' | '\'' | '`') => quote = Some(letter),
            (None, '{' | '(' | '[') => depth += 1,
            (None, '}') if depth == 0 => return Some(at),
            (None, '}' | ')' | ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Returns the expression of a format without `!r`, `:>10` and `=`.
fn without_format(written: &str) -> &str {
    let mut depth = 0_usize;
    for (at, letter) in written.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return &written[..at],
            '!' if depth == 0 && !written[at + 1..].starts_with('=') => return &written[..at],
            _ => {}
        }
    }
    written.strip_suffix('=').unwrap_or(written)
}

/// Removes the line end behind the opening quotes, and the indent that all lines share.
///
/// As Java's text blocks have it.
pub fn strip_indent(pieces: &mut Vec<Piece>) {
    if let Some(Piece::Text(first)) = pieces.first_mut()
        && let Some(end) = first.find('\n')
        && first[..end].trim().is_empty()
    {
        first.drain(..=end);
    }
    let whole: String = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Hole(_) => "x",
        })
        .collect();
    let lines: Vec<&str> = whole.split('\n').collect();
    let last = lines.len().saturating_sub(1);
    let margin = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| *at == last || !line.trim().is_empty())
        .map(|(_, line)| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let mut at_start = true;
    for piece in pieces {
        let Piece::Text(text) = piece else {
            at_start = false;
            continue;
        };
        let mut out = String::with_capacity(text.len());
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                out.push('\n');
                at_start = true;
            }
            let cut = line.len() - line.trim_start_matches([' ', '\t']).len();
            out.push_str(if at_start {
                &line[cut.min(margin)..]
            } else {
                line
            });
            at_start = at_start && line.is_empty();
        }
        *text = out;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str, dialect: Dialect) -> String {
        let found = read(text, 0, text.len(), dialect).unwrap();
        assert_eq!(found.end, text.len(), "{text}");
        let each = found.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Hole(hole) => format!("<{}>", hole.written),
        });
        each.collect()
    }

    #[test]
    fn each_language_has_its_strings() {
        for (text, dialect, expected) in [
            (r#""a\n\u00e9\d""#, Dialect::Python, "a\né\\d"),
            (r"r'a\n'", Dialect::Python, r"a\n"),
            ("\"\"\"a\n\"b\" c\"\"\"", Dialect::Python, "a\n\"b\" c"),
            (
                "f'{a!r:>10} {{b}} {c[\"d\"]}'",
                Dialect::Python,
                "<a> {b} <c[\"d\"]>",
            ),
            ("'\\U0001F44B'", Dialect::Python, "👋"),
            (
                "`a ${b.c({d: 1})} \\` e`",
                Dialect::Script,
                "a <b.c({d: 1})> ` e",
            ),
            ("'a\\d'", Dialect::Script, "ad"),
            ("`a\\n`", Dialect::Go, r"a\n"),
            (
                "\"a $b ${c + 1} $ 2\"",
                Dialect::Kotlin,
                "a <b> <c + 1> $ 2",
            ),
            ("'a $b ${c.d} \\$e'", Dialect::Dart, "a <b> <c.d> $e"),
            (r"r'a $b\n'", Dialect::Dart, r"a $b\n"),
            ("\"a $b {$c->d} {e}\"", Dialect::Php, "a <b> <$c->d> {e}"),
            (
                "\"$a->b->c $d[0]x $e[key] $f-> $g[]\"",
                Dialect::Php,
                "<a->b>->c <d[0]>x <e[key]> <f>-> <g>[]",
            ),
            (r"'a\n $b \'c'", Dialect::Php, r"a\n $b 'c"),
            ("\"a #{b}\"", Dialect::Ruby, "a <b>"),
            ("@\"a\\n\"\"b\"\"\"", Dialect::Java, "a\\n\"b\""),
            ("$\"a {b} {{c}}\"", Dialect::Java, "a <b> {c}"),
            (
                "\"\"\"\n    a\n      b\\n\n    c\"\"\"",
                Dialect::Java,
                "a\n  b\n\nc",
            ),
            (r#""\000\033[0m""#, Dialect::Java, "\0\u{1b}[0m"),
        ] {
            assert_eq!(meant(text, dialect), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_closed_is_no_string() {
        for text in ["'a", "\"a\nb\"", "f'{a", "`a", "abc", "xyzw'a'"] {
            assert_eq!(read(text, 0, text.len(), Dialect::Python), None, "{text}");
        }
    }
}
