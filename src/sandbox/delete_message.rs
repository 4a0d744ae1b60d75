//! `spaces.messages.delete`: deletes a message and leaves a tombstone for lists that ask for deleted ones.

use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::database::{Database, Message, Words};
use super::messages;
use super::request_context::RequestContext;
use super::spaces::space_id;
use super::status::{Code, Status};

/// Deletes one of the caller's own messages; for people, with its replies only by `force`.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn delete(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?;
    let message = messages::find(space, call.name(1), who)?;
    if message.sender != *who {
        return Err(Status::denied());
    }
    let is_user = call.caller.is_user();
    let mut doomed = vec![message.id.clone()];
    if is_user && !message.is_reply {
        let replies = space.messages.values().filter(|reply| {
            reply.is_reply && reply.thread == message.thread && reply.deleted.is_none()
        });
        doomed.extend(replies.map(|reply| reply.id.clone()));
        if doomed.len() > 1 && !call.query.flag("force") {
            return Err(Status::new(
                Code::FailedPrecondition,
                "The message has replies; it can be deleted with force only.",
            ));
        }
    }
    let kind = if is_user {
        "CREATOR_VIA_APP"
    } else {
        "CREATOR"
    };
    let moment = world.moment(call.now);
    let space = world.space_mut(call.name(0))?;
    space.pins.retain(|pin| !doomed.contains(&pin.message));
    for id in doomed {
        if let Some(message) = space.message_mut(&id) {
            empty(message, moment, kind);
        }
    }
    Ok(json!({}))
}

fn empty(message: &mut Message, moment: OffsetDateTime, kind: &'static str) {
    message.deleted = Some((moment, kind));
    message.words = Words::default();
    message.rest = Map::new();
    message.reactions.clear();
}
