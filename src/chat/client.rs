//! The calls that a composer makes, over one lazily made HTTP client.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER, USER_AGENT};
use reqwest::{Method, Url};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::chat::address::Base;
use crate::chat::auth::{self, Tokens};
use crate::chat::dial::CONNECT_TIMEOUT;
use crate::chat::error::Error;
use crate::chat::paging::Pages;
use crate::chat::secret::Secret;
use crate::chat::tls;
use crate::chat::wire::{MembersPage, MessagesPage, Space, SpacesPage};

/// How much a server may take of our time and memory.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long reaching the server may take.
    pub connect: Duration,
    /// How long one call may take from its first byte to its last.
    pub total: Duration,
    /// The most bytes that are read of an answer.
    pub answer: usize,
    /// How long connections rest before fresh ones are made; a rested one may have died unseen.
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

/// A query as it goes into the address, in order.
pub type Query<'a> = &'a [(String, String)];

/// Google Chat for one sender; clones share connections and tokens. Every call can be cancelled
/// by dropping its future.
#[derive(Clone, Debug)]
pub struct Client {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    base: Base,
    tokens: Tokens,
    limits: Limits,
    http: Mutex<Option<(reqwest::Client, Instant)>>,
}

/// One call, as it is made once or, after a refused token, twice.
struct Call<'a> {
    method: Method,
    url: Url,
    body: Option<&'a str>,
}

impl Client {
    /// A client for a base address; nothing is opened or asked before the first call.
    #[must_use]
    pub fn new(base: Base, tokens: Tokens) -> Self {
        Self::with_limits(base, tokens, Limits::default())
    }

    /// A client with its own limits.
    #[must_use]
    pub fn with_limits(base: Base, tokens: Tokens, limits: Limits) -> Self {
        Self {
            shared: Arc::new(Shared {
                base,
                tokens,
                limits,
                http: Mutex::new(None),
            }),
        }
    }

    /// The base address.
    #[must_use]
    pub fn base(&self) -> &Base {
        &self.shared.base
    }

    /// One page of up to 1,000 spaces that the sender belongs to.
    pub async fn list_spaces(&self, page_token: Option<&str>) -> Result<SpacesPage, Error> {
        self.list("spaces", 1000, page_token)
            .await
            .map(|answer| SpacesPage::read(&answer))
    }

    /// All spaces, page after page; `seen` hears how many there are so far.
    pub async fn all_spaces(&self, mut seen: impl FnMut(usize)) -> Result<Vec<Space>, Error> {
        let mut pages = Pages::default();
        let mut spaces = Vec::new();
        let mut token = None;
        loop {
            let page = self.list_spaces(token.as_deref()).await?;
            token = pages.next(page.spaces.len(), page.next)?;
            spaces.extend(page.spaces);
            seen(spaces.len());
            if token.is_none() {
                return Ok(spaces);
            }
        }
    }

    /// One space with its permission settings.
    pub async fn get_space(&self, name: &str) -> Result<Space, Error> {
        let answer = self.get(name, &[]).await?;
        Space::read(&answer).ok_or_else(|| self.bad("it is no space"))
    }

    /// One page of up to 1,000 members of a space.
    pub async fn list_members(
        &self,
        space: &str,
        page_token: Option<&str>,
    ) -> Result<MembersPage, Error> {
        self.list(&format!("{space}/members"), 1000, page_token)
            .await
            .map(|answer| MembersPage::read(&answer))
    }

    /// Posts a message. `body` is the compact JSON of the message, sent byte for byte; the query
    /// should hold a `requestId`, without which a repeated call posts twice. Gives the created
    /// `Message` as the API returned it.
    pub async fn create_message(
        &self,
        parent: &str,
        query: Query<'_>,
        body: &str,
    ) -> Result<Value, Error> {
        let url = self.url(&format!("{parent}/messages"), query)?;
        self.call(Call {
            method: Method::POST,
            url,
            body: Some(body),
        })
        .await
    }

    /// One message; a `client-` ID works in the place of the system's.
    pub async fn get_message(&self, name: &str) -> Result<Value, Error> {
        self.get(name, &[]).await
    }

    /// One page of messages of a space, `query` as the API has it (`pageSize`, `filter`, …).
    pub async fn list_messages(
        &self,
        space: &str,
        query: Query<'_>,
    ) -> Result<MessagesPage, Error> {
        self.get(&format!("{space}/messages"), query)
            .await
            .map(|answer| MessagesPage::read(&answer))
    }

    /// Changes the fields of a message that `updateMask` in the query names.
    pub async fn patch_message(
        &self,
        name: &str,
        query: Query<'_>,
        body: &str,
    ) -> Result<Value, Error> {
        self.call(Call {
            method: Method::PATCH,
            url: self.url(name, query)?,
            body: Some(body),
        })
        .await
    }

    /// Deletes a message.
    pub async fn delete_message(&self, name: &str) -> Result<(), Error> {
        self.call(Call {
            method: Method::DELETE,
            url: self.url(name, &[])?,
            body: None,
        })
        .await
        .map(drop)
    }

    async fn list(
        &self,
        collection: &str,
        page_size: usize,
        page_token: Option<&str>,
    ) -> Result<Value, Error> {
        let mut query = vec![("pageSize".to_owned(), page_size.to_string())];
        query.extend(page_token.map(|token| ("pageToken".to_owned(), token.to_owned())));
        self.get(collection, &query).await
    }

    async fn get(&self, name: &str, query: Query<'_>) -> Result<Value, Error> {
        let url = self.url(name, query)?;
        self.call(Call {
            method: Method::GET,
            url,
            body: None,
        })
        .await
    }

    fn url(&self, name: &str, query: Query<'_>) -> Result<Url, Error> {
        let mut url = self.shared.base.resource(name)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// Makes a call; a refused token is renewed once.
    async fn call(&self, call: Call<'_>) -> Result<Value, Error> {
        let token = self.shared.tokens.bearer().await?;
        let answer = self.exchange(&call, token.as_ref()).await;
        match (&answer, token) {
            (Err(Error::Api { http: 401, .. }), Some(refused)) => {
                let token = self.shared.tokens.renewed(&refused).await?;
                self.exchange(&call, token.as_ref()).await
            }
            _ => answer,
        }
    }

    async fn exchange(&self, call: &Call<'_>, token: Option<&Secret>) -> Result<Value, Error> {
        let mut request = self
            .http()?
            .request(call.method.clone(), call.url.clone())
            .header(ACCEPT, "application/json");
        if let Some(token) = token {
            request = request.bearer_auth(token.reveal());
        }
        if let Some(project) = self.shared.tokens.quota_project() {
            request = request.header("x-goog-user-project", project);
        }
        if let Some(body) = call.body {
            request = request
                .header(CONTENT_TYPE, "application/json; charset=UTF-8")
                .body(body.to_owned());
        }
        // One clock over the whole call, so that a server cannot drip for ever.
        let after = self.shared.limits.total;
        tokio::time::timeout(after, self.answer(request))
            .await
            .map_err(|_| Error::Timeout {
                to: self.shared.base.host(),
                after,
            })?
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Value, Error> {
        let mut response = request.send().await.map_err(|error| self.broken(&error))?;
        let status = response.status();
        let retry_after = retry_after(response.headers());
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| self.broken(&error))?
        {
            if body.len() + chunk.len() > self.shared.limits.answer {
                return Err(self.bad("it is larger than any answer of Google Chat"));
            }
            body.extend_from_slice(&chunk);
        }
        if !status.is_success() {
            return Err(Error::from_answer(status.as_u16(), &body, retry_after));
        }
        serde_json::from_slice(&body).map_err(|error| {
            if error.is_eof() {
                // The message may have been created: the same request is asked for again.
                return Error::Network {
                    to: self.shared.base.host(),
                    why: "the answer broke off".to_owned(),
                    reached: true,
                };
            }
            self.bad("it is not JSON")
        })
    }

    fn bad(&self, why: &str) -> Error {
        Error::BadAnswer {
            to: self.shared.base.host(),
            why: why.to_owned(),
        }
    }

    /// reqwest's error without the URL, which can hold a webhook's key.
    fn broken(&self, error: &reqwest::Error) -> Error {
        let to = self.shared.base.host();
        if error.is_timeout() {
            return Error::Timeout {
                to,
                after: self.shared.limits.connect,
            };
        }
        Error::Network {
            to,
            why: auth::innermost(error),
            reached: !error.is_connect(),
        }
    }

    /// The HTTP client: made at the first call, and anew after a rest. Idle connections are not
    /// watched by a timer, so that a program at rest is not woken.
    fn http(&self) -> Result<reqwest::Client, Error> {
        let mut slot = self
            .shared
            .http
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if let Some((http, used)) = slot.as_mut()
            && now.duration_since(*used) < self.shared.limits.rest
        {
            *used = now;
            return Ok(http.clone());
        }
        let http = self.build()?;
        *slot = Some((http.clone(), now));
        Ok(http)
    }

    fn build(&self) -> Result<reqwest::Client, Error> {
        let base = &self.shared.base;
        let tls = if base.is_plain() {
            tls::none()?
        } else {
            let mut tls = tls::shared()?;
            tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
            tls
        };
        let agent = concat!("chatquill/", env!("CARGO_PKG_VERSION"));
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .default_headers(HeaderMap::from_iter([(
                USER_AGENT,
                reqwest::header::HeaderValue::from_static(agent),
            )]))
            .connect_timeout(self.shared.limits.connect)
            .pool_idle_timeout(None)
            .redirect(reqwest::redirect::Policy::none());
        if base.is_loopback() {
            builder = builder.no_proxy();
        }
        builder.build().map_err(|error| Error::Tls {
            why: auth::innermost(&error),
        })
    }
}

/// `Retry-After` in seconds or as a date, which is measured against the answer's own `Date`.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text: &str| OffsetDateTime::parse(text, &Rfc2822).ok();
    let until = date(text)?;
    let now = date(headers.get(DATE)?.to_str().ok()?)?;
    Some(Duration::try_from(until - now).unwrap_or(Duration::ZERO))
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
