//! Validates the custom message ID (`messageId`).

/// Prefix of every custom ID.
pub const PREFIX: &str = "client-";

/// Maximum number of characters of an ID, its prefix included.
pub const LIMIT: usize = 63;

/// Returns what is wrong with an ID, as a sentence that says what to do; `None` if Google takes it.
///
/// The rules are those of `spaces.messages.create`: it starts with `client-`, holds only lower-case ASCII
/// letters, digits and hyphens, and at most 63 characters.
#[must_use]
pub fn validate(id: &str) -> Option<String> {
    let Some(rest) = id.strip_prefix(PREFIX) else {
        return Some(format!("A message ID starts with {PREFIX}"));
    };
    if let Some(odd) = rest
        .chars()
        .find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-'))
    {
        return Some(match odd {
            'A'..='Z' => format!("\"{odd}\" is upper case; a message ID takes a–z, 0–9 and -"),
            ' ' => "A message ID has no spaces; write - instead".to_owned(),
            _ => format!("\"{odd}\" is not allowed; a message ID takes a–z, 0–9 and -"),
        });
    }
    let length = id.chars().count();
    if length > LIMIT {
        return Some(format!(
            "{length} characters; a message ID has at most {LIMIT}"
        ));
    }
    rest.is_empty()
        .then(|| format!("Write something after {PREFIX}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_judged_as_google_does() {
        let longest = format!("client-{}", "a".repeat(56));
        let longer = format!("client-{}", "a".repeat(57));
        for (id, words) in [
            ("client-release-42", None),
            (longest.as_str(), None),
            (longer.as_str(), Some("64 characters")),
            ("custom-x", Some("starts with client-")),
            ("client-Release", Some("\"R\" is upper case")),
            ("client-a b", Some("no spaces")),
            ("client-a_b", Some("\"_\" is not allowed")),
            ("client-é", Some("\"é\" is not allowed")),
            ("client-", Some("after client-")),
            ("", Some("starts with client-")),
        ] {
            let found = validate(id);
            match words {
                None => assert_eq!(found, None, "{id}"),
                Some(words) => assert!(
                    found.as_ref().is_some_and(|f| f.contains(words)),
                    "{id}: {found:?}"
                ),
            }
        }
    }
}
