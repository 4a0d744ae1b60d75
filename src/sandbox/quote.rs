//! Quotes: which message may be quoted, and what of it the response shows.

use serde_json::{Map, Value, json};

use super::clock;
use super::database::{Database, Message, Space, SpaceType};
use super::messages;
use super::request_context::RequestContext;
use super::status::Status;
use super::thread::Place;
use super::users;

/// Returns the metadata of a message's quote, with its snapshot; `None` if it quotes nothing.
///
/// Returns 400 where the quoted message does not exist, has changed since, or is where it may not be quoted from.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn filled(
    world: &Database,
    space: &Space,
    call: &RequestContext<'_>,
    asked: &Map<String, Value>,
    place: &Place,
) -> Result<Option<Value>, Status> {
    let Some(wanted) = asked.get("quotedMessageMetadata") else {
        return Ok(None);
    };
    let name = wanted["name"].as_str().unwrap_or("");
    let (home, quoted) = find(world, call, name)?;
    let version = quoted.updated.unwrap_or(quoted.created);
    let known = wanted["lastUpdateTime"].as_str().and_then(clock::read);
    if known != Some(version) {
        return Err(bad(
            "last_update_time is not that of the quoted message's latest version.",
        ));
    }
    let is_forward = wanted["quoteType"] == "FORWARD";
    let is_here = home.id == space.id;
    let is_same_thread = is_here
        && match place {
            Place::Reply(thread) => *thread == quoted.thread,
            Place::New(_) => !quoted.is_reply,
        };
    if is_forward && is_here && (is_same_thread || !quoted.is_reply) {
        return Err(bad(
            "a message of the same conversation is quoted as a REPLY.",
        ));
    }
    if !is_forward && !is_same_thread {
        return Err(bad(
            "a REPLY quotes a message of its own thread, or a first message another first message.",
        ));
    }
    Ok(Some(metadata(world, home, quoted, is_forward)))
}

fn bad(why: &str) -> Status {
    Status::violation(
        "message.quoted_message_metadata",
        format!("Invalid quoted message: {why}"),
    )
}

fn find<'a>(
    world: &'a Database,
    call: &RequestContext<'_>,
    name: &str,
) -> Result<(&'a Space, &'a Message), Status> {
    let segments: Vec<&str> = name.split('/').collect();
    let ["spaces", home, "messages", id] = segments[..] else {
        return Err(bad("name is missing or malformed."));
    };
    let who = &call.caller.who;
    let gone = || bad("the message was not found.");
    let home = world.enter(home, who).map_err(|_| gone())?;
    let quoted = messages::find(home, id, who).map_err(|_| gone())?;
    Ok((home, quoted))
}

fn metadata(world: &Database, home: &Space, quoted: &Message, is_forward: bool) -> Value {
    let version = quoted.updated.unwrap_or(quoted.created);
    let words = &quoted.words;
    let mut snapshot = json!({
        "sender": users::sender(world, &quoted.sender, false)["name"],
        "text": words.text,
    });
    let mut metadata = json!({
        "name": format!("spaces/{}/messages/{}", home.id, quoted.id),
        "lastUpdateTime": clock::written(version),
        "quoteType": if is_forward { "FORWARD" } else { "REPLY" },
    });
    if is_forward {
        snapshot["formattedText"] = json!(words.marked);
        if !words.annotations.is_empty() {
            snapshot["annotations"] = json!(words.annotations);
        }
        metadata["forwardedMetadata"] = json!({
            "space": home.name(),
            "spaceDisplayName": display_name(world, home),
        });
    }
    metadata["quotedMessageSnapshot"] = snapshot;
    metadata
}

/// Returns the name under which a forwarded message's space is shown: chats go by their people.
fn display_name(world: &Database, space: &Space) -> String {
    if space.kind == SpaceType::Space {
        return space.display_name.clone();
    }
    let people = space
        .members
        .iter()
        .filter_map(|member| world.people.get(&member.user));
    let names: Vec<&str> = people
        .take(5)
        .map(|person| person.display_name.split(' ').next().unwrap_or(""))
        .collect();
    names.join(", ")
}
