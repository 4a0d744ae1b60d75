//! Here-documents of PHP and Ruby: a mark, and the text in the lines below it.

use std::ops::Range;

use crate::document::parse::pieces::Piece;
use crate::document::parse::program::dialect::Dialect;
use crate::document::parse::program::quoted_string::{lines, strip_indent};

/// A here-document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HereDocument {
    /// Length of its mark, in bytes.
    pub mark: usize,
    /// What it holds.
    pub pieces: Vec<Piece>,
    /// Byte range of its lines, up to where the program goes on.
    pub lines: Range<usize>,
}

/// Reads the here-document whose mark is at a byte of a program; `None` if there is none.
#[must_use]
pub fn read(text: &str, at: usize, end: usize, dialect: Dialect) -> Option<HereDocument> {
    let here = text.get(at..end)?;
    let open = match dialect {
        Dialect::Php => "<<<",
        Dialect::Ruby => "<<",
        _ => return None,
    };
    let rest = here.strip_prefix(open)?;
    let bare = rest.trim_start_matches(['~', '-']);
    let is_squiggly = rest.starts_with('~') || dialect == Dialect::Php;
    let quote = bare.chars().next().filter(|c| matches!(c, '"' | '\''));
    let name = bare.trim_start_matches(['"', '\'']);
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let length = name.find(|c: char| !is_name(c)).unwrap_or(name.len());
    let is_mark = name.starts_with(|c: char| c.is_uppercase() || c == '_');
    let (name, _) = name.split_at_checked(length).filter(|_| is_mark)?;
    let mark = here.len() - bare.len() + name.len() + 2 * usize::from(quote.is_some());
    let start = at + here.find('\n')? + 1;
    let mut line_start = start;
    for line in text.get(start..end)?.split_inclusive('\n') {
        let inside = line.trim_start();
        let after = inside.strip_prefix(name);
        if after.is_some_and(|after| !after.starts_with(is_name)) {
            let mut pieces = lines(
                text,
                start..line_start.saturating_sub(1).max(start),
                dialect,
                quote != Some('\''),
            );
            if is_squiggly {
                strip_indent(&mut pieces);
            }
            // The last line has its end, which is no line of its own.
            pieces.push(Piece::Text("\n".to_owned()));
            let close = line_start + (line.len() - inside.len()) + name.len();
            return Some(HereDocument {
                mark,
                pieces,
                lines: start..close,
            });
        }
        line_start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_up_to_the_mark_are_its_text() {
        for (text, dialect, expected, rest) in [
            (
                "<<<JSON\n{\"a\": \"$b\"}\nJSON;",
                Dialect::Php,
                "{\"a\": \"<b>\"}\n",
                ";",
            ),
            ("<<<'X'\n$b\n  X)", Dialect::Php, "$b\n", ")"),
            (
                "<<~JSON\n  a\n    #{b}\n  JSON\nc",
                Dialect::Ruby,
                "a\n  <b>\n",
                "\nc",
            ),
        ] {
            let found = read(text, 0, text.len(), dialect).unwrap();
            let words = found.pieces.iter().map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Hole(hole) => format!("<{}>", hole.written),
            });
            assert_eq!(words.collect::<String>(), expected, "{text}");
            assert_eq!(&text[found.lines.end..], rest, "{text}");
            assert!(text[found.mark..].starts_with('\n'), "{text}");
        }
        for text in ["<<<JSON\na", "1 << 2\n", "<<< b\n b"] {
            assert_eq!(read(text, 0, text.len(), Dialect::Php), None, "{text}");
        }
    }
}
