//! Validates what a message may hold, and who may send it.

use serde_json::{Map, Value};

use super::body;
use super::database::{Database, Identity, Space, UserName};
use super::request_context::RequestContext;
use super::status::Status;
use super::uploads;
use crate::chat::sender::SenderKind;
use crate::message::checks::check::check;
use crate::message::checks::check_context::{CheckContext, RequestKind};
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::Rule;
use crate::message::checks::rules::{message, sender, thread};

/// Stored fields of a message besides its text: all that its sender may set.
const KEPT: [&str; 8] = [
    "cards",
    "cardsV2",
    "accessoryWidgets",
    "attachment",
    "fallbackText",
    "markupSyntax",
    "elements",
    "quotedMessageMetadata",
];

/// Rules that Google refuses with a message or a field of its own; the message is empty where only the field is
/// reported.
///
/// All but those of the size are Google's.
/// <https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create>
const GOOGLES: [(&Rule, &str, &str); 11] = [
    (&message::MESSAGE_EMPTY, "", "Message cannot be empty."),
    (
        &sender::CARDS_USER_AUTH,
        "",
        "Message cannot have cards for requests carrying human credentials.",
    ),
    (
        &message::MESSAGE_TOO_LARGE,
        "",
        "Message is too large: the limit is 32000 bytes.",
    ),
    (&thread::THREAD_NAME_FORM, "", BAD_THREAD),
    (&thread::THREAD_OTHER_SPACE, "", BAD_THREAD),
    (
        &message::PARENT_FORMAT,
        "",
        "Missing or malformed space resource name in the request.",
    ),
    (
        &sender::PRIVATE_VIEWER_FORM,
        "",
        "Missing or malformed user resource name in private_message_viewer.",
    ),
    (&message::UPDATE_MASK_EMPTY, "update_mask", ""),
    (&message::UPDATE_MASK_PATH, "update_mask", ""),
    (&message::UPDATE_MASK_MARKUP, "update_mask", ""),
    (&message::ALLOW_MISSING_ID, "name", ""),
];
const BAD_THREAD: &str = "The request contains an invalid thread resource name";

/// Returns 400 for a request that breaks a rule of which the catalogue says that Google Chat refuses it.
///
/// The rules are those that a composer runs before it sends, so that both know the same; what only a server can know
/// is not validated here.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn validate(
    call: &RequestContext<'_>,
    request: &Value,
    request_kind: RequestKind,
) -> Result<(), Status> {
    let setting = CheckContext {
        sender: Some(match call.caller.who {
            Identity::App => SenderKind::App,
            Identity::User(_) => SenderKind::User,
            Identity::Webhook(_) => SenderKind::Webhook,
        }),
        developer_preview: call.rules.developer_preview,
        request_kind,
        ..CheckContext::default()
    };
    let found = check(request, &setting);
    match found.iter().find(|finding| finding.is_refused()) {
        None => Ok(()),
        Some(finding) => Err(refusal(finding)),
    }
}

fn refusal(finding: &Finding) -> Status {
    let known = GOOGLES.iter().find(|(rule, _, _)| *rule == finding.rule);
    if let Some((_, _, words)) = known.filter(|(_, _, words)| !words.is_empty()) {
        return Status::invalid(*words);
    }
    let field = match known {
        Some((_, field, _)) => (*field).to_owned(),
        None => body::field(&finding.path, ""),
    };
    let words = format!("Invalid value at '{field}': {}", finding.message);
    Status::violation(field, words)
}

/// Returns 403 where a message holds something that this caller may not send to this space, which only the server
/// knows.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn judge_access(
    world: &Database,
    space: &Space,
    call: &RequestContext<'_>,
    message: &Map<String, Value>,
) -> Result<(), Status> {
    if call.caller.is_user() && has(message, "cardsV2") && !world.is_in(space, &Identity::App) {
        return Err(Status::app_not_member());
    }
    uploads::judge(world, space, &call.caller.who, message)
}

/// Returns whether a list of the message is not empty.
#[must_use]
pub fn has(message: &Map<String, Value>, key: &str) -> bool {
    message
        .get(key)
        .and_then(Value::as_array)
        .is_some_and(|list| !list.is_empty())
}

/// Returns the private viewer of the message: a member, by ID or email address.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn viewer(
    world: &Database,
    space: &Space,
    message: &Map<String, Value>,
) -> Result<Option<UserName>, Status> {
    let Some(viewer) = message.get("privateMessageViewer") else {
        return Ok(None);
    };
    let name = viewer["name"].as_str().unwrap_or("");
    let person = match name.strip_prefix("users/") {
        Some(email) if email.contains('@') => world.person_by_email(email),
        _ => world.people.get(name),
    };
    let person = person.ok_or_else(Status::not_found)?;
    if space.member(&person.name).is_none() {
        return Err(Status::invalid(
            "The private message viewer is not a member of the space.",
        ));
    }
    Ok(Some(person.name.clone()))
}

/// Returns whether the text is Markdown: as the message says, or else as the app or webhook is set up.
#[must_use]
pub fn is_markdown(call: &RequestContext<'_>, message: &Map<String, Value>) -> bool {
    match message.get("markupSyntax").and_then(Value::as_str) {
        Some("MARKUP_SYNTAX_CHAT") => false,
        Some("MARKUP_SYNTAX_MARKDOWN") => true,
        _ => call.rules.markdown_by_default && !matches!(call.caller.who, Identity::Webhook(_)),
    }
}

/// Returns the stored fields of a message besides its text and thread.
#[must_use]
pub fn kept(message: &Map<String, Value>) -> Map<String, Value> {
    KEPT.iter()
        .filter_map(|&key| Some((key.to_owned(), message.get(key)?.clone())))
        .collect()
}
