//! Where the motions and text objects of vim lead in a text.

use std::ops::Range;

use crate::cells::grapheme;

/// Returns the start of the line of byte `at`.
#[must_use]
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Returns the end of the line of byte `at`, before its line end.
#[must_use]
pub fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// Returns the first character of the line of byte `at` that is no space.
#[must_use]
pub fn first_word(text: &str, at: usize) -> usize {
    let (start, end) = (line_start(text, at), line_end(text, at));
    let line = &text[start..end];
    start + line.len() - line.trim_start().len()
}

/// Returns the start of a line, counted from 0; of the last one where there are fewer.
#[must_use]
pub fn nth_line(text: &str, line: usize) -> usize {
    let starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut starts = std::iter::once(0).chain(starts).take(line + 1);
    starts.by_ref().last().unwrap_or(0)
}

/// Returns the grapheme after byte `at`, if there is one.
#[must_use]
pub fn next(text: &str, at: usize) -> Option<usize> {
    grapheme::next_boundary(text, at)
}

/// Returns the grapheme before byte `at`, if there is one.
#[must_use]
pub fn previous(text: &str, at: usize) -> Option<usize> {
    grapheme::previous_boundary(text, at)
}

/// The kinds of characters that words are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Word,
    Other,
}

fn class(text: &str, at: usize) -> Class {
    match text[at..].chars().next() {
        None => Class::Space,
        Some(c) if c.is_whitespace() => Class::Space,
        Some(c) if c.is_alphanumeric() || c == '_' => Class::Word,
        Some(_) => Class::Other,
    }
}

/// Returns whether an empty line is at byte `at`; it counts as a word.
fn is_empty_line(text: &str, at: usize) -> bool {
    line_start(text, at) == at && line_end(text, at) == at
}

/// Returns the start of the next word, `w`.
#[must_use]
pub fn word_forward(text: &str, at: usize) -> usize {
    let here = class(text, at);
    let mut at = at;
    if here != Class::Space {
        while at < text.len() && class(text, at) == here {
            at = next(text, at).unwrap_or(text.len());
        }
    } else if at < text.len() {
        at = next(text, at).unwrap_or(text.len());
    }
    while at < text.len() && class(text, at) == Class::Space && !is_empty_line(text, at) {
        at = next(text, at).unwrap_or(text.len());
    }
    at
}

/// Returns the start of the word before, `b`.
#[must_use]
pub fn word_back(text: &str, at: usize) -> usize {
    let Some(mut at) = previous(text, at) else {
        return 0;
    };
    while at > 0 && class(text, at) == Class::Space && !is_empty_line(text, at) {
        at = previous(text, at).unwrap_or(0);
    }
    let here = class(text, at);
    while here != Class::Space
        && let Some(before) = previous(text, at)
        && class(text, before) == here
    {
        at = before;
    }
    at
}

/// Returns the last character of the next word, `e`.
#[must_use]
pub fn word_end(text: &str, at: usize) -> usize {
    let mut at = next(text, at).unwrap_or(text.len());
    while at < text.len() && class(text, at) == Class::Space {
        at = next(text, at).unwrap_or(text.len());
    }
    if at >= text.len() {
        return previous(text, text.len()).unwrap_or(0);
    }
    let here = class(text, at);
    while let Some(after) = next(text, at)
        && after < text.len()
        && class(text, after) == here
    {
        at = after;
    }
    at
}

/// A search within the line: `f`, `F`, `t`, `T`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Find {
    /// The character.
    pub wanted: char,
    /// Whether it is looked for to the right.
    pub is_forward: bool,
    /// Whether the cursor stops one before it.
    pub is_till: bool,
}

/// Returns the place of the `count`th match of a search within the line; `None` where there are fewer.
///
/// `repeats` is whether the search is repeated: then one that stops before its match goes on from behind it.
#[must_use]
pub fn find(text: &str, at: usize, find: Find, count: usize, repeats: bool) -> Option<usize> {
    let (start, end) = (line_start(text, at), line_end(text, at));
    let skip = usize::from(find.is_till && repeats && count == 1);
    let index = count.max(1) - 1;
    if find.is_forward {
        let from = next(text, at).filter(|from| *from <= end)?;
        let is_beside = skip > 0 && text[from..end].starts_with(find.wanted);
        let mut found = text[from..end]
            .match_indices(find.wanted)
            .map(|(place, _)| from + place);
        let found = found.nth(index + usize::from(is_beside))?;
        if find.is_till {
            previous(text, found)
        } else {
            Some(found)
        }
    } else {
        let is_beside = skip > 0 && text[start..at].ends_with(find.wanted);
        let mut found = text[start..at]
            .rmatch_indices(find.wanted)
            .map(|(place, _)| start + place);
        let found = found.nth(index + usize::from(is_beside))?;
        if find.is_till {
            next(text, found)
        } else {
            Some(found)
        }
    }
}

/// Returns the range of a text object at byte `at`: `w`, a quote or a bracket; `is_inner` leaves out what is around.
#[must_use]
pub fn object(text: &str, at: usize, kind: char, is_inner: bool) -> Option<Range<usize>> {
    match kind {
        'w' => Some(word(text, at, is_inner)),
        '"' | '\'' | '`' => quoted(text, at, kind, is_inner),
        '(' | ')' | 'b' => bracketed(text, at, ('(', ')'), is_inner),
        '[' | ']' => bracketed(text, at, ('[', ']'), is_inner),
        '{' | '}' | 'B' => bracketed(text, at, ('{', '}'), is_inner),
        '<' | '>' => bracketed(text, at, ('<', '>'), is_inner),
        _ => None,
    }
}

fn word(text: &str, at: usize, is_inner: bool) -> Range<usize> {
    let (first, last) = (line_start(text, at), line_end(text, at));
    let run = |from: usize| {
        let kind = class(text, from);
        let (mut start, mut end) = (from, from);
        while let Some(before) = previous(text, start)
            && before >= first
            && class(text, before) == kind
        {
            start = before;
        }
        while end < last && class(text, end) == kind {
            end = next(text, end).unwrap_or(last);
        }
        start..end.min(last)
    };
    let inner = run(at);
    if is_inner {
        return inner;
    }
    let is_space = class(text, at) == Class::Space;
    if inner.end < last && (is_space || class(text, inner.end) == Class::Space) {
        return inner.start..run(inner.end).end;
    }
    match previous(text, inner.start).filter(|before| *before >= first) {
        Some(before) if class(text, before) == Class::Space => run(before).start..inner.end,
        _ => inner,
    }
}

fn quoted(text: &str, at: usize, quote: char, is_inner: bool) -> Option<Range<usize>> {
    let (first, last) = (line_start(text, at), line_end(text, at));
    let places: Vec<usize> = text[first..last]
        .match_indices(quote)
        .map(|(place, _)| first + place)
        .collect();
    let pair = places.chunks_exact(2).find(|pair| at <= pair[1])?;
    Some(if is_inner {
        pair[0] + 1..pair[1]
    } else {
        pair[0]..pair[1] + 1
    })
}

fn bracketed(
    text: &str,
    at: usize,
    (open, close): (char, char),
    is_inner: bool,
) -> Option<Range<usize>> {
    let mut depth = 0;
    let from = if text[at..].starts_with(open) {
        at + 1
    } else {
        at
    };
    let start = text[..from].char_indices().rev().find_map(|(place, c)| {
        if c == close {
            depth += 1;
        } else if c == open {
            if depth == 0 {
                return Some(place);
            }
            depth -= 1;
        }
        None
    })?;
    let mut depth = 0;
    let end = text[start + 1..].char_indices().find_map(|(place, c)| {
        if c == open {
            depth += 1;
        } else if c == close {
            if depth == 0 {
                return Some(start + 1 + place);
            }
            depth -= 1;
        }
        None
    })?;
    Some(if is_inner {
        start + 1..end
    } else {
        start..end + 1
    })
}
