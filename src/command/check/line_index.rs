//! Lines and columns of a text, found without reading it anew for each place.

/// Bytes after which characters are counted again.
const BLOCK: usize = 256;

/// The lines of a text, and how many characters stand before each of its blocks.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// Byte offset of each line's start; that of the first is behind a byte order mark.
    starts: Vec<usize>,
    /// Number of characters before each block of bytes.
    blocks: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the lines of a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mark = '\u{feff}';
        let head = if text.starts_with(mark) {
            mark.len_utf8()
        } else {
            0
        };
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(head).chain(ends.map(|(at, _)| at + 1));
        let mut count = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = count;
            count += characters(block);
            before
        });
        Self {
            text,
            starts: starts.collect(),
            blocks: blocks.collect(),
        }
    }

    /// Returns line and column of a byte, counted from 1, columns in characters.
    #[must_use]
    pub fn position(&self, at: usize) -> (usize, usize) {
        let at = self.text.floor_char_boundary(at);
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        (line, self.before(at).saturating_sub(self.before(start)) + 1)
    }

    /// Returns the number of characters before a byte.
    fn before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..at);
        match self.blocks.get(block) {
            Some(count) => count + rest.map_or(0, characters),
            None => self.text.chars().count(),
        }
    }
}

/// Returns how many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse::line_col::position;

    #[test]
    fn it_says_the_same_as_counting_anew() {
        let long = "né\n🎉x".repeat(300);
        for text in ["", "a", "a\nb\n", "\u{feff}ab\nc", "é", &long] {
            let index = LineIndex::of(text);
            for at in 0..=text.len() + 1 {
                let is_in_mark = text.starts_with('\u{feff}') && at < 3;
                if !is_in_mark {
                    assert_eq!(index.position(at), position(text, at), "{text:.9} {at}");
                }
            }
        }
    }
}
