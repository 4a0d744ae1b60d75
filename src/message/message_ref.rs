//! References to a message: its resource name, or its address as Chat opens it in a browser.

use crate::message::space_ref;

/// Chat's address in a browser.
const CHAT: &str = "https://chat.google.com/";

/// Returns the resource name (`spaces/S/messages/M`) of a text in one of the forms people paste.
///
/// The forms are the name itself and what Chat's "Copy link" gives: `https://chat.google.com/room/S/T/M`, with `dm` or
/// `space` for `room`, or `https://mail.google.com/chat/u/0/#chat/space/S/T/M`. Without its last part an address means
/// the first message of its thread. That an ID is `T.M` is observed and not documented (unconfirmed).
///
/// ```
/// use chatquill::message::message_ref::message_name;
///
/// let name = message_name("https://chat.google.com/room/AAAA/T1/M2?cls=10");
/// assert_eq!(name.as_deref(), Some("spaces/AAAA/messages/T1.M2"));
/// ```
#[must_use]
pub fn message_name(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("spaces/") {
        let (space, id) = rest.split_once("/messages/")?;
        return (is_id(space) && is_id(id)).then(|| text.to_owned());
    }
    let (_, path) = text.split_once("://")?;
    let path = path.split('?').next().unwrap_or(path);
    let parts: Vec<&str> = path.split(['/', '#']).collect();
    let is_kind = |part: &&str| matches!(*part, "space" | "room" | "dm");
    let at = parts.iter().position(is_kind)?;
    let mut ids = parts.get(at + 1..)?.iter();
    let (space, thread) = (ids.next()?, ids.next()?);
    let id = ids.next().unwrap_or(thread);
    let all = [space, thread, id];
    (ids.next().is_none() && all.iter().all(|id| is_id(id)))
        .then(|| format!("spaces/{space}/messages/{thread}.{id}"))
}

/// Returns the address of a message in a browser; `None` where its name has no such form.
///
/// `space_uri` is the space's own `spaceUri`, where it is known: it tells rooms from direct messages.
///
/// ```
/// use chatquill::message::message_ref::link;
///
/// let address = link("spaces/AAAA/messages/T1.M2", None);
/// assert_eq!(address.as_deref(), Some("https://chat.google.com/room/AAAA/T1/M2"));
/// ```
#[must_use]
pub fn link(name: &str, space_uri: Option<&str>) -> Option<String> {
    let space = space_ref::space_of(name)?.strip_prefix("spaces/")?;
    let (thread, id) = name.rsplit('/').next()?.split_once('.')?;
    if ![space, thread, id].into_iter().all(is_id) {
        return None;
    }
    let own = space_uri
        .map(|uri| uri.split(['?', '#']).next().unwrap_or(uri))
        .filter(|uri| uri.starts_with(CHAT) && uri.ends_with(&format!("/{space}")));
    let room = own.map_or_else(|| format!("{CHAT}room/{space}"), str::to_owned);
    Some(format!("{room}/{thread}/{id}"))
}

fn is_id(id: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !id.is_empty() && !matches!(id, "." | "..") && id.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_recognised_as_people_paste_them() {
        for (text, name) in [
            (" spaces/A/messages/T.M ", Some("spaces/A/messages/T.M")),
            (
                "spaces/A/messages/client-a",
                Some("spaces/A/messages/client-a"),
            ),
            (
                "https://chat.google.com/dm/A/T/M",
                Some("spaces/A/messages/T.M"),
            ),
            (
                "https://chat.google.com/room/A/T?cls=1",
                Some("spaces/A/messages/T.T"),
            ),
            (
                "https://mail.google.com/chat/u/0/#chat/space/A/T/M",
                Some("spaces/A/messages/T.M"),
            ),
            ("https://chat.google.com/room/A", None),
            ("https://chat.google.com/room/A/T/M/X", None),
            ("spaces/A", None),
            ("spaces/A/messages/", None),
            ("spaces/A/messages/M/reactions/R", None),
            ("spaces/A/messages/..", None),
            ("spaces/A/threads/T", None),
            ("T.M", None),
            ("", None),
        ] {
            assert_eq!(message_name(text).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn an_address_leads_back_to_its_message() {
        let dm = Some("https://chat.google.com/dm/A?cls=11");
        let odd = Some("https://evil.example/room/A");
        for (name, uri, expected) in [
            (
                "spaces/A/messages/T.M",
                None,
                Some("https://chat.google.com/room/A/T/M"),
            ),
            (
                "spaces/A/messages/T.M",
                dm,
                Some("https://chat.google.com/dm/A/T/M"),
            ),
            (
                "spaces/A/messages/T.M",
                odd,
                Some("https://chat.google.com/room/A/T/M"),
            ),
            ("spaces/A/messages/client-a", None, None),
            ("", None, None),
        ] {
            let address = link(name, uri);
            assert_eq!(address.as_deref(), expected, "{name}");
            let back = address.map(|address| message_name(&address).unwrap());
            assert_eq!(back.as_deref(), expected.map(|_| name));
        }
    }
}
