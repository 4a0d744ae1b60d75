//! Parses Google's credentials files; every error says what to do.

use std::str::FromStr as _;

use reqwest::Url;
use serde_json::Value;
use yup_oauth2::ServiceAccountKey;
use yup_oauth2::authorized_user::AuthorizedUserSecret;
use yup_oauth2::hyper::Uri;

use crate::chat::endpoint;
use crate::chat::error::Error;

/// A usable credentials file.
///
/// Its parts are secret; there is no `Debug`.
pub enum Credentials {
    /// A service account's key.
    ServiceAccount(Box<ServiceAccountKey>),
    /// A person's refresh token, as gcloud and our own sign-in store it.
    AuthorizedUser {
        /// What the refresh grant needs.
        secret: AuthorizedUserSecret,
        /// The token endpoint to connect to instead of Google's; loopback only.
        token_uri: Option<Url>,
        /// The project that is billed for the calls, `quota_project_id`.
        quota_project: Option<String>,
    },
}

impl Credentials {
    /// Parses a credentials file and validates everything that yup-oauth2 would fail on later.
    ///
    /// # Errors
    /// Returns what is wrong with the file, and where.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            return Err(fault("the file is empty", A_FILE));
        }
        let value: Value = serde_json::from_str(text).map_err(|error| Error::Credentials {
            what: format!("the file is not JSON: {}", reason(&error)),
            remedy:
                "Use the JSON file as it was downloaded; P12 keys and copied fragments do not work."
                    .to_owned(),
            position: Some((error.line().max(1), error.column().max(1))),
        })?;
        let Some(fields) = value.as_object() else {
            return Err(fault("the file holds no JSON object", A_FILE));
        };
        match fields.get("type").and_then(Value::as_str) {
            Some("service_account") => service_account(&value),
            Some("authorized_user") => authorized_user(&value),
            None if fields.contains_key("installed") || fields.contains_key("web") => Err(fault(
                "the file is an OAuth client secret, not a key",
                "Name it as client_secret in a profile with sender = \"user\".",
            )),
            None if fields.contains_key("private_key") => service_account(&value),
            None => Err(fault("the field \"type\" is missing", A_FILE)),
            Some(other) => Err(fault(
                &format!(
                    "the file's type is {:?}; service_account and authorized_user can be used",
                    crate::chat::sanitize::name(other)
                ),
                A_FILE,
            )),
        }
    }

    /// Returns the file's type as its field `type` names it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ServiceAccount(_) => "service_account",
            Self::AuthorizedUser { .. } => "authorized_user",
        }
    }

    /// Returns the account's email address or client ID, without anything secret.
    #[must_use]
    pub fn account(&self) -> String {
        match self {
            Self::ServiceAccount(key) => crate::chat::sanitize::name(&key.client_email),
            Self::AuthorizedUser { secret, .. } => crate::chat::sanitize::name(&secret.client_id),
        }
    }
}

const NEW_KEY: &str = "Download a new JSON key for the service account in the Google Cloud console (IAM & Admin, Service Accounts, Keys).";

fn fault(what: &str, remedy: &str) -> Error {
    Error::Credentials {
        what: what.to_owned(),
        remedy: remedy.to_owned(),
        position: None,
    }
}

const NEW_SIGN_IN: &str =
    "Sign in again, with chatquill auth login or with gcloud, whichever wrote the file.";

const A_FILE: &str = "An app needs the JSON key of its service account (Google Cloud console, IAM & Admin, Service Accounts, Keys); a person the file that gcloud or chatquill auth login writes.";

/// Returns the JSON parser's message without its position, which is reported separately.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words
        .split_once(" at line ")
        .map_or(words.clone(), |(before, _)| before.to_owned())
}

fn required<'a>(value: &'a Value, key: &str, remedy: &str) -> Result<&'a str, Error> {
    let why = match value.get(key) {
        Some(Value::String(text)) if !text.trim().is_empty() => return Ok(text),
        Some(Value::String(_)) => "is empty",
        Some(_) => "is not a text",
        None => "is missing",
    };
    Err(fault(&format!("the field {key:?} {why}"), remedy))
}

fn service_account(value: &Value) -> Result<Credentials, Error> {
    required(value, "client_email", NEW_KEY)?;
    let token_uri = token_uri(required(value, "token_uri", NEW_KEY)?, NEW_KEY)?;
    let pem = required(value, "private_key", NEW_KEY)?;
    if !pem.contains('\n') && pem.contains("\\n") {
        return Err(fault(
            "the private key holds the two characters \\ and n instead of line breaks",
            "The file was escaped twice: download it again, or replace \\\\n by \\n in the field private_key.",
        ));
    }
    let begins = pem.trim_start().starts_with("-----BEGIN ");
    if !begins || !pem.contains("PRIVATE KEY-----") {
        return Err(fault(
            "the field \"private_key\" is not a PEM private key (-----BEGIN PRIVATE KEY-----)",
            NEW_KEY,
        ));
    }
    let mut key: ServiceAccountKey = serde_json::from_value(value.clone())
        .map_err(|error| fault(&format!("a field has the wrong type: {error}"), NEW_KEY))?;
    key.token_uri = token_uri.to_string();
    Ok(Credentials::ServiceAccount(Box::new(key)))
}

fn authorized_user(value: &Value) -> Result<Credentials, Error> {
    let text = |key| required(value, key, NEW_SIGN_IN).map(str::to_owned);
    let token_uri = match value.get("token_uri").and_then(Value::as_str) {
        None | Some("") => None,
        Some(given) => {
            let url = token_uri(given, NEW_SIGN_IN)?;
            let google = [
                "oauth2.googleapis.com",
                "accounts.google.com",
                "www.googleapis.com",
            ];
            if endpoint::is_loopback(&url) {
                Some(url)
            } else if url.host_str().is_some_and(|host| google.contains(&host)) {
                None
            } else {
                return Err(fault(
                    "the field \"token_uri\" is neither Google's nor on this machine",
                    NEW_SIGN_IN,
                ));
            }
        }
    };
    Ok(Credentials::AuthorizedUser {
        secret: AuthorizedUserSecret {
            client_id: text("client_id")?,
            client_secret: text("client_secret")?,
            refresh_token: text("refresh_token")?,
            key_type: "authorized_user".to_owned(),
        },
        token_uri,
        quota_project: value
            .get("quota_project_id")
            .and_then(Value::as_str)
            .map(str::to_owned),
    })
}

/// Validates a token endpoint: `https`, or plain `http` on loopback.
///
/// yup-oauth2 panics on anything that is no URI.
fn token_uri(given: &str, remedy: &str) -> Result<Url, Error> {
    let wrong = |why: &str| {
        fault(
            &format!(
                "the field \"token_uri\" ({}) {why}",
                crate::chat::sanitize::name(given)
            ),
            &format!("Google's is https://oauth2.googleapis.com/token. {remedy}"),
        )
    };
    let url = Url::parse(given).map_err(|_| wrong("is not a URL"))?;
    if url.host().is_none() || Uri::from_str(url.as_str()).is_err() {
        return Err(wrong("is not a web address"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if endpoint::is_loopback(&url) => Ok(url),
        "http" => Err(wrong("is not encrypted")),
        _ => Err(wrong("is not a web address")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key() -> Value {
        json!({"type": "service_account", "client_email": "bot@p.iam.gserviceaccount.com",
            "private_key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "token_uri": "https://oauth2.googleapis.com/token"})
    }

    fn with(name: &str, value: Value) -> String {
        let mut key = key();
        key[name] = value;
        key.to_string()
    }

    fn told(text: &str) -> String {
        match Credentials::parse(text) {
            Ok(credentials) => credentials.kind().to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn faults_of_key_files_are_told() {
        for (text, expected) in [
            (key().to_string(), "service_account"),
            (String::new(), "the file is empty"),
            (
                "{".into(),
                "the file is not JSON: EOF while parsing an object",
            ),
            ("[]".into(), "the file holds no JSON object"),
            ("{}".into(), "the field \"type\" is missing"),
            (
                json!({"installed": {}}).to_string(),
                "the file is an OAuth client secret, not a key",
            ),
            (
                with("type", json!("external_account")),
                "the file's type is \"external_account\"; service_account and authorized_user can be used",
            ),
            (
                with("client_email", json!("")),
                "the field \"client_email\" is empty",
            ),
            (
                with("private_key", json!(7)),
                "the field \"private_key\" is not a text",
            ),
            (
                with(
                    "private_key",
                    json!("-----BEGIN PRIVATE KEY-----\\nAA\\n-----END PRIVATE KEY-----"),
                ),
                "the private key holds the two characters \\ and n instead of line breaks",
            ),
            (
                with("private_key", json!("secret")),
                "the field \"private_key\" is not a PEM private key (-----BEGIN PRIVATE KEY-----)",
            ),
            (
                with("token_uri", json!("not a uri")),
                "the field \"token_uri\" (not a uri) is not a URL",
            ),
            (
                with("token_uri", json!("http://evil.example/token")),
                "the field \"token_uri\" (http://evil.example/token) is not encrypted",
            ),
            (
                with("token_uri", json!("http://127.0.0.1:1/token")),
                "service_account",
            ),
            (
                with("project_id", json!(7)),
                "a field has the wrong type: invalid type: number",
            ),
        ] {
            let given = told(&text);
            assert!(given.starts_with(expected), "{text}\n{given}");
            assert!(!given.contains("BEGIN PRIVATE KEY-----\\"), "{given}");
        }
    }

    #[test]
    fn people_refresh_at_google_or_on_loopback() {
        let user = json!({"type": "authorized_user", "client_id": "c", "client_secret": "s",
            "refresh_token": "r"});
        for (uri, works) in [
            (json!(null), true),
            (json!("https://oauth2.googleapis.com/token"), true),
            (json!("http://127.0.0.1:8085/token"), true),
            (json!("https://evil.example/token"), false),
        ] {
            let mut user = user.clone();
            user["token_uri"] = uri.clone();
            assert_eq!(
                Credentials::parse(&user.to_string()).is_ok(),
                works,
                "{uri}"
            );
        }
    }
}
