//! `chatquill send`: to one space or many, whole or in parts.

use crate::command::arguments::{Send, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::webhook_destination::WebhookDestination;
use crate::command::{send, send_input, send_many};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::test_request;

/// Runs the command.
///
/// All that can be refused without the network is refused before a socket opens.
///
/// # Errors
/// Where the message is not in Chat, or the outcome is not known; with the exit status of its kind.
pub async fn run(setup: &Setup, who: &SenderArgs, options: &Send) -> Result<(), Failure> {
    let webhook = WebhookDestination::find(setup, who, options).await?;
    let (setup, options) = match &webhook {
        Some(webhook) => (&webhook.setup, &webhook.options),
        None => (setup, options),
    };
    let given = send_many::spaces(options)?;
    let mut request = send_input::request(&setup.paths, options)?;
    if let Some(webhook) = &webhook {
        webhook.place(&mut request)?;
    }
    if options.targets.test {
        request = test_request::for_space(&request, &test_space(setup, who)?);
    }
    let parts = send_many::parts(options, &request)?;
    if given.len() > 1 || options.targets.spaces_from.is_some() {
        return send_many::run(setup, who, options, &given, parts).await;
    }
    if parts.len() > 1 {
        let space = options
            .space()
            .unwrap_or_else(|| send::parent(&request))
            .to_owned();
        send::require_space(&request).or_else(|failure| match options.space() {
            Some(_) => Ok(()),
            None => Err(failure),
        })?;
        return send_many::run(setup, who, options, &[space], parts).await;
    }
    send::run_one(setup, who, options, request).await
}

/// Returns the test space of the profile.
fn test_space(setup: &Setup, who: &SenderArgs) -> Result<String, Failure> {
    let profile = setup.profile(who)?;
    let space = profile.and_then(|profile| profile.policy.test_space.clone());
    space.ok_or_else(|| {
        let place = profile.map_or("a profile".to_owned(), |profile| {
            format!("[profiles.{}]", profile.name)
        });
        Failure::usage(Diagnostic::new(
            "--test needs a test space, and the profile has none.",
            format!("Add test_space = \"spaces/ID\" to {place}."),
        ))
    })
}
