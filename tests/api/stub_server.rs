//! A stub server with scripted responses that records its requests.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response, Uri};
use axum::routing::post;
use chatquill::chat::auth::Tokens;
use chatquill::chat::client::Client;
use chatquill::chat::credentials::Credentials;
use chatquill::chat::endpoint::BaseUrl;
use chatquill::chat::token_cache::{NoTokenCache, TokenCache};
use chatquill::chat::transport::Limits;
use serde_json::{Value, json};

/// A recorded request.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub uri: Uri,
    pub headers: HeaderMap,
    pub body: String,
}

impl Seen {
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or("")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// The server; it ends with the runtime of its test.
pub struct Server {
    pub base: String,
    shared: Arc<Shared>,
}

type Answers = dyn Fn(usize, &Seen) -> Response<Body> + Send + Sync;

struct Shared {
    answers: Box<Answers>,
    token: Box<Answers>,
    calls: Mutex<Vec<Seen>>,
    token_calls: Mutex<Vec<Seen>>,
}

impl Server {
    /// Starts a server that issues `token-1`, `token-2`, … and responds to its n-th API call, from 0.
    pub async fn start(
        answers: impl Fn(usize, &Seen) -> Response<Body> + Send + Sync + 'static,
    ) -> Self {
        let give = |count: usize, _: &Seen| {
            let token = format!("token-{}", count + 1);
            ok(&json!({"access_token": token, "expires_in": 3599, "token_type": "Bearer"}))
        };
        Self::with_tokens(answers, give).await
    }

    /// Starts a server whose token endpoint has scripted responses of its own.
    pub async fn with_tokens(
        answers: impl Fn(usize, &Seen) -> Response<Body> + Send + Sync + 'static,
        token: impl Fn(usize, &Seen) -> Response<Body> + Send + Sync + 'static,
    ) -> Self {
        let shared = Arc::new(Shared {
            answers: Box::new(answers),
            token: Box::new(token),
            calls: Mutex::default(),
            token_calls: Mutex::default(),
        });
        let router = Router::new()
            .route("/o/oauth2/token", post(give))
            .route("/token", post(give))
            .fallback(answer)
            .with_state(shared.clone());
        let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base, shared }
    }

    /// Returns the API calls so far.
    pub fn calls(&self) -> Vec<Seen> {
        self.shared.calls.lock().unwrap().clone()
    }

    /// Returns the calls of the token endpoint so far.
    pub fn token_calls(&self) -> Vec<Seen> {
        self.shared.token_calls.lock().unwrap().clone()
    }

    /// Returns the credentials of a user of this server.
    pub fn user(&self) -> Credentials {
        let file = json!({"type": "authorized_user", "client_id": "client", "client_secret": "s3cret",
            "refresh_token": "refr3sh", "token_uri": format!("{}/token", self.base)});
        Credentials::parse(&file.to_string()).unwrap()
    }

    /// Returns tokens of that user, stored in `cache`.
    pub fn tokens(&self, cache: Arc<dyn TokenCache>) -> Tokens {
        Tokens::new(self.user(), None, &["scope"], cache)
    }

    /// Returns a client of that user with limits fit for tests.
    pub fn client(&self) -> Client {
        let limits = Limits {
            total: Duration::from_secs(20),
            answer: 1 << 20,
            ..Limits::default()
        };
        self.client_with(limits)
    }

    /// Returns a client with other limits.
    pub fn client_with(&self, limits: Limits) -> Client {
        let base = BaseUrl::parse(&self.base).unwrap();
        Client::with_limits(base, self.tokens(Arc::new(NoTokenCache)), limits)
    }
}

async fn give(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let seen = seen(request).await;
    let mut calls = shared.token_calls.lock().unwrap();
    let answer = (shared.token)(calls.len(), &seen);
    calls.push(seen);
    answer
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let seen = seen(request).await;
    let mut calls = shared.calls.lock().unwrap();
    let answer = (shared.answers)(calls.len(), &seen);
    calls.push(seen);
    answer
}

async fn seen(request: Request) -> Seen {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    Seen {
        method: parts.method.to_string(),
        uri: parts.uri,
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

/// Returns a response with status 200.
pub fn ok(value: &Value) -> Response<Body> {
    Response::new(Body::from(value.to_string()))
}

/// Returns a response with any body.
pub fn raw(status: u16, body: impl Into<Body>) -> Response<Body> {
    Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

/// Returns an error in Google's envelope.
pub fn refusal(http: u16, status: &str, message: &str) -> Response<Body> {
    raw(
        http,
        json!({"error": {"code": http, "status": status, "message": message}}).to_string(),
    )
}
