//! Splits a long text into parts at its own boundaries, with its formatting kept whole.
//!
//! A cut is made at the last boundary that fits: a paragraph, a line, a sentence, a word, a grapheme cluster. It is
//! made inside a code block or a formatting pair only where the pair alone is larger than a part; the pair is then
//! closed at the end of a part and opened again at the start of the next. One pass over the text, whatever its size.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::message::markup::markdown::numbered;
use crate::message::markup::span::Syntax;
use crate::message::split_markup::{Cursor, Marks};

/// Distance in bytes that the search for a quiet place within a long word goes back.
const QUIET: usize = 256;

/// A text in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextParts {
    /// White space before the first part that no part holds.
    pub lead: String,
    /// The parts, in order.
    pub parts: Vec<TextPart>,
}

/// A part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextPart {
    /// The text of the part, as it is sent.
    pub text: String,
    /// Length in bytes of what was opened again at its start and is not in the source, such as a code fence.
    pub reopened: usize,
    /// Length in bytes of what was closed at its end and is not in the source.
    pub closed: usize,
    /// White space of the source between this part and the next, which no part holds.
    pub gap: String,
}

impl TextParts {
    /// Returns the text that was split: the inverse of [`split`].
    ///
    /// It is [`TextParts::lead`], then of each part its text without what was reopened and closed, and its gap.
    #[must_use]
    pub fn join(&self) -> String {
        let mut whole = self.lead.clone();
        for part in &self.parts {
            let end = part.text.len().saturating_sub(part.closed);
            whole.push_str(part.text.get(part.reopened..end).unwrap_or(""));
            whole.push_str(&part.gap);
        }
        whole
    }
}

/// Splits a text.
///
/// `limit` is the size in bytes of each part as a JSON string, without its quotes; `last` that of the last part, which
/// may share its message with cards. A text within `last` is one part, unchanged. A single grapheme cluster over the
/// limit is cut between characters.
#[must_use]
pub fn split(text: &str, syntax: Syntax, limit: usize, last: usize) -> TextParts {
    if escaped_within(text, last).is_some() {
        let whole = TextPart {
            text: text.to_owned(),
            ..TextPart::default()
        };
        return TextParts {
            lead: String::new(),
            parts: vec![whole],
        };
    }
    // White space at the end must not become a part, nor push the last words out of theirs.
    let kept = text.trim_end();
    let mut splitter = Splitter {
        text: kept,
        marks: Marks::of(kept, syntax),
        limit: limit.max(1),
        last: last.min(limit),
        done: TextParts::default(),
    };
    splitter.run();
    splitter.leave_out(text.get(kept.len()..).unwrap_or(""));
    splitter.done
}

/// Returns the size of a text as a JSON string without its quotes; `None` if it is over `limit`.
#[must_use]
pub fn escaped_within(text: &str, limit: usize) -> Option<usize> {
    let mut size = 0;
    for byte in text.bytes() {
        size += escaped(byte);
        if size > limit {
            return None;
        }
    }
    Some(size)
}

fn escaped(byte: u8) -> usize {
    match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0C => 2,
        0..0x20 => 6,
        _ => 1,
    }
}

fn escaped_size(text: &str) -> usize {
    text.bytes().map(escaped).sum()
}

/// Kind of a boundary, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Boundary {
    Paragraph,
    Line,
    Sentence,
    Word,
}

/// The last boundaries of each kind in a window, outside and inside of formatting pairs.
#[derive(Default)]
struct Found {
    outside: [Option<usize>; 4],
    inside: [Option<usize>; 4],
}

impl Found {
    fn note(&mut self, boundary: Boundary, at: usize, is_inside: bool) {
        let places = if is_inside {
            &mut self.inside
        } else {
            &mut self.outside
        };
        if let Some(place) = places.get_mut(boundary as usize) {
            *place = Some(at);
        }
    }
}

fn best(places: &[Option<usize>; 4]) -> Option<usize> {
    places.iter().flatten().next().copied()
}

/// What came before a place, as far as boundaries depend on it.
#[derive(Default)]
struct Before {
    last: Option<char>,
    /// The last character that is not white space.
    word: Option<char>,
    /// Whether a sentence ended with the last word.
    is_sentence: bool,
    /// Line ends in the white space just before.
    lines: usize,
}

impl Before {
    fn take(&mut self, next: char) {
        if next.is_whitespace() {
            self.lines += usize::from(next == '\n');
        } else {
            let closes = matches!(
                next,
                ')' | ']' | '"' | '\'' | '»' | '”' | '’' | '*' | '_' | '~'
            );
            self.is_sentence = matches!(next, '.' | '!' | '?' | '…') || closes && self.is_sentence;
            self.lines = 0;
            self.word = Some(next);
        }
        self.last = Some(next);
    }
}

struct Splitter<'a> {
    text: &'a str,
    marks: Marks<'a>,
    limit: usize,
    last: usize,
    done: TextParts,
}

impl Splitter<'_> {
    fn run(&mut self) {
        let mut start = self.skip_blank(0, true);
        self.done.lead = self.text.get(..start).unwrap_or("").to_owned();
        let mut cursor = self.marks.cursor(start);
        while start < self.text.len() {
            let opening = self.marks.opening(&cursor);
            let before = escaped_size(&opening);
            let rest = self.text.get(start..).unwrap_or("");
            let fits = |limit: usize| escaped_within(rest, limit.saturating_sub(before));
            if fits(self.last).is_some() {
                self.finish(&opening, rest);
                break;
            }
            // What is left fits into a part, but not beside what the last one also holds.
            let window = match fits(self.limit) {
                Some(size) => before + size / 2,
                None => self.limit,
            };
            let cut = self.cut(start, &cursor, before, window);
            start = self.part(start, cut, &mut cursor, &opening);
        }
    }

    fn finish(&mut self, opening: &str, rest: &str) {
        self.done.parts.push(TextPart {
            text: format!("{opening}{rest}"),
            reopened: opening.len(),
            ..TextPart::default()
        });
    }

    /// Adds the part that ends at a cut; returns where the next one starts.
    fn part(&mut self, start: usize, cut: usize, cursor: &mut Cursor, opening: &str) -> usize {
        self.marks.advance(cursor, cut);
        let content = self.text.get(start..cut).unwrap_or("");
        let (kept, next) = if cursor.is_in_code() {
            let kept = if cursor.is_in_block() {
                content
                    .strip_suffix("\r\n")
                    .or_else(|| content.strip_suffix('\n'))
            } else {
                None
            };
            (kept.unwrap_or(content), cut)
        } else {
            let is_line = content.ends_with('\n');
            (content.trim_end(), self.skip_blank(cut, is_line))
        };
        self.marks.advance(cursor, next);
        if kept.is_empty() && opening.is_empty() {
            self.leave_out(self.text.get(start..next).unwrap_or(""));
            return next;
        }
        let closing = self.marks.closing(cursor);
        let gap = self
            .text
            .get(start + kept.len()..next)
            .unwrap_or("")
            .to_owned();
        self.done.parts.push(TextPart {
            text: format!("{opening}{kept}{closing}"),
            reopened: opening.len(),
            closed: closing.len(),
            gap,
        });
        next
    }

    /// Leaves out white space that would be a part of its own.
    fn leave_out(&mut self, blank: &str) {
        match self.done.parts.last_mut() {
            Some(part) => part.gap.push_str(blank),
            None => self.done.lead.push_str(blank),
        }
    }

    /// Returns where a part starts from `at` on: after white space, but before the indentation of its first line.
    fn skip_blank(&self, at: usize, is_line_start: bool) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let blank = rest.len() - rest.trim_start().len();
        if blank == rest.len() {
            return self.text.len();
        }
        match rest.get(..blank).and_then(|blank| blank.rfind('\n')) {
            Some(line) => at + line + 1,
            None if is_line_start => at,
            None => at + blank,
        }
    }

    /// Returns where the part that starts at `start` ends, within a window of so many bytes.
    fn cut(&self, start: usize, from: &Cursor, before: usize, window: usize) -> usize {
        let mut cursor = from.clone();
        let (mut early, mut late) = (Found::default(), Found::default());
        let mut used = before;
        let half = before + window.saturating_sub(before) / 2;
        let mut past = Before::default();
        let mut end = start;
        for (offset, next) in self.text.get(start..).unwrap_or("").char_indices() {
            let at = start + offset;
            self.marks.advance(&mut cursor, at);
            if at > start && used + self.marks.closing_size(&cursor) <= window {
                end = at;
                if let Some(boundary) = self.boundary(start, at, &past, next, &cursor) {
                    let found = if used < half { &mut early } else { &mut late };
                    found.note(boundary, at, cursor.is_inside());
                }
            }
            past.take(next);
            used += escaped_size(next.encode_utf8(&mut [0; 4]));
            if used > window {
                break;
            }
        }
        let is_too_large = self.marks.outermost(&cursor).is_some_and(|range| {
            let pair = self.text.get(range).unwrap_or("");
            escaped_within(pair, self.limit).is_none()
        });
        let inside = best(&late.inside);
        best(&late.outside)
            .or(inside.filter(|_| is_too_large))
            .or_else(|| best(&early.outside))
            .or(inside)
            .or_else(|| best(&early.inside))
            .unwrap_or_else(|| self.within_word(start..end, from, before, window))
    }

    /// Returns the kind of boundary before `next`, which stands at byte `at`.
    fn boundary(
        &self,
        start: usize,
        at: usize,
        past: &Before,
        next: char,
        cursor: &Cursor,
    ) -> Option<Boundary> {
        let last = past.last?;
        if self.marks.forbids(cursor, at) || (cursor.is_in_code() && !cursor.is_in_block()) {
            return None;
        }
        if last == '\n' {
            let is_paragraph = past.lines > 1 && !cursor.is_in_block();
            return Some(if is_paragraph {
                Boundary::Paragraph
            } else {
                Boundary::Line
            });
        }
        if cursor.is_in_block() || past.lines > 0 || next.is_whitespace() {
            return None;
        }
        let is_free = last.is_whitespace() && !starts_item(self.text.get(at..).unwrap_or(""));
        let is_ideographic = matches!(last, '。' | '！' | '？') && next.is_alphanumeric();
        // A delimiter of the pair must not meet another one.
        let is_loud = |c: Option<char>| c.is_some_and(is_delimiter);
        let is_joined = cursor.is_inside() && (is_loud(past.word) || is_delimiter(next));
        if !(is_free || is_ideographic) || is_joined || !self.is_whole(start, at) {
            return None;
        }
        let is_sentence = is_ideographic || (past.is_sentence && !next.is_lowercase());
        Some(if is_sentence {
            Boundary::Sentence
        } else {
            Boundary::Word
        })
    }

    /// Returns the last place between two grapheme clusters of a range, preferably between two letters.
    fn within_word(
        &self,
        range: Range<usize>,
        from: &Cursor,
        before: usize,
        window: usize,
    ) -> usize {
        let (start, end) = (range.start, range.end);
        let fits = |at: usize| {
            let mut cursor = from.clone();
            self.marks.advance(&mut cursor, at);
            let content = self.text.get(start..at).unwrap_or("");
            let room = window.saturating_sub(before + self.marks.closing_size(&cursor));
            escaped_within(content, room).is_some()
        };
        let places = || {
            let inner = self.text.get(start..end).unwrap_or("").char_indices().rev();
            let inner = inner
                .map(|(offset, _)| start + offset)
                .filter(|at| *at > start);
            std::iter::once(end).chain(inner).filter(|at| *at > start)
        };
        let whole = |at: &usize| self.is_whole(start, *at);
        let free = |at: &usize| self.marks.is_free(*at);
        let near = || places().take_while(|at| end - at <= QUIET);
        near()
            .find(|at| whole(at) && free(at) && self.is_quiet(*at) && fits(*at))
            .or_else(|| near().find(|at| whole(at) && free(at) && fits(*at)))
            .or_else(|| {
                places()
                    .find(|at| free(at) && whole(at))
                    .filter(|at| fits(*at))
            })
            .or_else(|| places().find(whole))
            .or_else(|| (end > start).then_some(end))
            // Not even one character fits: it goes alone.
            .unwrap_or_else(|| self.text.ceil_char_boundary(start + 1))
    }

    /// Returns whether a cut is between two grapheme clusters; a cluster starts at `start`.
    fn is_whole(&self, start: usize, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let is_ascii = |at: usize| {
            bytes
                .get(at)
                .is_none_or(|byte| byte.is_ascii() && *byte != b'\n')
        };
        if is_ascii(at) && at > 0 && is_ascii(at - 1) {
            return true;
        }
        let text = self.text.get(start..).unwrap_or("");
        GraphemeCursor::new(at - start, text.len(), true)
            .is_boundary(text, 0)
            .unwrap_or(true)
    }

    /// Returns whether a cut within a word gives no character another meaning.
    fn is_quiet(&self, at: usize) -> bool {
        let (before, after) = self.text.split_at_checked(at).unwrap_or(("", ""));
        let is_plain = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_plain(before.chars().next_back())
            && is_plain(after.chars().next())
            && !after.starts_with("http")
            && numbered(after).is_none()
    }
}

fn is_delimiter(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`')
}

/// Returns whether a text would be an item or a quote at the start of a line.
fn starts_item(text: &str) -> bool {
    text.starts_with("* ")
        || text.starts_with("- ")
        || text.starts_with('>')
        || numbered(text).is_some()
}

#[cfg(test)]
mod tests;
