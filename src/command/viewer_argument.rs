//! The option `--viewer`: the ID or address of a person, or the name of a member of the space.

use serde_json::Value;

use crate::chat::resources::Member;
use crate::chat::sanitize;
use crate::command::arguments::Send;
use crate::command::failure::Failure;
use crate::command::interrupt;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft::at;
use crate::settings::connect::Connection;

/// Maximum number of candidates that are listed.
const CANDIDATES: usize = 8;

/// Maximum number of pages of members that are read.
const PAGES: usize = 20;

/// Stands in a request until the member of a name is found; no user has this ID.
pub const UNKNOWN: &str = "users/0";

/// Returns the name of a member that `--viewer` gives; `None` where it gives a user, or nothing.
///
/// # Errors
/// Where it can be neither.
pub fn name(options: &Send) -> Result<Option<&str>, Failure> {
    match options.viewer.as_deref() {
        Some(text) if user(text)?.is_none() => Ok(Some(text)),
        Some(_) | None => Ok(None),
    }
}

/// Shows a request only to the member of its space with this name.
///
/// # Errors
/// Where none or several have it, or the members cannot be listed.
pub async fn place(
    connection: &Connection,
    request: &mut Value,
    name: &str,
) -> Result<(), Failure> {
    let space = request.get("parent").and_then(Value::as_str);
    let user = resolve(connection, space.unwrap_or_default(), name).await?;
    if let Some(viewer) = request.pointer_mut(at::VIEWER_NAME) {
        *viewer = user.into();
    }
    Ok(())
}

/// Refuses a name where a message goes to several spaces or in parts.
///
/// # Errors
/// Where `--viewer` gives a name.
pub fn refuse_name(options: &Send) -> Result<(), Failure> {
    match name(options)? {
        None => Ok(()),
        Some(name) => Err(Failure::usage(Diagnostic::new(
            format!(
                "--viewer {:?} is a name, which is looked up for one message in one space.",
                sanitize::name(name)
            ),
            "Give users/ID.",
        ))),
    }
}

/// Returns the user that a text names without any list, `users/ID` or `users/EMAIL`; `None` where it is a member's name.
///
/// Google's IDs of people are digits.
///
/// # Errors
/// Where it is empty, or looks like a resource name and is none.
pub fn user(text: &str) -> Result<Option<String>, Failure> {
    let given = text.trim();
    let id = given.strip_prefix("users/");
    let is_id =
        given.bytes().all(|byte| byte.is_ascii_digit()) || given.contains('@') || given == "app";
    match id.or_else(|| is_id.then_some(given)) {
        Some(id) if id.is_empty() || id.contains(['/', ' ']) => Err(unusable(text)),
        Some(id) => Ok(Some(format!("users/{id}"))),
        None if given.contains('/') => Err(unusable(text)),
        None => Ok(None),
    }
}

fn unusable(text: &str) -> Failure {
    Failure::usage(Diagnostic::new(
        format!("--viewer cannot be {:?}.", sanitize::name(text)),
        "Give users/ID, or the exact name of a member of the space.",
    ))
}

/// Finds the member of a space with this name, case aside.
///
/// # Errors
/// Where none or several have it, with the candidates, or the members cannot be listed.
async fn resolve(connection: &Connection, space: &str, name: &str) -> Result<String, Failure> {
    let mut members = Vec::new();
    let mut page_token = None;
    for _ in 0..PAGES {
        let call = connection.client.list_members(space, page_token.as_deref());
        let page = interrupt::or_end(call).await??;
        members.extend(page.members);
        page_token = page.next;
        if page_token.is_none() {
            break;
        }
    }
    choose(&members, name)
}

fn choose(members: &[Member], name: &str) -> Result<String, Failure> {
    let wanted = name.trim().to_lowercase();
    let is_it = |member: &&Member| member.display_name.to_lowercase() == wanted;
    let found: Vec<&Member> = members.iter().filter(is_it).collect();
    let shown = sanitize::name(name);
    if let [member] = found.as_slice() {
        return Ok(member.user.clone());
    }
    if !found.is_empty() {
        return Err(Failure::usage(Diagnostic {
            detail: lines(&found),
            ..Diagnostic::new(
                format!("{} members of the space are called {shown:?}.", found.len()),
                "Name one by users/ID.",
            )
        }));
    }
    let is_near = |member: &&Member| member.display_name.to_lowercase().contains(&wanted);
    let near: Vec<&Member> = members.iter().filter(is_near).collect();
    let listed = if near.is_empty() {
        members.iter().collect()
    } else {
        near
    };
    Err(Failure::usage(Diagnostic {
        detail: lines(&listed),
        ..Diagnostic::new(
            format!("No member of the space is called {shown:?}."),
            "Give the exact name, or users/ID.",
        )
    }))
}

/// Lists candidates, one a line.
fn lines(members: &[&Member]) -> String {
    let line = |member: &&Member| {
        let name = sanitize::line(&member.display_name);
        format!("  {}  {name}", sanitize::name(&member.user))
    };
    let mut lines: Vec<String> = members.iter().take(CANDIDATES).map(line).collect();
    if members.len() > CANDIDATES {
        lines.push(format!("  and {} more", members.len() - CANDIDATES));
    }
    lines.join("\n")
}
