//! The option `--space`: a resource name, an address, an ID, or the exact name of a space.

use std::collections::HashMap;

use crate::chat::client::Client;
use crate::chat::resources::Space;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::chat::webhook::Webhook;
use crate::command::failure::Failure;
use crate::command::{interrupt, space_list};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean::remedy;
use crate::message::space_ref::{self, Place};

/// Maximum number of candidates that are listed.
const CANDIDATES: usize = 8;

/// What was given as a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpaceArgument {
    /// A resource name or an address, with the thread that it leads to.
    Place(Place),
    /// A name or a bare ID, which only the list of spaces tells apart.
    Name(String),
}

/// Parses what was given as a space.
///
/// # Errors
/// Where it is empty, or looks like a resource name or an address and is none.
pub fn parse(text: &str) -> Result<SpaceArgument, Failure> {
    let given = text.trim();
    if Webhook::is_meant(given) {
        return Err(Failure::usage(Diagnostic::new(
            "A webhook's URL must not be an argument, for other users and the shell's history see it.",
            "Keep it under a name with chatquill webhook add NAME, which asks for it; then --space NAME. \
             Whoever may have seen it can post: replace the webhook in its space.",
        )));
    }
    if !given.is_empty() && !given.starts_with("spaces/") && !given.contains("://") {
        return Ok(SpaceArgument::Name(given.to_owned()));
    }
    space_ref::place(given)
        .map(SpaceArgument::Place)
        .ok_or_else(|| {
            Failure::usage(Diagnostic::new(
                format!("--space cannot be {:?}.", sanitize::name(text)),
                "Give spaces/ID, the space's address in a browser, or its exact name.",
            ))
        })
}

/// Returns the resource name of a bare ID; `None` where the text cannot be one.
#[must_use]
pub fn as_id(text: &str) -> Option<String> {
    space_ref::space(&format!("spaces/{text}")).filter(|_| !text.contains('/'))
}

/// Finds the space of a name or a bare ID in a fresh list: names change, and what was cached may be another's now.
///
/// # Errors
/// Where no space or more than one has this name, with the candidates, or the list cannot be had.
pub async fn resolve(client: &Client, kind: SenderKind, given: &str) -> Result<String, Failure> {
    interrupt::or_end(find(client, kind, given)).await?
}

/// Finds the space as [`resolve`] does; the signals that ask to end are left to whoever calls.
///
/// # Errors
/// Where no space or more than one has this name, with the candidates, or the list cannot be had.
pub async fn find(client: &Client, kind: SenderKind, given: &str) -> Result<String, Failure> {
    let mut found = find_all(client, kind, &[given]).await?;
    found
        .remove(given)
        .ok_or_else(|| Failure::usage(format!("No space is called {:?}.", sanitize::name(given))))
}

/// Finds the spaces of names or bare IDs in one fresh list, as [`resolve`] does; by what was given.
///
/// # Errors
/// Where no space or more than one has one of the names, or the list cannot be had.
pub async fn resolve_all(
    client: &Client,
    kind: SenderKind,
    given: &[&str],
) -> Result<HashMap<String, String>, Failure> {
    interrupt::or_end(find_all(client, kind, given)).await?
}

async fn find_all(
    client: &Client,
    kind: SenderKind,
    given: &[&str],
) -> Result<HashMap<String, String>, Failure> {
    if given.is_empty() {
        return Ok(HashMap::new());
    }
    let mut spaces = client.all_spaces(|_| ()).await?;
    if !given.iter().all(|given| is_known(&spaces, given)) {
        // Conversations without a name go by the people in them, whose lists are asked for only where they may matter.
        let missed = space_list::name_conversations(client, kind, &mut spaces).await;
        // A name that is not found may be that of a conversation whose members could not be had just now.
        if let Some(error) = missed.filter(|_| !given.iter().all(|given| is_known(&spaces, given)))
        {
            return Err(Failure::from(error));
        }
    }
    let found = |given: &&str| Ok(((*given).to_owned(), choose(&spaces, given)?));
    given.iter().map(found).collect()
}

/// Returns whether a text is the ID or the exact name of a space, case aside.
fn is_meant(space: &Space, given: &str) -> bool {
    as_id(given).as_deref() == Some(space.name.as_str())
        || space.display_name.to_lowercase() == given.to_lowercase()
}

/// Returns whether a list tells which space a text means, or that it means several.
fn is_known(spaces: &[Space], given: &str) -> bool {
    choose(spaces, given).is_ok() || spaces.iter().any(|space| is_meant(space, given))
}

/// Chooses the space of a name or a bare ID.
///
/// # Errors
/// Where no space or more than one has this name, with the candidates.
fn choose(spaces: &[Space], given: &str) -> Result<String, Failure> {
    let wanted = given.to_lowercase();
    let found: Vec<&Space> = spaces
        .iter()
        .filter(|space| is_meant(space, given))
        .collect();
    if let [space] = found.as_slice() {
        return Ok(space.name.clone());
    }
    let shown = sanitize::name(given);
    if !found.is_empty() {
        return Err(Failure::usage(Diagnostic {
            detail: lines(&found),
            ..Diagnostic::new(
                format!("{} spaces are called {shown:?}.", found.len()),
                "Name one by its ID, spaces/….",
            )
        }));
    }
    // A space that the sender may write to need not be in its list.
    if let Some(name) = space_ref::space(given) {
        return Ok(name);
    }
    let is_near = |space: &&Space| {
        let name = space.display_name.to_lowercase();
        !name.is_empty() && (name.contains(&wanted) || wanted.contains(&name))
    };
    let near: Vec<&Space> = spaces.iter().filter(is_near).collect();
    let otherwise = "Give the exact name or the ID; chatquill spaces lists both.";
    let known = spaces.iter().map(|space| space.display_name.as_str());
    Err(Failure::usage(Diagnostic {
        detail: lines(&near),
        ..Diagnostic::new(
            format!("No space is called {shown:?}."),
            remedy(given, known, otherwise),
        )
    }))
}

/// Lists the spaces that a text names, one a line; empty where there is none, or the list cannot be had.
pub async fn lines_of(client: &Client, given: &str) -> String {
    let spaces = client.all_spaces(|_| ()).await.unwrap_or_default();
    let found: Vec<&Space> = spaces
        .iter()
        .filter(|space| is_meant(space, given))
        .collect();
    lines(&found)
}

/// Lists candidates, one a line.
fn lines(spaces: &[&Space]) -> String {
    let line = |space: &&Space| {
        let name = sanitize::line(&space.display_name);
        format!("  {}  {name}", sanitize::name(&space.name))
    };
    let mut lines: Vec<String> = spaces.iter().take(CANDIDATES).map(line).collect();
    if spaces.len() > CANDIDATES {
        lines.push(format!("  and {} more", spaces.len() - CANDIDATES));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_exact_name_is_a_space() {
        let space = |name: &str, display_name: &str| Space {
            name: name.into(),
            display_name: display_name.into(),
            ..Space::default()
        };
        let spaces = [
            space("spaces/AAAA1111", "Eng Release"),
            space("spaces/AAAA2222", "eng"),
            space("spaces/AAAA3333", "ENG"),
            space("spaces/AAAA4444", "AAAA2222"),
            space("spaces/AAAA5555", "設計"),
        ];
        for (given, expected) in [
            ("eng release", Ok("spaces/AAAA1111")),
            ("設計", Ok("spaces/AAAA5555")),
            ("AAAA3333", Ok("spaces/AAAA3333")),
            ("AAAA9999", Ok("spaces/AAAA9999")),
            ("eng", Err("2 spaces are called \"eng\".")),
            ("AAAA2222", Err("2 spaces are called \"AAAA2222\".")),
            ("releas", Err("No space is called \"releas\".")),
            ("eng ops", Err("No space is called \"eng ops\".")),
        ] {
            let found = choose(&spaces, given);
            match expected {
                Ok(name) => assert_eq!(found.as_deref(), Ok(name), "{given}"),
                Err(words) => {
                    let told = found.unwrap_err().words();
                    assert!(told.starts_with(words), "{given}: {told}");
                }
            }
        }
        let told = choose(&spaces, "eng relaese").unwrap_err().words();
        assert!(told.contains("Did you mean \"Eng Release\"?"), "{told}");
        let told = choose(&spaces, "releas").unwrap_err().words();
        assert!(told.contains("spaces/AAAA1111  Eng Release"), "{told}");
    }
}
