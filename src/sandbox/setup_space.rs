//! The method `spaces.setup`, of which the sandbox sets up direct messages of two people.

use serde_json::Value;

use super::database::{Database, Identity, Member, Role, Space, SpaceType, Threading, UserName};
use super::request_context::RequestContext;
use super::spaces::{person, shown};
use super::status::{Code, Status};

/// The number of `DIRECT_MESSAGE` in the enum `SpaceType`.
const DIRECT_MESSAGE: u8 = 3;

/// The most characters of a new space's ID that differ from others.
const ID: usize = 11;

/// Handles `spaces.setup`: the direct message with one other person, which is set up where there is none.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn set_up(world: &mut Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    // Its HTTP status is not recorded anywhere.
    let Identity::User(me) = &call.caller.who else {
        return Err(Status::new(
            Code::PermissionDenied,
            "This method doesn't support app authentication with a service account. Authenticate with a user account.",
        ));
    };
    let other = other(world, call)?;
    if *me == other {
        return Err(malformed());
    }
    let is_theirs = |space: &&Space| {
        space.kind == SpaceType::DirectMessage
            && space.member(me).is_some()
            && space.member(&other).is_some()
    };
    if let Some(space) = world.spaces.values().find(is_theirs) {
        return Ok(Value::Object(shown(world, space)));
    }
    let now = world.moment(call.now);
    let member = |user: &UserName| Member {
        user: user.clone(),
        role: Role::Member,
    };
    let space = Space {
        id: world.ids.letters(ID),
        kind: SpaceType::DirectMessage,
        display_name: String::new(),
        threading: Threading::Unthreaded,
        announcement: false,
        description: String::new(),
        created: now,
        active: None,
        members: vec![member(me), member(&other)],
        messages: indexmap::IndexMap::new(),
        client_ids: std::collections::HashMap::new(),
        threads: std::collections::HashMap::new(),
        pins: Vec::new(),
    };
    let answer = Value::Object(shown(world, &space));
    world.spaces.insert(space.id.clone(), space);
    Ok(answer)
}

/// Returns the person that the request names as the other member.
fn other(world: &Database, call: &RequestContext<'_>) -> Result<UserName, Status> {
    let asked: Value = serde_json::from_slice(call.body)
        .map_err(|error| Status::invalid(format!("Invalid JSON payload received. {error}")))?;
    for name in asked
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
    {
        if !["space", "memberships", "requestId"].contains(&name.as_str()) {
            let says = format!(
                "Invalid JSON payload received. Unknown name \"{name}\": Cannot find field."
            );
            return Err(Status::violation("", says));
        }
    }
    // Google's typed clients write enums as numbers.
    let kind = asked.pointer("/space/spaceType");
    let is_direct = kind.is_some_and(|kind| *kind == "DIRECT_MESSAGE" || *kind == DIRECT_MESSAGE);
    if !is_direct {
        return Err(Status::invalid(
            "The sandbox sets up spaces of the type DIRECT_MESSAGE only.",
        ));
    }
    let members = asked["memberships"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    let [membership] = members else {
        return Err(Status::invalid(
            "A direct message needs exactly one membership.",
        ));
    };
    let name = membership.pointer("/member/name").and_then(Value::as_str);
    person(world, name.unwrap_or_default()).ok_or_else(malformed)
}

fn malformed() -> Status {
    Status::invalid(
        "Missing or malformed user resource name in the request. Human user resource name must follow this format: users/{user}. App user resource name must be set as users/app.",
    )
}
