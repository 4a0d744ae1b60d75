//! Applies the options of `chatquill send` to a request.

use serde_json::{Map, Value, json};

use crate::command::arguments::{Markup, Notification, Send};
use crate::command::failure::Failure;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::space_ref;

/// Applies the command line's options to a normalised request.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn apply(options: &Send, request: &mut Value) -> Result<(), Failure> {
    let fields = object(request);
    if let Some(space) = &options.space {
        let name = space_ref::space(space)
            .or_else(|| space_ref::space(&format!("spaces/{space}")))
            .ok_or_else(|| {
                usage(
                    "--space",
                    space,
                    "Give spaces/ID, the ID alone, or the space's address in a browser.",
                )
            })?;
        fields.insert("parent".to_owned(), json!(name));
    }
    if let Some(id) = &options.message_id {
        if let Some(fault) = crate::message::message_id::validate(id) {
            return Err(usage("--message-id", id, &format!("{fault}.")));
        }
        fields.insert("messageId".to_owned(), json!(id));
    }
    if let Some(how) = options.notification {
        let word = match how {
            Notification::Normal => "NOTIFICATION_TYPE_NONE",
            Notification::Force => "NOTIFICATION_TYPE_FORCE_NOTIFY",
            Notification::Silent => "NOTIFICATION_TYPE_SILENT",
        };
        fields.insert(
            "createMessageNotificationOptions".to_owned(),
            json!({"notificationType": word}),
        );
    }
    message(options, fields)?;
    thread(options, fields)
}

fn thread(options: &Send, fields: &mut Map<String, Value>) -> Result<(), Failure> {
    if let Some(name) = &options.thread {
        if !space_ref::is_thread_name(name) {
            return Err(usage(
                "--thread",
                name,
                "Give spaces/SPACE/threads/THREAD, or use --thread-key.",
            ));
        }
        // A thread's name contains its space.
        if let Some(space) = space_ref::space_of(name) {
            fields.entry("parent").or_insert_with(|| json!(space));
        }
        message_of(fields).insert("thread".to_owned(), json!({"name": name}));
    } else if let Some(key) = &options.thread_key {
        if key.is_empty() {
            return Err(usage(
                "--thread-key",
                key,
                "Give any text of up to 4,000 characters.",
            ));
        }
        message_of(fields).insert("thread".to_owned(), json!({"threadKey": key}));
    }
    let threaded = options.thread.is_some() || options.thread_key.is_some();
    if options.or_fail {
        fields.insert(
            "messageReplyOption".to_owned(),
            json!("REPLY_MESSAGE_OR_FAIL"),
        );
    } else if threaded {
        // Without an option Google ignores the thread.
        fields
            .entry("messageReplyOption")
            .or_insert_with(|| json!("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"));
    }
    Ok(())
}

fn message(options: &Send, fields: &mut Map<String, Value>) -> Result<(), Failure> {
    let message = message_of(fields);
    if let Some(text) = &options.text {
        message.insert("text".to_owned(), json!(text));
    }
    if let Some(viewer) = &options.viewer {
        let id = viewer.strip_prefix("users/").unwrap_or(viewer);
        if id.is_empty() || id.contains(['/', ' ']) {
            return Err(usage("--viewer", viewer, "Give users/ID, or the ID alone."));
        }
        let name = format!("users/{id}");
        message.insert("privateMessageViewer".to_owned(), json!({"name": name}));
    }
    if let Some(syntax) = options.markup {
        let word = match syntax {
            Markup::Chat => "MARKUP_SYNTAX_CHAT",
            Markup::Markdown => "MARKUP_SYNTAX_MARKDOWN",
        };
        message.insert("markupSyntax".to_owned(), json!(word));
    }
    Ok(())
}

fn usage(option: &str, given: &str, remedy: &str) -> Failure {
    let given = crate::chat::sanitize::name(given);
    let what = format!("{option} cannot be {given:?}.");
    Failure::usage(Diagnostic::new(what, remedy))
}

fn message_of(fields: &mut Map<String, Value>) -> &mut Map<String, Value> {
    object(fields.entry("message").or_insert_with(|| json!({})))
}

/// Returns the value as an object; any other value is replaced by an empty one.
fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    match value {
        Value::Object(fields) => fields,
        _ => unreachable!("it was made an object above"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(options: &Send, mut request: Value) -> Result<Value, String> {
        apply(options, &mut request)
            .map(|()| request)
            .map_err(|failure| failure.words())
    }

    #[test]
    fn options_are_set_into_the_request() {
        let some = |text: &str| Some(text.to_owned());
        for (options, given, expected) in [
            (
                Send {
                    text: some("hi"),
                    space: some("AAAA"),
                    ..Send::default()
                },
                json!({}),
                json!({"parent": "spaces/AAAA", "message": {"text": "hi"}}),
            ),
            (
                Send {
                    space: some("https://chat.google.com/room/AAAA?cls=1"),
                    ..Send::default()
                },
                json!({"parent": "spaces/B", "message": {"text": "kept"}}),
                json!({"parent": "spaces/AAAA", "message": {"text": "kept"}}),
            ),
            (
                Send {
                    thread_key: some("k"),
                    text: some("hi"),
                    ..Send::default()
                },
                json!({"message": {}}),
                json!({"message": {"text": "hi", "thread": {"threadKey": "k"}},
                    "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"}),
            ),
            (
                Send {
                    thread: some("spaces/A/threads/T"),
                    or_fail: true,
                    ..Send::default()
                },
                json!({"message": {"text": "hi"}}),
                json!({"message": {"text": "hi", "thread": {"name": "spaces/A/threads/T"}},
                    "parent": "spaces/A", "messageReplyOption": "REPLY_MESSAGE_OR_FAIL"}),
            ),
            (
                Send {
                    thread_key: some("k"),
                    ..Send::default()
                },
                json!({"messageReplyOption": "REPLY_MESSAGE_OR_FAIL", "message": {}}),
                json!({"messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
                    "message": {"thread": {"threadKey": "k"}}}),
            ),
            (
                Send {
                    viewer: some("123"),
                    markup: Some(Markup::Markdown),
                    notification: Some(Notification::Silent),
                    message_id: some("client-a"),
                    ..Send::default()
                },
                json!({"message": {"text": "hi"}}),
                json!({"message": {"text": "hi", "privateMessageViewer": {"name": "users/123"},
                        "markupSyntax": "MARKUP_SYNTAX_MARKDOWN"},
                    "messageId": "client-a",
                    "createMessageNotificationOptions": {"notificationType": "NOTIFICATION_TYPE_SILENT"}}),
            ),
        ] {
            assert_eq!(applied(&options, given), Ok(expected));
        }
    }

    #[test]
    fn odd_options_are_refused() {
        let some = |text: &str| Some(text.to_owned());
        for (options, expected) in [
            (
                Send {
                    space: some("a b"),
                    ..Send::default()
                },
                "--space cannot be \"a b\".",
            ),
            (
                Send {
                    space: some(""),
                    ..Send::default()
                },
                "--space cannot be \"\".",
            ),
            (
                Send {
                    thread: some("T"),
                    ..Send::default()
                },
                "--thread cannot be \"T\".",
            ),
            (
                Send {
                    thread_key: some(""),
                    ..Send::default()
                },
                "--thread-key cannot be \"\".",
            ),
            (
                Send {
                    viewer: some("users/"),
                    ..Send::default()
                },
                "--viewer cannot be \"users/\".",
            ),
            (
                Send {
                    message_id: some("custom-x"),
                    ..Send::default()
                },
                "--message-id cannot be \"custom-x\".",
            ),
        ] {
            let told = applied(&options, json!({})).unwrap_err();
            assert!(told.starts_with(expected), "{told}");
        }
    }
}
