//! What people write for a person: an e-mail address, `users/ID`, or the number alone.

/// Returns the resource name under which Google finds a person: `users/ID`, or `users/` and an e-mail address.
///
/// `None` where the text can be neither.
#[must_use]
pub fn user(text: &str) -> Option<String> {
    let text = text.trim();
    let id = text.strip_prefix("users/").unwrap_or(text);
    let is_number = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit());
    let is_named = text.starts_with("users/")
        && !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    (is_number || is_named || is_email(id)).then(|| format!("users/{id}"))
}

/// Returns the resource name of a person where a text is an e-mail address or begins with `users/`.
///
/// A number alone may be meant as anything.
#[must_use]
pub fn unmistakable(text: &str) -> Option<String> {
    let is_number = text.trim().chars().all(|c| c.is_ascii_digit());
    user(text).filter(|_| !is_number)
}

/// Returns whether a text is written as an e-mail address is.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let is_plain = |c: char| c.is_alphanumeric() || ".-_+'".contains(c);
    !name.is_empty()
        && name.chars().all(is_plain)
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && domain
            .chars()
            .all(|c| c.is_alphanumeric() || ".-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_named_as_people_do() {
        for (text, expected) in [
            ("ada@example.com", Some("users/ada@example.com")),
            (" users/ada@example.com ", Some("users/ada@example.com")),
            ("users/123", Some("users/123")),
            ("123", Some("users/123")),
            ("users/app", Some("users/app")),
            ("ada", None),
            ("@ada", None),
            ("ada@example", None),
            ("ada@example.com/x", None),
            ("ada lovelace@example.com", None),
            ("users/", None),
            ("spaces/AAAA", None),
        ] {
            assert_eq!(user(text).as_deref(), expected, "{text}");
        }
    }
}
