//! Parses references to a space: its resource name, its bare ID, or a URL copied from a browser.

/// Returns the resource name (`spaces/ID`) of a text in one of the forms people paste.
///
/// The forms are: `spaces/AAAA`, a name below it such as `spaces/AAAA/messages/B.C`, a Chat URL
/// (`https://chat.google.com/room/AAAA`, `…/dm/AAAA`, `…/app/chat/AAAA`,
/// `https://mail.google.com/chat/u/0/#chat/space/AAAA`), or, of at least eight characters and not a plain word,
/// the ID alone.
#[must_use]
pub fn space(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("spaces/") {
        return named(rest.split('/').next().unwrap_or(""));
    }
    if let Some((_, path)) = text.split_once("://") {
        let parts: Vec<&str> = path.split(['/', '#', '?', '&']).collect();
        let at = parts
            .iter()
            .enumerate()
            .position(|(at, part)| match *part {
                "space" | "spaces" | "room" | "dm" => true,
                // The URL of Gmail has a "chat" of its own, which no ID follows.
                "chat" => at > 0 && parts[at - 1] == "app",
                _ => false,
            })?;
        return named(parts.get(at + 1)?);
    }
    let looks_like_an_id = text.len() >= 8
        && text
            .chars()
            .any(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if looks_like_an_id { named(text) } else { None }
}

fn named(id: &str) -> Option<String> {
    let fits = !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    fits.then(|| format!("spaces/{id}"))
}

/// Returns the space of a thread or message name, `spaces/S` of `spaces/S/threads/T`.
#[must_use]
pub fn space_of(name: &str) -> Option<&str> {
    let end = name.strip_prefix("spaces/")?.find('/')? + "spaces/".len();
    Some(&name[..end])
}

/// Returns whether a text has the form of a thread's resource name, `spaces/S/threads/T`.
#[must_use]
pub fn is_thread_name(text: &str) -> bool {
    let mut parts = text.split('/');
    let fits = |part: Option<&str>| {
        part.is_some_and(|p| !p.is_empty() && !p.contains(char::is_whitespace))
    };
    parts.next() == Some("spaces")
        && fits(parts.next())
        && parts.next() == Some("threads")
        && fits(parts.next())
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_recognised_as_people_paste_them() {
        for (text, name) in [
            ("spaces/AAAAxyz_1-2", Some("spaces/AAAAxyz_1-2")),
            (" spaces/AAAA/messages/B.C ", Some("spaces/AAAA")),
            (
                "https://chat.google.com/room/AAAA?cls=11",
                Some("spaces/AAAA"),
            ),
            ("https://chat.google.com/dm/BBBB", Some("spaces/BBBB")),
            (
                "https://mail.google.com/chat/u/0/#chat/space/CCCC",
                Some("spaces/CCCC"),
            ),
            (
                "https://chat.googleapis.com/v1/spaces/DDDD/messages",
                Some("spaces/DDDD"),
            ),
            (
                "https://chat.google.com/u/0/app/chat/EEEE?cls=11",
                Some("spaces/EEEE"),
            ),
            ("https://chat.google.com/app/chat/FFFF", Some("spaces/FFFF")),
            ("https://chat.google.com/u/0/app/home", None),
            ("https://chat.google.com/u/0/app/chat", None),
            ("https://chat.google.com/u/0/app/chat/", None),
            ("https://mail.google.com/chat/u/0/#chat/home", None),
            ("AAAAMpdlehY", Some("spaces/AAAAMpdlehY")),
            ("releases", None),
            ("eng rel", None),
            ("spaces/", None),
            ("spaces/a b", None),
            ("", None),
        ] {
            assert_eq!(space(text).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn thread_names_are_told_from_keys() {
        for (text, is) in [
            ("spaces/A/threads/B", true),
            ("spaces/A/threads/", false),
            ("spaces/A/messages/B", false),
            ("deploy-42", false),
            ("spaces/A/threads/B/C", false),
        ] {
            assert_eq!(is_thread_name(text), is, "{text}");
        }
        assert_eq!(space_of("spaces/A/threads/B"), Some("spaces/A"));
        assert_eq!(space_of("spaces/A"), None);
    }
}
