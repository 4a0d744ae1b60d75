//! A profile of the config file: sender and location of the credentials.

use std::path::{Path, PathBuf};

use crate::chat::sender::SenderKind;
use crate::settings::error::ConfigError;
use crate::settings::paths;
use crate::settings::table_reader::TableReader;

/// A named sender of the config file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name after `profiles.`.
    pub name: String,
    /// The kind of sender, with its credentials.
    pub sender: ProfileSender,
    /// The server's base URL, where it is not Google's.
    pub api_base: Option<String>,
    /// Whether cards under user credentials are allowed (Google's developer preview).
    pub developer_preview: bool,
    /// Whether a send needs a typed confirmation, because real people read there.
    pub is_production: bool,
}

/// The kind of sender, with its credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileSender {
    /// A Chat app with a service account's key.
    App {
        /// The key.
        key_file: PathBuf,
        /// The person it acts for (domain-wide delegation); the sender is that person then.
        subject: Option<String>,
    },
    /// A person.
    User(UserCredentials),
    /// An incoming webhook.
    Webhook(WebhookUrl),
    /// The embedded sandbox, as an app unless the command line says otherwise.
    Sandbox,
}

/// Where a person's credentials come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserCredentials {
    /// A file with a refresh token.
    AuthorizedUser(PathBuf),
    /// An OAuth client to sign in with.
    ClientSecret(PathBuf),
    /// What gcloud stored (application default credentials).
    Adc,
}

/// Source of a webhook's URL; it is a secret and never written in the config file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebhookUrl {
    /// An environment variable.
    Variable(String),
    /// A file that only its owner can read.
    File(PathBuf),
    /// The output of a command.
    Command(String),
}

impl Profile {
    /// Returns the kind of sender that Google sees.
    #[must_use]
    pub fn kind(&self) -> SenderKind {
        match &self.sender {
            ProfileSender::App { subject: None, .. } | ProfileSender::Sandbox => SenderKind::App,
            ProfileSender::App { .. } | ProfileSender::User(_) => SenderKind::User,
            ProfileSender::Webhook(_) => SenderKind::Webhook,
        }
    }

    /// Parses `[profiles.NAME]`; relative paths are resolved against `folder`.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn read(
        name: String,
        mut section: TableReader<'_>,
        folder: &Path,
    ) -> Result<Self, ConfigError> {
        let kinds = [
            ("app", "app"),
            ("user", "user"),
            ("webhook", "webhook"),
            ("sandbox", "sandbox"),
        ];
        let Some(kind) = section.choice("sender", &kinds)? else {
            return Err(section.fault_at(
                "sender",
                format!("[{}] has no sender.", section.name()),
                "Add sender = \"app\", \"user\", \"webhook\" or \"sandbox\".",
            ));
        };
        let sender = match kind {
            "app" => app(&mut section, folder)?,
            "user" => ProfileSender::User(user(&mut section, folder)?),
            "webhook" => ProfileSender::Webhook(webhook(&mut section, folder)?),
            _ => ProfileSender::Sandbox,
        };
        let api_base = match &sender {
            ProfileSender::App { .. } | ProfileSender::User(_) => section.text("api_base")?,
            _ => None,
        };
        if let Some(base) = &api_base
            && let Err(error) = crate::chat::endpoint::BaseUrl::parse(base)
        {
            let remedy = error.explain().remedy;
            return Err(section.fault_at("api_base", format!("{error}."), &remedy));
        }
        let developer_preview = match &sender {
            ProfileSender::App { .. } | ProfileSender::User(_) => {
                section.flag("developer_preview")?
            }
            _ => None,
        };
        let is_production = section.choice("guard", &[("production", ())])?.is_some();
        section.finish()?;
        Ok(Self {
            name,
            sender,
            api_base,
            developer_preview: developer_preview.unwrap_or(false),
            is_production,
        })
    }
}

fn app(section: &mut TableReader<'_>, folder: &Path) -> Result<ProfileSender, ConfigError> {
    let subject = section.text("subject")?;
    match section.text("key_file")? {
        Some(file) => Ok(ProfileSender::App {
            key_file: paths::expand(&file, folder),
            subject,
        }),
        None => Err(section.fault_at(
            "key_file",
            format!("[{}] has no key.", section.name()),
            "Add key_file = \"…json\", the service account's JSON key.",
        )),
    }
}

fn user(section: &mut TableReader<'_>, folder: &Path) -> Result<UserCredentials, ConfigError> {
    let authorized = section.text("authorized_user")?;
    let secret = section.text("client_secret")?;
    let adc = section.flag("adc")?.unwrap_or(false);
    match (authorized, secret, adc) {
        (Some(file), None, false) => Ok(UserCredentials::AuthorizedUser(paths::expand(
            &file, folder,
        ))),
        (None, Some(file), false) => {
            Ok(UserCredentials::ClientSecret(paths::expand(&file, folder)))
        }
        (None, None, true) => Ok(UserCredentials::Adc),
        (None, None, false) => Err(section.fault_at(
            "sender",
            format!("[{}] has no credentials.", section.name()),
            "Add authorized_user = \"…json\", client_secret = \"…json\" or adc = true.",
        )),
        _ => Err(section.fault_at(
            "sender",
            format!(
                "[{}] has more than one kind of credentials.",
                section.name()
            ),
            "Keep one of authorized_user, client_secret and adc.",
        )),
    }
}

fn webhook(section: &mut TableReader<'_>, folder: &Path) -> Result<WebhookUrl, ConfigError> {
    if section.text("url")?.is_some() {
        return Err(section.fault_at(
            "url",
            "A webhook's address is a secret and must not be in the config file.".to_owned(),
            "Use url_env, url_file or url_command.",
        ));
    }
    let variable = section.text("url_env")?.map(WebhookUrl::Variable);
    let file = section
        .text("url_file")?
        .map(|file| WebhookUrl::File(paths::expand(&file, folder)));
    let command = section.text("url_command")?.map(WebhookUrl::Command);
    let mut given = [variable, file, command].into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(url), None) => Ok(url),
        (None, _) => Err(section.fault_at(
            "sender",
            format!("[{}] has no address.", section.name()),
            "Add url_env = \"VARIABLE\", url_file = \"…\" or url_command = \"…\".",
        )),
        _ => Err(section.fault_at(
            "sender",
            format!(
                "[{}] has more than one source of its address.",
                section.name()
            ),
            "Keep one of url_env, url_file and url_command.",
        )),
    }
}
