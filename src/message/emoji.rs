//! Emoji of Unicode by their short names, as people type them between colons.

/// The table: a line an emoji, with its short names behind it.
const TABLE: &str = include_str!("../../assets/emoji.txt");

/// An emoji with the short name that was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emoji {
    /// The emoji itself.
    pub character: &'static str,
    /// Its short name, in lower case, without colons.
    pub name: &'static str,
}

/// How well a name fits what is typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    Word,
}

/// Returns the emoji of exactly this short name; case does not matter.
#[must_use]
pub fn named(name: &str) -> Option<&'static str> {
    let found = found(name).find(|(fit, _, _)| *fit == Fit::Whole)?;
    Some(found.2.character)
}

/// Returns the emoji of which a name, or a word of a name, begins so; at most `most`, those first whose name does.
///
/// Each emoji stands there once.
#[must_use]
pub fn starting(typed: &str, most: usize) -> Vec<Emoji> {
    let mut all: Vec<_> = found(typed).collect();
    all.sort_by_key(|(fit, at, _)| (*fit, *at));
    let mut rows: Vec<Emoji> = Vec::new();
    for (_, _, emoji) in all {
        if rows.len() == most {
            break;
        }
        if rows.iter().all(|row| row.character != emoji.character) {
            rows.push(emoji);
        }
    }
    rows
}

/// Returns each place of the table where a word of a name begins as what is typed.
fn found(typed: &str) -> impl Iterator<Item = (Fit, usize, Emoji)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let typed = if typed.chars().all(is_name) {
        typed.to_ascii_lowercase()
    } else {
        String::new()
    };
    // The first line says what the table is.
    let table = TABLE.split_once('\n').map_or("", |(_, rows)| rows);
    let places: Vec<usize> = match typed.as_str() {
        "" => Vec::new(),
        typed => table.match_indices(typed).map(|(at, _)| at).collect(),
    };
    places.into_iter().filter_map(move |at| {
        let fit = match table[..at].chars().next_back() {
            Some(' ') => Fit::Start,
            Some('_') => Fit::Word,
            _ => return None,
        };
        let line_start = table[..at].rfind('\n').map_or(0, |end| end + 1);
        let character = table[line_start..].split(' ').next()?;
        let name_start = table[..at].rfind(' ')? + 1;
        let name = table[name_start..].split([' ', '\n']).next()?;
        let is_whole = name.len() == typed.len();
        let fit = if is_whole { Fit::Whole } else { fit };
        Some((fit, at, Emoji { character, name }))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::cells::grapheme;

    #[test]
    fn each_line_is_an_emoji_and_names_that_no_other_has() {
        assert!(TABLE.len() < 60_000);
        let mut seen = HashSet::new();
        for line in TABLE.lines().skip(1) {
            let mut words = line.split(' ');
            let emoji = words.next().unwrap();
            assert_eq!(
                grapheme::next_boundary(emoji, 0),
                Some(emoji.len()),
                "{line}"
            );
            assert!(seen.insert(emoji), "{emoji} is there twice");
            assert!(words.clone().count() > 0, "{line}");
            for name in words {
                let is_part =
                    |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
                assert!(!name.is_empty() && name.chars().all(is_part), "{line}");
                assert!(seen.insert(name), "{name} is there twice");
                assert_eq!(named(name), Some(emoji));
            }
        }
    }

    #[test]
    fn names_are_found_by_their_starts_and_by_those_of_their_words() {
        for (typed, first) in [
            ("tada", Some("🎉")),
            ("TAD", Some("🎉")),
            ("rocket", Some("🚀")),
            ("+1", Some("👍")),
            ("eyes", Some("👀")),
            ("no such", None),
            ("nosuchemoji", None),
            ("", None),
        ] {
            let found = starting(typed, 8);
            assert_eq!(found.first().map(|emoji| emoji.character), first, "{typed}");
        }
        let hearts = starting("heart", 50);
        assert_eq!(hearts[0].character, "❤️");
        assert!(hearts.iter().any(|emoji| emoji.name == "blue_heart"));
        assert_eq!(starting("heart", 3).len(), 3);
        assert_eq!(named("heart_on_fir"), None);
    }
}
