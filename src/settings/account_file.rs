//! The file that says who sends: what it is, and what a profile writes of it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::chat::console::Console;
use crate::chat::credentials::Credentials;
use crate::chat::error::Error;
use crate::chat::oauth_client::OAuthClient;
use crate::settings::config::Config;
use crate::settings::config_file::{self, quoted};
use crate::settings::connect;
use crate::settings::error::ConfigError;
use crate::settings::paths::{self, Paths};

/// What a profile sends by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// An OAuth client, with which a person signs in.
    Client,
    /// A person's refresh token.
    AuthorizedUser,
    /// A service account's key.
    App,
}

/// A file that was read and can be used.
pub struct Account {
    /// What it is.
    pub kind: AccountKind,
    /// The pages of its project.
    pub console: Console,
    /// The name that is proposed for the profile.
    pub name: String,
    /// The server, where the file is for none of Google's: what a sandbox wrote leads to that sandbox.
    server: Option<String>,
    file: PathBuf,
}

impl Account {
    /// Reads a file as people name it.
    ///
    /// # Errors
    /// Returns why it cannot be used, and what to do.
    pub fn read(given: &str) -> Result<Self, ConfigError> {
        let here = std::env::current_dir().unwrap_or_default();
        let file = paths::expand(given.trim().trim_matches(['"', '\'']), &here);
        let text = connect::credentials_text(&file)?;
        let value: Value = serde_json::from_str(text.reveal()).unwrap_or_default();
        let is_client = value.get("installed").or(value.get("web")).is_some();
        let fault = |error: Error| of_file(connect::fault(&error), &file);
        let (kind, name) = if is_client {
            OAuthClient::parse(text.reveal()).map_err(&fault)?;
            (AccountKind::Client, "me".to_owned())
        } else {
            let credentials = Credentials::parse(text.reveal()).map_err(fault)?;
            match &credentials {
                Credentials::ServiceAccount(_) => {
                    let account = credentials.account();
                    (AccountKind::App, proposed(&account))
                }
                Credentials::AuthorizedUser { .. } => {
                    (AccountKind::AuthorizedUser, "me".to_owned())
                }
            }
        };
        let project = value
            .get("installed")
            .unwrap_or(&value)
            .get("project_id")
            .and_then(Value::as_str);
        Ok(Self {
            kind,
            console: Console::of(project),
            name,
            server: loopback_server(&value),
            file,
        })
    }

    /// Returns the lines of a profile that sends by it.
    #[must_use]
    pub fn profile(&self, name: &str, api_base: Option<&str>) -> String {
        let (sender, about, key) = match self.kind {
            AccountKind::Client => ("user", "a person, who signs in", "client_secret"),
            AccountKind::AuthorizedUser => ("user", "a person", "authorized_user"),
            AccountKind::App => ("app", "a Chat app", "key_file"),
        };
        let server = api_base
            .or(self.server.as_deref())
            .map_or(String::new(), |base| {
                format!("api_base = {}\n", quoted(base))
            });
        format!(
            "[profiles.{name}]\n\
             sender = \"{sender}\"  # {about}\n\
             {key} = {file}\n\
             {server}\
             # guard = \"production\"      # asks for a typed word, or --yes, before each send\n\
             # spaces = [\"spaces/AAAA\"]  # the only spaces that it may write to\n",
            file = quoted(&shown(&self.file)),
        )
    }
}

/// Returns the server of credentials whose tokens come from this machine.
fn loopback_server(credentials: &Value) -> Option<String> {
    let inside = credentials.get("installed").unwrap_or(credentials);
    let uri = inside.get("token_uri")?.as_str()?;
    let place = uri.strip_prefix("http://127.0.0.1:")?;
    let port: u16 = place.split('/').next()?.parse().ok()?;
    Some(format!("http://127.0.0.1:{port}"))
}

/// A profile that was added to the config file.
pub struct AddedProfile {
    /// Its name.
    pub name: String,
    /// The settings, with it.
    pub config: Config,
    /// The config file.
    pub file: PathBuf,
}

/// Adds a profile that sends by an account to the config file; it sends where none is named, if no other does.
///
/// No word of the file is touched.
///
/// # Errors
/// Where the file cannot be used or written, or would mean something else.
pub fn add_profile(paths: &Paths, account: &Account) -> Result<AddedProfile, ConfigError> {
    let file = paths.config_file();
    let before = match file.symlink_metadata() {
        Ok(_) => Some(Config::read_text(paths)?),
        Err(_) => None,
    };
    let sound = |text: &str| match Config::examine(&file, text) {
        (config, faults) if faults.is_empty() => Ok(config),
        (_, mut faults) => Err(faults.swap_remove(0)),
    };
    let config = sound(before.as_deref().unwrap_or_default())?;
    let numbered = (2..).map(|number| format!("{}-{number}", account.name));
    let mut names = std::iter::once(account.name.clone()).chain(numbered);
    let is_free =
        |name: &String| !config.profiles.contains_key(name) && !config.broken.contains_key(name);
    let name = names.find(is_free).unwrap_or_default();
    let is_default = config.default_profile.is_none();
    let table = account.profile(&name, None);
    let text = config_file::with_profile(before.as_deref(), &name, &table, is_default);
    let config = sound(&text)?;
    config.profile(Some(&name))?;
    let written = match &before {
        None => config_file::create(&file, &text),
        Some(before) => config_file::replace(&file, before, &text),
    };
    written
        .and_then(|()| config_file::write_schema(&file, config_file::SCHEMA_TEXT))
        .map_err(|error| {
            let what = format!("The config file cannot be written: {error}.");
            ConfigError::new(
                what,
                "Check the folder, or name another file with --config.",
            )
            .in_file(&file, None)
        })?;
    Ok(AddedProfile { name, config, file })
}

/// Returns a path as people write it: the home directory is `~`.
fn shown(file: &Path) -> String {
    let home = etcetera::home_dir().ok();
    match home.and_then(|home| Some(file.strip_prefix(home).ok()?.to_owned())) {
        Some(below) => format!("~/{}", below.display()),
        None => file.display().to_string(),
    }
}

fn of_file(error: ConfigError, file: &Path) -> ConfigError {
    if error.diagnostic.place.is_some() {
        return error;
    }
    error.in_file(file, None)
}

/// Returns the name of an app's profile: that of its service account.
fn proposed(account: &str) -> String {
    let name = account.split('@').next().unwrap_or_default();
    if is_name(name) { name } else { "bot" }.to_owned()
}

/// Returns whether a profile may be called so: what TOML takes without quotes.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    !name.is_empty() && name.len() <= 64 && name.chars().all(is_plain)
}
