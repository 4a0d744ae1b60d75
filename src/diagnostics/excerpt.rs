//! A line of a file with a span underlined, as good compilers show it.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

use crate::diagnostics::harmful::is_harmful;

/// Columns before the span that are shown where a line is cut.
const BEFORE: usize = 40;

/// Most bytes of a character.
const LETTER: usize = 4;

/// A line and its underlined span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line as it can be shown, cut where it is too long.
    pub line: String,
    /// Columns before the span.
    pub indent: usize,
    /// Columns of the span, 1 at least.
    pub width: usize,
}

impl Excerpt {
    /// Returns the line in which a range of a text begins, in about as many columns at most.
    ///
    /// A range that reaches into the next line is underlined to the end of the first.
    #[must_use]
    pub fn of(text: &str, range: &Range<usize>, columns: usize) -> Self {
        let range = text.floor_char_boundary(range.start)..text.floor_char_boundary(range.end);
        // A long line is not read as a whole: files without line ends have many places in one.
        let near = LETTER * (columns + BEFORE);
        let from = text.floor_char_boundary(range.start.saturating_sub(near));
        let to = text.floor_char_boundary(range.start.saturating_add(near).min(text.len()));
        let start = text[from..range.start]
            .rfind('\n')
            .map_or(from, |end| from + end + 1);
        let end = text[range.start..to]
            .find('\n')
            .map_or(to, |end| range.start + end);
        let line = text[start..end].trim_end();
        let place = range.start - start..range.end.min(start + line.len()).max(range.start) - start;
        let mut shown = String::new();
        let (mut column, mut from, mut to) = (0, None, None);
        let cut = first_shown(line, place.start, columns);
        if cut > 0 {
            shown.push('…');
            column = 1;
        }
        for (at, letter) in line[cut..]
            .char_indices()
            .map(|(at, letter)| (cut + at, letter))
        {
            if at >= place.start {
                from.get_or_insert(column);
            }
            if at >= place.end {
                to.get_or_insert(column);
            }
            if column >= columns {
                shown.push('…');
                break;
            }
            let letter = if letter == '\t' || is_harmful(letter) {
                ' '
            } else {
                letter
            };
            shown.push(letter);
            column += letter.width().unwrap_or(0);
        }
        let indent = from.unwrap_or(column);
        let width = to.unwrap_or(column).saturating_sub(indent).max(1);
        Self {
            line: shown,
            indent,
            width,
        }
    }

    /// Returns the line below the excerpt, with the mark under the span.
    #[must_use]
    pub fn mark(&self) -> String {
        let mut out = " ".repeat(self.indent);
        // Writing to a string cannot fail.
        let _ = write!(out, "{}", "^".repeat(self.width));
        out
    }
}

/// Returns the byte from which a line is shown, so that the span is visible.
fn first_shown(line: &str, place: usize, columns: usize) -> usize {
    let width: usize = line
        .chars()
        .take(place + columns)
        .filter_map(char::width)
        .sum();
    if width <= columns {
        return 0;
    }
    line.get(..place)
        .unwrap_or("")
        .char_indices()
        .rev()
        .nth(BEFORE)
        .map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, part: &str) -> String {
        let start = text.find(part).unwrap();
        let excerpt = Excerpt::of(text, &(start..start + part.len()), 100);
        format!("{}\n{}", excerpt.line, excerpt.mark())
    }

    #[test]
    fn places_are_underlined() {
        assert_eq!(drawn("{\n\t\"a\": 1\n}", "\"a\""), " \"a\": 1\n ^^^");
        assert_eq!(drawn("x 你好 \"b\"", "\"b\""), "x 你好 \"b\"\n       ^^^");
        assert_eq!(drawn("{\"a\": {\n1}}", "{\n1}"), "{\"a\": {\n      ^");
        let long = format!("{}here{}", "x".repeat(300), "y".repeat(300));
        let told = drawn(&long, "here");
        let (line, mark) = told.split_once('\n').unwrap();
        assert!(line.starts_with('…') && line.ends_with('…'), "{line}");
        let at = mark.find('^').unwrap();
        assert_eq!(line.chars().skip(at).take(4).collect::<String>(), "here");
        let longer = format!("{}here{}", "é".repeat(9000), "y".repeat(9000));
        assert_eq!(drawn(&longer, "here").replace('é', "x"), told);
        let end = Excerpt::of("ab", &(2..2), 100);
        assert_eq!((end.indent, end.width), (2, 1));
    }
}
