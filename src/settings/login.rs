//! The end of a sign-in: the code becomes credentials, which are kept, read back and tried.

use std::io;

use crate::chat::error::Error;
use crate::chat::explain;
use crate::chat::oauth_client::OAuthClient;
use crate::chat::sanitize;
use crate::chat::secret::Secret;
use crate::chat::sender::SenderKind;
use crate::chat::sign_in::{Grant, SignIn};
use crate::diagnostics::diagnostic::{Diagnostic, SignInNeed};
use crate::settings::connect;
use crate::settings::error::ConfigError;
use crate::settings::paths::Paths;
use crate::settings::profile::{Profile, ProfileSender, UserCredentials};
use crate::settings::token_file::TokenFile;
use crate::store::credentials::CredentialStore;

/// The scope without which nothing can be sent.
const CREATE: &str = "https://www.googleapis.com/auth/chat.messages.create";

/// A sign-in that is kept, and was proved by a call.
#[derive(Debug)]
pub struct SignedIn {
    /// What was granted.
    pub grant: Grant,
    /// How many spaces the first page of the list has.
    pub spaces: usize,
}

/// Why a code did not become a sign-in.
#[derive(Debug)]
pub enum LoginError {
    /// A call was refused, or did not arrive.
    Call(Error),
    /// The code was not exchanged.
    Code(Error),
    /// The credentials cannot be read back.
    Settings(ConfigError),
    /// The grant is not the one that is needed; nothing was kept.
    Grant(Diagnostic),
    /// The disk refused the credentials.
    Disk(String, io::Error),
}

impl From<Error> for LoginError {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl LoginError {
    /// Returns what happened, why, and what to do.
    #[must_use]
    pub fn explain(&self) -> Diagnostic {
        match self {
            Self::Call(error) => error.explain(),
            Self::Code(error) => {
                let mut told = error.explain();
                if matches!(error, Error::Auth { code, .. } if code == "invalid_grant") {
                    explain::NEW_CODE.clone_into(&mut told.remedy);
                }
                told
            }
            Self::Settings(error) => error.diagnostic.clone(),
            Self::Grant(told) => told.clone(),
            Self::Disk(folder, error) => Diagnostic::new(
                format!("The credentials cannot be written to {folder}: {error}."),
                "Check the folder, and sign in again.",
            ),
        }
    }
}

impl SignedIn {
    /// Returns what is said of it: who is signed in, and what was not granted or will end.
    #[must_use]
    pub fn told(&self, profile: &str, asked: &[&str]) -> Vec<String> {
        let account = self.grant.email.as_deref();
        let account = account.unwrap_or("an account whose address Google did not tell");
        let mut told = vec![format!(
            "signed in as {account} for the profile {profile}; Google Chat answers, and lists {} spaces",
            self.spaces
        )];
        let missing = self.grant.missing(asked);
        if !missing.is_empty() {
            told.push(format!(
                "not granted: {}; what needs them will be refused. Sign in again to grant them",
                missing.join(", ")
            ));
        }
        if let Some(seconds) = self.grant.refresh_token_expires_in {
            told.push(format!(
                "the app is in testing: Google ends this sign-in after {} days. Publish the app, or make it Internal, for one that lasts",
                seconds.div_ceil(86_400)
            ));
        }
        told
    }
}

/// Returns the OAuth client that a profile signs in with.
///
/// # Errors
/// Where the profile does not sign in, or the client's file cannot be used.
pub fn client(profile: &Profile) -> Result<OAuthClient, ConfigError> {
    let ProfileSender::User(UserCredentials::ClientSecret(file)) = &profile.sender else {
        return Err(ConfigError::new(
            format!("The profile {:?} does not sign in.", profile.name),
            "Give it sender = \"user\" and client_secret = \"…json\".",
        ));
    };
    let text = connect::credentials_text(file)?;
    OAuthClient::parse(text.reveal()).map_err(|error| connect::fault(&error).in_file(file, None))
}

/// Returns the scopes to ask for: what composing needs, and what is allowed besides.
#[must_use]
pub fn scopes(allows: &[SignInNeed]) -> Vec<String> {
    let asked = allows.iter().filter_map(|need| explain::scope_of(*need));
    let asked = asked.map(|scope| format!("https://www.googleapis.com/auth/{scope}"));
    let composing = SenderKind::User.scopes().iter();
    composing.map(ToString::to_string).chain(asked).collect()
}

/// Returns how a profile signs in again, with what it has to allow; `None` where nobody signs in for it.
fn advice(profile: &Profile, need: SignInNeed) -> Option<String> {
    let ProfileSender::User(credentials) = &profile.sender else {
        return None;
    };
    let name = sanitize::name(&profile.name);
    let login = format!("chatquill auth login --profile {name}");
    let how = match credentials {
        UserCredentials::ClientSecret(_) if need == SignInNeed::Compose => login,
        UserCredentials::ClientSecret(_) => format!("{login} --allow {}", need.word()),
        UserCredentials::Adc => {
            "gcloud auth application-default login, with the scopes of Google Chat".to_owned()
        }
        UserCredentials::AuthorizedUser(file) => {
            return Some(format!(
                "Write {} anew with the program that made it; or give the profile a client_secret, and run {login}.",
                file.display()
            ));
        }
    };
    Some(format!("Run {how}."))
}

/// Adds to a diagnostic how the profile signs in again, where that helps.
#[must_use]
pub fn advised(mut told: Diagnostic, profile: &Profile) -> Diagnostic {
    let advice = told.sign_in.take().and_then(|need| advice(profile, need));
    if let Some(advice) = advice {
        let words = [told.remedy.as_str(), &advice];
        let words = words.into_iter().filter(|words| !words.is_empty());
        told.remedy = words.collect::<Vec<_>>().join(" ");
    }
    told
}

/// Exchanges a code, keeps the credentials, reads them back, and makes a real call with them.
///
/// `account` is the address that must be signed in, if it matters.
///
/// # Errors
/// Returns why nobody is signed in, or why what was kept does not work.
pub async fn finish(
    sign_in: &SignIn,
    code: &Secret,
    (profile, paths): (&Profile, &Paths),
    account: Option<&str>,
) -> Result<SignedIn, LoginError> {
    let grant = sign_in.finish(code).await.map_err(LoginError::Code)?;
    if !grant.scopes.iter().any(|scope| scope == CREATE) {
        return Err(LoginError::Grant(Diagnostic::new(
            "Signed in, but sending messages was not granted.",
            "Sign in again, and tick its box on Google's page.",
        )));
    }
    if let (Some(wanted), Some(found)) = (account, &grant.email)
        && !wanted.eq_ignore_ascii_case(found)
    {
        return Err(LoginError::Grant(Diagnostic::new(
            format!("Signed in as {found}, not as {wanted}; nothing was kept."),
            "Choose the right account on Google's page.",
        )));
    }
    let store = CredentialStore::new(paths.credentials());
    store
        .save(&profile.name, &sign_in.credentials(&grant))
        .map_err(|error| LoginError::Disk(store.folder().display().to_string(), error))?;
    TokenFile::forget(&paths.tokens(), &profile.name);
    let connection = connect::connect(Some(profile), None, paths).await;
    let connection = connection.map_err(LoginError::Settings)?;
    let spaces = connection.client.list_spaces(None).await?.spaces.len();
    Ok(SignedIn { grant, spaces })
}
