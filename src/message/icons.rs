//! Icons of cards by name, with a glyph for those that a terminal can draw.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

/// An icon that has a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon {
    /// Its name in the API: in capitals for a known icon, in lower case for a Material symbol.
    pub name: &'static str,
    /// A glyph of one or two columns that needs no special font.
    pub glyph: &'static str,
    /// Other search words, in lower case.
    pub words: &'static str,
}

impl Icon {
    /// Returns whether every word of a query is part of its name or one of its search words; case does not
    /// matter.
    #[must_use]
    pub fn answers(&self, query: &str) -> bool {
        query.split_whitespace().all(|word| {
            let word = word.to_lowercase();
            self.name.to_lowercase().contains(&word) || self.words.contains(&word)
        })
    }
}

/// Returns all icons of `knownIcon`, in order of their names.
///
/// <https://developers.google.com/workspace/chat/format-messages#builtinicons>
#[must_use]
pub fn known() -> &'static [Icon] {
    &TABLE.known
}

/// Returns the Material symbols that have a glyph here, those for like things side by side.
#[must_use]
pub fn material() -> &'static [Icon] {
    &TABLE.material
}

/// Returns the icon of exactly this name; the two sets have no name in common.
#[must_use]
pub fn find(name: &str) -> Option<&'static Icon> {
    static BY_NAME: LazyLock<HashMap<&str, &Icon>> = LazyLock::new(|| {
        let icons = TABLE.known.iter().chain(&TABLE.material);
        icons.map(|icon| (icon.name, icon)).collect()
    });
    BY_NAME.get(name).copied()
}

/// Returns the names of all Material symbols, in order, with those that Google keeps for older documents.
///
/// <https://fonts.google.com/icons>
pub fn symbols() -> impl Iterator<Item = &'static str> + Clone {
    SYMBOLS.lines()
}

/// Returns whether Google's Material set has a symbol of this name.
#[must_use]
pub fn is_symbol(name: &str) -> bool {
    static SORTED: LazyLock<Vec<&str>> = LazyLock::new(|| symbols().collect());
    SORTED.binary_search(&name).is_ok()
}

const SYMBOLS: &str = include_str!("../../assets/symbols.txt");

/// Layout of `assets/icons.toml`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(deserialize_with = "icons")]
    known: Vec<Icon>,
    #[serde(deserialize_with = "icons")]
    material: Vec<Icon>,
}

fn read() -> Result<Table, toml::de::Error> {
    toml::from_str(include_str!("../../assets/icons.toml"))
}

/// The table, parsed when the first icon is needed; a test keeps it valid.
static TABLE: LazyLock<Table> = LazyLock::new(|| read().unwrap_or_default());

fn icons<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Icon>, D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        glyph: String,
        words: String,
    }

    struct Rows;

    impl<'de> Visitor<'de> for Rows {
        type Value = Vec<Icon>;

        fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            out.write_str("icons by name")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Icon>, A::Error> {
            let mut icons = Vec::new();
            while let Some((name, row)) = map.next_entry::<String, Row>()? {
                // The table lives as long as the program.
                icons.push(Icon {
                    name: name.leak(),
                    glyph: row.glyph.leak(),
                    words: row.words.leak(),
                });
            }
            Ok(icons)
        }
    }

    from.deserialize_map(Rows)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;

    use super::*;

    fn all() -> impl Iterator<Item = &'static Icon> {
        known().iter().chain(material())
    }

    #[test]
    fn the_table_is_read_whole_and_no_name_stands_twice() {
        read().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(known().len(), 28);
        assert!(material().len() >= 500);
        assert!(known().is_sorted_by_key(|icon| icon.name));
        let names: HashSet<_> = all().map(|icon| icon.name).collect();
        assert_eq!(names.len(), known().len() + material().len());
        for icon in all() {
            assert_eq!(find(icon.name), Some(icon));
        }
        assert_eq!(find("no_such_icon"), None);
    }

    #[test]
    fn each_icon_has_one_glyph_that_lines_up_and_words_to_find_it() {
        for icon in all() {
            assert!((1..=2).contains(&icon.glyph.width()), "{icon:?}");
            let clusters = icon.glyph.graphemes(true).count();
            assert_eq!(clusters, icon.glyph.chars().count(), "{icon:?}");
            // No private-use letters, which only a special font draws, and no selector, which
            // terminals measure in two ways.
            assert!(
                !icon.glyph.contains(
                    |letter| matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fe0f}' | '\u{f0000}'..)
                ),
                "{icon:?}"
            );
            let words = icon.words;
            assert!(
                words.split_whitespace().next().is_some() && words == words.to_lowercase(),
                "{icon:?}"
            );
        }
    }

    #[test]
    fn material_names_are_names_of_the_set() {
        let names: Vec<_> = symbols().collect();
        assert!(names.len() > 4000 && names.is_sorted());
        for name in &names {
            assert!(
                name.bytes()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')),
                "{name}"
            );
        }
        for icon in material() {
            assert!(is_symbol(icon.name), "{}", icon.name);
        }
        for icon in known() {
            assert!(!is_symbol(icon.name), "{}", icon.name);
        }
        for name in ["", "STAR", "Check-Box", "check_boxes", "star\n"] {
            assert!(!is_symbol(name), "{name:?}");
        }
    }

    #[test]
    fn icons_are_found_by_name_and_by_words() {
        let found = |query: &str| {
            all()
                .filter(|icon| icon.answers(query))
                .map(|icon| icon.name)
                .collect::<Vec<_>>()
        };
        assert!(found("thumb").starts_with(&["thumb_up", "thumb_down"]));
        assert!(found("Deploy").contains(&"rocket_launch"));
        assert!(found("plane travel").contains(&"AIRPLANE"));
        assert_eq!(found("").len(), known().len() + material().len());
        assert!(found("zzz").is_empty());
    }
}
