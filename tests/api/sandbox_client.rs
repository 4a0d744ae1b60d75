//! A sandbox and a plain HTTP client for it, as app, user or without credentials.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chatquill::sandbox::server::{Options, Sandbox, start};
use reqwest::{Client, Method, Response};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use serde_json::{Value, json};

/// The scope of apps.
pub const BOT: &str = "https://www.googleapis.com/auth/chat.bot";

/// A sandbox, and tokens for its app and its user.
pub struct Talk {
    pub sandbox: Sandbox,
    pub http: Client,
    pub app: String,
    pub user: String,
}

/// Returns an HTTP client that connects directly, through no proxy.
pub fn client() -> Client {
    // Another test may have installed it first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().build().unwrap()
}

impl Talk {
    /// Starts a sandbox without faults.
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    /// Starts a sandbox with these options.
    pub async fn with(options: Options) -> Self {
        let sandbox = start(options).await.unwrap();
        let mut talk = Self {
            sandbox,
            http: client(),
            app: String::new(),
            user: String::new(),
        };
        let (status, app) = talk.grant(&[BOT], None).await;
        assert_eq!(status, 200, "{app}");
        app["access_token"]
            .as_str()
            .unwrap()
            .clone_into(&mut talk.app);
        let (status, user) = talk.refresh().await;
        assert_eq!(status, 200, "{user}");
        user["access_token"]
            .as_str()
            .unwrap()
            .clone_into(&mut talk.user);
        talk
    }

    /// Requests a token with a signed assertion.
    pub async fn grant(&self, scopes: &[&str], subject: Option<&str>) -> (u16, Value) {
        let key: Value = serde_json::from_str(&self.sandbox.service_account_key()).unwrap();
        let now = time::OffsetDateTime::now_utc().unix_timestamp();
        let claims = json!({
            "iss": key["client_email"], "aud": key["token_uri"], "scope": scopes.join(" "),
            "sub": subject, "iat": now, "exp": now + 3600,
        });
        let form = [
            (
                "grant_type",
                "urn:ietf:params:oauth:grant-type:jwt-bearer".to_owned(),
            ),
            ("assertion", signed(&key, &claims)),
        ];
        self.token(&form).await
    }

    /// Requests a token with the user's refresh token.
    pub async fn refresh(&self) -> (u16, Value) {
        let file: Value = serde_json::from_str(&self.sandbox.authorized_user()).unwrap();
        let text = |key: &str| file[key].as_str().unwrap().to_owned();
        let form = [
            ("grant_type", "refresh_token".to_owned()),
            ("client_id", text("client_id")),
            ("client_secret", text("client_secret")),
            ("refresh_token", text("refresh_token")),
        ];
        self.token(&form).await
    }

    async fn token(&self, form: &[(&str, String)]) -> (u16, Value) {
        let body: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let answer = self
            .http
            .post(format!("{}/token", self.sandbox.base()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.join("&"))
            .send()
            .await
            .unwrap();
        taken(answer).await
    }

    /// Sends one request, whatever the response.
    pub async fn send(
        &self,
        verb: &str,
        path: &str,
        token: &str,
        body: Option<&str>,
    ) -> reqwest::Result<Response> {
        let method = Method::from_bytes(verb.as_bytes()).unwrap();
        let mut request = self
            .http
            .request(method, format!("{}/{path}", self.sandbox.base()));
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body.to_owned());
        }
        request.send().await
    }

    /// Sends one request and returns its status and JSON response.
    pub async fn call(&self, verb: &str, path: &str, token: &str, body: &Value) -> (u16, Value) {
        let body = (!body.is_null()).then(|| body.to_string());
        let answer = self.send(verb, path, token, body.as_deref()).await.unwrap();
        taken(answer).await
    }

    /// Sends a GET as the app.
    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.call("GET", path, &self.app, &Value::Null).await
    }

    /// Posts a message by the app into a space, which must succeed.
    pub async fn post(&self, space: &str, query: &str, body: Value) -> Value {
        let path = format!("v1/{space}/messages?{query}");
        let (status, message) = self.call("POST", &path, &self.app, &body).await;
        assert_eq!(status, 200, "{message}");
        message
    }
}

/// Returns the status and the JSON of a response.
pub async fn taken(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (
        status,
        serde_json::from_str(&text).unwrap_or(Value::String(text)),
    )
}

/// Signs a token with the key of a service-account file.
pub fn signed(key: &Value, claims: &Value) -> String {
    let head = URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","typ":"JWT"}"#);
    let text = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let pem = key["private_key"].as_str().unwrap();
    let body: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let pair = RsaKeyPair::from_pkcs8(&STANDARD.decode(body).unwrap()).unwrap();
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        text.as_bytes(),
        &mut signature,
    )
    .unwrap();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}
