//! Escapes of quoted strings: what is written, and what it means.

/// One character of the inside of a quoted string, possibly escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EscapedChar {
    /// Length in bytes as written.
    pub length: usize,
    /// Character it means; `None` for a line continuation.
    pub meaning: Option<char>,
}

/// Parses the first character of a text that is not empty.
///
/// The escapes are those of JavaScript, of which JSON's are a part. The error says as a sentence what is wrong
/// with the escape.
///
/// # Errors
/// Returns what is wrong with it, as a sentence.
pub fn letter(text: &str) -> Result<EscapedChar, String> {
    let mut letters = text.chars();
    let plain = letters.next().unwrap_or_default();
    if plain != '\\' {
        return Ok(EscapedChar {
            length: plain.len_utf8(),
            meaning: Some(plain),
        });
    }
    let Some(escaped) = letters.next() else {
        return Err("Nothing follows the backslash.".to_owned());
    };
    let length = 1 + escaped.len_utf8();
    let meaning = match escaped {
        'u' => return unicode(text),
        'x' => {
            let meaning = hex(text, 2, 2).and_then(char::from_u32);
            let length = 4;
            return meaning
                .map(|meaning| EscapedChar {
                    length,
                    meaning: Some(meaning),
                })
                .ok_or_else(|| "After \\x two hexadecimal digits are expected.".to_owned());
        }
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        'v' => Some('\u{b}'),
        '0'..='9' => {
            let is_nul = escaped == '0' && !text[2..].starts_with(|c: char| c.is_ascii_digit());
            if !is_nul {
                return Err(format!(
                    "\\{escaped} is an old octal escape, which JSON does not have."
                ));
            }
            Some('\0')
        }
        '\r' if text[2..].starts_with('\n') => {
            let (length, meaning) = (3, None);
            return Ok(EscapedChar { length, meaning });
        }
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => None,
        other => Some(other),
    };
    Ok(EscapedChar { length, meaning })
}

/// Parses `\u00e9`, a pair of these for what lies beyond 16 bits, or `\u{1f44b}`.
fn unicode(text: &str) -> Result<EscapedChar, String> {
    if let Some(braced) = text.strip_prefix("\\u{") {
        let end = braced.find('}').filter(|&end| (1..=6).contains(&end));
        let meaning = end.and_then(|end| char::from_u32(hex(braced, 0, end)?));
        return match (end, meaning) {
            (Some(end), Some(meaning)) => Ok(EscapedChar {
                length: end + 4,
                meaning: Some(meaning),
            }),
            _ => Err("Between \\u{ and } the number of a character is expected.".to_owned()),
        };
    }
    let expected = || "After \\u four hexadecimal digits are expected.".to_owned();
    let high = hex(text, 2, 4).ok_or_else(expected)?;
    if let Some(meaning) = char::from_u32(high) {
        return Ok(EscapedChar {
            length: 6,
            meaning: Some(meaning),
        });
    }
    let pair = text.get(6..8).filter(|sign| *sign == "\\u");
    let low = pair
        .and_then(|_| hex(text, 8, 4))
        .filter(|low| high < 0xdc00 && (0xdc00..0xe000).contains(low));
    let meaning =
        low.and_then(|low| char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
    meaning
        .map(|meaning| EscapedChar {
            length: 12,
            meaning: Some(meaning),
        })
        .ok_or_else(|| {
            format!("\\u{high:04x} is one half of a character, whose other half is missing.")
        })
}

/// Parses a hexadecimal number of `count` digits at a byte offset.
fn hex(text: &str, from: usize, count: usize) -> Option<u32> {
    let digits = text.get(from..from + count)?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_mean_what_javascript_takes_them_for() {
        for (written, length, meaning) in [
            ("ab", 1, Some('a')),
            ("你", 3, Some('你')),
            ("\\n", 2, Some('\n')),
            ("\\/", 2, Some('/')),
            ("\\'", 2, Some('\'')),
            ("\\0x", 2, Some('\0')),
            ("\\x41", 4, Some('A')),
            ("\\u00e9", 6, Some('é')),
            ("\\ud83d\\udc4b", 12, Some('👋')),
            ("\\u{1f44b}", 9, Some('👋')),
            ("\\\nx", 2, None),
            ("\\\r\nx", 3, None),
            ("\\é", 3, Some('é')),
        ] {
            assert_eq!(
                letter(written),
                Ok(EscapedChar { length, meaning }),
                "{written}"
            );
        }
    }

    #[test]
    fn broken_escapes_are_told() {
        for (written, words) in [
            ("\\", "Nothing follows"),
            ("\\u12", "four hexadecimal digits"),
            ("\\u+123", "four hexadecimal digits"),
            ("\\x4", "two hexadecimal digits"),
            ("\\u{110000}", "the number of a character"),
            ("\\u{}", "the number of a character"),
            ("\\ud83d", "\\ud83d is one half"),
            ("\\udc4b\\ud83d", "\\udc4b is one half"),
            ("\\ud83d\\u0041", "\\ud83d is one half"),
            ("\\12", "\\1 is an old octal escape"),
            ("\\01", "\\0 is an old octal escape"),
        ] {
            let told = letter(written).unwrap_err();
            assert!(told.contains(words), "{written}: {told}");
        }
    }
}
