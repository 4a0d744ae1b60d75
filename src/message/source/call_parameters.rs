//! What a program says about a send beside the message: the space and the parameters of the call.

use std::ops::Range;

use serde_json::{Map, Value, json};

use crate::message::space_ref;

/// Parameters that a program may write into a URL or an object of its own.
const NAMES: [&str; 4] = [
    "requestId",
    "messageReplyOption",
    "messageId",
    "createMessageNotificationOptions.notificationType",
];

const MARK: &str = "spaces/";

/// IDs that stand for one that is not chosen yet.
const PLACEHOLDERS: [&str; 6] = [
    "SPACE_NAME",
    "SPACE_ID",
    "SPACE",
    "YOUR_SPACE",
    "SPACE_KEY",
    "MY_SPACE",
];

/// Adds to a request what the rest of its program says: the parameters of its URL, and the space if it names one only.
///
/// What stands in the message itself, at `inside`, says nothing about the call.
pub fn add(request: &mut Value, text: &str, inside: &Range<usize>) {
    let Some(fields) = request.as_object_mut() else {
        return;
    };
    for name in NAMES {
        if let Some(word) = parameter(text, name, inside) {
            insert(fields, name, json!(word));
        }
    }
    if !fields.contains_key("parent")
        && let Some(space) = only_space(text, inside)
    {
        let parent = std::iter::once(("parent".to_owned(), json!(space)));
        let rest = std::mem::take(fields);
        fields.extend(parent.chain(rest));
    }
}

/// Adds the members of an object of parameters to a request, which keeps its own.
pub fn merge(request: &mut Value, parameters: &Value) {
    let (Some(fields), Some(more)) = (request.as_object_mut(), parameters.as_object()) else {
        return;
    };
    for (name, value) in more {
        let is_known = NAMES.contains(&name.as_str())
            || matches!(name.as_str(), "parent" | "createMessageNotificationOptions");
        // What the program makes anew each time is no part of the message.
        let is_blank = value.as_str().is_some_and(|text| text.contains("{{"));
        if is_known && !is_blank {
            insert(fields, name, value.clone());
        }
    }
}

/// Removes the space that exports and Google's samples write where none is chosen.
pub fn remove_placeholder(request: &mut Value) {
    let parent = request.get("parent").and_then(Value::as_str);
    let id = parent.and_then(|parent| parent.strip_prefix(MARK));
    if id.is_some_and(|id| PLACEHOLDERS.contains(&id))
        && let Some(fields) = request.as_object_mut()
    {
        fields.shift_remove("parent");
    }
}

/// Inserts a field, whose name may have dots as in a URL.
fn insert(fields: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        Some((first, rest)) => {
            let below = fields.entry(first).or_insert_with(|| json!({}));
            if let Value::Object(below) = below {
                insert(below, rest, value);
            }
        }
        None => {
            fields.entry(name).or_insert(value);
        }
    }
}

/// Returns the value of a parameter in a URL of a text, if it is written out.
fn parameter(text: &str, name: &str, inside: &Range<usize>) -> Option<String> {
    ["?", "&"].into_iter().find_map(|sign| {
        let mark = format!("{sign}{name}=");
        let mut places = text.match_indices(&mark).map(|(at, _)| at);
        let start = places.find(|at| !inside.contains(at))? + mark.len();
        let rest = &text[start..];
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '~');
        let length = rest.find(|c: char| !is_plain(c)).unwrap_or(rest.len());
        let is_whole = !rest[length..].starts_with(['$', '{', '%', '<']);
        (length > 0 && is_whole).then(|| rest[..length].to_owned())
    })
}

/// Returns the one space that a text names as a program does: in the address of its messages, or in quotes.
fn only_space(text: &str, inside: &Range<usize>) -> Option<String> {
    let mut found: Option<String> = None;
    for (at, _) in text.match_indices(MARK) {
        let rest = &text[at + MARK.len()..];
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let length = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        let (id, after) = rest.split_at(length);
        let is_quoted =
            text[..at].ends_with(['"', '\'', '`']) && after.starts_with(['"', '\'', '`']);
        if inside.contains(&at)
            || id.is_empty()
            || PLACEHOLDERS.contains(&id)
            || !(is_quoted || after.starts_with("/messages"))
        {
            continue;
        }
        let space = space_ref::space(&format!("{MARK}{id}"))?;
        match &found {
            Some(other) if *other != space => return None,
            _ => found = Some(space),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_around_a_message_is_read() {
        for (text, expected) in [
            (
                "post(base + '/v1/spaces/AAAA/messages?requestId=$id&messageReplyOption=REPLY_MESSAGE_OR_FAIL')",
                json!({"parent": "spaces/AAAA", "message": {}, "messageReplyOption": "REPLY_MESSAGE_OR_FAIL"}),
            ),
            (
                "parent = 'spaces/AAAA'",
                json!({"parent": "spaces/AAAA", "message": {}}),
            ),
            ("'spaces/AAAA' 'spaces/BBBB'", json!({"message": {}})),
            ("'spaces/SPACE_NAME' spaces/CCCC", json!({"message": {}})),
            ("x?messageId=${id}", json!({"message": {}})),
        ] {
            let mut request = json!({"message": {}});
            add(&mut request, text, &(0..0));
            assert_eq!(request, expected, "{text}");
        }
        let mut request = json!({"message": {}});
        merge(
            &mut request,
            &json!({"createMessageNotificationOptions.notificationType": "A", "message": 1}),
        );
        assert_eq!(
            request,
            json!({"message": {}, "createMessageNotificationOptions": {"notificationType": "A"}})
        );
    }
}
