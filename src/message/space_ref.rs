//! Parses references to a space: its resource name, its bare ID, or a URL copied from a browser.

/// A space, and the thread in it that was pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The space's resource name, `spaces/S`.
    pub space: String,
    /// The thread's resource name, `spaces/S/threads/T`; `None` where the text does not lead to one.
    pub thread: Option<String>,
}

/// Returns the resource name (`spaces/ID`) of a text in one of the forms people paste.
///
/// The forms are those of [`place`].
#[must_use]
pub fn space(text: &str) -> Option<String> {
    place(text).map(|place| place.space)
}

/// Returns the thread (`spaces/S/threads/T`) that a name or a URL leads to: that of a thread or of a message.
#[must_use]
pub fn thread(text: &str) -> Option<String> {
    place(text)?.thread
}

/// Returns the space, and the thread if there is one, of a text in one of the forms people paste.
///
/// The forms are: `spaces/AAAA`, a name below it such as `spaces/AAAA/messages/B.C`, a Chat URL
/// (`https://chat.google.com/room/AAAA`, `…/dm/AAAA`, `…/app/chat/AAAA`,
/// `https://mail.google.com/chat/u/0/#chat/space/AAAA`), with the thread after the space and perhaps the message
/// after that, or, of at least eight characters and not a plain word, the ID of the space alone.
#[must_use]
pub fn place(text: &str) -> Option<Place> {
    let text = text.trim();
    if let Some(path) = text.strip_prefix("spaces/") {
        return place_of(&path.split('/').collect::<Vec<_>>(), false);
    }
    if let Some((_, address)) = text.split_once("://") {
        // The query holds no part of the path, and stands before the fragment of an address of Gmail.
        let parts: Vec<&str> = address
            .split('#')
            .filter_map(|part| part.split(['?', '&']).next())
            .flat_map(|part| part.split('/'))
            .collect();
        let at = parts
            .iter()
            .enumerate()
            .position(|(at, part)| match *part {
                "space" | "spaces" | "room" | "dm" => true,
                // The URL of Gmail has a "chat" of its own, which no ID follows.
                "chat" => at.checked_sub(1).and_then(|at| parts.get(at)) == Some(&"app"),
                _ => false,
            })?;
        return place_of(parts.get(at + 1..)?, parts.get(at) != Some(&"spaces"));
    }
    let looks_like_an_id = text.len() >= 8
        && text
            .chars()
            .any(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if looks_like_an_id {
        place_of(&[text], false)
    } else {
        None
    }
}

/// Returns the place of what follows `spaces/`: the space's ID, then perhaps a thread or a message.
///
/// A message `T.M` is in the thread `T`; an ID of one's own (`client-…`) does not tell its thread. An address for a
/// browser has the bare IDs of thread and message.
fn place_of(parts: &[&str], is_for_browser: bool) -> Option<Place> {
    let space = named(parts.first()?)?;
    let id = match *parts.get(1..).unwrap_or_default() {
        ["threads", id] => Some(id),
        ["messages", id] => id.split_once('.').map(|(thread, _)| thread),
        [id] | [id, _] | [id, _, ""] if is_for_browser => Some(id),
        _ => None,
    };
    let thread = id.filter(|id| is_id(id));
    Some(Place {
        thread: thread.map(|id| format!("{space}/threads/{id}")),
        space,
    })
}

fn named(id: &str) -> Option<String> {
    is_id(id).then(|| format!("spaces/{id}"))
}

/// Returns whether a text consists of the characters of Google's IDs.
fn is_id(text: &str) -> bool {
    let is_of_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    !text.is_empty() && text.chars().all(is_of_id)
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
    fn an_address_of_a_thread_or_a_message_leads_to_the_thread() {
        for (text, expected) in [
            ("spaces/A/threads/T", Some("spaces/A/threads/T")),
            ("spaces/A/messages/T.M", Some("spaces/A/threads/T")),
            ("spaces/A/messages/client-a", None),
            ("spaces/A", None),
            (
                "https://chat.google.com/room/A/T?cls=11",
                Some("spaces/A/threads/T"),
            ),
            (
                "https://chat.google.com/room/A/T/M?cls=10",
                Some("spaces/A/threads/T"),
            ),
            (
                "https://chat.google.com/dm/A/T/M",
                Some("spaces/A/threads/T"),
            ),
            (
                "https://mail.google.com/chat/u/0/?ui=2#chat/space/A/T",
                Some("spaces/A/threads/T"),
            ),
            (
                "https://chat.google.com/u/0/app/chat/A/T/",
                Some("spaces/A/threads/T"),
            ),
            (
                "https://chat.googleapis.com/v1/spaces/A/messages/T.M",
                Some("spaces/A/threads/T"),
            ),
            ("https://chat.googleapis.com/v1/spaces/A/members", None),
            ("https://chat.google.com/room/A?cls=11", None),
            ("https://example.com/builds/42", None),
            ("deploy-42", None),
        ] {
            assert_eq!(thread(text).as_deref(), expected, "{text}");
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
