//! Text of several styles, wrapped into lines.

use crate::cells::grapheme::cleaned;
use crate::cells::wrap::{Policy, breaks};
use crate::render::block::Block;
use crate::render::line::Line;
use crate::render::style::TextStyle;

/// A text whose parts have different styles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RichText {
    text: String,
    /// End of each part in bytes, and its style.
    parts: Vec<(usize, TextStyle)>,
}

impl RichText {
    /// Creates a text of one style.
    #[must_use]
    pub fn of(text: &str, style: impl Into<TextStyle>) -> Self {
        let mut flow = Self::default();
        flow.push(text, style);
        flow
    }

    /// Returns whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends a text; its line ends are kept.
    pub fn push(&mut self, text: &str, style: impl Into<TextStyle>) {
        if text.is_empty() {
            return;
        }
        let ink = style.into();
        for (at, part) in cleaned(text).split('\t').enumerate() {
            if at > 0 {
                self.text.push_str("    ");
            }
            self.text.push_str(part);
        }
        let end = self.text.len();
        match self.parts.last_mut().filter(|(_, last)| *last == ink) {
            Some((last, _)) => *last = end,
            None => self.parts.push((end, ink)),
        }
    }

    /// Wraps the text into lines of at most `width` cells.
    ///
    /// A character that is wider becomes an ellipsis.
    #[must_use]
    pub fn wrapped(&self, width: u16) -> Block {
        let mut lines = Block::new();
        let mut start = 0;
        for text in self.text.split('\n') {
            let mut from = 0;
            for end in breaks(text, width, Policy::Words)
                .into_iter()
                .chain([text.len()])
            {
                let row = text[from..end].trim_end_matches(' ');
                lines.push(self.line(start + from, start + from + row.len()).cut(width));
                from = end;
            }
            start += text.len() + 1;
        }
        lines
    }

    /// Returns as much of the first line as fits into `width` cells; a line that is cut ends in an ellipsis.
    #[must_use]
    pub fn single(&self, width: u16) -> Line {
        let end = self.text.find('\n').unwrap_or(self.text.len());
        let mut line = self.line(0, end);
        if end < self.text.len() {
            line.write(
                "…",
                self.parts
                    .last()
                    .map(|(_, style)| *style)
                    .unwrap_or_default(),
            );
        }
        line.cut(width)
    }

    fn line(&self, start: usize, end: usize) -> Line {
        let mut line = Line::default();
        let mut at = start;
        let first = self.parts.partition_point(|(part, _)| *part <= start);
        for (part, style) in &self.parts[first..] {
            if at >= end {
                break;
            }
            let stop = end.min(*part);
            line.write(&self.text[at..stop], *style);
            at = stop;
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::style::Role;

    fn texts(block: &Block) -> Vec<String> {
        block.iter().map(Line::text).collect()
    }

    #[test]
    fn parts_keep_their_looks_where_lines_end() {
        let mut flow = RichText::of("one two", Role::Text);
        flow.push(" three\nfour", Role::Link);
        let lines = flow.wrapped(8);
        assert_eq!(texts(&lines), ["one two", "three", "four"]);
        assert_eq!(lines[1].pieces()[0].style, TextStyle::of(Role::Link));
        assert_eq!(texts(&flow.wrapped(40)), ["one two three", "four"]);
        assert_eq!(flow.wrapped(40)[0].pieces().len(), 2);
        assert_eq!(flow.single(40).text(), "one two three…");
        assert_eq!(flow.single(6).text(), "one t…");
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        for text in ["", "你好 👩🏽‍🚀 x", "a\tb\r\nc", "abcdefgh", "  x  y  "] {
            for width in 1..12 {
                for line in RichText::of(text, Role::Text).wrapped(width) {
                    assert!(line.width() <= width, "{text:?} in {width}: {line:?}");
                }
            }
        }
        assert_eq!(
            texts(&RichText::of("你x", Role::Text).wrapped(1)),
            ["…", "x"]
        );
        assert_eq!(texts(&RichText::of("", Role::Text).wrapped(9)), [""]);
    }
}
