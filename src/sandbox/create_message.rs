//! `spaces.messages.create`: from a request to a stored message.

use serde_json::{Map, Value, json};

use super::annotate;
use super::body;
use super::database::{Database, Identity, Message, Role, Space, Thread, UserName};
use super::message_resource;
use super::method;
use super::request_context::RequestContext;
use super::spaces::space_id;
use super::status::{Code, Status};
use super::thread::{self, Place, ReplyOption, RequestedThread};
use super::uploads;
use super::validate;
use crate::message::checks::check_context::RequestKind;

/// Google's message for a project whose Chat app was never configured.
const NOT_CONFIGURED: &str = "Google Chat app not found. To create a Chat app, you must turn on the Chat API and configure the app in the Google Cloud console.";

/// Creates a message and returns it; a repeated `requestId` returns the first one.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn create(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let message = body::read(call.body, "Message", "message")?;
    create_from(world, call, message, call.query.text("messageId"))
}

/// Creates a message from a body that is parsed already.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn create_from(
    world: &mut Database,
    call: &RequestContext<'_>,
    message: Value,
    message_id: Option<&str>,
) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(space_id(call.name(0))?, who)?;
    if !call.rules.app_configured {
        return Err(Status::new(Code::NotFound, NOT_CONFIGURED));
    }
    let request_id = call.query.text("requestId");
    if let Some(first) = request_id
        .map(|id| replay(world, id, call))
        .transpose()?
        .flatten()
    {
        return Ok(first);
    }
    let mut asked = body::without_defaults("Message", &message);
    validate::validate(
        call,
        &request(call, message, message_id),
        RequestKind::Create,
    )?;
    judge_message_id(space, message_id)?;
    validate::judge_access(world, space, call, &asked)?;
    let viewer = validate::viewer(world, space, &asked)?;
    let place = place(space, call, &asked)?;
    judge_permission(world, space, who, &place)?;
    let quote = super::quote::filled(world, space, call, &asked, &place)?;
    if let Some(quote) = quote {
        asked.insert("quotedMessageMetadata".into(), quote);
    }
    let markdown = validate::is_markdown(call, &asked);
    let text = asked.get("text").and_then(Value::as_str).unwrap_or("");
    let words = annotate::words(world, text, markdown, who);
    let mut rest = validate::kept(&asked);
    super::citations::resolve(&mut rest, text, markdown);
    let id = store(
        world,
        call,
        Draft {
            place,
            viewer,
            words,
            rest,
            silent: is_silent(call),
        },
        message_id,
    );
    if let Some(request_id) = request_id {
        let made = (who.clone(), call.name(0).to_owned(), id.clone());
        world.requests.insert(request_id.to_owned(), made);
    }
    answer(world, call, &id)
}

/// A message that is being created and is not stored yet.
struct Draft {
    place: Place,
    viewer: Option<UserName>,
    words: super::database::Words,
    rest: Map<String, Value>,
    silent: bool,
}

/// Returns the message that this caller created with the same request ID before; an error for anyone else's.
fn replay(
    world: &Database,
    request: &str,
    call: &RequestContext<'_>,
) -> Result<Option<Value>, Status> {
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
    Ok(Some(message_resource::message(
        world, space, message, owner, false,
    )))
}

/// Returns the whole request as a composer drafts it: parameters from the URL together with the body.
fn request(call: &RequestContext<'_>, message: Value, message_id: Option<&str>) -> Value {
    let mut request = json!({ "parent": format!("spaces/{}", call.name(0)) });
    let query = call.query;
    for (name, value) in [
        ("messageId", message_id),
        ("threadKey", query.text("threadKey")),
        ("messageReplyOption", query.choice(&method::REPLY_OPTION)),
    ] {
        if let Some(value) = value {
            request[name] = json!(value);
        }
    }
    if let Some(kind) = query.choice(&method::NOTIFICATION) {
        request["createMessageNotificationOptions"] = json!({ "notificationType": kind });
    }
    request["message"] = message;
    request
}

/// Returns whether the message is sent without a notification.
///
/// Only an app may ask for it: a webhook's option is ignored, a person's was refused before.
fn is_silent(call: &RequestContext<'_>) -> bool {
    call.caller.who == Identity::App
        && call.query.choice(&method::NOTIFICATION) == Some("NOTIFICATION_TYPE_SILENT")
}

/// Returns 409 for a custom ID that a message of the space has already.
fn judge_message_id(space: &Space, id: Option<&str>) -> Result<(), Status> {
    match id {
        Some(id) if space.client_ids.contains_key(id) => Err(Status::new(
            Code::AlreadyExists,
            format!("A message with the ID \"{id}\" already exists in this space."),
        )),
        _ => Ok(()),
    }
}

fn place(
    space: &Space,
    call: &RequestContext<'_>,
    asked: &Map<String, Value>,
) -> Result<Place, Status> {
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
        RequestedThread {
            name: part("name"),
            key: part("threadKey").or_else(|| call.query.text("threadKey")),
        },
        ReplyOption::named(call.query.choice(&method::REPLY_OPTION)),
        call.rules.new_key_may_start_thread,
    )
}

/// Validates that the caller may post here: in an announcement space only managers begin a conversation; everybody
/// may reply.
fn judge_permission(
    world: &Database,
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

fn store(
    world: &mut Database,
    call: &RequestContext<'_>,
    mut draft: Draft,
    client_id: Option<&str>,
) -> String {
    let (letters, order) = (world.ids.letters(11), world.next_order());
    let created = world.moment(call.now);
    let (thread, is_reply, key) = match draft.place {
        Place::New(key) => (letters.clone(), false, key),
        Place::Reply(thread) => (thread, true, None),
    };
    let id = format!("{thread}.{letters}");
    let who = &call.caller.who;
    uploads::attachments(world, call.name(0), &id, who, &mut draft.rest);
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

fn answer(world: &Database, call: &RequestContext<'_>, id: &str) -> Result<Value, Status> {
    let who = &call.caller.who;
    let space = world.enter(call.name(0), who)?;
    let message = space.message(id).ok_or_else(Status::not_found)?;
    Ok(message_resource::message(world, space, message, who, false))
}
