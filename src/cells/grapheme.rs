//! Grapheme clusters: what a person calls a character, with its width in cells and the text drawn for it.
//!
//! Of ratatui it takes `CellWidth` and nothing else: the width that decides where a row ends must be the very
//! width with which the screen is drawn, or text falls off the edge and the cursor drifts.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::{GraphemeCursor, Graphemes, UnicodeSegmentation};

/// Distance of tab stops, in cells.
const TAB_STOP: u16 = 4;

/// Maximum length in bytes of a cluster that is drawn whole; the longest emoji have 41.
const LONGEST_SYMBOL: usize = 64;

/// Marks that make half-width kana voiced: one cell each on a terminal.
///
/// ratatui 0.30 adds that cell itself, and newer tables of the Unicode widths count it already, so it may come
/// out as two.
pub const SOUND_MARKS: [char; 2] = ['\u{FF9E}', '\u{FF9F}'];

/// A grapheme cluster and the byte at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// Byte offset of its start.
    pub at: usize,
    /// Text of the cluster.
    pub text: &'a str,
}

impl Cluster<'_> {
    /// Returns the byte offset just after it.
    #[must_use]
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Returns its width in cells if it begins at `column` of its row.
    #[must_use]
    pub fn width(&self, column: u16) -> u16 {
        if self.text == "\t" {
            TAB_STOP - column % TAB_STOP
        } else {
            shown(self.text).1
        }
    }

    /// Returns its first character.
    #[must_use]
    pub fn first(&self) -> char {
        self.text.chars().next().unwrap_or(' ')
    }

    /// Returns whether a row may end after it, with the cluster hanging beyond the edge.
    #[must_use]
    pub fn is_space(&self) -> bool {
        matches!(self.text, " " | "\t")
            || self.text.len() == 3
                && matches!(
                    self.first(),
                    '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200B}' | '\u{205F}' | '\u{3000}'
                )
    }

    /// Returns whether rows may end on both its sides; `width` is its own.
    #[must_use]
    pub fn is_wide(&self, width: u16) -> bool {
        width > 1 || matches!(self.first(), '\u{FF61}'..='\u{FF9F}')
    }
}

/// Iterator over the clusters of a text, in order.
#[derive(Clone, Debug)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
    segments: Option<Graphemes<'a>>,
}

/// Returns the clusters of `text` from byte `from` on, which must be where a cluster begins.
///
/// ```
/// use chatquill::cells::grapheme::clusters;
///
/// let family: Vec<(&str, u16)> = clusters("é👨‍👩‍👧x", 0)
///     .map(|cluster| (cluster.text, cluster.width(0)))
///     .collect();
/// assert_eq!(family, [("é", 1), ("👨‍👩‍👧", 2), ("x", 1)]);
/// ```
#[must_use]
pub fn clusters(text: &str, from: usize) -> Clusters<'_> {
    Clusters {
        text,
        at: from,
        segments: None,
    }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    fn next(&mut self) -> Option<Cluster<'a>> {
        let at = self.at;
        let bytes = self.text.as_bytes();
        let first = *bytes.get(at)?;
        // Nothing joins two ASCII characters but CR LF, and lines hold no LF.
        let alone = first < 0x80 && first != b'\r' && bytes.get(at + 1).is_none_or(u8::is_ascii);
        let text = if alone {
            self.segments = None;
            self.text.get(at..=at)?
        } else if let Some(symbol) = lone_symbol(&self.text[at..]) {
            self.segments = None;
            symbol
        } else {
            self.segments
                .get_or_insert_with(|| self.text[at..].graphemes(true))
                .next()?
        };
        self.at = at + text.len();
        Some(Cluster { at, text })
    }
}

/// Returns the first character of a text where nothing can join it to the next: both are punctuation, arrows, parts of
/// borders, CJK or kana, of which most texts are that are not ASCII. The tables of Unicode are asked for the others.
fn lone_symbol(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next().filter(|first| never_joins(*first))?;
    let alone = chars.next().is_none_or(never_joins);
    alone.then(|| &text[..first.len_utf8()])
}

/// Returns whether a character is a cluster of its own beside another such one: its `Grapheme_Cluster_Break` is `Other`.
fn never_joins(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{A1}'..='\u{A8}' | '\u{AA}'..='\u{AC}' | '\u{AF}'..='\u{2FF}'
        | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{23FF}' | '\u{2500}'..='\u{25FF}'
        | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}')
}

/// Returns the text drawn for a cluster, and its width in cells (0: nothing is drawn).
///
/// Controls and marks that reverse the direction of text are shown as one visible cell, so neither an escape
/// sequence nor a hidden reordering reaches the terminal. A tab counts as one space here.
#[must_use]
pub fn shown(cluster: &str) -> (&str, u16) {
    const PICTURES: [&str; 33] = [
        "␀", "␁", "␂", "␃", "␄", "␅", "␆", "␇", "␈", " ", "␊", "␋", "␌", "␍", "␎", "␏", "␐", "␑",
        "␒", "␓", "␔", "␕", "␖", "␗", "␘", "␙", "␚", "␛", "␜", "␝", "␞", "␟", " ",
    ];
    if let [byte] = cluster.as_bytes() {
        return match byte {
            0..=b' ' => (PICTURES[usize::from(*byte)], 1),
            0x7F => ("␡", 1),
            _ => (cluster, 1),
        };
    }
    let first = cluster.chars().next().unwrap_or(' ');
    if first.is_control() || is_reordering(first) {
        return ("\u{FFFD}", 1);
    }
    let end = cluster.floor_char_boundary(LONGEST_SYMBOL);
    let symbol = &cluster[..end];
    let excess = if symbol.ends_with(SOUND_MARKS) {
        SOUND_MARKS[0].encode_utf8(&mut [0; 4]).cell_width() - 1
    } else {
        0
    };
    (symbol, symbol.cell_width() - excess)
}

fn is_reordering(c: char) -> bool {
    matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns the column at which byte `at` of a row is shown; bytes beyond the row's end count as its end.
#[must_use]
pub fn column_of(row: &str, at: usize) -> u16 {
    let before = &row.as_bytes()[..at.min(row.len())];
    // Most texts of the screen are ASCII, a cell each; all are measured before they are drawn.
    let next = row.as_bytes().get(before.len());
    if before.iter().all(|byte| matches!(byte, b' '..=b'~')) && next.is_none_or(u8::is_ascii) {
        return u16::try_from(before.len()).unwrap_or(u16::MAX);
    }
    let mut column = 0_u16;
    for cluster in clusters(row, 0) {
        if cluster.at >= at {
            break;
        }
        column = column.saturating_add(cluster.width(column));
    }
    column
}

/// Returns the last cluster boundary of a row that is shown at `column` or before it, in bytes.
#[must_use]
pub fn byte_at(row: &str, column: u16) -> usize {
    let mut reached = 0_u16;
    for cluster in clusters(row, 0) {
        reached = reached.saturating_add(cluster.width(reached));
        if reached > column {
            return cluster.at;
        }
    }
    row.len()
}

/// Returns byte `at` of `text`, moved forward to the end of a cluster if it is within one.
#[must_use]
pub fn boundary_from(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at.min(text.len()));
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) {
        at
    } else {
        next_boundary(text, at).unwrap_or(text.len())
    }
}

/// Returns where the cluster before byte `at` begins; `None` at the start of the text.
#[must_use]
pub fn previous_boundary(text: &str, at: usize) -> Option<usize> {
    GraphemeCursor::new(at, text.len(), true)
        .prev_boundary(text, 0)
        .ok()
        .flatten()
}

/// Returns where the cluster after byte `at` ends; `None` at the end of the text.
#[must_use]
pub fn next_boundary(text: &str, at: usize) -> Option<usize> {
    GraphemeCursor::new(at, text.len(), true)
        .next_boundary(text, 0)
        .ok()
        .flatten()
}

/// Sanitizes a text for a message: line ends as LF, and of the controls only LF and tab kept. An escape sequence of a
/// terminal, such as a colour, goes as a whole.
#[must_use]
pub fn cleaned(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let with_lf = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut clean = String::with_capacity(with_lf.len());
    let mut rest = with_lf.as_str();
    while let Some(c) = rest.chars().next() {
        let length = sequence_length(rest).unwrap_or(c.len_utf8());
        if is_kept(c) {
            clean.push(c);
        }
        rest = &rest[length..];
    }
    Cow::Owned(clean)
}

/// Returns the bytes of the escape sequence at the start of a text (CSI or OSC, ECMA-48), if a whole one stands there.
fn sequence_length(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\u{1b}')?;
    if let Some(body) = body.strip_prefix('[') {
        let end = body.find(|c: char| !(' '..='?').contains(&c))?;
        let last = body[end..].chars().next()?;
        return ('@'..='~').contains(&last).then_some(end + 3);
    }
    let body = body.strip_prefix(']')?;
    let end = body.find(['\u{7}', '\u{1b}', '\n'])?;
    if body[end..].starts_with('\u{7}') {
        Some(end + 3)
    } else {
        body[end..].starts_with("\u{1b}\\").then_some(end + 4)
    }
}

#[cfg(test)]
mod tests;
