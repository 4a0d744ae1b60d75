//! The OAuth client that a person signs in with, as Google's console writes it: a client-secret file.

use std::str::FromStr as _;

use reqwest::Url;
use serde_json::Value;

use crate::chat::endpoint;
use crate::chat::error::Error;
use crate::chat::secret::Secret;

/// Google's page on which a person grants access.
const AUTH_URI: &str = "https://accounts.google.com/o/oauth2/v2/auth";

/// Google's token endpoint.
const TOKEN_URI: &str = "https://oauth2.googleapis.com/token";

/// Where to create an OAuth client.
const REMEDY: &str = "In the Google Cloud console, Google Auth Platform, Clients: create a client of the type Desktop app, and download its JSON.";

/// An OAuth client of the type "Desktop app".
///
/// <https://developers.google.com/identity/protocols/oauth2/native-app>
#[derive(Clone, Debug)]
pub struct OAuthClient {
    /// The client's ID.
    pub id: String,
    /// Its secret, which Google demands in spite of PKCE.
    pub secret: Secret,
    /// The page on which a person grants access.
    pub auth_uri: Url,
    /// The endpoint that exchanges codes and refresh tokens.
    pub token_uri: Url,
}

impl OAuthClient {
    /// Parses a client-secret file.
    ///
    /// # Errors
    /// Returns what is wrong with the file, and what to do.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| fault("the file is not JSON", Some((error.line(), error.column()))))?;
        if value.get("web").is_some() {
            return Err(fault(
                "the client is of the type Web application, which Google does not let sign in from a terminal",
                None,
            ));
        }
        let installed = value.get("installed").ok_or_else(|| {
            fault(
                "the file is no OAuth client: the field \"installed\" is missing",
                None,
            )
        })?;
        let text = |key: &str| {
            let found = installed.get(key).and_then(Value::as_str);
            found
                .filter(|text| !text.trim().is_empty())
                .ok_or_else(|| fault(&format!("the field {key:?} is missing"), None))
        };
        Ok(Self {
            id: text("client_id")?.to_owned(),
            secret: Secret::new(text("client_secret")?),
            auth_uri: google_or_loopback(installed, "auth_uri", AUTH_URI)?,
            token_uri: google_or_loopback(installed, "token_uri", TOKEN_URI)?,
        })
    }

    /// Returns the endpoint that ends a grant.
    #[must_use]
    pub fn revoke_uri(&self) -> Url {
        let mut url = self.token_uri.clone();
        url.set_path("/revoke");
        url
    }
}

/// Returns a URL of the file: on this machine as it stands, otherwise Google's own, whatever the file says.
///
/// A doctored file must not send a code or a secret elsewhere.
fn google_or_loopback(installed: &Value, key: &str, google: &str) -> Result<Url, Error> {
    let given = installed.get(key).and_then(Value::as_str).unwrap_or(google);
    let broken = || fault(&format!("the field {key:?} is not a web address"), None);
    let url = Url::from_str(given).map_err(|_| broken())?;
    if endpoint::is_loopback(&url) {
        return Ok(url);
    }
    let host = url.host_str().unwrap_or_default();
    if !matches!(
        host,
        "accounts.google.com" | "oauth2.googleapis.com" | "www.googleapis.com"
    ) {
        return Err(fault(
            &format!("the field {key:?} leads neither to Google nor to this machine"),
            None,
        ));
    }
    Url::from_str(google).map_err(|_| broken())
}

fn fault(what: &str, position: Option<(usize, usize)>) -> Error {
    Error::Credentials {
        what: what.to_owned(),
        remedy: REMEDY.to_owned(),
        position,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_client_is_read_and_its_faults_are_told() {
        let client = |auth: &str, token: &str| json!({ "client_id": "id", "client_secret": "mark", "auth_uri": auth, "token_uri": token });
        let google = client("https://accounts.google.com/o/oauth2/auth", TOKEN_URI);
        let parsed = OAuthClient::parse(&json!({ "installed": google }).to_string()).unwrap();
        assert_eq!(parsed.auth_uri.as_str(), AUTH_URI);
        assert_eq!(
            parsed.revoke_uri().as_str(),
            "https://oauth2.googleapis.com/revoke"
        );
        assert!(!format!("{parsed:?}").contains("mark"));
        let here = client("http://127.0.0.1:9/auth", "http://127.0.0.1:9/token");
        let parsed = OAuthClient::parse(&json!({ "installed": here }).to_string()).unwrap();
        assert_eq!(parsed.auth_uri.as_str(), "http://127.0.0.1:9/auth");
        for (file, why) in [
            (json!({ "web": google }), "Web application"),
            (json!({ "type": "service_account" }), "no OAuth client"),
            (json!({ "installed": {} }), "\"client_id\" is missing"),
            (
                json!({ "installed": client(AUTH_URI, "https://evil.example/token") }),
                "neither to Google",
            ),
        ] {
            let error = OAuthClient::parse(&file.to_string()).unwrap_err();
            assert!(error.to_string().contains(why), "{error}");
        }
    }
}
