//! Soft wrap: cuts a line of text into rows of cells.
//!
//! The rules are few on purpose. Those of Unicode (UAX 14, in the crate `unicode-linebreak`) were tried: they
//! read a line from its start and all of it, where rows are cut again from the one that changed and plain text
//! is read at the ends of rows alone (32,000 bytes in 127 µs instead of 5), and they part addresses after
//! `https://` and words after hyphens.

use super::grapheme::{Cluster, clusters};

/// Number of rows before a change that are wrapped again.
///
/// A row's end can depend on two clusters beyond it.
const ROWS_BEFORE_CHANGE: usize = 3;

/// Characters after which a row does not end.
const OPENING: [char; 18] = [
    '(', '[', '{', '“', '‘', '（', '［', '｛', '〔', '〈', '《', '「', '『', '【', '〖', '〘',
    '〝', '｢',
];

/// Characters with which a row does not begin.
const CLOSING: [char; 38] = [
    ')', ']', '}', '!', ',', '.', ':', ';', '?', '”', '’', '…', '、', '。', '，', '．', '・', '：',
    '；', '？', '！', 'ー', '）', '］', '｝', '〕', '〉', '》', '」', '』', '】', '〗', '〙', '〟',
    '々', '｡', '｣', '､',
];

/// Where a row may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// After spaces and around wide characters; longer words are split; spaces at the end hang.
    Words,
    /// After a space, a comma or an opening bracket in the second half of the row, else anywhere but within an escape of a
    /// JSON string; after each escaped line end a new row begins. All rows of a line but the first are indented.
    Json,
}

impl Policy {
    /// Returns the cells before the second and later rows of `line`, which leave as many fewer for their text.
    #[must_use]
    pub fn indent(self, line: &str, width: u16) -> u16 {
        match self {
            Self::Words => 0,
            Self::Json => (self.lead(line, width) + HANG).min(width / 2),
        }
    }

    /// Returns the cells that are drawn for the spaces before the first word of `line`: of JSON fewer where the rows are
    /// narrow, so that the deepest names have room.
    #[must_use]
    pub fn lead(self, line: &str, width: u16) -> u16 {
        let own = u16::try_from(spaces_before(line)).unwrap_or(u16::MAX);
        match self {
            Self::Words => own,
            Self::Json if width < NARROW => (own / 2).min(width.saturating_sub(NAME)),
            Self::Json => own.min(width / 2),
        }
    }

    /// Returns the cells for the text of the row of `line` that begins at `start`.
    fn room(self, line: &str, start: usize, width: u16) -> u16 {
        match self {
            Self::Words => width,
            Self::Json if start == 0 => {
                let own = u16::try_from(spaces_before(line)).unwrap_or(u16::MAX);
                (width - self.lead(line, width)).saturating_add(own).max(1)
            }
            Self::Json => (width - self.indent(line, width)).max(1),
        }
    }
}

/// The cells by which later rows of JSON are indented more than the first.
const HANG: u16 = 2;

/// The width below which JSON is drawn with half its indent.
const NARROW: u16 = 44;

/// The cells that a name and the start of its value may take there.
const NAME: u16 = 18;

/// Returns the spaces before the first word of a line.
#[must_use]
pub fn spaces_before(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// Returns whether a row of JSON ends well after this byte.
fn is_joint(byte: u8) -> bool {
    matches!(byte, b' ' | b',' | b'{' | b'[')
}

/// Replacement of a range in a line, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Byte offset at which the change begins.
    pub at: usize,
    /// Number of bytes removed.
    pub removed: usize,
    /// Number of bytes inserted.
    pub inserted: usize,
}

/// The byte offsets at which the second and later rows of `line` begin, for rows of `width` cells.
///
/// ```
/// use chatquill::cells::wrap::{Policy, breaks};
///
/// assert_eq!(breaks("one two three", 8, Policy::Words), [8]);
/// assert_eq!(breaks("你好世界", 5, Policy::Words), [6]);
/// ```
#[must_use]
pub fn breaks(line: &str, width: u16, policy: Policy) -> Vec<usize> {
    let width = width.max(1);
    let mut found = Vec::new();
    if is_plain(line) {
        plain_breaks(line, width, policy, &mut found);
    } else {
        flow(line, 0, width, policy, |at| {
            found.push(at);
            Go::On
        });
    }
    found
}

/// Wraps text that may hold line ends, each row without the spaces at its end.
#[must_use]
pub fn paragraph(words: &str, width: u16) -> Vec<&str> {
    let mut rows = Vec::new();
    for line in words.lines() {
        let breaks = breaks(line, width, Policy::Words);
        let starts = std::iter::once(0).chain(breaks.iter().copied());
        let ends = breaks.iter().copied().chain([line.len()]);
        rows.extend(
            starts
                .zip(ends)
                .map(|(start, end)| line[start..end].trim_end()),
        );
    }
    rows
}

/// Returns the same as [`breaks`] of the changed `line`, computed from the breaks before the change.
#[must_use]
pub fn rebreak(
    line: &str,
    width: u16,
    policy: Policy,
    old: &[usize],
    change: Change,
) -> Vec<usize> {
    // A change before the first word changes the indent of all rows.
    let changes_indent = policy == Policy::Json && change.at <= spaces_before(line);
    if is_plain(line) || changes_indent {
        return breaks(line, width, policy);
    }
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
        // From a row that begins where one began before, over the same rest of text, the breaks stay as they
        // were.
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

fn plain_breaks(line: &str, width: u16, policy: Policy, found: &mut Vec<usize>) {
    let bytes = line.as_bytes();
    let first = usize::from(policy.room(line, 0, width));
    let later = usize::from(policy.room(line, 1, width));
    let mut start = 0;
    loop {
        let width = if start == 0 { first } else { later };
        let cut = match policy {
            Policy::Words if bytes.len() - start <= width => return,
            Policy::Words => word_end(bytes, start, start + width),
            Policy::Json => json_end(bytes, start, width),
        };
        if cut == bytes.len() {
            return;
        }
        found.push(cut);
        start = cut;
    }
}

fn json_end(bytes: &[u8], start: usize, width: usize) -> usize {
    let full = bytes.len().min(start + width);
    if !bytes[start..full].contains(&b'\\') {
        return joint(bytes, start, full, width);
    }
    let mut end = start;
    while end < full {
        let unit = match bytes[end..] {
            [b'\\', b'u', ..] => 6,
            [b'\\', ..] => 2,
            _ => 1,
        };
        let next = bytes.len().min(end + unit);
        if next > full {
            return if end == start {
                full
            } else {
                joint(bytes, start, end, width)
            };
        }
        if ends_escaped_line(&bytes[end..next], &bytes[next..]) {
            return next;
        }
        end = next;
    }
    joint(bytes, start, end, width)
}

/// Returns the last good end of a row from `start` in its second half; `end` where there is none.
fn joint(bytes: &[u8], start: usize, end: usize, width: usize) -> usize {
    if end == bytes.len() {
        return end;
    }
    let row = &bytes[start..end];
    let found = row.iter().rposition(|byte| is_joint(*byte));
    match found {
        // The indent of the line is no row of its own.
        Some(at) if 2 * (at + 1) > width && row[..at].iter().any(|byte| *byte != b' ') => {
            start + at + 1
        }
        _ => end,
    }
}

/// Returns whether `unit` is an escaped line end with more of the string after it.
fn ends_escaped_line(unit: &[u8], rest: &[u8]) -> bool {
    unit == br"\n" && !rest.starts_with(b"\"")
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

/// Cuts rows from byte `start`, where a row begins, and calls `found` with each beginning of a further row.
fn flow(line: &str, start: usize, width: u16, policy: Policy, mut found: impl FnMut(usize) -> Go) {
    let row = match policy {
        Policy::Words => words_row,
        Policy::Json => json_row,
    };
    let mut start = start;
    while let Some(next) = row(line, start, policy.room(line, start, width)) {
        if found(next) == Go::Enough {
            return;
        }
        start = next;
    }
}

/// Returns where the row after the one from `start` begins, if there is one.
fn words_row(line: &str, start: usize, width: u16) -> Option<usize> {
    let mut column = 0_u16;
    let mut before: Option<(Cluster<'_>, u16)> = None;
    let mut candidate = None;
    let mut has_ink = false;
    for cluster in clusters(line, start) {
        let cells = cluster.width(column);
        if !cluster.is_space() {
            if has_ink && before.is_some_and(|before| may_part(before, (cluster, cells))) {
                candidate = Some(cluster.at);
            }
            if column.saturating_add(cells) > width && cluster.at > start {
                return candidate.or(Some(cluster.at));
            }
            has_ink = true;
        }
        column = column.saturating_add(cells);
        before = Some((cluster, cells));
    }
    None
}

/// Returns the same for the text of a JSON document.
fn json_row(line: &str, start: usize, width: u16) -> Option<usize> {
    let mut column = 0_u16;
    let mut unit = start;
    let mut more = 0;
    let mut joint = None;
    let mut has_ink = false;
    for cluster in clusters(line, start) {
        if more == 0 {
            unit = cluster.at;
            more = match line.as_bytes()[unit..] {
                [b'\\', b'u', ..] => 5,
                [b'\\', ..] => 1,
                _ => 0,
            };
        } else {
            more -= 1;
        }
        column = column.saturating_add(cluster.width(column));
        if column > width && cluster.at > start {
            let cut = if unit > start { unit } else { cluster.at };
            return Some(joint.unwrap_or(cut));
        }
        if let [byte] = cluster.text.as_bytes()
            && is_joint(*byte)
            && has_ink
            && 2 * u32::from(column) > u32::from(width)
        {
            joint = Some(cluster.end());
        }
        has_ink |= cluster.text != " ";
        let end = cluster.end();
        let rest = line.as_bytes().get(end..).filter(|rest| !rest.is_empty());
        if rest.is_some_and(|rest| ends_escaped_line(&line.as_bytes()[unit..end], rest)) {
            return Some(end);
        }
    }
    None
}

fn may_part(before: (Cluster<'_>, u16), after: (Cluster<'_>, u16)) -> bool {
    before.0.is_space()
        || (before.0.is_wide(before.1) || after.0.is_wide(after.1))
            && !OPENING.contains(&before.0.first())
            && !CLOSING.contains(&after.0.first())
}

#[cfg(test)]
mod tests;
