//! The sandbox as an HTTP server on loopback.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request as HttpRequest, State as Shared};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::clock::Clock;
use super::connection::{ConnectionCutter, CuttableListener};
use super::dev_key;
use super::fault_injection::{Fault, Faults, Kind};
use super::identity;
use super::ids::Ids;
use super::large_seed;
use super::oauth::TokenContext;
use super::policy::Policy;
use super::query::Query;
use super::quotas::Quotas;
use super::refusals;
use super::response::Reply;
use super::resumable;
use super::seed;
use super::state::{Request, State};
use super::status::{Code, Status};
use super::upload_headers::UploadHeaders;
use crate::chat::secret::Secret;

/// Maximum bytes of a body; what Google would refuse anyway.
const BODY_LIMIT: usize = 16 << 20;
/// Maximum bytes of an upload: a file of 200 MB, and what is around it.
const UPLOAD_LIMIT: usize = 209_715_200 + (1 << 20);
/// Maximum number of recorded requests.
const RECORD: usize = 1000;

/// A recorded request, for tests: `{"verb", "path", "query", "body", "status"}`.
pub type Seen = Value;

/// Options of a sandbox; the default is one without faults on a port that the system chooses.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port on 127.0.0.1; 0 lets the system choose.
    pub port: u16,
    /// Number of spaces generated in addition to the shipped ones.
    pub spaces: usize,
    /// Faults that are injected from the first request on.
    pub faults: Vec<Fault>,
    /// Policy where the API's own sources leave a choice.
    pub rules: Policy,
    /// Whether Google's quotas are enforced (one write a second a space, and so on).
    pub quotas: bool,
    /// Whether every request is recorded for [`Sandbox::requests`]; for tests.
    pub record: bool,
    /// Seed of the ID generator; `None` draws one by chance.
    pub seed: Option<u64>,
    /// Source of the time.
    pub clock: Clock,
}

/// A running sandbox; it stops when this is dropped.
#[derive(Debug)]
pub struct Sandbox {
    house: Arc<ServerState>,
    _stop: oneshot::Sender<()>,
}

/// State that all connections share.
#[derive(Debug)]
struct ServerState {
    base: String,
    options: Options,
    // The data is created by the first request: a composer that starts must not wait for it.
    state: Mutex<Option<State>>,
    faults: Mutex<Faults>,
    seen: Mutex<Vec<Seen>>,
}

/// Starts a sandbox on 127.0.0.1, served on the current tokio runtime.
///
/// The error is the system's: the port is taken, or may not be used.
///
/// # Errors
/// Returns the system's error: the port is taken, or may not be used.
pub async fn start(options: Options) -> io::Result<Sandbox> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listener = TcpListener::bind(address).await?;
    let base = format!("http://{}", listener.local_addr()?);
    let house = Arc::new(ServerState {
        base,
        faults: Mutex::new(Faults(options.faults.clone())),
        options,
        state: Mutex::new(None),
        seen: Mutex::new(Vec::new()),
    });
    let service = Router::new()
        .fallback(serve)
        .with_state(Arc::clone(&house))
        .into_make_service_with_connect_info::<ConnectionCutter>();
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let until = async {
            let _ = stopped.await;
        };
        // An error here means that the runtime ends, and with it everybody who could be notified.
        let _ = axum::serve(CuttableListener(listener), service)
            .with_graceful_shutdown(until)
            .await;
    });
    Ok(Sandbox { house, _stop: stop })
}

impl Sandbox {
    /// Returns the base URL without a trailing slash: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.house.base
    }

    /// Returns the key file of the app's service account, as JSON, with the sandbox's token endpoint.
    #[must_use]
    pub fn service_account_key(&self) -> String {
        dev_key::service_account(&self.house.token_uri())
    }

    /// Returns the authorized-user file of Ada Lovelace as gcloud writes it, plus `token_uri`.
    #[must_use]
    pub fn authorized_user(&self) -> String {
        dev_key::authorized_user(&self.house.token_uri())
    }

    /// Returns the client-secret file of a desktop client, for signing in to the sandbox.
    #[must_use]
    pub fn client_secret(&self) -> String {
        dev_key::client_secret(&self.house.base)
    }

    /// Returns the URL of the webhook into the incidents space; its token is a secret like any other.
    #[must_use]
    pub fn webhook_url(&self) -> String {
        let base = &self.house.base;
        self.house.with(|state| {
            state
                .world
                .webhooks
                .first()
                .map_or_else(String::new, |webhook| {
                    format!(
                        "{base}/v1/spaces/{}/messages?key={}&token={}",
                        webhook.space,
                        webhook.key,
                        webhook.token.reveal()
                    )
                })
        })
    }

    /// Adds a fault for requests to come.
    pub fn inject(&self, fault: Fault) {
        locked(&self.house.faults).0.push(fault);
    }

    /// Removes all faults that are still waiting.
    pub fn clear_faults(&self) {
        locked(&self.house.faults).0.clear();
    }

    /// Returns the recorded requests, oldest first, if [`Options::record`] is set.
    #[must_use]
    pub fn requests(&self) -> Vec<Seen> {
        locked(&self.house.seen).clone()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl ServerState {
    fn token_uri(&self) -> String {
        format!("{}/token", self.base)
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let mut state = locked(&self.state);
        act(state.get_or_insert_with(|| self.begun()))
    }

    fn begun(&self) -> State {
        let options = &self.options;
        let ids = options.seed.map_or_else(Ids::random, Ids::from_seed);
        let now = options.clock.now();
        let mut world = seed::world(ids, now);
        large_seed::fill(&mut world, options.spaces, now);
        let mut state = State::new(world, options.rules.clone(), &self.base);
        state.quotas = options.quotas.then(Quotas::default);
        state
    }

    fn answer(&self, request: &Request) -> Reply {
        let now = self.options.clock.now();
        if is_token_endpoint(&request.path) && request.verb == "POST" {
            let form = Query::parse(&String::from_utf8_lossy(&request.body));
            return Reply::of_grant(self.with(|state| {
                TokenContext {
                    world: &mut state.world,
                    tokens: &mut state.tokens,
                    grants: &mut state.grants,
                    basic: request
                        .basic
                        .as_ref()
                        .map(|(id, secret)| (id.clone(), secret.reveal().to_owned())),
                    base: &state.base,
                    now,
                    life: state.rules.token_seconds,
                }
                .answer(&form)
            }));
        }
        if let Some(reply) = self.with(|state| identity::answer(state, request, now)) {
            return reply;
        }
        let is_upload = resumable::is_upload(&request.path);
        if let Some(id) = request.query.text("upload_id").filter(|_| is_upload) {
            let (verb, range) = (&request.verb, &request.upload.range);
            return self.with(|state| {
                resumable::proceed(&mut state.world, id, verb, range, &request.body)
            });
        }
        let outcome = self.with(|state| state.answer(request, now));
        match outcome {
            Ok(answer) if is_upload && request.query.common("uploadType") == Some("resumable") => {
                resumable::started(&self.base, &request.path, &answer)
            }
            outcome => Reply::of_call(outcome, &request.query),
        }
    }

    /// Handles the control endpoints `/sandbox/faults` and `/sandbox/requests`, for control from outside the process.
    fn control(&self, request: &Request) -> Reply {
        match (request.verb.as_str(), request.path.as_str()) {
            ("GET", "/sandbox/faults") => Reply::json(200, &json!(locked(&self.faults).0), true),
            ("POST", "/sandbox/faults") => self.add_faults(&request.body),
            ("DELETE", "/sandbox/faults") => {
                locked(&self.faults).0.clear();
                Reply::json(200, &json!({}), true)
            }
            ("GET", "/sandbox/requests") => Reply::json(200, &json!(*locked(&self.seen)), true),
            _ => Reply::refusal(&Status::new(Code::NotFound, "Method not found."), true),
        }
    }

    /// Adds one fault or a list of faults, given as JSON.
    fn add_faults(&self, body: &[u8]) -> Reply {
        let one = serde_json::from_slice::<Fault>(body).map(|fault| vec![fault]);
        match one.or_else(|_| serde_json::from_slice::<Vec<Fault>>(body)) {
            Ok(faults) => {
                let mut waiting = locked(&self.faults);
                waiting.0.extend(faults);
                Reply::json(200, &json!(waiting.0), true)
            }
            Err(error) => Reply::refusal(
                &Status::invalid(format!("This is not a fault: {error}")),
                true,
            ),
        }
    }

    fn record(&self, request: &Request, http: u16) {
        if !self.options.record {
            return;
        }
        let mut seen = locked(&self.seen);
        if seen.len() == RECORD {
            seen.remove(0);
        }
        let is_secret = is_token_endpoint(&request.path) || request.path == "/revoke";
        seen.push(json!({
            "verb": request.verb,
            "path": request.path,
            "query": request.query.without_secrets(),
            "body": if is_secret { "…".into() } else { String::from_utf8_lossy(&request.body) },
            "status": http,
        }));
    }
}

/// Handles one request, with the faults that match it.
async fn serve(
    Shared(house): Shared<Arc<ServerState>>,
    ConnectInfo(knife): ConnectInfo<ConnectionCutter>,
    request: HttpRequest,
) -> Response {
    let request = match taken(request).await {
        Ok(request) => request,
        Err(status) => {
            // The rest of the body stays unread, so no other request can use this connection.
            let mut reply = Reply::refusal(&status, true);
            reply.headers.push(("connection", "close".to_owned()));
            return sent(reply);
        }
    };
    // The control endpoints must work whatever else is broken.
    if request.path.starts_with("/sandbox/") {
        return sent(house.control(&request));
    }
    let faults = locked(&house.faults).meeting(&request.verb, &request.path);
    let mut refused = None;
    for fault in &faults {
        match fault {
            Kind::Latency { millis } => tokio::time::sleep(Duration::from_millis(*millis)).await,
            Kind::Status { code, retry_after } => refused = Some(broken(*code, *retry_after)),
            Kind::Html { code } => refused = Some(Reply::html(*code)),
            Kind::Refuse { name, words } => {
                let known = refusals::named(name);
                refused = known.map(|refusal| refusal.reply(words.as_deref()));
            }
            Kind::DropBefore => {
                knife.cut();
                refused = Some(Reply::html(502));
            }
            Kind::Expired => {
                if let Some(token) = &request.bearer {
                    house.with(|state| state.tokens.revoke(token.reveal()));
                }
            }
            Kind::DropAfter | Kind::Truncate => {}
        }
    }
    let reply = refused.unwrap_or_else(|| house.answer(&request));
    house.record(&request, reply.http);
    if faults.contains(&Kind::DropAfter) {
        knife.cut();
    }
    if faults.contains(&Kind::Truncate) {
        knife.shorten(reply.body.len() / 2);
    }
    sent(reply)
}

/// Returns whether a path is Google's token endpoint.
///
/// It has two paths, and yup-oauth2's refresh knows the older one only.
fn is_token_endpoint(path: &str) -> bool {
    matches!(path, "/token" | "/o/oauth2/token")
}

fn broken(code: u16, retry_after: Option<u32>) -> Reply {
    let mut reply = match Code::of_http(code) {
        Some(Code::ResourceExhausted) => Reply::refusal(&Status::exhausted(), true),
        Some(Code::Unavailable) => {
            let says = "The service is currently unavailable.";
            Reply::refusal(&Status::new(Code::Unavailable, says), true)
        }
        Some(Code::Internal) => {
            let says = "Internal error encountered.";
            Reply::refusal(&Status::new(Code::Internal, says), true)
        }
        Some(Code::Unauthenticated) => Reply::refusal(&Status::bad_token(), true),
        Some(Code::PermissionDenied) => Reply::refusal(&Status::denied(), true),
        Some(Code::NotFound) => Reply::refusal(&Status::not_found(), true),
        Some(other) => Reply::refusal(&Status::new(other, "A fault was asked for."), true),
        None => Reply::html(code),
    };
    if let Some(seconds) = retry_after {
        reply.headers.push(("retry-after", seconds.to_string()));
    }
    reply
}

/// Reads an HTTP request; a method override is applied as Google does.
async fn taken(request: HttpRequest) -> Result<Request, Status> {
    let (head, body) = request.into_parts();
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let is_upload = resumable::is_upload(head.uri.path());
    let limit = if is_upload { UPLOAD_LIMIT } else { BODY_LIMIT };
    let body = to_bytes(body, limit).await.map_err(|_| {
        Status::invalid(format!(
            "Request payload size exceeds the limit: {limit} bytes."
        ))
    })?;
    let bearer = header("authorization").and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then(|| Secret::new(token.trim()))
    });
    let mut taken = Request {
        verb: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: Query::parse(head.uri.query().unwrap_or("")),
        raw_query: head.uri.query().unwrap_or("").to_owned(),
        basic: header("authorization").and_then(basic),
        bearer,
        content_type: header("content-type").unwrap_or("").to_owned(),
        upload: UploadHeaders {
            kind: header("x-upload-content-type").unwrap_or("").to_owned(),
            length: header("x-upload-content-length").and_then(|text| text.parse().ok()),
            range: header("content-range").unwrap_or("").to_owned(),
        },
        body: body.to_vec(),
    };
    if let Some(verb) = header("x-http-method-override").filter(|_| taken.verb == "POST") {
        taken.verb = verb.to_ascii_uppercase();
        // A GET whose query is too long for a URL comes as a form.
        if taken.verb == "GET" {
            let form = String::from_utf8_lossy(&taken.body).into_owned();
            taken.query = Query::parse(&form);
            taken.body.clear();
        }
    }
    Ok(taken)
}

/// Reads the user and the password of `Basic …`, each percent-encoded, as RFC 6749 has it.
fn basic(header: &str) -> Option<(String, Secret)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (user, password) = text.split_once(':')?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some((decoded(user), Secret::new(decoded(password))))
}

fn sent(reply: Reply) -> Response {
    let mut response = Response::builder().status(reply.http);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    response
        .body(Body::from(reply.body))
        .unwrap_or_else(|_| Response::new(Body::empty()))
}
