//! `chatquill auth`: signs a person in and out, and says who is signed in.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _};
use std::iter;
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{Instant, sleep_until};

use crate::chat::console::DEAD_ENDS;
use crate::chat::endpoint;
use crate::chat::redirect::SignInError;
use crate::chat::sanitize;
use crate::chat::secret::Secret;
use crate::chat::sender::SenderKind;
use crate::chat::sign_in::{SignIn, revoke};
use crate::command::account_arguments::{Allow, AuthCommand, AuthLogin};
use crate::command::arguments::SenderArgs;
use crate::command::client_setup::Setup;
use crate::command::failure::{Failure, Kind};
use crate::command::interrupt::Interrupt;
use crate::command::output;
use crate::diagnostics::terminal;
use crate::platform::desktop;
use crate::settings::connect::{self, stored_credentials};
use crate::settings::login;
use crate::settings::profile::{Profile, ProfileSender, UserCredentials};
use crate::settings::token_file::TokenFile;
use crate::store::credentials::CredentialStore;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub async fn run(setup: &Setup, who: &SenderArgs, command: &AuthCommand) -> Result<(), Failure> {
    match command {
        AuthCommand::Login(options) => login(setup, who, options).await,
        AuthCommand::Status { json } => status(setup, who, *json).await,
        AuthCommand::Logout => logout(setup, who).await,
    }
}

/// Returns the profile to sign in.
fn user_profile<'a>(setup: &'a Setup, who: &SenderArgs) -> Result<&'a Profile, Failure> {
    let signs_in = |profile: &&Profile| {
        let credentials = &profile.sender;
        matches!(
            credentials,
            ProfileSender::User(UserCredentials::ClientSecret(_))
        )
    };
    if let Some(name) = &who.profile {
        let profile = setup.config.profile(Some(name))?;
        return profile.filter(signs_in).ok_or_else(|| {
            Failure::usage(format!(
                "The profile {:?} needs no sign-in here: only one with sender = \"user\" and client_secret = \"…json\" does.",
                sanitize::name(name)
            ))
        });
    }
    let mut found = setup.config.profiles.values().filter(signs_in);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Failure::usage(
            "No profile signs in. chatquill init adds one; it wants the JSON of an OAuth client of the type Desktop app.",
        )),
        _ => Err(Failure::usage(
            "Several profiles sign in. Choose one with --profile.",
        )),
    }
}

async fn login(setup: &Setup, who: &SenderArgs, options: &AuthLogin) -> Result<(), Failure> {
    let profile = user_profile(setup, who)?;
    let client = login::client(profile)?;
    let scopes = scopes(&options.allow);
    let sign_in = SignIn::begin(client, &scopes, options.port, options.account.as_deref())
        .await
        .map_err(|error| {
            Failure::later(match options.port {
                0 => format!("No port of this machine can be used: {error}. Close other programs, then try again."),
                port => format!("The port {port} of this machine cannot be used: {error}. Omit --port, or choose another."),
            })
        })?;
    announce(&sign_in, options);
    let code = code(&sign_in, Duration::from_secs(options.timeout)).await?;
    let account = options.account.as_deref();
    let signed_in = login::finish(&sign_in, &code, (profile, &setup.paths), account).await?;
    for told in signed_in.told(&profile.name, &scopes) {
        output::note(&told);
    }
    Ok(())
}

/// Returns the scopes to ask for: what composing needs, and what was allowed besides.
fn scopes(allow: &[Allow]) -> Vec<&'static str> {
    let mut scopes = SenderKind::User.scopes().to_vec();
    scopes.extend(allow.iter().map(|allow| allow.scope()));
    let mut seen = BTreeSet::new();
    scopes.retain(|scope| seen.insert(*scope));
    scopes
}

/// Shows the page's URL, then tries to open it: whether a browser really came up is never known.
fn announce(sign_in: &SignIn, options: &AuthLogin) {
    output::note(&format!(
        "open this page in a browser to sign in:\n\n{}\n",
        sign_in.url()
    ));
    if options.no_browser || !has_browser() {
        let port = sign_in.port();
        output::note(&format!(
            "on another machine the last page does not load: paste its address here, or forward the port first: ssh -L {port}:127.0.0.1:{port} HOST"
        ));
    } else {
        open(sign_in.url().as_str());
    }
    output::note(&format!(
        "waiting for the browser; or paste the address it ends at, or its code\n{}",
        dead_ends()
    ));
}

/// Returns what is said while the sign-in waits: errors that stay on Google's page never come back to the program.
fn dead_ends() -> String {
    let widest = DEAD_ENDS.iter().map(|(seen, _)| seen.len()).max();
    let width = widest.unwrap_or_default();
    let rows = DEAD_ENDS
        .iter()
        .map(|(seen, help)| format!("\n  {seen:width$}  {help}"));
    let head = "If Google's page shows an error instead, nothing comes back here. What helps:";
    iter::once(head.to_owned()).chain(rows).collect()
}

/// Returns whether a browser with windows may come up here.
fn has_browser() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("SSH_CONNECTION") || is_set("SSH_TTY") {
        return false;
    }
    !desktop::needs_display() || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Starts the desktop's opener, apart from this terminal: it may start a browser that draws in it.
fn open(url: &str) {
    for opener in desktop::openers() {
        let started = Process::new(opener)
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if started.is_ok() {
            return;
        }
    }
}

/// Waits for the code: from the browser, or pasted.
async fn code(sign_in: &SignIn, patience: Duration) -> Result<Secret, Failure> {
    let mut lines = lines();
    let until = Instant::now() + patience;
    let from_browser = sign_in.code();
    tokio::pin!(from_browser);
    let interrupt = Interrupt::listen().asked();
    tokio::pin!(interrupt);
    loop {
        tokio::select! {
            found = &mut from_browser => return found.map_err(|error| no_code(&error)),
            Some(line) = lines.recv() => match sign_in.pasted(&line) {
                Ok(code) => return Ok(code),
                Err(error @ (SignInError::Denied | SignInError::Refused(_))) => return Err(no_code(&error)),
                Err(error) => output::note(&format!("{error}; paste the whole address of the last page")),
            },
            () = sleep_until(until) => return Err(Failure::later(format!(
                "No answer came within {} s; nobody is signed in. If Google's page showed an error, see the list above.",
                patience.as_secs()
            ))),
            signal = &mut interrupt => return Err(Failure::new(
                Kind::Interrupted(signal),
                "Nobody is signed in: the command was ended.".to_owned(),
            )),
        }
    }
}

fn no_code(error: &SignInError) -> Failure {
    let remedy = match error {
        SignInError::Denied => "Sign in again, and choose Continue or Allow.",
        _ => "See the list above, and sign in again.",
    };
    Failure::permission(format!("Nobody is signed in: {error}. {remedy}"))
}

/// Reads lines of standard input in a thread of their own, which ends with the program.
fn lines() -> UnboundedReceiver<String> {
    let (lines, received) = unbounded_channel();
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if !line.trim().is_empty() && lines.send(line).is_err() {
                return;
            }
        }
    });
    received
}

async fn status(setup: &Setup, who: &SenderArgs, as_json: bool) -> Result<(), Failure> {
    let profiles: Vec<&Profile> = match &who.profile {
        Some(name) => setup.config.profile(Some(name))?.into_iter().collect(),
        None => setup.config.profiles.values().collect(),
    };
    if profiles.is_empty() {
        output::note("no profile is configured; chatquill runs on its embedded sandbox");
        return output::result(if as_json { "[]" } else { "" });
    }
    let mut entries = Vec::new();
    let mut failed = Vec::new();
    for profile in profiles {
        let state = state(setup, profile).await;
        if let Err(why) = &state {
            failed.push(format!("{}: {why}", sanitize::name(&profile.name)));
        }
        entries.push((profile, state));
    }
    let text = if as_json {
        let list = entries.iter().map(|(profile, state)| {
            json!({
                "profile": profile.name,
                "sender": profile.kind().word(),
                "ok": state.is_ok(),
                "state": state.as_ref().map_or_else(Clone::clone, Clone::clone),
            })
        });
        output::json(&list.collect())
    } else {
        let lines = entries.iter().map(|(profile, state)| {
            let (sign, words) = match state {
                Ok(words) => ("✔", words),
                Err(words) => ("✘", words),
            };
            format!(
                "{sign} {} ({}): {words}",
                sanitize::name(&profile.name),
                profile.kind()
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    output::result(&text)?;
    if failed.is_empty() {
        return Ok(());
    }
    Err(Failure::permission(format!(
        "{} of {} profiles cannot send now.",
        failed.len(),
        entries.len()
    )))
}

/// Tries a profile by the code that sends with it, and one reading call.
async fn state(setup: &Setup, profile: &Profile) -> Result<String, String> {
    if matches!(profile.sender, ProfileSender::Sandbox) {
        return Ok("the embedded sandbox needs no credentials".to_owned());
    }
    let connection = connect::connect(Some(profile), None, &setup.paths).await;
    let connection =
        connection.map_err(|error| terminal::text(&login::advised(error.diagnostic, profile)))?;
    let host = endpoint::place(connection.client.base().url());
    if let Some(space) = connection.client.webhook_space() {
        return Ok(format!(
            "a webhook into {space}; whether it works is only known by posting"
        ));
    }
    match connection.client.list_spaces(None).await {
        Ok(page) => Ok(format!(
            "{host} answers, and lists {} spaces",
            page.spaces.len()
        )),
        Err(error) => {
            let told = login::advised(error.explain(), profile);
            Err(format!(
                "{}. {}",
                sanitize::line(&error.to_string()),
                told.remedy
            ))
        }
    }
}

async fn logout(setup: &Setup, who: &SenderArgs) -> Result<(), Failure> {
    let profile = user_profile(setup, who)?;
    let store = CredentialStore::new(setup.paths.credentials());
    let token = stored_credentials(&setup.paths, profile)?;
    let revoked = match token {
        Some(token) => Some(revoke(&login::client(profile)?, &token).await),
        None => None,
    };
    TokenFile::forget(&setup.paths.tokens(), &profile.name);
    let removed = store
        .remove(&profile.name)
        .map_err(|error| Failure::later(format!("The credentials cannot be removed: {error}.")))?;
    match (removed, revoked) {
        (false, _) => output::note(&format!("{} was not signed in", profile.name)),
        (true, Some(Ok(()))) => output::note(
            "signed out: Google has ended the grant, for every program that uses this client, and the credentials are removed",
        ),
        (true, Some(Err(error))) => output::note(&format!(
            "the credentials are removed here, but Google did not end the grant ({error}); end it at https://myaccount.google.com/connections"
        )),
        (true, None) => output::note("the credentials are removed here"),
    }
    Ok(())
}
