//! The endpoints of Google's accounts beside the token endpoint: consent, revocation, user info.

use serde_json::json;
use time::OffsetDateTime;

use super::auth;
use super::database::Identity;
use super::grants::Consent;
use super::query::Query;
use super::response::Reply;
use super::state::{Request, State};
use super::status::Status;

/// Answers a request to one of the endpoints; `None` for any other path.
pub fn answer(state: &mut State, request: &Request, now: OffsetDateTime) -> Option<Reply> {
    match (request.verb.as_str(), request.path.as_str()) {
        ("GET", "/o/oauth2/v2/auth" | "/o/oauth2/auth") => Some(consent(state, request)),
        ("POST", "/revoke") => Some(revoke(state, request)),
        ("GET", "/oauth2/v3/userinfo") => Some(user_info(state, request, now)),
        _ => None,
    }
}

fn consent(state: &mut State, request: &Request) -> Reply {
    let ids = &mut state.world.ids;
    match state
        .grants
        .consent(&request.query, &request.raw_query, ids)
    {
        Consent::Page(html) => Reply::page(200, html),
        Consent::DeadEnd(error) => Reply::page(
            400,
            format!("<!DOCTYPE html>\n<title>Error</title><p>{error}\n"),
        ),
        Consent::Redirect(to) => {
            let mut reply = Reply::page(302, String::new());
            reply.headers.push(("location", to));
            reply
        }
    }
}

fn revoke(state: &mut State, request: &Request) -> Reply {
    let form = Query::parse(&String::from_utf8_lossy(&request.body));
    let token = form
        .text("token")
        .or(request.query.text("token"))
        .unwrap_or("");
    if state.grants.revoke(token) {
        return Reply::json(200, &json!({}), true);
    }
    let refused =
        json!({ "error": "invalid_token", "error_description": "Token expired or revoked" });
    Reply::json(400, &refused, true)
}

fn user_info(state: &State, request: &Request, now: OffsetDateTime) -> Reply {
    let token = request.bearer.as_ref().map_or("", |bearer| bearer.reveal());
    let caller = match auth::by_token(&state.tokens, token, &state.base, now) {
        Ok(caller) => caller,
        Err(status) => return Reply::refusal(&status, true),
    };
    let Identity::User(name) = &caller.who else {
        return Reply::refusal(&Status::denied(), true);
    };
    let people = state.world.people.iter();
    let Some(person) = people
        .map(|(_, person)| person)
        .find(|person| person.name == *name)
    else {
        return Reply::refusal(&Status::not_found(), true);
    };
    let sub = name.trim_start_matches("users/");
    Reply::json(
        200,
        &json!({ "sub": sub, "email": person.email, "email_verified": true }),
        true,
    )
}
