//! Cursor motions, and word boundaries.

use std::ops::Range;

use crate::cells::grapheme::{self, Cluster};

/// A motion of the cursor, or the extent of a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motion {
    /// One grapheme back.
    Left,
    /// One grapheme on.
    Right,
    /// To the start of the previous word.
    WordLeft,
    /// To the end of the next word.
    WordRight,
    /// One row up, in the column where the moves began.
    Up,
    /// One row down, in the column where the moves began.
    Down,
    /// As many rows up as are visible.
    PageUp,
    /// As many rows down as are visible.
    PageDown,
    /// To the start of the soft-wrapped row.
    RowStart,
    /// To the end of the soft-wrapped row.
    RowEnd,
    /// To the start of the line, across its rows.
    LineStart,
    /// To the end of the line, across its rows.
    LineEnd,
    /// To the start of the text.
    First,
    /// To the end of the text.
    Last,
}

/// What a motion does with the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The selection is cleared.
    Drop,
    /// The selection is extended from its start to the cursor.
    Keep,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Punctuation,
    Letters,
    Han,
    Hiragana,
    Katakana,
    Hangul,
}

// Scripts without spaces between words are stepped through where the script changes.
fn class(cluster: &str) -> Class {
    match cluster.chars().next().unwrap_or(' ') {
        c if c.is_whitespace() => Class::Space,
        '\u{2E80}'..='\u{2FDF}' | '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => {
            Class::Han
        }
        '\u{20000}'..='\u{3FFFF}' => Class::Han,
        '\u{3041}'..='\u{309F}' => Class::Hiragana,
        '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => {
            Class::Katakana
        }
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{D7FF}' => {
            Class::Hangul
        }
        c if c == '_' || c.is_alphanumeric() => Class::Letters,
        _ => Class::Punctuation,
    }
}

/// Returns the end of the word that begins at byte `at` of a line or after the spaces there.
#[must_use]
pub fn word_end(line: &str, at: usize) -> usize {
    let mut end = at;
    let mut run = None;
    for cluster in grapheme::clusters(line, at) {
        let class = class(cluster.text);
        match run {
            None if class == Class::Space => {}
            None => run = Some(class),
            Some(run) if run == class => {}
            Some(_) => break,
        }
        end = cluster.end();
    }
    end
}

/// Returns the start of the word that ends at byte `at` of a line or before the spaces there.
#[must_use]
pub fn word_start(line: &str, at: usize) -> usize {
    let mut start = at;
    let mut run = None;
    while let Some(cluster) = cluster_before(line, start) {
        let class = class(cluster.text);
        match run {
            None if class == Class::Space => {}
            None => run = Some(class),
            Some(run) if run == class => {}
            Some(_) => break,
        }
        start = cluster.at;
    }
    start
}

/// Returns the word, or the spaces, around byte `at` of a line.
#[must_use]
pub fn word_around(line: &str, at: usize) -> Range<usize> {
    let Some(under) = grapheme::clusters(line, at)
        .next()
        .or_else(|| cluster_before(line, at))
    else {
        return at..at;
    };
    let wanted = class(under.text);
    let mut word = under.at..under.end();
    for cluster in grapheme::clusters(line, word.end) {
        if class(cluster.text) != wanted {
            break;
        }
        word.end = cluster.end();
    }
    while let Some(cluster) = cluster_before(line, word.start) {
        if class(cluster.text) != wanted {
            break;
        }
        word.start = cluster.at;
    }
    word
}

fn cluster_before(line: &str, at: usize) -> Option<Cluster<'_>> {
    let start = grapheme::previous_boundary(line, at)?;
    Some(Cluster {
        at: start,
        text: &line[start..at],
    })
}
