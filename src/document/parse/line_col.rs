//! Line and column of a byte offset.

/// Returns line and column of a byte of a text, counted from 1, columns in characters.
///
/// A byte order mark before the text is not counted.
#[must_use]
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let at = text.floor_char_boundary(at);
    let mark = '\u{feff}';
    let head = if text[..at].starts_with(mark) {
        mark.len_utf8()
    } else {
        0
    };
    let line_start = text[..at].rfind('\n').map_or(head, |end| end + 1);
    let line = text[..at].bytes().filter(|&byte| byte == b'\n').count() + 1;
    (line, text[line_start..at].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        for (text, byte, expected) in [
            ("", 0, (1, 1)),
            ("ab", 1, (1, 2)),
            ("a\nb", 2, (2, 1)),
            ("名前 = 1", 7, (1, 4)),
            ("é", 1, (1, 1)),
            ("a\n", 99, (2, 1)),
            ("\u{feff}ab", 4, (1, 2)),
        ] {
            assert_eq!(position(text, byte), expected, "{text:?} {byte}");
        }
    }
}
