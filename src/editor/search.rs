//! Finds all places of a text that are as the words looked for.

use std::ops::Range;

use crate::cells::grapheme;

/// Returns the byte ranges of a text that are as `words`, from the first to the last, without overlaps.
///
/// Case matters only where `words` have a capital letter. No range begins or ends within a grapheme, so that a letter
/// is not found in the same letter with an accent.
#[must_use]
pub fn find_all(text: &str, words: &str) -> Vec<Range<usize>> {
    let is_exact = words.chars().any(char::is_uppercase);
    let wanted: Vec<char> = if is_exact {
        words.chars().collect()
    } else {
        words.chars().flat_map(char::to_lowercase).collect()
    };
    let mut found = Vec::new();
    let Some(first) = wanted.first().copied() else {
        return found;
    };
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let begins = c == first || (!is_exact && lower(c).next() == Some(first));
        if at < end || !begins {
            continue;
        }
        if let Some(length) = matched(&text[at..], &wanted, is_exact)
            && is_whole(text, at)
            && is_whole(text, at + length)
        {
            end = at + length;
            found.push(at..end);
        }
    }
    found
}

/// Returns the length of the start of a text that is as the characters wanted, in bytes.
fn matched(text: &str, wanted: &[char], is_exact: bool) -> Option<usize> {
    let mut left = wanted;
    for (at, c) in text.char_indices() {
        if left.is_empty() {
            return Some(at);
        }
        if is_exact {
            left = left.strip_prefix(&[c])?;
            continue;
        }
        for c in lower(c) {
            left = left.strip_prefix(&[c])?;
        }
    }
    left.is_empty().then_some(text.len())
}

/// Returns the lower case of a character; of an ASCII one without a look into the tables of Unicode.
fn lower(c: char) -> impl Iterator<Item = char> {
    let ascii = c.is_ascii().then(|| c.to_ascii_lowercase());
    let other = (!c.is_ascii()).then(|| c.to_lowercase());
    ascii.into_iter().chain(other.into_iter().flatten())
}

fn is_whole(text: &str, at: usize) -> bool {
    grapheme::boundary_from(text, at) == at
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    #[expect(
        clippy::single_range_in_vec_init,
        reason = "lists of places, some of one"
    )]
    fn words_are_found_wherever_they_stand() {
        for (text, words, found) in [
            ("one two one", "one", &[0..3, 8..11][..]),
            ("One ONE one", "one", &[0..3, 4..7, 8..11]),
            ("One ONE one", "One", &[0..3]),
            ("aaa", "aa", &[0..2]),
            ("你好，世界。你好", "你好", &[0..6, 18..24]),
            ("Straße STRASSE", "straße", &[0..7]),
            ("ÄRGER ärger", "ärger", &[0..6, 7..13]),
            ("İx ix", "ix", &[4..6]),
            ("e\u{301}e", "e", &[3..4]),
            ("👨‍👩‍👧 👩", "👩", &[19..23]),
            ("a\nb", "\n", &[1..2]),
            ("abc", "", &[]),
            ("", "a", &[]),
            ("ab", "abc", &[]),
        ] {
            assert_eq!(find_all(text, words), found, "{words} in {text}");
        }
    }

    #[test]
    fn a_whole_message_is_searched_well_within_a_frame() {
        for (text, words) in [
            ("The release is out. ".repeat(1600), "e"),
            ("版本已经发布，说明里写了改动的内容。".repeat(600), "内容"),
            ("a".repeat(32_000), "aaaaaaaaab"),
        ] {
            let start = Instant::now();
            let found = find_all(&text, words);
            // Without optimisation, on a machine that may stand still for a while; optimised it takes some ms.
            assert!(start.elapsed() < Duration::from_secs(20), "{}", found.len());
        }
    }
}
