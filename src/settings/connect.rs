//! Creates the client of a profile; without one, that of the embedded sandbox.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::chat::auth::Tokens;
use crate::chat::client::Client;
use crate::chat::credentials::Credentials;
use crate::chat::endpoint::{self, BaseUrl, GOOGLE};
use crate::chat::error::Error;
use crate::chat::secret::Secret;
use crate::chat::sender::SenderKind;
use crate::chat::token_cache::{NoTokenCache, TokenCache};
use crate::chat::webhook::Webhook;
use crate::chat::write_policy::WritePolicy;
use crate::delivery::rate_guard::RateGuard;
use crate::sandbox::server::{Options, Sandbox, start};
use crate::settings::error::ConfigError;
use crate::settings::paths::Paths;
use crate::settings::profile::{Profile, ProfileSender, UserCredentials};
use crate::settings::secret_source::SecretSource;
use crate::settings::token_file::TokenFile;
use crate::store::credentials::CredentialStore;
use crate::store::regular_file;

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
    /// The name of the kept webhook that sends; empty otherwise.
    pub webhook: String,
    /// What it may write, and where; whether a write needs explicit consent.
    pub policy: WritePolicy,
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
    connect_for(profile, kind, &[], places).await
}

/// Connects as [`connect`] does, to do what these scopes allow a person.
///
/// An app needs none but its own. Where there are none, those of composing are asked for. They count for delegation; a
/// person who signed in has granted all that the sign-in asked for.
///
/// # Errors
/// Returns what is wrong, its place in the file, and what to do about it.
pub async fn connect_for(
    profile: Option<&Profile>,
    kind: Option<SenderKind>,
    scopes: &[&str],
    places: &Paths,
) -> Result<Connection, ConfigError> {
    let Some(profile) = profile else {
        return embedded(WritePolicy::default(), kind.unwrap_or(SenderKind::App)).await;
    };
    if profile.sender == ProfileSender::Sandbox {
        return embedded(profile.policy.clone(), kind.unwrap_or(SenderKind::App)).await;
    }
    agree(profile, kind)?;
    let (credentials, subject) = match &profile.sender {
        ProfileSender::App { key, subject } => (app_key(key, profile).await?, subject.clone()),
        ProfileSender::User(UserCredentials::AuthorizedUser(file)) => {
            (credentials(file, profile)?, None)
        }
        ProfileSender::User(UserCredentials::Adc) => (credentials(&adc_file()?, profile)?, None),
        ProfileSender::User(UserCredentials::ClientSecret(_)) => {
            (signed_in(profile, places)?, None)
        }
        ProfileSender::Webhook(_) | ProfileSender::ReadWebhook { .. } => {
            return Ok(by_webhook(profile, webhook(profile).await?, places));
        }
        ProfileSender::Sandbox => return embedded(profile.policy.clone(), SenderKind::App).await,
    };
    let cache: Arc<dyn TokenCache> = Arc::new(TokenFile::new(
        &places.tokens(),
        &profile.name,
        &format!(
            "{} {}",
            credentials.account(),
            subject.as_deref().unwrap_or("")
        ),
    ));
    let scopes = match profile.kind() {
        SenderKind::User if !scopes.is_empty() => scopes,
        kind => kind.scopes(),
    };
    let tokens = Tokens::new(credentials, subject, scopes, cache);
    let base = BaseUrl::parse(profile.api_base.as_deref().unwrap_or(GOOGLE))
        .map_err(|error| fault(&error))?;
    Ok(Connection {
        client: paced(
            Client::with_policy(base, tokens, profile.policy.clone()),
            profile,
            places,
        ),
        sender: sender(profile),
        sandbox: None,
    })
}

fn sender(profile: &Profile) -> Sender {
    let kept = match &profile.sender {
        ProfileSender::ReadWebhook { kept, .. } => kept.clone(),
        _ => None,
    };
    Sender {
        kind: profile.kind(),
        // A kept webhook belongs to no profile.
        profile: match kept {
            Some(_) => String::new(),
            None => profile.name.clone(),
        },
        webhook: kept.unwrap_or_default(),
        label: format!("{} ({})", profile.name, profile.kind()),
        developer_preview: profile.developer_preview,
        policy: profile.policy.clone(),
    }
}

/// Returns the webhook of a profile, whose URL is read now unless it was.
///
/// # Errors
/// Returns why its URL cannot be had; also where the profile is that of another kind of sender.
pub async fn webhook(profile: &Profile) -> Result<Webhook, ConfigError> {
    let source = match &profile.sender {
        ProfileSender::Webhook(source) => source,
        ProfileSender::ReadWebhook { webhook, .. } => return Ok(webhook.clone()),
        ProfileSender::App { .. } | ProfileSender::User(_) | ProfileSender::Sandbox => {
            return Err(ConfigError::new(
                format!("The profile {:?} has no webhook.", profile.name),
                "Choose another profile.",
            ));
        }
    };
    let url = source.read("the webhook's URL").await?;
    Webhook::parse(url.reveal()).map_err(|error| {
        ConfigError::new(format!("In {source}: {error}."), error.remedy()).of_credentials()
    })
}

/// Connects to the space of a webhook.
fn by_webhook(profile: &Profile, webhook: Webhook, places: &Paths) -> Connection {
    Connection {
        client: paced(
            Client::of_webhook(webhook, profile.policy.clone()),
            profile,
            places,
        ),
        sender: sender(profile),
        sandbox: None,
    }
}

/// Has the writes of a client keep to Google's quotas; on loopback only where the profile asks for it.
fn paced(client: Client, profile: &Profile, places: &Paths) -> Client {
    if endpoint::is_loopback(client.base().url()) && !profile.has_pace {
        return client;
    }
    let guard = RateGuard::new(&places.rates(), client.base().text());
    client.paced_by(Arc::new(guard))
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
async fn embedded(policy: WritePolicy, kind: SenderKind) -> Result<Connection, ConfigError> {
    let sandbox = start(Options::default()).await.map_err(|error| {
        ConfigError::new(
            format!("The embedded sandbox did not start: {error}."),
            "Check that programs may listen on 127.0.0.1 here.",
        )
    })?;
    let client = match kind {
        SenderKind::User => with_tokens(&sandbox, &sandbox.authorized_user(), kind, &policy)?,
        SenderKind::App => with_tokens(&sandbox, &sandbox.service_account_key(), kind, &policy)?,
        SenderKind::Webhook => {
            let webhook = Webhook::parse(&sandbox.webhook_url())
                .map_err(|error| ConfigError::new(format!("{error}."), error.remedy()))?;
            Client::of_webhook(webhook, policy.clone())
        }
    };
    let name = match policy.profile.as_str() {
        "" => "sandbox",
        profile => profile,
    };
    Ok(Connection {
        client,
        sender: Sender {
            kind,
            profile: policy.profile.clone(),
            webhook: String::new(),
            label: format!("{name} ({kind})"),
            developer_preview: false,
            policy,
        },
        sandbox: Some(sandbox),
    })
}

/// Returns the client of the embedded sandbox with these credentials.
fn with_tokens(
    sandbox: &Sandbox,
    text: &str,
    kind: SenderKind,
    policy: &WritePolicy,
) -> Result<Client, ConfigError> {
    let credentials = Credentials::parse(text).map_err(|error| fault(&error))?;
    let tokens = Tokens::new(credentials, None, kind.scopes(), Arc::new(NoTokenCache));
    let base = BaseUrl::parse(sandbox.base()).map_err(|error| fault(&error))?;
    Ok(Client::with_policy(base, tokens, policy.clone()))
}

/// Returns an app's key, from wherever the profile says it stands.
async fn app_key(source: &SecretSource, profile: &Profile) -> Result<Credentials, ConfigError> {
    if let SecretSource::File(file) = source {
        return credentials(file, profile);
    }
    let text = source.read("the service account's key").await?;
    let parsed = Credentials::parse(text.reveal()).map_err(|error| {
        let told = fault(&error);
        ConfigError::new(
            format!("In {source}: {}", told.diagnostic.title),
            told.diagnostic.remedy,
        )
        .of_credentials()
    })?;
    must_be(&parsed, profile, None)?;
    Ok(parsed)
}

/// Reads a credentials file, which must be of the profile's kind of sender.
fn credentials(file: &Path, profile: &Profile) -> Result<Credentials, ConfigError> {
    let read = read_credentials(file)?;
    must_be(&read, profile, Some(file))?;
    Ok(read)
}

/// Reads a credentials file as text, which is secret.
///
/// # Errors
/// Returns why it cannot be read.
pub fn credentials_text(file: &Path) -> Result<Secret, ConfigError> {
    let cannot = |why: String, remedy: &str| {
        ConfigError::new(
            format!("The credentials file cannot be read: {why}."),
            remedy,
        )
        .in_file(file, None)
        .of_credentials()
    };
    let bytes = regular_file::read(file, FILE_LIMIT).map_err(|error| {
        let remedy = if regular_file::is_about_content(&error) {
            "Correct the path in the profile: it must lead to the JSON file itself."
        } else {
            "Check the path in the profile and the file's permissions."
        };
        cannot(error.to_string(), remedy)
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        cannot(
            "it is not UTF-8 text".to_owned(),
            "Use the JSON file as it was downloaded or written; a P12 key does not work.",
        )
    })?;
    Ok(Secret::new(text))
}

fn read_credentials(file: &Path) -> Result<Credentials, ConfigError> {
    let text = credentials_text(file)?;
    Credentials::parse(text.reveal()).map_err(|error| match error {
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

fn must_be(
    credentials: &Credentials,
    profile: &Profile,
    file: Option<&Path>,
) -> Result<(), ConfigError> {
    let wrong = |remedy: &str| {
        let error = ConfigError::new(
            format!("The credentials are of the type {}.", credentials.kind()),
            remedy,
        );
        let error = match file {
            Some(file) => error.in_file(file, None),
            None => error,
        };
        Err(error.of_credentials())
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

/// Returns the credentials that a sign-in brought.
fn signed_in(profile: &Profile, places: &Paths) -> Result<Credentials, ConfigError> {
    let file = CredentialStore::new(places.credentials()).file(&profile.name);
    if !file.exists() {
        let name = crate::chat::sanitize::name(&profile.name);
        return Err(
            ConfigError::new(format!("Nobody is signed in for the profile {name:?}."), "")
                .signs_in()
                .of_credentials(),
        );
    }
    credentials(&file, profile)
}

/// Returns the credentials of the person that a profile sends as; `None` where it sends as another.
///
/// # Errors
/// Returns why the credentials cannot be read.
pub fn person_credentials(
    places: &Paths,
    profile: &Profile,
) -> Result<Option<Credentials>, ConfigError> {
    let ProfileSender::User(user) = &profile.sender else {
        return Ok(None);
    };
    match user {
        UserCredentials::AuthorizedUser(file) => credentials(file, profile),
        UserCredentials::Adc => credentials(&adc_file()?, profile),
        UserCredentials::ClientSecret(_) => signed_in(profile, places),
    }
    .map(Some)
}

/// Returns the refresh token that a sign-in brought; `None` where nobody is signed in.
///
/// # Errors
/// Returns why the credentials cannot be read.
pub fn stored_credentials(
    places: &Paths,
    profile: &Profile,
) -> Result<Option<Secret>, ConfigError> {
    let file = CredentialStore::new(places.credentials()).file(&profile.name);
    if !file.exists() {
        return Ok(None);
    }
    Ok(match credentials(&file, profile)? {
        Credentials::AuthorizedUser { secret, .. } => Some(Secret::new(secret.refresh_token)),
        Credentials::ServiceAccount(_) => None,
    })
}

/// Converts a call's error to a fault of the settings.
#[must_use]
pub fn fault(error: &Error) -> ConfigError {
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
