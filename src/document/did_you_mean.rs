//! Which known name somebody may have meant by one that is not known.

/// The known name that a wrong one most resembles: another spelling of it, one of its slips, or
/// one with a letter or two changed. `known` gives each name with its slips.
pub fn meant<'a>(
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
        .filter(|&(far, name)| far <= reach(folded.len().min(name.len())))
        .min_by_key(|&(far, _)| far)
        .map(|(_, name)| name)
}

/// The known word of a choice that a wrong one most resembles; the end of a long word counts too,
/// as `SILENT` for `NOTIFICATION_TYPE_SILENT`.
///
/// ```
/// use chatquill::document::meant::meant_word;
///
/// let choices = ["OUTLINED", "FILLED", "BORDERLESS"];
/// assert_eq!(meant_word("filed", choices.into_iter()), Some("FILLED"));
/// ```
pub fn meant_word<'a>(
    written: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let close = meant(
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

/// A name without what people get wrong most: upper and lower case, underscores, hyphens, spaces.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

fn reach(letters: usize) -> usize {
    match letters {
        0..3 => 0,
        3..6 => 1,
        _ => 2,
    }
}

/// How many letters must be changed, added, removed or swapped with their neighbour; the most there is
/// for words whose lengths alone differ by more than is forgiven.
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
            ("colour", None),
            ("", None),
            ("___", None),
            ("日本", None),
        ] {
            let guess = meant(written, known.iter().map(|&(name, slips)| (name, slips)));
            assert_eq!(guess, found, "{written}");
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
            assert_eq!(meant_word(written, known.into_iter()), found, "{written}");
        }
    }
}
