//! Formats with places for values: `%s` of C, Python, Go and Java, and `{}` and `$name` of Python.

use crate::document::parse::pieces::Piece;

/// A part of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatPart {
    /// What is written out.
    Piece(Piece),
    /// The place of a value by its number.
    Place(usize),
    /// The place of a value by its name.
    Name(String),
}

/// Splits the text pieces of a format at its places with `%`.
#[must_use]
pub fn percent(pieces: &[Piece]) -> Vec<FormatPart> {
    let mut parts = Vec::new();
    let mut count = 0;
    for piece in pieces {
        let Piece::Text(text) = piece else {
            parts.push(FormatPart::Piece(piece.clone()));
            continue;
        };
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('%') {
            plain.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('%') {
                plain.push('%');
                rest = after;
                continue;
            }
            let is_flag = |c: char| c.is_ascii_digit() || "#+- .$".contains(c);
            let (name, tail) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
                Some((name, tail)) => (Some(name), tail),
                None => (None, rest),
            };
            let tail = tail.trim_start_matches(is_flag);
            let Some(letter) = tail.chars().next().filter(char::is_ascii_alphabetic) else {
                plain.push('%');
                continue;
            };
            rest = &tail[1..];
            flush(&mut plain, &mut parts);
            if letter == 'n' {
                plain.push('\n');
                continue;
            }
            parts.push(if let Some(name) = name {
                FormatPart::Name(name.to_owned())
            } else {
                count += 1;
                FormatPart::Place(count - 1)
            });
        }
        plain.push_str(rest);
        flush(&mut plain, &mut parts);
    }
    parts
}

/// Splits the text pieces of a format at its places with braces.
#[must_use]
pub fn braces(pieces: &[Piece]) -> Vec<FormatPart> {
    let mut parts = Vec::new();
    let mut count = 0;
    for piece in pieces {
        let Piece::Text(text) = piece else {
            parts.push(FormatPart::Piece(piece.clone()));
            continue;
        };
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let Some((inside, after)) = rest.split_once('}').filter(|_| brace == "{") else {
                plain.push_str(brace);
                continue;
            };
            rest = after;
            flush(&mut plain, &mut parts);
            let name = inside.split([':', '!']).next().unwrap_or("");
            parts.push(match name.parse::<usize>() {
                Ok(place) => FormatPart::Place(place),
                Err(_) if name.is_empty() => {
                    count += 1;
                    FormatPart::Place(count - 1)
                }
                Err(_) => FormatPart::Name(name.to_owned()),
            });
        }
        plain.push_str(rest);
        flush(&mut plain, &mut parts);
    }
    parts
}

/// Splits the text pieces of a template of Python at its places: `$name`, `${name}`; `$$` is a dollar sign.
#[must_use]
pub fn dollars(pieces: &[Piece]) -> Vec<FormatPart> {
    let mut parts = Vec::new();
    for piece in pieces {
        let Piece::Text(text) = piece else {
            parts.push(FormatPart::Piece(piece.clone()));
            continue;
        };
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('$') {
            plain.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix('$') {
                plain.push('$');
                rest = after;
                continue;
            }
            let inside = rest.strip_prefix('{').unwrap_or(rest);
            let is_braced = inside.len() < rest.len();
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let length = inside.find(|c| !is_part(c)).unwrap_or(inside.len());
            let (name, after) = inside.split_at(length);
            let after = if is_braced {
                after.strip_prefix('}')
            } else {
                Some(after)
            };
            match after.filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
            {
                Some(after) => {
                    flush(&mut plain, &mut parts);
                    parts.push(FormatPart::Name(name.to_owned()));
                    rest = after;
                }
                None => plain.push('$'),
            }
        }
        plain.push_str(rest);
        flush(&mut plain, &mut parts);
    }
    parts
}

fn flush(plain: &mut String, parts: &mut Vec<FormatPart>) {
    if !plain.is_empty() {
        parts.push(FormatPart::Piece(Piece::Text(std::mem::take(plain))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(parts: Vec<FormatPart>) -> String {
        let each = parts.into_iter().map(|part| match part {
            FormatPart::Piece(Piece::Text(text)) => text,
            FormatPart::Piece(Piece::Hole(hole)) => hole.written,
            FormatPart::Place(place) => format!("<{place}>"),
            FormatPart::Name(name) => format!("<{name}>"),
        });
        each.collect()
    }

    #[test]
    fn places_are_found() {
        let text = |text: &str| vec![Piece::Text(text.to_owned())];
        for (format, expected) in [
            ("a %s b %5.2f%% %(c)s %", "a <0> b <1>% <c> %"),
            ("100% sure", "100<0>ure"),
        ] {
            assert_eq!(drawn(percent(&text(format))), expected, "{format}");
        }
        for (format, expected) in [
            ("a {} b {:>5} {{c}} {d.e!r}", "a <0> b <1> {c} <d.e>"),
            ("{1} {0} }", "<1> <0> }"),
        ] {
            assert_eq!(drawn(braces(&text(format))), expected, "{format}");
        }
        for (format, expected) in [
            ("a $b ${c}d $$5 $6 ${", "a <b> <c>d $5 $6 ${"),
            ("$a_1.", "<a_1>."),
        ] {
            assert_eq!(drawn(dollars(&text(format))), expected, "{format}");
        }
    }
}
