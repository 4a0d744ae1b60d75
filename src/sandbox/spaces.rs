//! The methods of spaces: list, get, findDirectMessage.

use serde_json::{Map, Value, json};

use super::clock;
use super::database::{Database, Identity, Space, SpaceType, Threading, UserName};
use super::filter::{Compare, Filter, Term};
use super::pagination::Page;
use super::request_context::RequestContext;
use super::status::Status;

/// The kinds of spaces by their names in filters and answers.
const KINDS: [(&str, SpaceType); 3] = [
    ("SPACE", SpaceType::Space),
    ("GROUP_CHAT", SpaceType::GroupChat),
    ("DIRECT_MESSAGE", SpaceType::DirectMessage),
];

/// Handles `spaces.list`: the caller's spaces; chats without a name only after their first message.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn list(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let wanted = call.query.text("filter").unwrap_or("");
    let filter = filter(wanted)?;
    let page = Page::asked(call.query, 100, 1000, &["spaces", wanted])?;
    let who = &call.caller.who;
    let found = world.spaces.values().enumerate().filter(|(_, space)| {
        world.is_in(space, who)
            && (space.kind == SpaceType::Space || space.active.is_some())
            && filter.holds(|term| term.value == kind(space))
    });
    let (spaces, next) = page.take(found.map(|(place, space)| (place as u64, space)));
    let shown: Vec<Value> = spaces
        .into_iter()
        .map(|space| Value::Object(shown(world, space)))
        .collect();
    Ok(listed("spaces", shown, next))
}

/// Returns a list as Google does: without its key when it is empty.
#[must_use]
pub fn listed(key: &str, things: Vec<Value>, next: Option<String>) -> Value {
    let mut answer = Map::new();
    if !things.is_empty() {
        answer.insert(key.into(), Value::Array(things));
    }
    if let Some(next) = next {
        answer.insert("nextPageToken".into(), json!(next));
    }
    Value::Object(answer)
}

fn filter(text: &str) -> Result<Filter, Status> {
    let bad = |why: &str| Status::invalid(format!("Invalid filter query: {why}"));
    let filter = Filter::parse(text).map_err(|why| bad(&why))?;
    if filter.0.len() > 1 {
        return Err(bad("spaces are filtered by space_type with OR only."));
    }
    let is_good = |term: &Term| {
        term.field == "space_type"
            && term.compare == Compare::Is
            && KINDS.iter().any(|(name, _)| *name == term.value)
    };
    if filter.terms().all(is_good) {
        Ok(filter)
    } else {
        Err(bad(
            "space_type = \"SPACE\", \"GROUP_CHAT\" or \"DIRECT_MESSAGE\" was expected.",
        ))
    }
}

/// Handles `spaces.get`.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn get(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    if call.query.flag("useAdminAccess") {
        return Err(Status::denied());
    }
    let space = world.enter(space_id(call.name(0))?, &call.caller.who)?;
    let mut answer = shown(world, space);
    if space.kind == SpaceType::Space {
        answer.insert("permissionSettings".into(), permissions(space));
    }
    Ok(Value::Object(answer))
}

/// Returns the ID of a space from a path segment; 400 if it is empty.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn space_id(segment: &str) -> Result<&str, Status> {
    if segment.is_empty() || segment == "-" {
        return Err(Status::invalid(
            "Missing or malformed space resource name in the request.",
        ));
    }
    Ok(segment)
}

/// Returns the person or app of `users/ID`, `users/EMAIL` or `users/app`.
#[must_use]
pub fn person(world: &Database, name: &str) -> Option<UserName> {
    let id = name.strip_prefix("users/").filter(|id| !id.is_empty())?;
    if id == "app" {
        return Some(world.app.name.clone());
    }
    let person = if id.contains('@') {
        world.person_by_email(id)
    } else {
        world.person(name)
    };
    Some(person?.name.clone())
}

/// Handles `spaces.findDirectMessage`: the direct message between the caller and one other user.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn find_direct_message(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    let bad = || Status::invalid("Missing or malformed user resource name in the request.");
    let name = call.query.text("name").ok_or_else(bad)?;
    let is_alias = name.contains('@');
    let other = person(world, name).filter(|_| !is_alias || call.caller.is_user());
    let other = other.ok_or_else(bad)?;
    let me = world
        .member_name(&call.caller.who)
        .ok_or_else(Status::denied)?;
    if me == other {
        return Err(bad());
    }
    world
        .spaces
        .values()
        .find(|space| {
            space.kind == SpaceType::DirectMessage
                && space.member(&me).is_some()
                && space.member(&other).is_some()
        })
        .map(|space| Value::Object(shown(world, space)))
        .ok_or_else(Status::not_found)
}

/// Returns the kind of a space as the API names it.
#[must_use]
pub fn kind(space: &Space) -> &'static str {
    KINDS
        .iter()
        .find(|(_, kind)| *kind == space.kind)
        .map_or("", |(name, _)| name)
}

/// Returns whether it is the direct message of one person and the app.
fn is_with_app(world: &Database, space: &Space) -> bool {
    space.kind == SpaceType::DirectMessage && world.is_in(space, &Identity::App)
}

/// Returns the `Space` of a response, without the permissions, which lists leave out.
#[must_use]
pub fn shown(world: &Database, space: &Space) -> Map<String, Value> {
    let with_app = is_with_app(world, space);
    let is_chat = space.kind == SpaceType::DirectMessage;
    let mut map = Map::new();
    map.insert("name".into(), json!(space.name()));
    map.insert("type".into(), json!(if with_app { "DM" } else { "ROOM" }));
    map.insert("spaceType".into(), json!(kind(space)));
    if with_app {
        map.insert("singleUserBotDm".into(), json!(true));
    }
    if space.threading == Threading::Threaded && space.has_threads() {
        map.insert("threaded".into(), json!(true));
    }
    if !space.display_name.is_empty() {
        map.insert("displayName".into(), json!(space.display_name));
    }
    let threading = match space.threading {
        Threading::Threaded => "THREADED_MESSAGES",
        Threading::Grouped => "GROUPED_MESSAGES",
        Threading::Unthreaded => "UNTHREADED_MESSAGES",
    };
    map.insert("spaceThreadingState".into(), json!(threading));
    if !space.description.is_empty() {
        let details = json!({ "description": space.description });
        map.insert("spaceDetails".into(), details);
    }
    map.insert("spaceHistoryState".into(), json!("HISTORY_ON"));
    if !is_chat {
        map.insert("createTime".into(), json!(clock::written(space.created)));
    }
    if let Some(active) = space.active {
        map.insert("lastActiveTime".into(), json!(clock::written(active)));
    }
    if space.kind == SpaceType::Space {
        map.insert("accessSettings".into(), json!({ "accessState": "PRIVATE" }));
    }
    let people = space
        .members
        .iter()
        .filter(|member| member.user != world.app.name)
        .count();
    if people > 0 {
        let count = json!({ "joinedDirectHumanUserCount": people });
        map.insert("membershipCount".into(), count);
    }
    let door = if is_chat { "dm" } else { "room" };
    let uri = format!("https://chat.google.com/{door}/{}?cls=11", space.id);
    map.insert("spaceUri".into(), json!(uri));
    map
}

/// Returns the permissions of a named space's members, such as who may post in an announcement space.
fn permissions(space: &Space) -> Value {
    let everyone = || json!({ "managersAllowed": true, "assistantManagersAllowed": true, "membersAllowed": true });
    let few = || json!({ "managersAllowed": true, "assistantManagersAllowed": true });
    let restricted = || {
        if space.announcement {
            few()
        } else {
            everyone()
        }
    };
    json!({
        "manageMembersAndGroups": restricted(),
        "modifySpaceDetails": restricted(),
        "toggleHistory": restricted(),
        "useAtMentionAll": restricted(),
        "manageApps": restricted(),
        "manageWebhooks": restricted(),
        "postMessages": restricted(),
        "replyMessages": everyone(),
    })
}
