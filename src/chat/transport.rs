//! HTTP client created on first use, with its time-outs, limits and tokens.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, CONTENT_TYPE, DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Method, Url};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use tokio::sync::broadcast;

use crate::chat::auth::{self, Tokens};
use crate::chat::connector::CONNECT_TIMEOUT;
use crate::chat::endpoint::BaseUrl;
use crate::chat::error::Error;
use crate::chat::http_client;
use crate::chat::pacer::{self, PaceWait, Pacer};
use crate::chat::secret::Secret;
use crate::chat::write_policy::WritePolicy;

/// How many times the limit of a call a call with the bytes of a file may take.
const BODY_TIMES: u32 = 4;

/// Maximum number of waits that a slow listener has not seen yet; older ones are over.
const WAITS: usize = 256;

/// The shortest wait for a turn that is told.
const SHOWN: Duration = Duration::from_millis(100);

/// Limits of time and memory for one server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time limit for connecting to the server.
    pub connect: Duration,
    /// Time limit for one call, from its first byte to its last.
    pub total: Duration,
    /// Maximum bytes that are read of a response.
    pub answer: usize,
    /// Idle time after which the client and its connections are replaced; an idle connection may have died unseen.
    pub rest: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: CONNECT_TIMEOUT,
            total: Duration::from_secs(30),
            answer: 8 << 20,
            rest: Duration::from_mins(1),
        }
    }
}

/// Sends calls of one sender to one server.
///
/// Every call can be cancelled by dropping its future.
#[derive(Debug)]
pub struct Transport {
    base: BaseUrl,
    tokens: Tokens,
    limits: Limits,
    policy: WritePolicy,
    pacer: Option<Arc<dyn Pacer>>,
    waits: broadcast::Sender<PaceWait>,
    http: Mutex<Option<(reqwest::Client, Instant)>>,
}

/// One call, as it is made once or, after a rejected token, twice.
pub struct Call<'a> {
    /// The HTTP method.
    pub method: Method,
    /// The whole URL.
    pub url: Url,
    /// JSON, sent byte for byte.
    pub body: Option<&'a str>,
    /// Who records whether anything of it has left.
    pub departure: Option<&'a dyn Departure>,
}

/// Records whether anything of a call has left, so that a call that is cut off before is not in doubt.
pub trait Departure: Sync {
    /// The call waits for its turn, and nothing of it leaves before [`Departure::leaves`].
    fn waits(&self);

    /// The call leaves now.
    ///
    /// # Errors
    /// Where that cannot be recorded; then the call is not made.
    fn leaves(&self) -> io::Result<()>;
}

/// A call whose body and answer need not be JSON.
pub struct RawCall {
    /// The HTTP method.
    pub method: Method,
    /// The whole URL.
    pub url: Url,
    /// Headers beside the token.
    pub headers: Vec<(HeaderName, String)>,
    /// The body, sent byte for byte.
    pub body: Vec<u8>,
    /// Whether it counts as a write; the later calls of one upload do not.
    pub is_write: bool,
}

/// The answer to such a call, whatever its status.
#[derive(Debug)]
pub struct RawAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// How long the server asked to wait.
    pub retry_after: Option<Duration>,
}

/// The JSON of a response, and the date that the server gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct DatedJson {
    /// The response's JSON.
    pub value: Value,
    /// The `Date` header, exact to the second; `None` where it was missing.
    pub date: Option<OffsetDateTime>,
}

impl Transport {
    /// Creates a transport; nothing is connected or requested before the first call.
    #[must_use]
    pub fn new(base: BaseUrl, tokens: Tokens, limits: Limits) -> Self {
        Self {
            base,
            tokens,
            limits,
            policy: WritePolicy::default(),
            pacer: None,
            waits: broadcast::Sender::new(WAITS),
            http: Mutex::new(None),
        }
    }

    /// Holds every write to the policy of a profile.
    #[must_use]
    pub fn with_policy(self, policy: WritePolicy) -> Self {
        Self { policy, ..self }
    }

    /// Returns what may be written, and where.
    #[must_use]
    pub fn policy(&self) -> &WritePolicy {
        &self.policy
    }

    /// Has every write wait for its turn.
    #[must_use]
    pub fn with_pacer(self, pacer: Arc<dyn Pacer>) -> Self {
        Self {
            pacer: Some(pacer),
            ..self
        }
    }

    /// Returns the waits of writes for their turn, from now on.
    #[must_use]
    pub fn waits(&self) -> broadcast::Receiver<PaceWait> {
        self.waits.subscribe()
    }

    /// Returns the base URL.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// Makes a call; a rejected token is renewed once.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn call(&self, call: &Call<'_>) -> Result<Value, Error> {
        self.call_dated(call).await.map(|answer| answer.value)
    }

    /// Makes a call, and returns the response's `Date` with it.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn call_dated(&self, call: &Call<'_>) -> Result<DatedJson, Error> {
        if call.method != Method::GET {
            let permitted = self.policy.permits(call.url.path());
            permitted.map_err(|denial| Error::Denied(Box::new(denial)))?;
        }
        let token = self.tokens.bearer().await?;
        let answer = self.exchange(call, token.as_ref()).await;
        match (&answer, token) {
            (Err(Error::Api { http: 401, .. }), Some(refused)) => {
                let token = self.tokens.renewed(&refused).await?;
                self.exchange(call, token.as_ref()).await
            }
            _ => answer,
        }
    }

    /// Waits until a write may leave; dropping the future gives up. `on_wait` is called before each wait.
    async fn turn(&self, method: &Method, path: &str, on_wait: impl Fn()) {
        let write = pacer::write_of(method, path);
        let (Some((kind, space)), Some(pacer)) = (write, &self.pacer) else {
            return;
        };
        while let Some(wait) = pacer.take(kind, &space) {
            on_wait();
            if wait >= SHOWN {
                // Nobody may be listening, which is no error.
                let _ = self.waits.send(PaceWait {
                    space: space.clone(),
                    wait,
                });
            }
            tokio::time::sleep(wait).await;
        }
    }

    async fn exchange(&self, call: &Call<'_>, token: Option<&Secret>) -> Result<DatedJson, Error> {
        let on_wait = || {
            if let Some(departure) = call.departure {
                departure.waits();
            }
        };
        self.turn(&call.method, call.url.path(), on_wait).await;
        if let Some(departure) = call.departure {
            departure.leaves().map_err(|error| Error::Unrecorded {
                why: error.to_string(),
            })?;
        }
        let mut request = self
            .http()?
            .request(call.method.clone(), call.url.clone())
            .header(ACCEPT, "application/json");
        if let Some(token) = token {
            request = request.bearer_auth(token.reveal());
        }
        if let Some(project) = self.tokens.quota_project() {
            request = request.header("x-goog-user-project", project);
        }
        if let Some(body) = call.body {
            request = request
                .header(CONTENT_TYPE, "application/json; charset=UTF-8")
                .body(body.to_owned());
        }
        // One time limit over the whole call, so that a server that drips bytes cannot hold it for ever.
        let (after, began) = (self.limits.total, Instant::now());
        let answer = tokio::time::timeout(after, self.answer(request))
            .await
            .unwrap_or_else(|_| {
                Err(Error::Timeout {
                    to: self.base.host(),
                    after,
                })
            });
        log(call, &answer, began.elapsed());
        answer
    }

    /// Makes a call whose body and answer need not be JSON; a rejected token is renewed once.
    ///
    /// # Errors
    /// Returns what the profile, the token endpoint or the network refused, and why.
    pub async fn call_raw(&self, call: &RawCall) -> Result<RawAnswer, Error> {
        let permitted = self.policy.permits(call.url.path());
        permitted.map_err(|denial| Error::Denied(Box::new(denial)))?;
        let token = self.tokens.bearer().await?;
        if call.is_write {
            self.turn(&call.method, call.url.path(), || {}).await;
        }
        let answer = self.exchange_raw(call, token.as_ref()).await?;
        match token {
            Some(refused) if answer.status == 401 => {
                let token = self.tokens.renewed(&refused).await?;
                self.exchange_raw(call, token.as_ref()).await
            }
            _ => Ok(answer),
        }
    }

    async fn exchange_raw(
        &self,
        call: &RawCall,
        token: Option<&Secret>,
    ) -> Result<RawAnswer, Error> {
        let http = self.http()?;
        let mut request = http.request(call.method.clone(), call.url.clone());
        if let Some(token) = token {
            request = request.bearer_auth(token.reveal());
        }
        if let Some(project) = self.tokens.quota_project() {
            request = request.header("x-goog-user-project", project);
        }
        for (name, value) in &call.headers {
            request = request.header(name, value);
        }
        let after = self.limits.total * BODY_TIMES;
        let answer = self.raw_answer(request.body(call.body.clone()));
        let answer = tokio::time::timeout(after, answer).await;
        answer.map_err(|_| Error::Timeout {
            to: self.base.host(),
            after,
        })?
    }

    async fn raw_answer(&self, request: reqwest::RequestBuilder) -> Result<RawAnswer, Error> {
        let mut response = request.send().await.map_err(|error| self.broken(&error))?;
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| self.broken(&error))?
        {
            if body.len() + chunk.len() > self.limits.answer {
                return Err(self.bad("it is larger than any answer of Google Chat"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(RawAnswer {
            status: response.status().as_u16(),
            retry_after: retry_after(response.headers()),
            headers: response.headers().clone(),
            body,
        })
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<DatedJson, Error> {
        let mut response = request.send().await.map_err(|error| self.broken(&error))?;
        let status = response.status();
        let retry_after = retry_after(response.headers());
        let date = date(response.headers(), DATE);
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| self.broken(&error))?
        {
            if body.len() + chunk.len() > self.limits.answer {
                return Err(self.bad("it is larger than any answer of Google Chat"));
            }
            body.extend_from_slice(&chunk);
        }
        if !status.is_success() {
            return Err(Error::from_answer(status.as_u16(), &body, retry_after));
        }
        let value = serde_json::from_slice(&body).map_err(|error| {
            if error.is_eof() {
                // The message may have been created: the same request has to be repeated.
                return Error::Network {
                    to: self.base.host(),
                    why: "the answer broke off".to_owned(),
                    reached: true,
                };
            }
            self.bad("it is not JSON")
        })?;
        Ok(DatedJson { value, date })
    }

    /// Returns the error for a response that is not what the API promises.
    #[must_use]
    pub fn bad(&self, why: &str) -> Error {
        Error::BadAnswer {
            to: self.base.host(),
            why: why.to_owned(),
        }
    }

    /// Converts reqwest's error without the URL, which can hold a webhook's key.
    fn broken(&self, error: &reqwest::Error) -> Error {
        let to = self.base.host();
        // The only time limit of reqwest itself is that for connecting: not a byte of the request has left.
        let why = if error.is_timeout() {
            format!("no connection within {} s", self.limits.connect.as_secs())
        } else {
            auth::innermost(error)
        };
        Error::Network {
            to,
            why,
            reached: !error.is_connect() && !error.is_timeout(),
        }
    }

    /// Returns the HTTP client: created at the first call, and anew after a rest.
    ///
    /// Idle connections are not watched by a timer, so that a program at rest is not woken.
    fn http(&self) -> Result<reqwest::Client, Error> {
        let mut slot = self.http.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if let Some((http, used)) = slot.as_mut()
            && now.duration_since(*used) < self.limits.rest
        {
            *used = now;
            return Ok(http.clone());
        }
        let http = self.build()?;
        *slot = Some((http.clone(), now));
        Ok(http)
    }

    fn build(&self) -> Result<reqwest::Client, Error> {
        let builder = http_client::builder(self.base.url())?
            .connect_timeout(self.limits.connect)
            .pool_idle_timeout(None);
        builder.build().map_err(|error| Error::Tls {
            why: auth::innermost(&error),
        })
    }
}

/// Logs an attempt: method, path, status and time.
///
/// The query may hold a webhook's key, and Google's message the user's words: neither is logged.
fn log(call: &Call<'_>, answer: &Result<DatedJson, Error>, took: Duration) {
    let (method, path, took) = (&call.method, call.url.path(), took.as_millis());
    match answer {
        Ok(_) => tracing::info!("{method} {path}: 200 in {took} ms"),
        Err(Error::Api { http, status, .. }) => {
            tracing::info!("{method} {path}: {http} {status} in {took} ms");
        }
        Err(error) => tracing::warn!("{method} {path}: {error} after {took} ms"),
    }
}

/// Parses `Retry-After` in seconds or as a date, which is measured against the response's own `Date`.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = date(headers, RETRY_AFTER)?;
    let now = date(headers, DATE)?;
    Some(Duration::try_from(until - now).unwrap_or(Duration::ZERO))
}

/// Parses a header that holds an HTTP date, which is exact to the second.
fn date(headers: &HeaderMap, name: HeaderName) -> Option<OffsetDateTime> {
    let text = headers.get(name)?.to_str().ok()?;
    OffsetDateTime::parse(text.trim(), &Rfc2822).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn retry_after_is_read_in_both_forms() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        for (given, expected) in [
            ("7", Some(7)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", Some(0)),
            ("soon", None),
            ("-3", None),
        ] {
            let headers = HeaderMap::from_iter([
                (RETRY_AFTER, HeaderValue::from_static(given)),
                (DATE, HeaderValue::from_static(date)),
            ]);
            let expected = expected.map(Duration::from_secs);
            assert_eq!(retry_after(&headers), expected, "{given}");
        }
    }
}
