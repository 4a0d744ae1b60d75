//! `spaces.messages.patch` and `update`: which fields of a message may change, and who may change them.

use serde_json::{Map, Value, json};

use super::annotate;
use super::body;
use super::create_message;
use super::database::{Database, Message};
use super::message_resource;
use super::messages;
use super::request_context::RequestContext;
use super::spaces::space_id;
use super::status::Status;
use super::uploads;
use super::validate;
use crate::document::schema::camel;
use crate::message::checks::check_context::RequestKind;

/// The fields that an update mask may name.
const PATHS: [&str; 6] = [
    "text",
    "attachment",
    "cards",
    "cardsV2",
    "accessoryWidgets",
    "quotedMessageMetadata",
];

/// Changes the fields that the mask names; with `allowMissing` and a custom ID it creates a missing message.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn patch(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let asked = body::read(call.body, "Message", "message")?;
    let (who, id) = (&call.caller.who, call.name(1));
    let space = world.enter(space_id(call.name(0))?, who)?;
    let found = messages::find(space, id, who);
    let allow_missing = call.query.flag("allowMissing");
    let update_mask = call.query.text("updateMask").unwrap_or("").to_owned();
    let is_new = allow_missing && found.is_err();
    let paths = paths(&update_mask);
    let request_kind = RequestKind::Patch {
        name: format!("spaces/{}/messages/{id}", space.id),
        // The mask of a created message is ignored.
        update_mask: if is_new { "*".into() } else { update_mask },
        allow_missing,
    };
    validate::validate(call, &json!({}), request_kind)?;
    if is_new {
        return create_message::create_from(world, call, asked, Some(id));
    }
    let message = found?;
    let asked = body::without_defaults("Message", &asked);
    if message.sender != *who {
        return Err(Status::denied());
    }
    if call.caller.is_user() {
        judge_user(&paths, &asked)?;
    }
    judge_quote(message, &paths, &asked)?;
    let changed = changed(message, &paths, &asked);
    validate::validate(
        call,
        &json!({ "message": sent(&changed) }),
        RequestKind::Create,
    )?;
    validate::judge_access(world, space, call, &changed)?;
    let words = paths.contains(&"text").then(|| {
        let text = asked.get("text").and_then(Value::as_str).unwrap_or("");
        annotate::words(world, text, validate::is_markdown(call, &asked), who)
    });
    let system_id = message.id.clone();
    let moment = world.moment(call.now);
    let mut rest = validate::kept(&changed);
    uploads::attachments(world, call.name(0), &system_id, who, &mut rest);
    let message = world.space_mut(call.name(0))?.message_mut(id);
    let message = message.ok_or_else(Status::not_found)?;
    message.updated = Some(moment);
    message.rest = rest;
    if let Some(words) = words {
        message.words = words;
    }
    let space = world.enter(call.name(0), who)?;
    let message = messages::find(space, id, who)?;
    Ok(message_resource::message(world, space, message, who, false))
}

/// Parses the paths of a mask into camelCase; `*` means all.
fn paths(mask: &str) -> Vec<&'static str> {
    let mut paths = Vec::new();
    for path in mask.split(',').map(str::trim) {
        if path == "*" {
            return PATHS.to_vec();
        }
        let name = camel(path);
        paths.extend(PATHS.into_iter().find(|known| *known == name));
    }
    paths
}

/// Validates a change by a person: people change text only.
///
/// Under `*` what they did not send is no change.
fn judge_user(paths: &[&str], asked: &Map<String, Value>) -> Result<(), Status> {
    let is_all = paths.len() == PATHS.len();
    let is_change = |path: &str| !is_all || asked.contains_key(path);
    let wrong = paths
        .iter()
        .find(|path| **path != "text" && is_change(path));
    match wrong {
        None => Ok(()),
        Some(&("cards" | "cardsV2")) => Err(Status::invalid(
            "Message cannot have cards for requests carrying human credentials.",
        )),
        Some(path) => Err(Status::invalid(format!(
            "Requests carrying human credentials can update the text only, and not {path}."
        ))),
    }
}

/// Validates the quote: it can be removed, and neither set nor changed.
fn judge_quote(
    message: &Message,
    paths: &[&str],
    asked: &Map<String, Value>,
) -> Result<(), Status> {
    let key = "quotedMessageMetadata";
    let Some(wanted) = asked.get(key).filter(|_| paths.contains(&key)) else {
        return Ok(());
    };
    let is_same = message
        .rest
        .get(key)
        .is_some_and(|quote| quote["name"] == wanted["name"]);
    if is_same {
        return Ok(());
    }
    Err(Status::invalid(
        "A quoted message can be removed by an update, but not set or changed.",
    ))
}

/// Returns a message as its sender would send it, without the fields that the server filled in.
fn sent(message: &Map<String, Value>) -> Map<String, Value> {
    let mut message = message.clone();
    if let Some(quote) = message
        .get_mut("quotedMessageMetadata")
        .and_then(Value::as_object_mut)
    {
        quote.shift_remove("quotedMessageSnapshot");
        quote.shift_remove("forwardedMetadata");
    }
    if let Some(attachments) = message.get_mut("attachment") {
        *attachments = uploads::sent(attachments);
    }
    message
}

/// Returns the changed message, in the form in which it is sent.
fn changed(message: &Message, paths: &[&str], asked: &Map<String, Value>) -> Map<String, Value> {
    let mut changed = message.rest.clone();
    if !message.words.marked.is_empty() {
        changed.insert("text".into(), json!(message.words.marked));
    }
    for path in paths {
        match asked.get(*path) {
            Some(value) if *path == "quotedMessageMetadata" => {
                changed.entry(*path).or_insert_with(|| value.clone());
            }
            Some(value) => {
                changed.insert((*path).into(), value.clone());
            }
            None => {
                changed.shift_remove(*path);
            }
        }
    }
    if paths.contains(&"text") {
        match asked.get("markupSyntax") {
            Some(syntax) => changed.insert("markupSyntax".into(), syntax.clone()),
            None => changed.shift_remove("markupSyntax"),
        };
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_name_what_can_change() {
        for (mask, named) in [
            ("text", vec!["text"]),
            ("text,cards_v2", vec!["text", "cardsV2"]),
            (
                "cardsV2, accessory_widgets",
                vec!["cardsV2", "accessoryWidgets"],
            ),
            ("*", PATHS.to_vec()),
            ("", vec![]),
        ] {
            assert_eq!(paths(mask), named, "{mask}");
        }
    }
}
