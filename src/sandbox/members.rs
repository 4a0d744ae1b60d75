//! The methods of members: list, get.

use serde_json::{Map, Value, json};

use super::clock;
use super::database::{Database, Member, Role, Space};
use super::filter::{Compare, Filter, Term};
use super::pagination::Page;
use super::request_context::RequestContext;
use super::spaces::{listed, space_id};
use super::status::Status;
use super::users;

/// Handles `spaces.members.list`.
///
/// Apps are left out when the caller is an app.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn list(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    if call.query.flag("useAdminAccess") {
        return Err(Status::denied());
    }
    let space = world.enter(space_id(call.name(0))?, &call.caller.who)?;
    let wanted = call.query.text("filter").unwrap_or("");
    let filter = filter(wanted)?;
    let page = Page::asked(call.query, 100, 1000, &["members", &space.id, wanted])?;
    let is_user = call.caller.is_user();
    let found = space.members.iter().enumerate().filter(|(_, member)| {
        (is_user || member.user != world.app.name)
            && filter.holds(|term| {
                let value = if term.field == "role" {
                    role(member)
                } else {
                    kind(world, member)
                };
                (value == term.value) == (term.compare == Compare::Is)
            })
    });
    let (members, next) = page.take(found.map(|(place, member)| (place as u64, member)));
    let shown = members
        .into_iter()
        .map(|member| shown(world, space, member, is_user))
        .collect();
    Ok(listed("memberships", shown, next))
}

fn filter(text: &str) -> Result<Filter, Status> {
    let bad = |why: &str| Status::invalid(format!("Invalid filter query: {why}"));
    let filter = Filter::parse(text).map_err(|why| bad(&why))?;
    let is_good = |term: &Term| match term.field.as_str() {
        "role" => {
            let known = ["ROLE_MEMBER", "ROLE_MANAGER", "ROLE_ASSISTANT_MANAGER"];
            term.compare == Compare::Is && known.contains(&term.value.as_str())
        }
        "member.type" => {
            matches!(term.compare, Compare::Is | Compare::IsNot)
                && ["HUMAN", "BOT"].contains(&term.value.as_str())
        }
        _ => false,
    };
    if !filter.terms().all(is_good) {
        return Err(bad(
            "role = \"ROLE_MANAGER\" or member.type = \"HUMAN\" was expected.",
        ));
    }
    for field in ["role", "member.type"] {
        let groups = filter
            .0
            .iter()
            .filter(|group| group.iter().any(|term| term.field == field));
        if groups.count() > 1 {
            return Err(bad("a field cannot be joined with itself by AND."));
        }
    }
    Ok(filter)
}

/// Handles `spaces.members.get`, by user ID, `app`, or, for people, email address.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn get(world: &Database, call: &RequestContext<'_>) -> Result<Value, Status> {
    if call.query.flag("useAdminAccess") {
        return Err(Status::denied());
    }
    let space = world.enter(space_id(call.name(0))?, &call.caller.who)?;
    let is_user = call.caller.is_user();
    let id = call.name(1);
    let name = if id == "app" {
        world.app.name.clone()
    } else if id.contains('@') && is_user {
        let person = world.person_by_email(id).ok_or_else(Status::not_found)?;
        person.name.clone()
    } else {
        format!("users/{id}").into()
    };
    let member = space.member(&name).ok_or_else(Status::not_found)?;
    Ok(shown(world, space, member, is_user))
}

fn role(member: &Member) -> &'static str {
    match member.role {
        Role::Member => "ROLE_MEMBER",
        Role::Manager => "ROLE_MANAGER",
    }
}

fn kind(world: &Database, member: &Member) -> &'static str {
    if member.user == world.app.name {
        "BOT"
    } else {
        "HUMAN"
    }
}

fn shown(world: &Database, space: &Space, member: &Member, with_email: bool) -> Value {
    let id = member.user.strip_prefix("users/").unwrap_or(&member.user);
    let mut map = Map::new();
    map.insert(
        "name".into(),
        json!(format!("{}/members/{id}", space.name())),
    );
    map.insert("state".into(), json!("JOINED"));
    map.insert(
        "member".into(),
        users::user(world, &member.user, with_email),
    );
    map.insert("createTime".into(), json!(clock::written(space.created)));
    map.insert("role".into(), json!(role(member)));
    if member.user != world.app.name {
        map.insert("affiliation".into(), json!("INTERNAL"));
    }
    Value::Object(map)
}
