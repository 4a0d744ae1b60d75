//! A line of text cut into rows of cells, by what a person calls a character and what ratatui calls its width.
//!
//! Of ratatui it takes `CellWidth` and nothing else: the width that decides where a row ends must be
//! the very width with which the screen is drawn, or text falls off the edge and the caret drifts.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::{GraphemeCursor, Graphemes, UnicodeSegmentation};

/// Tabs reach to the next column that this divides.
const TAB_STOP: u16 = 4;

/// The longest cluster, in bytes, that is given to the screen whole; the longest emoji have 41.
const LONGEST_SYMBOL: usize = 64;

/// How many rows before a change are cut again: a row's end can hang on two clusters beyond it.
const ROWS_BEFORE_CHANGE: usize = 3;

/// Where a row may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// After spaces and around wide characters; longer words are split; spaces at the end hang.
    Words,
    /// Anywhere between clusters, each row filled.
    Cells,
}

/// What replaced what in a line, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where the change begins.
    pub at: usize,
    /// How many bytes went.
    pub removed: usize,
    /// How many bytes came.
    pub inserted: usize,
}

/// One user-perceived character and the byte at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// Byte offset of its first byte.
    pub at: usize,
    /// The characters it is made of.
    pub text: &'a str,
}

impl Cluster<'_> {
    /// The byte offset just after it.
    #[must_use]
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// How many cells it takes when it begins at `column` of its row.
    #[must_use]
    pub fn width(&self, column: u16) -> u16 {
        if self.text == "\t" {
            TAB_STOP - column % TAB_STOP
        } else {
            shown(self.text).1
        }
    }

    fn is_space(&self) -> bool {
        matches!(self.text, " " | "\t")
            || self.text.len() == 3
                && matches!(
                    first_char(self.text),
                    '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200B}' | '\u{205F}' | '\u{3000}'
                )
    }

    fn is_wide(&self, width: u16) -> bool {
        width > 1 || matches!(first_char(self.text), '\u{FF61}'..='\u{FF9F}')
    }
}

fn first_char(cluster: &str) -> char {
    cluster.chars().next().unwrap_or(' ')
}

/// The clusters of a text, in order.
#[derive(Clone, Debug)]
pub struct Clusters<'a> {
    text: &'a str,
    at: usize,
    segments: Option<Graphemes<'a>>,
}

/// The clusters of `text` from byte `from` on, which must be where a cluster begins.
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
        } else {
            self.segments
                .get_or_insert_with(|| self.text[at..].graphemes(true))
                .next()?
        };
        self.at = at + text.len();
        Some(Cluster { at, text })
    }
}

/// What the screen gets for a cluster, and how many cells that takes (0: nothing is drawn).
///
/// Controls and marks that reverse the direction of text are shown as one visible cell, so neither
/// an escape sequence nor a hidden reordering reaches the terminal. A tab counts as one space here.
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
    let first = first_char(cluster);
    if first.is_control() || is_reordering(first) {
        return ("\u{FFFD}", 1);
    }
    let end = cluster.floor_char_boundary(LONGEST_SYMBOL);
    let symbol = &cluster[..end];
    (symbol, symbol.cell_width())
}

fn is_reordering(c: char) -> bool {
    matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The byte offsets at which the second and later rows of `line` begin, for rows of `width` cells.
#[must_use]
pub fn breaks(line: &str, width: u16, policy: Policy) -> Vec<usize> {
    let width = width.max(1);
    if line.len() <= usize::from(width) && is_plain(line) {
        return Vec::new();
    }
    let mut found = Vec::new();
    if is_plain(line) {
        plain_breaks(line.as_bytes(), width.into(), policy, &mut found);
    } else {
        flow(line, 0, width, policy, |at| {
            found.push(at);
            Go::On
        });
    }
    found
}

/// The same as [`breaks`] of the changed `line`, made from the breaks before the change.
#[must_use]
pub fn rebreak(
    line: &str,
    width: u16,
    policy: Policy,
    old: &[usize],
    change: Change,
) -> Vec<usize> {
    let width = width.max(1);
    let row = old.partition_point(|at| *at <= change.at);
    let kept = row.saturating_sub(ROWS_BEFORE_CHANGE);
    let mut found = old[..kept].to_vec();
    let start = found.last().copied().unwrap_or(0);
    let mut tail = None;
    flow(line, start, width, policy, |at| {
        found.push(at);
        if at < change.at + change.inserted {
            return Go::On;
        }
        // From a row that begins where one began before, over the same rest of text, all is as it was.
        match old.binary_search(&(at - change.inserted + change.removed)) {
            Ok(index) => {
                tail = Some(index + 1);
                Go::Enough
            }
            Err(_) => Go::On,
        }
    });
    if let Some(tail) = tail {
        found.extend(
            old[tail..]
                .iter()
                .map(|at| at - change.removed + change.inserted),
        );
    }
    found
}

#[derive(PartialEq, Eq)]
enum Go {
    On,
    Enough,
}

fn is_plain(line: &str) -> bool {
    // Whole chunks without an early end are what the compiler turns into wide instructions.
    let plain = |chunk: &[u8]| {
        chunk
            .iter()
            .fold(true, |all, byte| all & (0x20..0x7F).contains(byte))
    };
    line.as_bytes().chunks(64).all(plain)
}

fn plain_breaks(bytes: &[u8], width: usize, policy: Policy, found: &mut Vec<usize>) {
    let mut start = 0;
    while bytes.len() - start > width {
        let full = start + width;
        let cut = match policy {
            Policy::Cells => full,
            Policy::Words => word_end(bytes, start, full),
        };
        if cut == bytes.len() {
            break;
        }
        found.push(cut);
        start = cut;
    }
}

fn word_end(bytes: &[u8], start: usize, full: usize) -> usize {
    let spaces = |from: usize| bytes[from..].iter().take_while(|b| **b == b' ').count();
    if bytes[full] == b' ' || bytes[full - 1] == b' ' {
        return full + spaces(full);
    }
    let row = &bytes[start..full];
    match row.iter().rposition(|byte| *byte == b' ') {
        Some(space) if row[..space].iter().any(|byte| *byte != b' ') => start + space + 1,
        _ => full,
    }
}

/// Cuts rows from byte `start`, where a row begins, and tells `found` each beginning of a further row.
fn flow(line: &str, start: usize, width: u16, policy: Policy, mut found: impl FnMut(usize) -> Go) {
    let mut start = start;
    'rows: loop {
        let mut column = 0_u16;
        let mut before: Option<(Cluster<'_>, u16)> = None;
        let mut candidate = None;
        let mut has_ink = false;
        for cluster in clusters(line, start) {
            let cells = cluster.width(column);
            let hangs = policy == Policy::Words && cluster.is_space();
            if !hangs {
                let opportunity = policy == Policy::Words
                    && has_ink
                    && before.is_some_and(|before| may_part(before, (cluster, cells)));
                if opportunity {
                    candidate = Some(cluster.at);
                }
                if column.saturating_add(cells) > width && cluster.at > start {
                    start = candidate.unwrap_or(cluster.at);
                    if found(start) == Go::Enough {
                        return;
                    }
                    continue 'rows;
                }
                has_ink = true;
            }
            column = column.saturating_add(cells);
            before = Some((cluster, cells));
        }
        return;
    }
}

fn may_part(before: (Cluster<'_>, u16), after: (Cluster<'_>, u16)) -> bool {
    before.0.is_space()
        || (before.0.is_wide(before.1) || after.0.is_wide(after.1))
            && !is_opening(first_char(before.0.text))
            && !is_closing(first_char(after.0.text))
}

fn is_opening(c: char) -> bool {
    "([{“‘（［｛〔〈《「『【〖〘〝｢".contains(c)
}

fn is_closing(c: char) -> bool {
    ")]}!,.:;?”’…、。，．・：；？！ー）］｝〕〉》」』】〗〙〟々｡｣､".contains(c)
}

/// The column at which byte `at` of a row is shown; bytes beyond the row's end count as its end.
#[must_use]
pub fn column_of(row: &str, at: usize) -> u16 {
    let mut column = 0_u16;
    for cluster in clusters(row, 0) {
        if cluster.at >= at {
            break;
        }
        column = column.saturating_add(cluster.width(column));
    }
    column
}

/// The last place between clusters of a row that is shown at `column` or before it, in bytes.
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

/// Byte `at` of `text`, moved on to the end of a cluster when it stands within one.
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

/// Where the cluster before byte `at` begins; nothing at the start of the text.
#[must_use]
pub fn previous_boundary(text: &str, at: usize) -> Option<usize> {
    GraphemeCursor::new(at, text.len(), true)
        .prev_boundary(text, 0)
        .ok()
        .flatten()
}

/// Where the cluster after byte `at` ends; nothing at the end of the text.
#[must_use]
pub fn next_boundary(text: &str, at: usize) -> Option<usize> {
    GraphemeCursor::new(at, text.len(), true)
        .next_boundary(text, 0)
        .ok()
        .flatten()
}

/// Text fit to be put into a message: line ends as LF, and of the controls only LF and tab kept.
#[must_use]
pub fn cleaned(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let with_lf = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(with_lf.chars().filter(|c| is_kept(*c)).collect())
}
