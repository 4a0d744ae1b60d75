//! What of a draft is on its way to Chat, while the draft is edited further; it leaves once Chat has it.

use std::ops::Range;

use crate::document::edit::Edit;
use crate::document::pointer;
use crate::message::request::Outgoing;

/// Where the text of a message stands in its request.
const TEXT: &str = "/message/text";

/// What belongs to one message, beside its words and cards: its files, and what it quotes.
pub(super) const ONCE: [&str; 2] = ["/message/attachment", "/message/quotedMessageMetadata"];

/// The messages of a draft that are on their way, and where their words stand in its text.
#[derive(Clone, Debug, Default)]
pub struct InFlight {
    pub(super) messages: Vec<Tracked>,
}

/// A message whose words all still stand in the text, perhaps with others between them.
#[derive(Clone, Debug)]
pub(super) struct Tracked {
    pub(super) message: Outgoing,
    /// Where its words stand, in bytes, in order and apart.
    pub(super) ranges: Vec<Range<usize>>,
    /// Its words, as far as they have not left with another message.
    pub(super) words: String,
}

impl InFlight {
    /// Follows edits that are made to a request with this text.
    ///
    /// A message whose words are changed is not tracked any more: nobody could say what of them leaves.
    pub fn follow<'a>(&mut self, text: &str, edits: impl IntoIterator<Item = &'a Edit>) {
        if self.messages.is_empty() {
            return;
        }
        // As long as no edit has changed it.
        let mut text = Some(text);
        for edit in edits {
            match edit {
                Edit::Splice {
                    path,
                    at,
                    remove,
                    insert,
                } if path == TEXT => {
                    let removed = *at..*at + *remove;
                    self.messages
                        .retain_mut(|tracked| tracked.splice(&removed, insert.len()));
                    text = None;
                }
                // Undo brings a text back whole, of which most words may stand where they stood.
                Edit::Replace { path, value } if path == TEXT && text.is_some() => {
                    let (removed, inserted) =
                        difference(text.unwrap_or(""), value.as_str().unwrap_or(""));
                    self.messages
                        .retain_mut(|tracked| tracked.splice(&removed, inserted));
                    text = None;
                }
                Edit::Replace { path, .. } | Edit::Insert { path, .. } | Edit::Remove { path }
                    if pointer::is_within(TEXT, path) =>
                {
                    self.messages.retain(|tracked| tracked.ranges.is_empty());
                    text = None;
                }
                Edit::Splice { .. }
                | Edit::Replace { .. }
                | Edit::Insert { .. }
                | Edit::Remove { .. }
                | Edit::Move { .. } => {}
            }
        }
    }

    pub(super) fn position(&self, message: &Outgoing) -> Option<usize> {
        let is_it = |tracked: &Tracked| tracked.message.is_same_message(message);
        self.messages.iter().position(is_it)
    }

    /// Follows the departure of ranges of the text, each replaced by so many bytes.
    pub(super) fn leave(&mut self, text: &str, gone: &[Gap]) {
        for tracked in &mut self.messages {
            for gap in gone.iter().rev() {
                tracked.cut(&gap.range);
                tracked.splice(&gap.range, gap.joint.len());
            }
            tracked.words = joined(text, &tracked.ranges);
        }
    }
}

impl Tracked {
    /// Follows a replacement of bytes; returns whether all of its words still stand.
    fn splice(&mut self, removed: &Range<usize>, inserted: usize) -> bool {
        let is_hit = |range: &Range<usize>| range.start < removed.end && removed.start < range.end;
        let is_within =
            |range: &Range<usize>| range.start < removed.start && removed.end < range.end;
        if !removed.is_empty() && self.ranges.iter().any(is_hit) {
            return false;
        }
        let moved = |byte: usize| byte - removed.len() + inserted;
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        for range in self.ranges.drain(..) {
            if is_within(&range) {
                ranges.push(range.start..removed.start);
                ranges.push(moved(removed.end)..moved(range.end));
            } else if range.start >= removed.end {
                ranges.push(moved(range.start)..moved(range.end));
            } else {
                ranges.push(range);
            }
        }
        self.ranges = ranges;
        true
    }

    /// Takes a range out, since its words have left with another message.
    fn cut(&mut self, gone: &Range<usize>) {
        let outside = |range: Range<usize>| {
            let head = range.start..range.end.min(gone.start);
            let tail = range.start.max(gone.end)..range.end;
            [head, tail].into_iter().filter(|part| !part.is_empty())
        };
        self.ranges = self.ranges.drain(..).flat_map(outside).collect();
    }
}

/// A range that leaves a text, and what is put between the words on both sides of it.
#[derive(Debug)]
pub(super) struct Gap {
    pub(super) range: Range<usize>,
    pub(super) joint: &'static str,
}

/// Returns the ranges as they leave a text: words that were apart stay apart.
pub(super) fn gaps(text: &str, ranges: &[Range<usize>]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match gaps.last_mut() {
            Some(last) if last.range.end == range.start => last.range.end = range.end,
            _ => gaps.push(Gap {
                range: range.clone(),
                joint: "",
            }),
        }
    }
    let mut rest = String::with_capacity(text.len());
    let mut end = 0;
    for gap in &mut gaps {
        rest.push_str(text.get(end..gap.range.start).unwrap_or_default());
        end = gap.range.end;
        let before = rest.chars().next_back();
        let after = text.get(end..).and_then(|after| after.chars().next());
        if [before, after]
            .iter()
            .all(|side| side.is_some_and(|c| !c.is_whitespace()))
        {
            gap.joint = " ";
            rest.push_str(gap.joint);
        }
    }
    gaps
}

/// Returns a text without its gaps, and where the byte `caret` is in it.
pub(super) fn without(text: &str, gaps: &[Gap], caret: usize) -> (String, usize) {
    let mut rest = String::with_capacity(text.len());
    let mut place = None;
    let mut end = 0;
    for gap in gaps {
        if place.is_none() && caret <= gap.range.start {
            place = Some(rest.len() + caret.saturating_sub(end));
        }
        rest.push_str(text.get(end..gap.range.start).unwrap_or_default());
        rest.push_str(gap.joint);
        end = gap.range.end;
        if place.is_none() && caret <= end {
            place = Some(rest.len());
        }
    }
    let place = place.unwrap_or(rest.len() + caret.saturating_sub(end));
    rest.push_str(text.get(end..).unwrap_or_default());
    (rest, place)
}

/// Returns the range of a text that another one replaces by so many bytes; what both begin and end with stays.
fn difference(old: &str, new: &str) -> (Range<usize>, usize) {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        let pairs = a.zip(b).take_while(|(one, other)| one == other);
        pairs.map(|(one, _)| one.len_utf8()).sum()
    };
    let start = same(&mut old.chars(), &mut new.chars());
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = same(&mut old_rest.chars().rev(), &mut new_rest.chars().rev());
    (start..old.len() - end, new_rest.len() - end)
}

/// Returns what stands in these ranges of a text.
pub(super) fn joined(text: &str, ranges: &[Range<usize>]) -> String {
    let parts = ranges.iter().filter_map(|range| text.get(range.clone()));
    parts.collect()
}
