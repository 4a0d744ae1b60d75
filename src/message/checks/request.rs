//! M: rules about the request and the message as a whole, beyond the schema.

use serde_json::{Map, Value};

use crate::document::schema::camel;
use crate::message::checks::check_context::RequestKind;
use crate::message::checks::collector::{Check, Report};
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::object_context::ObjectContext;
use crate::message::checks::rules::message::{
    ALLOW_MISSING_ID, CREATE_TIME_SET, DELETE_FORCE_APP, MESSAGE_EMPTY, MESSAGE_ID_BARE,
    MESSAGE_ID_REUSED, MESSAGE_NEAR_LIMIT, MESSAGE_TOO_LARGE, REQUEST_ID_MISSING,
    REQUEST_ID_NOT_UUID, REQUEST_ID_REUSED_CHANGED, UPDATE_MASK_EMPTY, UPDATE_MASK_MARKUP,
    UPDATE_MASK_PATH,
};
use crate::message::checks::rules::text::TRAILING_SPLIT;
use crate::message::message_id;
use crate::message::size;

/// Check functions, by the type of object they check.
pub const CHECKS: &[(&str, Check)] = &[
    ("CreateMessageRequest", message),
    ("CreateMessageRequest", message_id),
    ("CreateMessageRequest", request_id),
    ("CreateMessageRequest", whole_request),
    ("Message", create_time),
];

/// Size in bytes from which on a message is near the limit.
const NEAR: usize = 30_000;

/// The fields that an edit may name.
const EDITABLE: [&str; 7] = [
    "text",
    "attachment",
    "cards",
    "cards_v2",
    "accessory_widgets",
    "quoted_message_metadata",
    "*",
];

fn message(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if report.context.request_kind != RequestKind::Create {
        return;
    }
    let nothing = Map::new();
    let message = here.child("message").unwrap_or(&nothing);
    let text = message.get("text").and_then(Value::as_str).unwrap_or("");
    let holds = |key: &str| {
        let list = message.get(key).and_then(Value::as_array);
        list.is_some_and(|list| !list.is_empty())
    };
    if text.trim().is_empty() && !["cardsV2", "cards", "attachment"].into_iter().any(holds) {
        let words = if holds("accessoryWidgets") {
            "The message has accessory buttons, but no text, card or attachment."
        } else {
            "The message has no text, card or attachment."
        };
        report.add(Finding::new(&MESSAGE_EMPTY, here.at("message"), words));
    }
    let bytes = here.get("message").map_or(2, size::bytes);
    if bytes > NEAR {
        weigh(here, bytes, text.len(), report);
    }
}

fn weigh(here: &ObjectContext<'_>, bytes: usize, text: usize, report: &mut Report<'_>) {
    let told = format_value::count(bytes, "byte");
    let path = here.at("message");
    if bytes <= size::LIMIT {
        let left = format_value::count(size::LIMIT - bytes, "byte");
        let words = format!("The message has {told}, {left} below the limit.");
        report.add(Finding::new(&MESSAGE_NEAR_LIMIT, path, words));
        return;
    }
    let over = format_value::count(bytes - size::LIMIT, "byte");
    let words = format!("The message has {told}, {over} more than Google Chat accepts.");
    report.add(Finding::new(&MESSAGE_TOO_LARGE, path, words));
    if text > bytes / 2 {
        let parts = bytes.div_ceil(NEAR);
        let words = format!(
            "The text would fit into {}.",
            format_value::count(parts, "message")
        );
        report.add(Finding::new(&TRAILING_SPLIT, "/message/text", words));
    }
}

fn message_id(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let id = here.text("messageId");
    if id.is_empty() {
        return;
    }
    if id == message_id::PREFIX {
        let words = format!("The message ID has nothing after {id}.");
        report.add(Finding::new(&MESSAGE_ID_BARE, here.at("messageId"), words));
    }
    let (parent, request_id) = (here.text("parent"), here.text("requestId"));
    let used = report.context.known.sent.iter().any(|sent| {
        let is_retry = !request_id.is_empty() && sent.request_id == request_id;
        sent.message_id == id && sent.space == parent && !is_retry
    });
    if used {
        let words = format!(
            "{parent} already has a message with the ID {}.",
            format_value::quoted(id)
        );
        report.add(Finding::new(
            &MESSAGE_ID_REUSED,
            here.at("messageId"),
            words,
        ));
    }
}

fn request_id(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    let (context, id) = (report.context, here.text("requestId"));
    // A bare message is wrapped into a request later, and gets its ID there.
    let is_written = here.object.keys().any(|key| key != "message");
    if id.is_empty() {
        if is_written && !context.adds_request_id && context.request_kind == RequestKind::Create {
            let words = "The request has no requestId: sent twice, it posts twice.";
            report.add(Finding::new(
                &REQUEST_ID_MISSING,
                here.at("requestId"),
                words,
            ));
        }
        return;
    }
    if !is_uuid(id) {
        let words = format!("The request ID {} is not a UUID.", format_value::quoted(id));
        report.add(Finding::new(
            &REQUEST_ID_NOT_UUID,
            here.at("requestId"),
            words,
        ));
    }
    let message = here.get("message").unwrap_or(&Value::Null);
    let is_changed = |sent: &crate::message::checks::check_context::SentMessage| {
        sent.request_id == id && sent.message != *message
    };
    if context.known.sent.iter().any(is_changed) {
        let words = "Another message was sent with this request ID.";
        report.add(
            Finding::new(&REQUEST_ID_REUSED_CHANGED, here.at("requestId"), words)
                .perhaps("Remove the ID", here.remove("requestId")),
        );
    }
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn create_time(here: &ObjectContext<'_>, report: &mut Report<'_>) {
    if here.has("createTime") && !report.context.known.is_imported {
        let words = format!(
            "createTime is {}, but the space is not being imported.",
            format_value::quoted(here.text("createTime"))
        );
        report.add(
            Finding::new(&CREATE_TIME_SET, here.at("createTime"), words)
                .safely("Remove the field", here.remove("createTime")),
        );
    }
}

fn whole_request(_: &ObjectContext<'_>, report: &mut Report<'_>) {
    let context = report.context;
    match &context.request_kind {
        RequestKind::Create => {}
        RequestKind::Delete { force } => {
            if *force && context.is_sent_by(crate::chat::sender::SenderKind::App) {
                let words = "force does nothing for an app: the replies stay.";
                report.add(Finding::new(&DELETE_FORCE_APP, "", words));
            }
        }
        RequestKind::Patch {
            name,
            update_mask,
            allow_missing,
        } => {
            mask(update_mask, report);
            let id = name.rsplit('/').next().unwrap_or("");
            if *allow_missing && !id.starts_with(message_id::PREFIX) {
                let words = format!(
                    "{} is not a custom ID, so no message can be created with it.",
                    format_value::quoted(id)
                );
                report.add(Finding::new(&ALLOW_MISSING_ID, "", words));
            }
        }
    }
}

fn mask(mask: &str, report: &mut Report<'_>) {
    let mut paths = mask
        .split(',')
        .map(str::trim)
        .filter(|path| !path.is_empty())
        .peekable();
    if paths.peek().is_none() {
        report.add(Finding::new(
            &UPDATE_MASK_EMPTY,
            "",
            "The edit names no field.",
        ));
    }
    for path in paths {
        let is = |known: &str| known == path || camel(known) == path;
        if is("markup_syntax") {
            let words = "The update mask names the markup syntax.";
            report.add(Finding::new(&UPDATE_MASK_MARKUP, "", words));
        } else if !EDITABLE.into_iter().any(is) {
            let words = format!(
                "The update mask names {}, which cannot be edited.",
                format_value::quoted(path)
            );
            report.add(Finding::new(&UPDATE_MASK_PATH, "", words));
        }
    }
}
