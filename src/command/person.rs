//! The option `--to`: a person, whose direct message is found, or set up after a question.

use std::io::IsTerminal as _;

use crate::chat::error::Error;
use crate::chat::resources::Space;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::failure::Failure;
use crate::command::init::questions::Questions;
use crate::command::interrupt;
use crate::command::output;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::person_ref;
use crate::settings::connect::Connection;

/// Checks what can be checked without the network; returns the person as `users/ID` or `users/EMAIL`.
///
/// # Errors
/// Where the text names nobody, or the sender cannot find a person so.
pub fn parse(text: &str, kind: SenderKind) -> Result<String, Failure> {
    let shown = sanitize::name(text);
    let Some(user) = person_ref::user(text) else {
        return Err(Failure::usage(Diagnostic::new(
            format!("--to cannot be {shown:?}."),
            "Give a person's e-mail address, or users/ID.",
        )));
    };
    match kind {
        SenderKind::User => Ok(user),
        SenderKind::App if !user.contains('@') => Ok(user),
        SenderKind::App => Err(Failure::usage(Diagnostic::new(
            format!("An app cannot find {shown} by an e-mail address."),
            "Give users/ID, which the members of a common space have; or send as a person.",
        ))),
        SenderKind::Webhook => Err(Failure::usage(Diagnostic::new(
            "A webhook posts into its own space only, not to a person.",
            "Send as a person: --profile of one with sender = \"user\".",
        ))),
    }
}

/// Returns the space of the direct message with a person; it is set up where there is none and that was allowed.
///
/// # Errors
/// Where there is none and it may not be set up, or a call is refused.
pub async fn conversation(
    connection: &Connection,
    user: &str,
    may_set_up: bool,
) -> Result<String, Failure> {
    let shown = sanitize::name(user.trim_start_matches("users/"));
    let client = &connection.client;
    let found = interrupt::or_end(client.find_direct_message(user)).await?;
    match found {
        Ok(Some(space)) => return Ok(space.name),
        Ok(None) => {}
        Err(error) => return Err(refusal(error, user)),
    }
    if connection.sender.kind == SenderKind::App {
        return Err(Failure::refused(Diagnostic::new(
            format!("There is no direct message between the app and {shown}."),
            "An app cannot begin one: the person must open the app in Chat and write to it first.",
        )));
    }
    if !may_set_up && !is_allowed(&shown)? {
        return Err(Failure::usage(Diagnostic::new(
            format!("There is no direct message with {shown} yet, so nothing was sent."),
            "Add --yes to set it up and send.",
        )));
    }
    let made: Result<Space, Error> = interrupt::or_end(client.set_up_direct_message(user)).await?;
    let space = made.map_err(|error| refusal(error, user))?;
    output::note(&format!(
        "a direct message with {shown} was set up: {}",
        space.name
    ));
    Ok(space.name)
}

/// Asks a person whether a conversation may be set up; where nobody is there, it may not.
fn is_allowed(shown: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    Questions::new(false).is_wanted(
        &format!("There is no direct message with {shown} yet. Set it up and send?"),
        false,
    )
}

fn refusal(error: Error, user: &str) -> Failure {
    let diagnostic = error.explain_person(user);
    Failure {
        diagnostic,
        ..Failure::from(error)
    }
}
