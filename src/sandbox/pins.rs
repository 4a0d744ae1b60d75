//! The methods of pinned messages: create, list, delete.

use serde_json::{Value, json};

use super::body;
use super::database::{Database, Pin, Space};
use super::messages;
use super::pagination::Page;
use super::request_context::RequestContext;
use super::spaces::{listed, space_id};
use super::status::{Code, Status};

/// Handles `messagePins.create`: a message of the space, once.
///
/// That a second pin of a message is a conflict is not documented (unconfirmed).
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn create(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let asked = body::read(call.body, "MessagePin", "message_pin")?;
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let prefix = format!("spaces/{}/messages/", space.id);
    let name = asked["message"].as_str().unwrap_or("");
    let id = name
        .strip_prefix(&prefix)
        .filter(|id| !id.is_empty() && !id.contains('/'))
        .ok_or_else(|| {
            Status::violation(
                "message_pin.message",
                "Missing or malformed message resource name in the request.",
            )
        })?;
    let message = messages::find(space, id, who)?.id.clone();
    if space.pins.iter().any(|pin| pin.message == message) {
        return Err(Status::new(
            Code::AlreadyExists,
            "The message is already pinned.",
        ));
    }
    let order = world.next_order();
    let pin = Pin { message, order };
    let space = world.space_mut(call.name(0))?;
    space.pins.push(pin.clone());
    Ok(shown(space, &pin))
}

/// Handles `messagePins.list`: in the order in which they were pinned, which is not documented (unconfirmed).
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn list(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let page = Page::asked(call.query, 100, 100, &["pins", &space.id])?;
    let seen = |pin: &&Pin| {
        let message = space.message(&pin.message);
        message.is_some_and(|message| messages::may_see(message, who))
    };
    let found = space.pins.iter().filter(seen);
    let (pins, next) = page.take(found.map(|pin| (pin.order, pin)));
    let pins = pins.into_iter().map(|pin| shown(space, pin)).collect();
    Ok(listed("messagePins", pins, next))
}

/// Handles `messagePins.delete`; the message stays.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn delete(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    world.enter(space_id(call.name(0))?, who)?;
    let space = world.space_mut(call.name(0))?;
    let is_it = |pin: &Pin| pin.message == call.name(1);
    let place = space.pins.iter().position(is_it);
    space.pins.remove(place.ok_or_else(Status::not_found)?);
    Ok(json!({}))
}

fn shown(space: &Space, pin: &Pin) -> Value {
    let (space, id) = (&space.id, &pin.message);
    json!({
        "name": format!("spaces/{space}/messagePins/{id}"),
        "message": format!("spaces/{space}/messages/{id}"),
    })
}
