//! `spaces.messages.create`: everything that stands between a request and a stored message.

use serde_json::{Map, Value};

use super::annotate;
use super::body;
use super::call::Call;
use super::content;
use super::method;
use super::render;
use super::spaces::space_id;
use super::status::{Code, Status};
use super::thread::{self, Asked, Place, ReplyOption};
use super::world::{Identity, Message, Role, Space, Thread, UserName, World};

/// The words for a project whose Chat app was never configured.
const NOT_CONFIGURED: &str = "Google Chat app not found. To create a Chat app, you must turn on the Chat API and configure the app in the Google Cloud console.";

/// Creates a message and answers with it; a repeated `requestId` answers with the first.
pub fn create(world: &mut World, call: &Call<'_>) -> Result<Value, Status> {
    let message = body::read(call.body, "Message", "message")?;
    create_from(world, call, message, call.query.text("messageId"))
}

/// Creates a message from a body that was read already.
pub fn create_from(
    world: &mut World,
    call: &Call<'_>,
    mut asked: Map<String, Value>,
    message_id: Option<&str>,
) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?;
    if !call.rules.app_configured {
        return Err(Status::new(Code::NotFound, NOT_CONFIGURED));
    }
    let request = call.query.text("requestId");
    if let Some(first) = request
        .map(|id| replay(world, id, call))
        .transpose()?
        .flatten()
    {
        return Ok(first);
    }
    content::judge_size(body::size(call.body))?;
    content::judge(world, space, call, &asked)?;
    let loud = call.query.choice(&method::NOTIFICATION);
    judge_loudness(call, loud)?;
    if let Some(id) = message_id {
        judge_message_id(space, id)?;
    }
    let viewer = content::viewer(world, space, call, &asked)?;
    let place = place(space, call, &asked)?;
    judge_permission(world, space, who, &place)?;
    let quote = super::quote::filled(world, space, call, &asked, &place)?;
    if let Some(quote) = quote {
        asked.insert("quotedMessageMetadata".into(), quote);
    }
    let markdown = content::is_markdown(call, &asked);
    let text = asked.get("text").and_then(Value::as_str).unwrap_or("");
    let words = annotate::words(world, text, markdown, who);
    let mut rest = content::kept(&asked);
    super::elements::settle(&mut rest, text, markdown)?;
    let id = store(
        world,
        call,
        Draft {
            place,
            viewer,
            words,
            rest,
            silent: loud == Some("NOTIFICATION_TYPE_SILENT"),
        },
        message_id,
    );
    if let Some(request) = request {
        let made = (who.clone(), call.name(0).to_owned(), id.clone());
        world.requests.insert(request.to_owned(), made);
    }
    answer(world, call, &id)
}

/// A message on its way into the world.
struct Draft {
    place: Place,
    viewer: Option<UserName>,
    words: super::world::Words,
    rest: Map<String, Value>,
    silent: bool,
}

/// The message that this caller made with the same request id before; an error for anyone else's.
fn replay(world: &World, request: &str, call: &Call<'_>) -> Result<Option<Value>, Status> {
    let Some((owner, space, message)) = world.requests.get(request) else {
        return Ok(None);
    };
    if *owner != call.caller.who {
        return Err(Status::invalid(
            "The request ID was already used by another caller.",
        ));
    }
    let space = world.spaces.get(space).ok_or_else(Status::not_found)?;
    let message = space.message(message).ok_or_else(Status::not_found)?;
    Ok(Some(render::message(world, space, message, owner, false)))
}

fn judge_loudness(call: &Call<'_>, loud: Option<&str>) -> Result<(), Status> {
    let is_special = matches!(
        loud,
        Some("NOTIFICATION_TYPE_SILENT" | "NOTIFICATION_TYPE_FORCE_NOTIFY")
    );
    if is_special && call.caller.who != Identity::App {
        return Err(Status::invalid(
            "Only Chat apps with app credentials may force or silence a notification.",
        ));
    }
    Ok(())
}

/// `client-` and up to 56 of `a-z 0-9 -`, new in the space.
fn judge_message_id(space: &Space, id: &str) -> Result<(), Status> {
    if !is_client_id(id) {
        return Err(Status::invalid(format!(
            "Invalid message ID \"{id}\": it must start with \"client-\" and hold at most 63 lowercase letters, digits and hyphens."
        )));
    }
    if space.client_ids.contains_key(id) {
        return Err(Status::new(
            Code::AlreadyExists,
            format!("A message with the ID \"{id}\" already exists in this space."),
        ));
    }
    Ok(())
}

/// Whether an id is one that callers may choose.
#[must_use]
pub fn is_client_id(id: &str) -> bool {
    id.len() <= 63
        && id.strip_prefix("client-").is_some_and(|rest| {
            rest.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
}

fn place(space: &Space, call: &Call<'_>, asked: &Map<String, Value>) -> Result<Place, Status> {
    let thread = asked.get("thread");
    let part = |name| {
        thread
            .and_then(|thread| thread.get(name))
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    thread::place(
        space,
        &call.caller.who,
        Asked {
            name: part("name"),
            key: part("threadKey").or_else(|| call.query.text("threadKey")),
        },
        ReplyOption::named(call.query.choice(&method::REPLY_OPTION)),
        call.rules.new_key_may_start_thread,
    )
}

/// In an announcement space only managers begin a conversation; everybody may reply.
fn judge_permission(
    world: &World,
    space: &Space,
    who: &Identity,
    place: &Place,
) -> Result<(), Status> {
    if !space.announcement || matches!(place, Place::Reply(_)) {
        return Ok(());
    }
    let name = world.member_name(who);
    let member = name.and_then(|name| space.member(&name));
    match member {
        Some(member) if member.role == Role::Manager => Ok(()),
        _ => Err(Status::denied()),
    }
}

fn store(world: &mut World, call: &Call<'_>, draft: Draft, client_id: Option<&str>) -> String {
    let (letters, order) = (world.ids.letters(11), world.next_order());
    let created = world.moment(call.now);
    let (thread, is_reply, key) = match draft.place {
        Place::New(key) => (letters.clone(), false, key),
        Place::Reply(thread) => (thread, true, None),
    };
    let id = format!("{thread}.{letters}");
    let Ok(space) = world.space_mut(call.name(0)) else {
        return id;
    };
    space.active = Some(created);
    let entry = space
        .threads
        .entry(thread.clone())
        .or_insert_with(Thread::default);
    entry
        .keys
        .extend(key.map(|key| (call.caller.who.clone(), key)));
    if let Some(client_id) = client_id {
        space.client_ids.insert(client_id.to_owned(), id.clone());
    }
    let message = Message {
        id: id.clone(),
        order,
        thread,
        is_reply,
        client_id: client_id.map(str::to_owned),
        sender: call.caller.who.clone(),
        viewer: draft.viewer,
        created,
        updated: None,
        deleted: None,
        silent: draft.silent,
        words: draft.words,
        rest: draft.rest,
        reactions: Vec::new(),
    };
    space.messages.insert(id.clone(), message);
    id
}

fn answer(world: &World, call: &Call<'_>, id: &str) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(call.name(0), who)?;
    let message = space.message(id).ok_or_else(Status::not_found)?;
    Ok(render::message(world, space, message, who, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn client_ids_have_a_form() {
        for (id, good) in [
            ("client-a", true),
            ("client-release-42", true),
            ("client-", true),
            ("Client-a", false),
            ("client-A", false),
            ("client-ü", false),
            ("custom-a", false),
            ("a", false),
            ("client-a_b", false),
        ] {
            assert_eq!(is_client_id(id), good, "{id}");
        }
        assert!(is_client_id(&format!("client-{}", "a".repeat(56))));
        assert!(!is_client_id(&format!("client-{}", "a".repeat(57))));
    }
}
