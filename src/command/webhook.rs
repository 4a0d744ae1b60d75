//! `chatquill webhook`: keeps incoming webhooks under names.

use std::io::{self, IsTerminal as _, Read as _};
use std::path::Path;

use serde_json::json;

use crate::chat::sanitize;
use crate::chat::secret::Secret;
use crate::chat::webhook::Webhook;
use crate::command::account_arguments::{WebhookAdd, WebhookCommand};
use crate::command::failure::Failure;
use crate::command::output;
use crate::command::prompt::hidden_line;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::did_you_mean::remedy;
use crate::settings::paths::{PathOptions, Paths, expand};
use crate::settings::secret_source::SecretSource;
use crate::store::webhooks::{Error, Webhooks};

/// Maximum bytes that are read from standard input.
const LIMIT: u64 = 1 << 14;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub async fn run(command: &WebhookCommand, folders: &PathOptions) -> Result<(), Failure> {
    let webhooks = Webhooks::new(Paths::find(folders)?.webhooks());
    match command {
        WebhookCommand::Add(options) => add(&webhooks, options).await,
        WebhookCommand::List { json } => list(&webhooks, *json),
        WebhookCommand::Rm { name } => {
            webhooks
                .remove(name)
                .map_err(|error| missing(&webhooks, name, &error))?;
            output::note(&format!(
                "the webhook {name} is no longer kept here; in Chat it exists until it is deleted in its space"
            ));
            Ok(())
        }
    }
}

async fn add(webhooks: &Webhooks, options: &WebhookAdd) -> Result<(), Failure> {
    let name = &options.name;
    if Webhook::is_meant(name) {
        return Err(Failure::usage(
            "The URL must not be an argument, for other users and the shell's history see it. Run chatquill webhook add NAME, and paste the URL when asked.",
        ));
    }
    if !options.replace {
        match webhooks.get(name) {
            Err(Error::Missing) => {}
            Err(error @ Error::Name) => return Err(failure(name, &error)),
            _ => return Err(failure(name, &Error::Exists)),
        }
    }
    let url = url(options).await?;
    keep(webhooks, name, &url, options.replace)
}

/// Keeps a webhook's URL under a name, and says so.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn keep(webhooks: &Webhooks, name: &str, url: &Secret, replace: bool) -> Result<(), Failure> {
    let webhook = Webhook::parse(url.reveal()).map_err(|error| {
        Failure::usage(format!("Nothing was kept: {error}. {}", error.remedy()))
    })?;
    webhooks
        .add(name, &webhook, replace)
        .map_err(|error| failure(name, &error))?;
    let repaired = if webhook.was_repaired() {
        "; its URL was damaged on the way and has been repaired"
    } else {
        ""
    };
    output::note(&format!(
        "kept as {name}: it posts to {}{repaired}. Try: chatquill send --space {name} --text Hello",
        webhook.space()
    ));
    Ok(())
}

fn list(webhooks: &Webhooks, as_json: bool) -> Result<(), Failure> {
    let found = webhooks.list().map_err(|error| {
        Failure::later(format!(
            "The webhooks cannot be listed: {error}. Check the data folder."
        ))
    })?;
    if as_json {
        let entries = found.iter().map(|named| match &named.webhook {
            Ok(webhook) => json!({
                "name": named.name,
                "space": webhook.space(),
                "server": webhook.base().text(),
            }),
            Err(error) => json!({ "name": named.name, "error": error.to_string() }),
        });
        return output::result(&output::json(&entries.collect()));
    }
    if found.is_empty() {
        output::note("no webhook is kept; add one with chatquill webhook add NAME");
        return Ok(());
    }
    let width = found.iter().map(|named| named.name.chars().count()).max();
    let width = width.unwrap_or(0);
    let lines = found.iter().map(|named| match &named.webhook {
        Ok(webhook) => format!("{:width$}  {}", named.name, webhook.space()),
        Err(error) => format!("{:width$}  {error}", named.name),
    });
    output::result(&lines.collect::<Vec<_>>().join("\n"))
}

/// Reads the URL from where the options say it stands; from standard input otherwise.
async fn url(options: &WebhookAdd) -> Result<Secret, Failure> {
    let here = Path::new(".");
    let source = match (&options.file, &options.command) {
        (Some(file), _) => SecretSource::File(expand(&file.to_string_lossy(), here)),
        (None, Some(command)) => SecretSource::Command(command.clone()),
        (None, None) => {
            let typed = typed().map_err(|error| {
                Failure::usage(format!(
                    "The URL cannot be read from standard input: {error}."
                ))
            })?;
            if typed.reveal().is_empty() {
                return Err(Failure::usage(
                    "Nothing was kept: no URL came from standard input. Copy it in Chat (the space's menu, Apps & integrations, Webhooks), and paste it when asked; or name its place with --file or --command.",
                ));
            }
            return Ok(typed);
        }
    };
    Ok(source.read("the webhook's URL").await?)
}

/// Reads a line from standard input; a terminal does not show it.
fn typed() -> io::Result<Secret> {
    let input = io::stdin();
    if !input.is_terminal() {
        let mut text = String::new();
        input.lock().take(LIMIT).read_to_string(&mut text)?;
        return Ok(Secret::new(text.trim()));
    }
    let text = hidden_line("The webhook's URL (it is not shown): ")?;
    Ok(Secret::new(text.trim()))
}

/// Returns the failure of a webhook that cannot be had, with the one that is meant.
fn missing(webhooks: &Webhooks, name: &str, error: &Error) -> Failure {
    let Error::Missing = error else {
        return failure(name, error);
    };
    let kept = webhooks.list().unwrap_or_default();
    Failure::usage(Diagnostic::new(
        format!("There is no webhook {:?}.", sanitize::name(name)),
        remedy(
            name,
            kept.iter().map(|kept| kept.name.as_str()),
            "chatquill webhook list shows those that are kept.",
        ),
    ))
}

fn failure(name: &str, error: &Error) -> Failure {
    let name = sanitize::name(name);
    let title = format!("{name:?}: {error}.");
    match error {
        Error::Name => Failure::usage(format!("{title} Choose another name.")),
        Error::Exists => Failure::usage(format!("{title} Choose another, or add --replace.")),
        Error::Missing => Failure::usage(format!("{title} See chatquill webhook list.")),
        Error::Content(_) => Failure::usage(format!(
            "{title} Keep it anew: chatquill webhook add {name} --replace"
        )),
        Error::Disk(_) => Failure::later(format!("{title} Check the data folder.")),
    }
}
