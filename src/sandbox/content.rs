//! What a message may hold, and who may send it.

use serde_json::{Map, Value};

use super::call::Call;
use super::status::{Code, Status};
use super::world::{Identity, Space, UserName, World};

/// The size limit of a message: bytes of its compact JSON in UTF-8.
pub const LIMIT: usize = 32_000;

/// What is kept of a message beside its text: all that its sender may set.
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

/// 400 for a message that is empty, too large, or not for this sender.
pub fn judge(
    world: &World,
    space: &Space,
    call: &Call<'_>,
    message: &Map<String, Value>,
) -> Result<(), Status> {
    judge_sender(world, space, call, message)?;
    if has(message, "attachment") {
        if has(message, "accessoryWidgets") {
            return Err(Status::invalid(
                "Messages with attachments cannot have accessory widgets.",
            ));
        }
        if message.contains_key("privateMessageViewer") {
            return Err(Status::invalid("Private messages cannot have attachments."));
        }
        // Nothing can be uploaded here yet, so whatever is attached belongs to somebody else.
        return Err(Status::new(
            Code::PermissionDenied,
            "Caller does not have permission to access requested attachment",
        ));
    }
    let text = message.get("text").and_then(Value::as_str).unwrap_or("");
    let other = ["cardsV2", "cards", "attachment"];
    if text.trim().is_empty() && !other.iter().any(|key| has(message, key)) {
        return Err(Status::invalid("Message cannot be empty."));
    }
    Ok(())
}

/// 400 for a message of more bytes than the limit.
///
/// Google does not say how it counts; the compact JSON of the message is what a client can know.
pub fn judge_size(bytes: usize) -> Result<(), Status> {
    if bytes > LIMIT {
        return Err(Status::invalid(format!(
            "Message is too large: {bytes} bytes, and the limit is {LIMIT} bytes."
        )));
    }
    Ok(())
}

fn judge_sender(
    world: &World,
    space: &Space,
    call: &Call<'_>,
    message: &Map<String, Value>,
) -> Result<(), Status> {
    let has_cards = has(message, "cardsV2") || has(message, "cards");
    match &call.caller.who {
        Identity::App => Ok(()),
        Identity::Webhook(_) => {
            if message.contains_key("privateMessageViewer") || has(message, "attachment") {
                return Err(Status::invalid(
                    "Webhooks cannot send private messages or attachments.",
                ));
            }
            Ok(())
        }
        Identity::User(_) => {
            if has_cards {
                judge_user_cards(world, space, call, message)?;
            }
            for (key, what) in [
                ("accessoryWidgets", "accessory widgets"),
                ("privateMessageViewer", "a private viewer"),
            ] {
                if message.contains_key(key) && (key != "accessoryWidgets" || has(message, key)) {
                    return Err(Status::invalid(format!(
                        "Message cannot have {what} for requests carrying human credentials."
                    )));
                }
            }
            Ok(())
        }
    }
}

/// People send cards in the preview program only, with an id each, where the app is a member.
fn judge_user_cards(
    world: &World,
    space: &Space,
    call: &Call<'_>,
    message: &Map<String, Value>,
) -> Result<(), Status> {
    if !call.rules.developer_preview || has(message, "cards") {
        return Err(Status::invalid(
            "Message cannot have cards for requests carrying human credentials.",
        ));
    }
    if !world.is_in(space, &Identity::App) {
        return Err(Status::app_not_member());
    }
    let cards = message.get("cardsV2").and_then(Value::as_array);
    let has_id = |card: &Value| card["cardId"].as_str().is_some_and(|id| !id.is_empty());
    if cards.is_some_and(|cards| !cards.iter().all(has_id)) {
        return Err(Status::invalid(
            "Cards for requests carrying human credentials need a card ID.",
        ));
    }
    Ok(())
}

/// Whether a list of the message has something in it.
#[must_use]
pub fn has(message: &Map<String, Value>, key: &str) -> bool {
    message
        .get(key)
        .and_then(Value::as_array)
        .is_some_and(|list| !list.is_empty())
}

/// The person who alone shall see the message: a member, by id or mail address.
pub fn viewer(
    world: &World,
    space: &Space,
    call: &Call<'_>,
    message: &Map<String, Value>,
) -> Result<Option<UserName>, Status> {
    let Some(viewer) = message.get("privateMessageViewer") else {
        return Ok(None);
    };
    if call.caller.who != Identity::App {
        return Err(Status::denied());
    }
    let bad =
        || Status::invalid("Missing or malformed user resource name in private_message_viewer.");
    let id = viewer["name"]
        .as_str()
        .and_then(|name| name.strip_prefix("users/"))
        .filter(|id| !id.is_empty())
        .ok_or_else(bad)?;
    let person = if id.contains('@') {
        world.person_by_email(id)
    } else {
        world.people.get(format!("users/{id}").as_str())
    };
    let person = person.ok_or_else(Status::not_found)?;
    if space.member(&person.name).is_none() {
        return Err(Status::invalid(
            "The private message viewer is not a member of the space.",
        ));
    }
    Ok(Some(person.name.clone()))
}

/// Whether the text is Markdown: as the message says, or else as the app or webhook is set up.
#[must_use]
pub fn is_markdown(call: &Call<'_>, message: &Map<String, Value>) -> bool {
    match message.get("markupSyntax").and_then(Value::as_str) {
        Some("MARKUP_SYNTAX_CHAT") => false,
        Some("MARKUP_SYNTAX_MARKDOWN") => true,
        _ => call.rules.markdown_by_default && !matches!(call.caller.who, Identity::Webhook(_)),
    }
}

/// What is stored of a message beside its text and thread.
#[must_use]
pub fn kept(message: &Map<String, Value>) -> Map<String, Value> {
    KEPT.iter()
        .filter_map(|&key| Some((key.to_owned(), message.get(key)?.clone())))
        .collect()
}
