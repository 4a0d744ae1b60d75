//! Did-you-mean suggestions: the known name nearest to an unknown one.

/// Returns the known name that an unknown one most resembles: another spelling, a known alias, or one or two
/// edits away.
///
/// `known` gives each name with its aliases (names that people write by mistake).
pub fn suggest<'a>(
    written: &str,
    known: impl Iterator<Item = (&'a str, &'a [String])> + Clone,
) -> Option<&'a str> {
    let folded = fold(written);
    if folded.is_empty() {
        return None;
    }
    let spelling = known
        .clone()
        .find(|(name, _)| fold(name) == folded)
        .or_else(|| {
            known
                .clone()
                .find(|(_, slips)| slips.iter().any(|slip| fold(slip) == folded))
        });
    if let Some((name, _)) = spelling {
        return Some(name);
    }
    known
        .map(|(name, _)| (distance(&folded, &fold(name)), name))
        .filter(|&(far, name)| far <= reach(folded.len(), name.len()))
        .min_by_key(|&(far, _)| far)
        .map(|(_, name)| name)
}

/// Returns the known enum value that an unknown one most resembles.
///
/// The end of a long word counts too, as `SILENT` for `NOTIFICATION_TYPE_SILENT`.
///
/// ```
/// use chatquill::document::did_you_mean::suggest_word;
///
/// let choices = ["OUTLINED", "FILLED", "BORDERLESS"];
/// assert_eq!(suggest_word("filed", choices.into_iter()), Some("FILLED"));
/// ```
pub fn suggest_word<'a>(
    written: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let close = suggest(
        written,
        known.clone().map(|name| (name, [].as_slice() as &[String])),
    );
    close.or_else(|| {
        let ending = written.to_ascii_uppercase().replace(['-', ' '], "_");
        let mut ends = known.filter(|name| {
            name.strip_suffix(&ending)
                .is_some_and(|start| start.ends_with('_'))
        });
        let first = (!ending.is_empty()).then(|| ends.next())??;
        ends.next().is_none().then_some(first)
    })
}

/// Returns what to do about a name that is not known: the known one that is meant, or else `otherwise`.
///
/// ```
/// use chatquill::document::did_you_mean::remedy;
///
/// let known = ["dark", "light"];
/// assert_eq!(remedy("drak", known.into_iter(), "List them."), "Did you mean \"dark\"?");
/// assert_eq!(remedy("blue", known.into_iter(), "List them."), "List them.");
/// ```
pub fn remedy<'a>(
    written: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    otherwise: impl Into<String>,
) -> String {
    match suggest_word(written, known) {
        Some(meant) => format!("Did you mean {meant:?}?"),
        None => otherwise.into(),
    }
}

/// Normalizes a name for comparison: without case, underscores, hyphens and spaces.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns how many edits still make two words of so many letters alike.
fn reach(one: usize, other: usize) -> usize {
    match (one.min(other), one.max(other)) {
        (0..2, _) | (2, 2) => 0,
        (2..6, _) => 1,
        _ => 2,
    }
}

/// Returns the edit distance of two words: characters changed, added, removed or swapped with their neighbour.
///
/// Returns `usize::MAX` for words whose lengths alone differ by more than is accepted.
fn distance(one: &str, other: &str) -> usize {
    let lengths = (one.chars().count(), other.chars().count());
    if lengths.0.abs_diff(lengths.1) > 2 {
        return usize::MAX;
    }
    strsim::osa_distance(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_guessed() {
        let known: [(&str, &[String]); 5] = [
            ("imageUrl", &[]),
            ("imageType", &["imageStyle".to_owned()]),
            ("cardId", &[]),
            ("text", &[]),
            ("id", &[]),
        ];
        for (written, found) in [
            ("imageURL", Some("imageUrl")),
            ("image_URL", Some("imageUrl")),
            ("_card_id", Some("cardId")),
            ("imageStyle", Some("imageType")),
            ("image_style", Some("imageType")),
            ("imgeUrl", Some("imageUrl")),
            ("iamgeUrl", Some("imageUrl")),
            ("txt", Some("text")),
            ("tetx", Some("text")),
            ("ix", None),
            ("i", None),
            ("colour", None),
            ("", None),
            ("___", None),
            ("日本", None),
        ] {
            let guess = suggest(written, known.iter().map(|&(name, slips)| (name, slips)));
            assert_eq!(guess, found, "{written}");
        }
    }

    #[test]
    fn misspelt_settings_find_their_neighbour() {
        let known = ["key_file", "client_secret", "sender", "adc", "app"];
        for (word, expected) in [
            ("keyfile", Some("key_file")),
            ("key-file", Some("key_file")),
            ("Sender", Some("sender")),
            ("sendr", Some("sender")),
            ("adcs", Some("adc")),
            ("dac", Some("adc")),
            ("ap", Some("app")),
            ("clientsecret", Some("client_secret")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(suggest_word(word, known.into_iter()), expected, "{word}");
        }
    }

    #[test]
    fn words_are_guessed() {
        let known = [
            "NOTIFICATION_TYPE_NONE",
            "NOTIFICATION_TYPE_FORCE_NOTIFY",
            "NOTIFICATION_TYPE_SILENT",
        ];
        for (written, found) in [
            ("notification_type_silent", Some("NOTIFICATION_TYPE_SILENT")),
            ("SILENT", Some("NOTIFICATION_TYPE_SILENT")),
            ("force-notify", Some("NOTIFICATION_TYPE_FORCE_NOTIFY")),
            ("NOTIFICATION_TYPE_SILNET", Some("NOTIFICATION_TYPE_SILENT")),
            ("LOUD", None),
            ("", None),
        ] {
            assert_eq!(suggest_word(written, known.into_iter()), found, "{written}");
        }
    }
}
