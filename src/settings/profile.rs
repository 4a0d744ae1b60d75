//! A profile of the config file: sender and location of the credentials.

use std::path::{Path, PathBuf};

use crate::chat::sender::SenderKind;
use crate::chat::webhook::Webhook;
use crate::chat::write_policy::WritePolicy;
use crate::message::space_ref;
use crate::settings::error::ConfigError;
use crate::settings::paths;
use crate::settings::secret_source::SecretSource;
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
    /// Whether writes keep to Google's quotas on a loopback server, too; elsewhere they always do.
    pub has_pace: bool,
    /// Whether a write needs explicit consent, because real people read there; whether and where it may write.
    pub policy: WritePolicy,
}

/// The kind of sender, with its credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileSender {
    /// A Chat app with a service account's key.
    App {
        /// The key, as JSON.
        key: SecretSource,
        /// The person it acts for (domain-wide delegation); the sender is that person then.
        subject: Option<String>,
    },
    /// A person.
    User(UserCredentials),
    /// An incoming webhook.
    Webhook(SecretSource),
    /// An incoming webhook whose URL was read.
    ReadWebhook {
        /// The webhook.
        webhook: Webhook,
        /// The name it is kept under, where it belongs to no profile.
        kept: Option<String>,
    },
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

impl Profile {
    /// Returns the sender of a kept webhook, which belongs to no profile.
    #[must_use]
    pub fn of_webhook(name: String, webhook: Webhook, policy: WritePolicy) -> Self {
        Self {
            sender: ProfileSender::ReadWebhook {
                webhook,
                kept: Some(name.clone()),
            },
            name,
            api_base: None,
            developer_preview: false,
            has_pace: false,
            policy,
        }
    }

    /// Returns the kind of sender that Google sees.
    #[must_use]
    pub fn kind(&self) -> SenderKind {
        match &self.sender {
            ProfileSender::App { subject: None, .. } | ProfileSender::Sandbox => SenderKind::App,
            ProfileSender::App { .. } | ProfileSender::User(_) => SenderKind::User,
            ProfileSender::Webhook(_) | ProfileSender::ReadWebhook { .. } => SenderKind::Webhook,
        }
    }

    /// Returns the file of the profile's own credentials, if it names one.
    #[must_use]
    pub fn credentials_file(&self) -> Option<&Path> {
        match &self.sender {
            ProfileSender::App {
                key: SecretSource::File(file),
                ..
            }
            | ProfileSender::User(
                UserCredentials::AuthorizedUser(file) | UserCredentials::ClientSecret(file),
            )
            | ProfileSender::Webhook(SecretSource::File(file)) => Some(file),
            ProfileSender::User(UserCredentials::Adc)
            | ProfileSender::App { .. }
            | ProfileSender::Webhook(_)
            | ProfileSender::ReadWebhook { .. }
            | ProfileSender::Sandbox => None,
        }
    }

    /// Parses `[profiles.NAME]`; relative paths are resolved against `folder`.
    ///
    /// # Errors
    /// Returns all that is wrong, which is at least one fault, each with its place in the file and what to do about it.
    pub fn read(
        name: String,
        mut section: TableReader<'_>,
        folder: &Path,
    ) -> Result<Self, Vec<ConfigError>> {
        if !section.has_any(&["sender"]) {
            return Err(vec![section.fault_at(
                "sender",
                format!("[{}] has no sender.", section.name()),
                "Add sender = \"app\", \"user\", \"webhook\" or \"sandbox\".",
            )]);
        }
        let Some(kind) = section.choice("sender", &KINDS) else {
            // Which other keys are known depends on it.
            return Err(section.faults());
        };
        let sender = match kind {
            Kind::App => app(&mut section, folder),
            Kind::User => user(&mut section, folder).map(ProfileSender::User),
            Kind::Webhook => webhook(&mut section, folder).map(ProfileSender::Webhook),
            Kind::Sandbox => Some(ProfileSender::Sandbox),
        };
        let is_at_google = matches!(kind, Kind::App | Kind::User);
        let api_base = is_at_google.then(|| section.text("api_base")).flatten();
        if let Some(base) = &api_base
            && let Err(error) = crate::chat::endpoint::BaseUrl::parse(base)
        {
            let remedy = error.explain().remedy;
            section.report_at("api_base", format!("{error}."), &remedy);
        }
        let developer_preview = is_at_google
            .then(|| section.flag("developer_preview"))
            .flatten();
        let policy = policy(&name, &mut section);
        let has_pace = section.flag("pace").unwrap_or(false);
        let faults = section.finish();
        match sender {
            Some(sender) if faults.is_empty() => Ok(Self {
                name,
                sender,
                api_base,
                developer_preview: developer_preview.unwrap_or(false),
                has_pace,
                policy,
            }),
            _ => Err(faults),
        }
    }
}

/// The word of `sender`.
#[derive(Clone, Copy)]
enum Kind {
    App,
    User,
    Webhook,
    Sandbox,
}

const KINDS: [(&str, Kind); 4] = [
    ("app", Kind::App),
    ("user", Kind::User),
    ("webhook", Kind::Webhook),
    ("sandbox", Kind::Sandbox),
];

/// Reads the space for test sends.
fn test_space(section: &mut TableReader<'_>) -> Option<String> {
    let given = section.text("test_space")?;
    let name = space_id(&given);
    if name.is_none() {
        let what = format!("test_space is {given:?}, which is not the ID of a space.");
        section.report_at("test_space", what, NO_NAMES);
    }
    name
}

/// What to write where a space's name stands in the place of its ID.
const NO_NAMES: &str = "Write spaces/ID, as chatquill spaces lists them: names are not unique.";

/// Returns the resource name of a space of which the ID, the name or the address is given.
fn space_id(given: &str) -> Option<String> {
    space_ref::space(given).or_else(|| space_ref::space(&format!("spaces/{given}")))
}

/// Reads what the profile may write, and where.
fn policy(name: &str, section: &mut TableReader<'_>) -> WritePolicy {
    let is_production = section.choice("guard", &[("production", ())]).is_some();
    let is_read_only = section.flag("read_only").unwrap_or(false);
    let mut spaces = section.texts("spaces");
    for space in spaces.iter_mut().flatten() {
        let Some(name) = space_id(space) else {
            section.report_at(
                "spaces",
                format!("spaces has {space:?}, which is not the ID of a space."),
                NO_NAMES,
            );
            continue;
        };
        *space = name;
    }
    WritePolicy {
        profile: name.to_owned(),
        is_production,
        is_read_only,
        spaces,
        test_space: test_space(section),
    }
}

fn app(section: &mut TableReader<'_>, folder: &Path) -> Option<ProfileSender> {
    let subject = section.text("subject");
    let missing = (
        "key_file",
        "key",
        "Add key_file = \"…json\", the service account's JSON key; or key_env or key_command.",
    );
    let names = ["key_env", "key_file", "key_command"];
    let key = secret_source(section, folder, names, missing)?;
    Some(ProfileSender::App { key, subject })
}

fn user(section: &mut TableReader<'_>, folder: &Path) -> Option<UserCredentials> {
    let authorized = section.text("authorized_user");
    let secret = section.text("client_secret");
    let adc = section.flag("adc").unwrap_or(false);
    match (authorized, secret, adc) {
        (Some(file), None, false) => Some(UserCredentials::AuthorizedUser(paths::expand(
            &file, folder,
        ))),
        (None, Some(file), false) => {
            Some(UserCredentials::ClientSecret(paths::expand(&file, folder)))
        }
        (None, None, true) => Some(UserCredentials::Adc),
        (None, None, false) => {
            if !section.has_any(&["authorized_user", "client_secret"]) {
                section.report_at(
                    "sender",
                    format!("[{}] has no credentials.", section.name()),
                    "Add authorized_user = \"…json\", client_secret = \"…json\" or adc = true.",
                );
            }
            None
        }
        _ => {
            let what = format!(
                "[{}] has more than one kind of credentials.",
                section.name()
            );
            let remedy = "Keep one of authorized_user, client_secret and adc.";
            section.report_at("sender", what, remedy);
            None
        }
    }
}

fn webhook(section: &mut TableReader<'_>, folder: &Path) -> Option<SecretSource> {
    if section.text("url").is_some() {
        section.report_at(
            "url",
            "A webhook's address is a secret and must not be in the config file.".to_owned(),
            "Use url_env, url_file or url_command.",
        );
    }
    let missing = (
        "sender",
        "address",
        "Add url_env = \"VARIABLE\", url_file = \"…\" or url_command = \"…\".",
    );
    let names = ["url_env", "url_file", "url_command"];
    secret_source(section, folder, names, missing)
}

/// Reads the one of three fields that stands in a profile: a variable, a file, a command.
///
/// `missing` is the field to point at, the noun for what is missing, and the remedy, if there is none.
fn secret_source(
    section: &mut TableReader<'_>,
    folder: &Path,
    names: [&'static str; 3],
    (field, noun, remedy): (&str, &str, &str),
) -> Option<SecretSource> {
    let variable = section.text(names[0]);
    let file = section.text(names[1]);
    let command = section.text(names[2]);
    let mut given = [
        variable.map(SecretSource::Variable),
        file.map(|file| SecretSource::File(paths::expand(&file, folder))),
        command.map(SecretSource::Command),
    ]
    .into_iter()
    .flatten();
    let (first, second) = (given.next(), given.next());
    if second.is_some() {
        let what = format!(
            "[{}] has more than one source of its {noun}.",
            section.name()
        );
        section.report_at(
            "sender",
            what,
            &format!("Keep one of {}.", names.join(", ")),
        );
        return None;
    }
    if first.is_none() && !section.has_any(&names) && !section.has_any(&["url"]) {
        let what = format!("[{}] has no {noun}.", section.name());
        section.report_at(field, what, remedy);
    }
    first
}
