//! The sign-in of a person in the browser: OAuth for installed apps, with PKCE and a redirect to this machine.
//!
//! <https://developers.google.com/identity/protocols/oauth2/native-app>

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::percent_decode_str;
use reqwest::Url;
use reqwest::header::CONTENT_TYPE;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::chat::credentials::Credentials;
use crate::chat::error::Error;
use crate::chat::http_client;
use crate::chat::oauth_client::OAuthClient;
use crate::chat::redirect::{self, Redirect, SignInError};
use crate::chat::sanitize;
use crate::chat::secret::Secret;

/// Time limit for one call to the token endpoint.
const CALL_LIMIT: Duration = Duration::from_secs(20);

/// The scopes by which the account's address is read back.
const IDENTITY: [&str; 2] = ["openid", "email"];

/// Google's endpoint that tells whose token it is.
const USER_INFO: &str = "https://www.googleapis.com/oauth2/v3/userinfo";

/// A sign-in under way: the page to open, and the port that waits for the answer.
#[derive(Debug)]
pub struct SignIn {
    client: OAuthClient,
    listener: TcpListener,
    redirect_uri: String,
    scopes: Vec<String>,
    state: Secret,
    verifier: Secret,
    url: Url,
}

/// What a person granted.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The token that gets further access tokens.
    pub refresh_token: Secret,
    /// The address of the account; `None` where Google did not tell it.
    pub email: Option<String>,
    /// The scopes that were granted; the person may have left some out.
    pub scopes: Vec<String>,
    /// The life of the refresh token in seconds; only told for apps in testing, where it is a week.
    pub refresh_token_expires_in: Option<u64>,
}

impl Grant {
    /// Returns the scopes of `asked` that were not granted.
    #[must_use]
    pub fn missing<'a>(&self, asked: &[&'a str]) -> Vec<&'a str> {
        let is_granted = |scope: &str| self.scopes.iter().any(|granted| granted == scope);
        asked
            .iter()
            .copied()
            .filter(|scope| !is_granted(scope))
            .collect()
    }
}

impl SignIn {
    /// Starts to listen on 127.0.0.1, and makes the URL of Google's page.
    ///
    /// `port` 0 lets the system choose; `hint` is the address of the account, if it is known.
    ///
    /// # Errors
    /// Returns the system's error where the port cannot be had.
    pub async fn begin(
        client: OAuthClient,
        scopes: &[&str],
        port: u16,
        hint: Option<&str>,
    ) -> io::Result<Self> {
        // The literal address: `localhost` may lead to another program that listens on ::1.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let redirect_uri = format!("http://127.0.0.1:{}/", listener.local_addr()?.port());
        let (state, verifier) = (random(), random());
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.reveal().as_bytes()));
        let mut url = client.auth_uri.clone();
        let asked: Vec<&str> = IDENTITY.into_iter().chain(scopes.iter().copied()).collect();
        url.query_pairs_mut()
            .append_pair("client_id", &client.id)
            .append_pair("redirect_uri", &redirect_uri)
            .append_pair("response_type", "code")
            .append_pair("scope", &asked.join(" "))
            .append_pair("state", state.reveal())
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            // Without both, a second consent brings no refresh token.
            .append_pair("access_type", "offline")
            .append_pair("prompt", "consent")
            .append_pair("include_granted_scopes", "true");
        if let Some(hint) = hint {
            url.query_pairs_mut().append_pair("login_hint", hint);
        }
        Ok(Self {
            client,
            listener,
            redirect_uri,
            scopes: scopes.iter().map(ToString::to_string).collect(),
            state,
            verifier,
            url,
        })
    }

    /// Returns the URL of the page that the browser opens; it holds the `state`, which is secret until it is used.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Returns the port that waits for the answer.
    #[must_use]
    pub fn port(&self) -> u16 {
        let address = self.listener.local_addr();
        address.map_or(0, |address| address.port())
    }

    /// Waits until the browser comes back with a code.
    ///
    /// Whatever else comes to the port, a foreign `state` included, is answered and ignored.
    ///
    /// # Errors
    /// Returns why there is no code: the person denied, or Google's page ended with an error.
    pub async fn code(&self) -> Result<Secret, SignInError> {
        let (requests, mut arrived) = mpsc::unbounded_channel();
        loop {
            tokio::select! {
                accepted = self.listener.accept() => if let Ok((stream, _)) = accepted {
                    // Browsers open connections ahead of time that stay silent: none may hold up another.
                    let requests = requests.clone();
                    tokio::spawn(async move {
                        if let Some(request) = redirect::read(stream).await {
                            let _ = requests.send(request);
                        }
                    });
                },
                Some(request) = arrived.recv() => {
                    let judge = |query: &str| self.judge(query, true);
                    match redirect::answer(request, judge).await {
                        Some(Redirect::Code(code)) => return Ok(code),
                        Some(Redirect::Error(error)) => return Err(error),
                        None => {}
                    }
                }
            }
        }
    }

    /// Finds the code in what a person pasted: the address that the browser was sent to, its query, or the code.
    ///
    /// # Errors
    /// Returns why there is none.
    pub fn pasted(&self, text: &str) -> Result<Secret, SignInError> {
        let text = text.trim();
        let query = match text.split_once('?') {
            Some((_, query)) => query,
            None if text.contains("code=") || text.contains("error=") => text,
            None if text.is_empty() || text.contains(char::is_whitespace) => {
                return Err(SignInError::NoCode);
            }
            // As it stands in the address, where its `/` is written `%2F`.
            None => return Ok(Secret::new(percent_decode_str(text).decode_utf8_lossy())),
        };
        match self.judge(query, text.contains("://")) {
            Redirect::Code(code) => Ok(code),
            Redirect::Error(error) => Err(error),
        }
    }

    /// Reads the answer of Google's page; `state` must be in it where it is the whole address.
    fn judge(&self, query: &str, is_whole: bool) -> Redirect {
        let pairs = redirect::pairs(query);
        let value = |name: &str| {
            let mut found = pairs.iter().filter(|(key, _)| key == name);
            found.next().map(|(_, value)| value.as_str())
        };
        match value("state") {
            Some(state) if state != self.state.reveal() => {
                return Redirect::Error(SignInError::ForeignState);
            }
            None if is_whole => return Redirect::Error(SignInError::ForeignState),
            _ => {}
        }
        match (value("code"), value("error")) {
            (Some(code), _) if !code.is_empty() => Redirect::Code(Secret::new(code)),
            (_, Some("access_denied")) => Redirect::Error(SignInError::Denied),
            (_, Some(error)) => Redirect::Error(SignInError::Refused(sanitize::name(error))),
            _ => Redirect::Error(SignInError::NoCode),
        }
    }

    /// Exchanges a code for tokens, and asks whose they are.
    ///
    /// # Errors
    /// Returns what the token endpoint or the network refused. The same code must not be exchanged twice.
    pub async fn finish(&self, code: &Secret) -> Result<Grant, Error> {
        let answer = post(
            &self.client.token_uri,
            &[
                ("grant_type", "authorization_code"),
                ("code", code.reveal()),
                ("code_verifier", self.verifier.reveal()),
                ("redirect_uri", &self.redirect_uri),
                ("client_id", &self.client.id),
                ("client_secret", self.client.secret.reveal()),
            ],
        )
        .await?;
        let text = |key: &str| answer.get(key).and_then(Value::as_str);
        let refresh_token = text("refresh_token").ok_or_else(|| Error::Auth {
            code: "no_refresh_token".to_owned(),
            description: "the answer holds none".to_owned(),
        })?;
        let scopes = match text("scope") {
            Some(scopes) => scopes.split_whitespace().map(str::to_owned).collect(),
            None => self.scopes.clone(),
        };
        let email = match text("access_token") {
            Some(token) => email(&self.client, &Secret::new(token)).await,
            None => None,
        };
        Ok(Grant {
            refresh_token: Secret::new(refresh_token),
            email,
            scopes,
            refresh_token_expires_in: answer
                .get("refresh_token_expires_in")
                .and_then(Value::as_u64),
        })
    }

    /// Returns the credentials file of a grant: gcloud's authorized-user form, with what else is known.
    #[must_use]
    pub fn credentials(&self, grant: &Grant) -> Secret {
        let mut file = json!({
            "type": "authorized_user",
            "client_id": self.client.id,
            "client_secret": self.client.secret.reveal(),
            "refresh_token": grant.refresh_token.reveal(),
            "token_uri": self.client.token_uri.as_str(),
            "scopes": grant.scopes,
        });
        if let Some(email) = &grant.email {
            file["account"] = json!(email);
        }
        Secret::new(format!("{file:#}\n"))
    }
}

/// Returns the scopes that a person's credentials grant, by one refresh of their access token; none for an app's key.
///
/// # Errors
/// Returns what the token endpoint or the network refused.
pub async fn granted_scopes(credentials: &Credentials) -> Result<Vec<String>, Error> {
    let Credentials::AuthorizedUser {
        secret, token_uri, ..
    } = credentials
    else {
        return Ok(Vec::new());
    };
    let google = || Url::parse(TOKEN).map_err(|_| address(TOKEN));
    let url = token_uri.clone().map_or_else(google, Ok)?;
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", &secret.refresh_token),
        ("client_id", &secret.client_id),
        ("client_secret", &secret.client_secret),
    ];
    let answer = post(&url, &fields).await?;
    let scopes = answer.get("scope").and_then(Value::as_str);
    let scopes = scopes.unwrap_or_default().split_whitespace();
    Ok(scopes.map(str::to_owned).collect())
}

fn address(given: &str) -> Error {
    Error::Address {
        given: given.to_owned(),
        why: "it is no URL".to_owned(),
    }
}

/// Ends a grant at Google; all tokens of this person and client end with it.
///
/// # Errors
/// Returns what the endpoint or the network refused.
pub async fn revoke(client: &OAuthClient, token: &Secret) -> Result<(), Error> {
    let fields = [("token", token.reveal())];
    post(&client.revoke_uri(), &fields).await.map(drop)
}

/// Google's token endpoint.
const TOKEN: &str = "https://oauth2.googleapis.com/token";

/// Asks whose access token it is; who cannot be asked is not known, which is no failure.
async fn email(client: &OAuthClient, token: &Secret) -> Option<String> {
    let url = if client.token_uri.scheme() == "http" {
        client.token_uri.join("/oauth2/v3/userinfo").ok()?
    } else {
        Url::parse(USER_INFO).ok()?
    };
    let http = http_client::builder(&url).ok()?.build().ok()?;
    let asked = http
        .get(url)
        .bearer_auth(token.reveal())
        .timeout(CALL_LIMIT);
    let answer = asked.send().await.ok()?.bytes().await.ok()?;
    let value: Value = serde_json::from_slice(&answer).ok()?;
    value.get("email")?.as_str().map(sanitize::name)
}

/// Posts a form and returns the JSON of the answer.
async fn post(url: &Url, fields: &[(&str, &str)]) -> Result<Value, Error> {
    let lost = |error: &reqwest::Error| Error::Network {
        to: crate::chat::endpoint::place(url),
        why: crate::chat::auth::innermost(error),
        reached: !error.is_connect(),
    };
    let mut form = url.clone();
    form.set_query(None);
    form.query_pairs_mut().extend_pairs(fields);
    let body = form.query().unwrap_or_default().to_owned();
    let http = http_client::builder(url)?
        .build()
        .map_err(|error| lost(&error))?;
    let response = http
        .post(url.clone())
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .timeout(CALL_LIMIT)
        .body(body)
        .send()
        .await
        .map_err(|error| lost(&error))?;
    let status = response.status();
    let bytes = response.bytes().await.map_err(|error| lost(&error))?;
    let value: Value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    if status.is_success() {
        return Ok(value);
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(sanitize::name);
    Err(match text("error") {
        Some(code) => Error::Auth {
            code,
            description: text("error_description").unwrap_or_default(),
        },
        None => Error::NoToken {
            from: crate::chat::endpoint::place(url),
            why: format!("it is {}, without a reason", status.as_u16()),
        },
    })
}

/// Returns 96 random characters, for `state` and the PKCE verifier, which has 43 to 128.
fn random() -> Secret {
    let parts = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
    Secret::new(parts.map(|part| part.simple().to_string()).concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sign_in() -> SignIn {
        let file = json!({ "installed": { "client_id": "id", "client_secret": "s" } });
        let client = OAuthClient::parse(&file.to_string()).unwrap();
        SignIn::begin(client, &["a", "b"], 0, Some("ada@example.com"))
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn the_page_asks_for_what_is_used() {
        let sign_in = sign_in().await;
        let pairs: Vec<(String, String)> = sign_in.url().query_pairs().into_owned().collect();
        let value = |name: &str| {
            let found = pairs.iter().find(|(key, _)| key == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        assert_eq!(value("scope"), "openid email a b");
        assert_eq!(value("code_challenge_method"), "S256");
        assert_eq!(value("code_challenge").len(), 43);
        assert_eq!(value("login_hint"), "ada@example.com");
        assert_eq!(
            value("redirect_uri"),
            format!("http://127.0.0.1:{}/", sign_in.port())
        );
        assert!(!sign_in.url().as_str().contains(sign_in.verifier.reveal()));
    }

    #[tokio::test]
    async fn a_code_is_found_in_what_is_pasted() {
        let sign_in = sign_in().await;
        let state = sign_in.state.reveal();
        for (pasted, expected) in [
            ("4/0Abc".to_owned(), Ok("4/0Abc")),
            ("4%2F0Abc".to_owned(), Ok("4/0Abc")),
            (
                format!("http://127.0.0.1:1/?state={state}&code=4%2F0Abc&scope=a%20b"),
                Ok("4/0Abc"),
            ),
            (
                format!("http://127.0.0.1:1/?state={state}&code=4/0Abc&scope"),
                Ok("4/0Abc"),
            ),
            ("code=4%2F0Abc&scope=a".to_owned(), Ok("4/0Abc")),
            (
                "http://127.0.0.1:1/?code=4/0Abc".to_owned(),
                Err(SignInError::ForeignState),
            ),
            (
                "http://127.0.0.1:1/?state=x&code=4".to_owned(),
                Err(SignInError::ForeignState),
            ),
            (
                format!("http://127.0.0.1:1/?state={state}&error=access_denied"),
                Err(SignInError::Denied),
            ),
            (
                format!("http://127.0.0.1:1/?state={state}"),
                Err(SignInError::NoCode),
            ),
            ("not a code".to_owned(), Err(SignInError::NoCode)),
            (String::new(), Err(SignInError::NoCode)),
        ] {
            let found = sign_in.pasted(&pasted);
            let found = found.as_ref().map(Secret::reveal).map_err(Clone::clone);
            assert_eq!(found, expected, "{pasted}");
        }
    }
}
