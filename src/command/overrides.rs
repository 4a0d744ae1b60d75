//! Applies the options of `chatquill send` to a request.

use serde_json::{Map, Value, json};

use crate::command::arguments::{Notification, Send};
use crate::command::choices::Markup;
use crate::command::failure::Failure;
use crate::command::space_argument::{self, SpaceArgument};
use crate::command::viewer_argument::{self, UNKNOWN};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::preset::{self, Preset, PresetThread};
use crate::message::space_ref;

/// Applies the command line's options to a normalised request; `text` is that of `--text`.
///
/// A `--space` that is a name is left for the list of spaces.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn apply(options: &Send, text: Option<&str>, request: &mut Value) -> Result<(), Failure> {
    let fields = object(request);
    let preset = preset(options, text)?;
    preset.apply(fields);
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
    if options.or_fail {
        if preset.thread.is_none() && !has_thread(fields) {
            return Err(Failure::usage(Diagnostic::new(
                "--or-fail needs a thread, and none is named.",
                "Add --thread NAME, or omit --or-fail.",
            )));
        }
        fields.insert(
            "messageReplyOption".to_owned(),
            json!("REPLY_MESSAGE_OR_FAIL"),
        );
    }
    Ok(())
}

/// Returns what the options say of space, thread and text.
fn preset(options: &Send, text: Option<&str>) -> Result<Preset, Failure> {
    let place = match options.space().map(space_argument::parse).transpose()? {
        Some(SpaceArgument::Place(place)) => Some(place),
        Some(SpaceArgument::Name(_)) | None => None,
    };
    let (space, linked) = place.map_or((None, None), |place| (Some(place.space), place.thread));
    let named = options.thread.as_deref().map(thread_name).transpose()?;
    let key = options.thread_key.as_deref().map(thread_key).transpose()?;
    Ok(Preset {
        space,
        thread: key.or_else(|| named.or(linked).map(PresetThread::Name)),
        text: text.map(str::to_owned),
        ..Preset::default()
    })
}

/// Returns the thread's resource name of what was given as `--thread`.
fn thread_name(given: &str) -> Result<String, Failure> {
    if space_ref::is_thread_name(given) {
        return Ok(given.to_owned());
    }
    let is_address = given.starts_with("spaces/") || given.contains("://");
    space_ref::thread(given)
        .filter(|_| is_address)
        .ok_or_else(|| {
            usage(
                "--thread",
                given,
                "Give spaces/SPACE/threads/THREAD or the thread's address in a browser, or use --thread-key.",
            )
        })
}

/// Returns a thread by its key.
///
/// # Errors
/// Where the key is none: it would start a thread, which nobody meant.
pub(super) fn thread_key(key: &str) -> Result<PresetThread, Failure> {
    let remedy = if key.is_empty() {
        "Give any text of up to 4,000 characters."
    } else if space_ref::is_thread_name(key)
        || (key.contains("://") && space_ref::thread(key).is_some())
    {
        "That is the thread itself, not a key of your own: use --thread."
    } else {
        return Ok(PresetThread::Key(key.to_owned()));
    };
    Err(usage("--thread-key", key, remedy))
}

/// Returns whether the request names a thread, in any of the ways there are.
fn has_thread(fields: &Map<String, Value>) -> bool {
    let is_set = |value: Option<&Value>| {
        value
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
    };
    let thread = fields
        .get("message")
        .and_then(|message| message.get("thread"));
    let of_thread = |key| is_set(thread.and_then(|thread| thread.get(key)));
    is_set(fields.get("threadKey")) || of_thread("name") || of_thread("threadKey")
}

fn message(options: &Send, fields: &mut Map<String, Value>) -> Result<(), Failure> {
    let message = preset::message(fields);
    if let Some(viewer) = &options.viewer {
        // The user of a name is known once the members of the space are listed.
        let name = viewer_argument::user(viewer)?.unwrap_or_else(|| UNKNOWN.to_owned());
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
    use crate::command::arguments::Targets;

    fn applied(options: &Send, mut request: Value) -> Result<Value, String> {
        apply(options, options.text.as_deref(), &mut request)
            .map(|()| request)
            .map_err(|failure| failure.words())
    }

    fn to(space: &str) -> Targets {
        Targets {
            spaces: vec![space.to_owned()],
            ..Targets::default()
        }
    }

    #[test]
    fn options_are_set_into_the_request() {
        let some = |text: &str| Some(text.to_owned());
        for (options, given, expected) in [
            (
                Send {
                    text: some("hi"),
                    targets: to("spaces/AAAA"),
                    ..Send::default()
                },
                json!({}),
                json!({"parent": "spaces/AAAA", "message": {"text": "hi"}}),
            ),
            (
                Send {
                    targets: to("https://chat.google.com/room/AAAA?cls=1"),
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
                    targets: to("https://chat.google.com/room/A/T/M?cls=10"),
                    ..Send::default()
                },
                json!({"parent": "spaces/B", "message": {"text": "hi"}}),
                json!({"parent": "spaces/A",
                    "message": {"text": "hi", "thread": {"name": "spaces/A/threads/T"}},
                    "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"}),
            ),
            (
                Send {
                    thread: some("https://chat.google.com/room/A/T"),
                    ..Send::default()
                },
                json!({"message": {"text": "hi"}}),
                json!({"message": {"text": "hi", "thread": {"name": "spaces/A/threads/T"}},
                    "parent": "spaces/A",
                    "messageReplyOption": "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"}),
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
                    targets: to("spaces/a b"),
                    ..Send::default()
                },
                "--space cannot be \"spaces/a b\".",
            ),
            (
                Send {
                    targets: to(""),
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
                    thread: some("https://example.com/builds/42"),
                    ..Send::default()
                },
                "--thread cannot be",
            ),
            (
                Send {
                    thread_key: some("https://chat.google.com/room/A/T"),
                    ..Send::default()
                },
                "--thread-key cannot be",
            ),
            (
                Send {
                    or_fail: true,
                    ..Send::default()
                },
                "--or-fail needs a thread, and none is named.",
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
