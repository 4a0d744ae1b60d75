//! Creates the client of a profile; without one, that of the embedded sandbox.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::chat::auth::Tokens;
use crate::chat::client::Client;
use crate::chat::credentials::Credentials;
use crate::chat::endpoint::{BaseUrl, GOOGLE};
use crate::chat::error::Error;
use crate::chat::sender::SenderKind;
use crate::chat::token_cache::{NoTokenCache, TokenCache};
use crate::sandbox::server::{Options, Sandbox, start};
use crate::settings::error::ConfigError;
use crate::settings::paths::Paths;
use crate::settings::profile::{Profile, ProfileSender, UserCredentials};
use crate::settings::token_file::TokenFile;

/// Maximum bytes of a credentials file; real ones have about 3 kB.
const FILE_LIMIT: u64 = 1 << 20;

/// A client, its sender, and the embedded sandbox, if one was started.
pub struct Connection {
    /// The client for the API's calls.
    pub client: Client,
    /// The sender.
    pub sender: Sender,
    /// The embedded sandbox; it ends with this value.
    pub sandbox: Option<Sandbox>,
}

/// The sender of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The kind of sender in Google's rules.
    pub kind: SenderKind,
    /// The profile's name, empty for the embedded sandbox without a profile.
    pub profile: String,
    /// Name and kind for a title line, such as `build-bot (app)` or `sandbox (user)`.
    pub label: String,
    /// Whether cards under user credentials are allowed.
    pub developer_preview: bool,
    /// Whether a send needs a typed confirmation.
    pub is_production: bool,
}

/// Connects a profile, or the embedded sandbox where there is none.
///
/// `kind` is the option `--as`: it chooses on the sandbox and must agree with any other profile. Credentials are
/// read, nothing is sent over the network yet.
///
/// # Errors
/// Returns what is wrong, its place in the file, and what to do about it.
pub async fn connect(
    profile: Option<&Profile>,
    kind: Option<SenderKind>,
    places: &Paths,
) -> Result<Connection, ConfigError> {
    let Some(profile) = profile else {
        return embedded("", kind.unwrap_or(SenderKind::App)).await;
    };
    if profile.sender == ProfileSender::Sandbox {
        return embedded(&profile.name, kind.unwrap_or(SenderKind::App)).await;
    }
    agree(profile, kind)?;
    let (file, subject) = match &profile.sender {
        ProfileSender::App { key_file, subject } => (key_file.clone(), subject.clone()),
        ProfileSender::User(UserCredentials::AuthorizedUser(file)) => (file.clone(), None),
        ProfileSender::User(UserCredentials::Adc) => (adc_file()?, None),
        ProfileSender::User(UserCredentials::ClientSecret(_)) => {
            return Err(not_yet(
                profile,
                "signing in with an OAuth client",
                "authorized_user or adc",
            ));
        }
        ProfileSender::Webhook(_) | ProfileSender::Sandbox => {
            return Err(not_yet(
                profile,
                "sending with a webhook",
                "a profile with sender = \"app\"",
            ));
        }
    };
    let credentials = credentials(&file)?;
    must_be(&credentials, profile, &file)?;
    let cache: Arc<dyn TokenCache> = Arc::new(TokenFile::new(
        &places.tokens(),
        &profile.name,
        &format!(
            "{} {}",
            credentials.account(),
            subject.as_deref().unwrap_or("")
        ),
    ));
    let tokens = Tokens::new(credentials, subject, profile.kind().scopes(), cache);
    let base = BaseUrl::parse(profile.api_base.as_deref().unwrap_or(GOOGLE))
        .map_err(|error| fault(&error))?;
    Ok(Connection {
        client: Client::new(base, tokens),
        sender: Sender {
            kind: profile.kind(),
            profile: profile.name.clone(),
            label: format!("{} ({})", profile.name, profile.kind()),
            developer_preview: profile.developer_preview,
            is_production: profile.is_production,
        },
        sandbox: None,
    })
}

/// Returns the base URL of a profile; `None` for the embedded sandbox, which has none before it starts.
///
/// # Errors
/// Returns what is wrong, its place in the file, and what to do about it.
pub fn base(
    profile: Option<&Profile>,
    kind: Option<SenderKind>,
) -> Result<Option<BaseUrl>, ConfigError> {
    match profile {
        Some(profile) if profile.sender != ProfileSender::Sandbox => {
            agree(profile, kind)?;
            server(profile).map(Some)
        }
        _ => Ok(None),
    }
}

fn server(profile: &Profile) -> Result<BaseUrl, ConfigError> {
    BaseUrl::parse(profile.api_base.as_deref().unwrap_or(GOOGLE)).map_err(|error| fault(&error))
}

fn agree(profile: &Profile, kind: Option<SenderKind>) -> Result<(), ConfigError> {
    match kind {
        Some(kind) if kind != profile.kind() => Err(ConfigError::new(
            format!(
                "The profile {:?} sends as {}, not as {kind}.",
                profile.name,
                profile.kind()
            ),
            "Omit --as, or choose another profile; only the sandbox plays any sender.",
        )),
        _ => Ok(()),
    }
}

/// Starts a sandbox in this process and connects to it as to Google, real tokens and all.
async fn embedded(profile: &str, kind: SenderKind) -> Result<Connection, ConfigError> {
    let sandbox = start(Options::default()).await.map_err(|error| {
        ConfigError::new(
            format!("The embedded sandbox did not start: {error}."),
            "Check that programs may listen on 127.0.0.1 here.",
        )
    })?;
    let text = match kind {
        SenderKind::User => sandbox.authorized_user(),
        SenderKind::App | SenderKind::Webhook => sandbox.service_account_key(),
    };
    let credentials = Credentials::parse(&text).map_err(|error| fault(&error))?;
    let tokens = Tokens::new(credentials, None, kind.scopes(), Arc::new(NoTokenCache));
    let base = BaseUrl::parse(sandbox.base()).map_err(|error| fault(&error))?;
    let name = if profile.is_empty() {
        "sandbox"
    } else {
        profile
    };
    Ok(Connection {
        client: Client::new(base, tokens),
        sender: Sender {
            kind,
            profile: profile.to_owned(),
            label: format!("{name} ({kind})"),
            developer_preview: false,
            is_production: false,
        },
        sandbox: Some(sandbox),
    })
}

fn credentials(file: &Path) -> Result<Credentials, ConfigError> {
    let cannot = |why: String, remedy: &str| {
        ConfigError::new(
            format!("The credentials file cannot be read: {why}."),
            remedy,
        )
        .in_file(file, None)
        .of_credentials()
    };
    let read = || -> std::io::Result<Vec<u8>> {
        use std::io::Read as _;
        let mut bytes = Vec::new();
        std::fs::File::open(file)?
            .take(FILE_LIMIT)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| {
        cannot(
            error.to_string(),
            "Check the path in the profile and the file's permissions.",
        )
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        cannot(
            "it is not UTF-8 text".to_owned(),
            "Use the JSON key, not the P12 one.",
        )
    })?;
    Credentials::parse(&text).map_err(|error| match error {
        Error::Credentials {
            what,
            remedy,
            position,
        } => ConfigError::new(sentence(&what), remedy)
            .in_file(file, position)
            .of_credentials(),
        other => fault(&other).in_file(file, None),
    })
}

fn must_be(credentials: &Credentials, profile: &Profile, file: &Path) -> Result<(), ConfigError> {
    let wrong = |remedy: &str| {
        Err(ConfigError::new(
            format!("The file is of the type {}.", credentials.kind()),
            remedy,
        )
        .in_file(file, None)
        .of_credentials())
    };
    match (&profile.sender, credentials) {
        (ProfileSender::App { .. }, Credentials::AuthorizedUser { .. }) => wrong(
            "An app needs a service account's key; for a person use sender = \"user\" and authorized_user.",
        ),
        (ProfileSender::User(_), Credentials::ServiceAccount(_)) => wrong(
            "A person's credentials are needed; for a service account use sender = \"app\" and key_file.",
        ),
        _ => Ok(()),
    }
}

/// Returns the path of gcloud's application default credentials.
///
/// <https://cloud.google.com/docs/authentication/application-default-credentials>
fn adc_file() -> Result<PathBuf, ConfigError> {
    if let Some(file) =
        std::env::var_os("GOOGLE_APPLICATION_CREDENTIALS").filter(|file| !file.is_empty())
    {
        return Ok(PathBuf::from(file));
    }
    let folder = std::env::var_os("CLOUDSDK_CONFIG")
        .map(PathBuf::from)
        .or_else(|| Some(etcetera::home_dir().ok()?.join(".config/gcloud")));
    folder
        .map(|folder| folder.join("application_default_credentials.json"))
        .filter(|file| file.exists())
        .ok_or_else(|| {
            ConfigError::new(
                "There are no application default credentials.",
                "Run gcloud auth application-default login with the scopes of Google Chat, or set GOOGLE_APPLICATION_CREDENTIALS.",
            )
            .of_credentials()
        })
}

fn not_yet(profile: &Profile, deed: &str, instead: &str) -> ConfigError {
    ConfigError::new(
        format!(
            "The profile {:?} is valid, but this version does not support {deed} yet.",
            profile.name
        ),
        format!("Use {instead} instead."),
    )
    .of_credentials()
}

/// Converts a call's error to a fault of the settings.
fn fault(error: &Error) -> ConfigError {
    let remedy = error.explain().remedy;
    let fault = ConfigError::new(sentence(&error.to_string()), remedy);
    if error.is_about_permission() {
        fault.of_credentials()
    } else {
        fault
    }
}

/// Turns a clause into a sentence: a capital at its start, a full stop at its end.
fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
