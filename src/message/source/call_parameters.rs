//! What a program says about a send beside the message: the space and the parameters of the call.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::document::parse::line_col::position;
use crate::message::space_ref;

/// Parameters that a program may write into a URL or an object of its own.
const NAMES: [&str; 4] = [
    "requestId",
    "messageReplyOption",
    "messageId",
    "createMessageNotificationOptions.notificationType",
];

/// The parameter that names a thread by the app's own key, as webhooks have it; the API's own place is in the message.
const THREAD_KEY: &str = "threadKey";

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
/// What stands in the message itself, at `inside`, says nothing about the call. Returns what of it is known only to the
/// program and changes where the message goes.
pub fn add(request: &mut Value, text: &str, inside: &Range<usize>) -> Option<String> {
    let unknown = add_thread_key(request, text, inside);
    let fields = request.as_object_mut()?;
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
    unknown
}

/// Adds the thread key of a URL. Returns the remark that it is known only to the program, where that is so.
fn add_thread_key(request: &mut Value, text: &str, inside: &Range<usize>) -> Option<String> {
    let start = parameter_start(text, THREAD_KEY, inside)?;
    let ends = |c: char| c.is_whitespace() || "&#\"'`\\".contains(c);
    let rest = text.get(start..)?;
    let written = rest.split(ends).next().unwrap_or_default();
    let escapes = written.split('%').skip(1);
    let is_escape = |after: &str| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let is_written_out =
        !written.is_empty() && !written.contains(['$', '{', '<']) && escapes.clone().all(is_escape);
    if is_written_out {
        let decoded = percent_decode_str(&written.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned();
        insert_thread_key(request, json!(decoded));
        return None;
    }
    let (line, column) = position(text, start);
    Some(format!(
        "The threadKey of the address at {line}:{column} is known only to the program: without one the message starts a new thread."
    ))
}

/// Puts a thread key where the API has it, unless the message names its thread itself.
fn insert_thread_key(request: &mut Value, key: Value) {
    let Some(message) = request.get_mut("message").and_then(Value::as_object_mut) else {
        return;
    };
    if message.contains_key("thread") {
        // Both are kept, and the checks say so.
        if let Some(fields) = request.as_object_mut() {
            insert(fields, THREAD_KEY, key);
        }
    } else {
        message.insert("thread".to_owned(), json!({THREAD_KEY: key}));
    }
}

/// Adds the members of an object of parameters to a request, which keeps its own.
pub fn merge(request: &mut Value, parameters: &Value) {
    let Some(more) = parameters.as_object() else {
        return;
    };
    if let Some(key) = more.get(THREAD_KEY).filter(|key| key.is_string()) {
        insert_thread_key(request, key.clone());
    }
    let Some(fields) = request.as_object_mut() else {
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
    let rest = &text[parameter_start(text, name, inside)?..];
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '~');
    let length = rest.find(|c: char| !is_plain(c)).unwrap_or(rest.len());
    let is_whole = !rest[length..].starts_with(['$', '{', '%', '<']);
    (length > 0 && is_whole).then(|| rest[..length].to_owned())
}

/// Returns the byte at which the value of a parameter in a URL begins.
fn parameter_start(text: &str, name: &str, inside: &Range<usize>) -> Option<usize> {
    ["?", "&"].into_iter().find_map(|sign| {
        let mark = format!("{sign}{name}=");
        let mut places = text.match_indices(&mark).map(|(at, _)| at);
        Some(places.find(|at| !inside.contains(at))? + mark.len())
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
            (
                "post 'https://x/v1/spaces/AAAA/messages?key=K&threadKey=deploy-42' -d {}",
                json!({"parent": "spaces/AAAA", "message": {"thread": {"threadKey": "deploy-42"}}}),
            ),
            (
                "x?threadKey=a%20b+%C3%BC&key=K",
                json!({"message": {"thread": {"threadKey": "a b ü"}}}),
            ),
        ] {
            let mut request = json!({"message": {}});
            add(&mut request, text, &(0..0));
            assert_eq!(request, expected, "{text}");
        }
        for text in [
            "x?threadKey=${key}",
            "x&threadKey={key}",
            "'x&threadKey=' + key",
            "x?threadKey=%s",
        ] {
            let mut request = json!({"message": {}});
            let unknown = add(&mut request, text, &(0..0));
            assert!(unknown.is_some_and(|said| said.contains("1:")), "{text}");
            assert_eq!(request, json!({"message": {}}), "{text}");
        }
        let mut named = json!({"message": {"thread": {"name": "spaces/A/threads/B"}}});
        add(&mut named, "x?threadKey=k", &(0..0));
        assert_eq!(named["threadKey"], "k");
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
