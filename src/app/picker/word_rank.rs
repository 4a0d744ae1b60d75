//! Ranks names by how the words of a query stand in them: at the starts of words, within, or scattered.

/// How the words of a query stand in a name; the earlier, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Each begins a word of the name.
    Starts,
    /// Each begins a word of the name or of its synonyms.
    Synonyms,
    /// Each is within the name or its synonyms.
    Within,
    /// Only its letters are there, scattered.
    Scattered,
}

/// Returns how the words of a query stand in a name with these synonyms; case is ignored.
#[must_use]
pub fn rank(query: &str, name: &str, synonyms: &str) -> Rank {
    let (query, name, synonyms) = (
        query.to_lowercase(),
        name.to_lowercase(),
        synonyms.to_lowercase(),
    );
    let begins = |text: &str, word: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|own| own.starts_with(word))
            || text.split_whitespace().any(|own| own.starts_with(word))
    };
    let each = |holds: &dyn Fn(&str) -> bool| query.split_whitespace().all(holds);
    if each(&|word| begins(&name, word)) {
        Rank::Starts
    } else if each(&|word| begins(&name, word) || begins(&synonyms, word)) {
        Rank::Synonyms
    } else if each(&|word| name.contains(word) || synonyms.contains(word)) {
        Rank::Within
    } else {
        Rank::Scattered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starts_of_words_come_before_what_is_within_or_scattered() {
        for (query, rank_expected) in [
            ("go opt", Rank::Starts),
            ("OPTIONS", Rank::Starts),
            ("go viewer", Rank::Synonyms),
            ("ptio", Rank::Within),
            ("iewe go", Rank::Within),
            ("gtops", Rank::Scattered),
            ("", Rank::Starts),
        ] {
            let found = rank(query, "Go to Options", "viewer private");
            assert_eq!(found, rank_expected, "{query}");
        }
    }
}
