//! String literals: what must be escaped in each language, and what had better be.

use crate::diagnostics::harmful::is_harmful;

/// Quoting style of a string literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// `"…"`, with Python's escapes.
    Python,
    /// `'…'`, with JavaScript's escapes.
    JavaScript,
    /// `"…"`, with Java's escapes.
    Java,
    /// `'…'` of a POSIX shell.
    Shell,
}

/// Returns the literal that means `text`.
///
/// Characters that steer a terminal or turn the direction of writing are escaped, so that code reads as it
/// runs.
#[must_use]
pub fn quoted(text: &str, quotes: Quotes) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    if quotes == Quotes::Shell {
        out.push('\'');
        out.push_str(&text.replace('\'', r"'\''"));
        out.push('\'');
        return out;
    }
    let mark = if quotes == Quotes::JavaScript {
        '\''
    } else {
        '"'
    };
    out.push(mark);
    for c in text.chars() {
        match c {
            '\\' => out.push_str(r"\\"),
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\t' => out.push_str(r"\t"),
            c if c == mark => out.extend(['\\', c]),
            c if is_harmful(c) => out.push_str(&escape(c, quotes)),
            c => out.push(c),
        }
    }
    out.push(mark);
    out
}

fn escape(c: char, quotes: Quotes) -> String {
    let code = u32::from(c);
    match quotes {
        // Java resolves \u before anything else, a quote or a line end too; its octal form is safe.
        Quotes::Java if code < 0x80 => format!("\\{code:03o}"),
        Quotes::Python | Quotes::JavaScript if code < 0x100 => format!("\\x{code:02x}"),
        // All harmful characters are in the basic multilingual plane.
        _ => format!("\\u{code:04x}"),
    }
}

/// Returns the lines of a text with their line ends, if it has more than one.
#[must_use]
pub fn lines(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = text.split_inclusive('\n').collect();
    (parts.len() > 1).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_means_its_text() {
        for (text, python, javascript, java, shell) in [
            ("", r#""""#, "''", r#""""#, "''"),
            (
                "it's \"so\"",
                r#""it's \"so\"""#,
                r#"'it\'s "so"'"#,
                r#""it's \"so\"""#,
                r#"'it'\''s "so"'"#,
            ),
            (r"a\b", r#""a\\b""#, r"'a\\b'", r#""a\\b""#, r"'a\b'"),
            (
                "a\nb\tc\r",
                r#""a\nb\tc\r""#,
                r"'a\nb\tc\r'",
                r#""a\nb\tc\r""#,
                "'a\nb\tc\r'",
            ),
            (
                "$HOME `id` ${x} %s {0}",
                r#""$HOME `id` ${x} %s {0}""#,
                "'$HOME `id` ${x} %s {0}'",
                r#""$HOME `id` ${x} %s {0}""#,
                "'$HOME `id` ${x} %s {0}'",
            ),
            (
                "你好👋🏽",
                r#""你好👋🏽""#,
                "'你好👋🏽'",
                r#""你好👋🏽""#,
                "'你好👋🏽'",
            ),
            (
                "\0\u{1b}7\u{7f}",
                r#""\x00\x1b7\x7f""#,
                r"'\x00\x1b7\x7f'",
                r#""\000\0337\177""#,
                "'\0\u{1b}7\u{7f}'",
            ),
            (
                "\u{85}\u{2028}\u{202e}",
                r#""\x85\u2028\u202e""#,
                r"'\x85\u2028\u202e'",
                r#""\u0085\u2028\u202e""#,
                "'\u{85}\u{2028}\u{202e}'",
            ),
            (
                r"\u000a",
                r#""\\u000a""#,
                r"'\\u000a'",
                r#""\\u000a""#,
                r"'\u000a'",
            ),
        ] {
            for (quotes, expected) in [
                (Quotes::Python, python),
                (Quotes::JavaScript, javascript),
                (Quotes::Java, java),
                (Quotes::Shell, shell),
            ] {
                assert_eq!(quoted(text, quotes), expected, "{text:?} {quotes:?}");
            }
        }
    }

    #[test]
    fn lines_are_only_told_where_there_are_several() {
        for (text, expected) in [
            ("a", None),
            ("a\n", None),
            ("a\nb", Some(vec!["a\n", "b"])),
            ("\n\na", Some(vec!["\n", "\n", "a"])),
        ] {
            assert_eq!(lines(text), expected, "{text:?}");
        }
    }
}
