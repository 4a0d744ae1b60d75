//! Typed client for the API methods that a composer uses.

use std::sync::Arc;

use reqwest::{Method, Url};
use serde_json::Value;

use crate::chat::auth::Tokens;
use crate::chat::endpoint::BaseUrl;
use crate::chat::error::Error;
use crate::chat::pagination::Pages;
use crate::chat::resources::{MembersPage, MessagesPage, Space, SpacesPage};
use crate::chat::transport::{Call, DatedJson, Limits, Transport};

/// Query parameters as they go into the URL, in order.
pub type Query<'a> = &'a [(String, String)];

/// Google Chat client of one sender; clones share connections and tokens.
///
/// Every call can be cancelled by dropping its future.
#[derive(Clone, Debug)]
pub struct Client {
    transport: Arc<Transport>,
}

impl Client {
    /// Creates a client for a base URL; nothing is connected or requested before the first call.
    #[must_use]
    pub fn new(base: BaseUrl, tokens: Tokens) -> Self {
        Self::with_limits(base, tokens, Limits::default())
    }

    /// Creates a client with its own limits.
    #[must_use]
    pub fn with_limits(base: BaseUrl, tokens: Tokens, limits: Limits) -> Self {
        Self {
            transport: Arc::new(Transport::new(base, tokens, limits)),
        }
    }

    /// Returns the base URL.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        self.transport.base()
    }

    /// Fetches one page of up to 1,000 spaces that the sender belongs to.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn list_spaces(&self, page_token: Option<&str>) -> Result<SpacesPage, Error> {
        self.list("spaces", "spaces", page_token)
            .await
            .map(|answer| SpacesPage::read(&answer))
    }

    /// Fetches all spaces, page after page; calls `seen` with the number fetched so far.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
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

    /// Fetches one space with its permission settings.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn get_space(&self, name: &str) -> Result<Space, Error> {
        let answer = self.get(name, &[]).await?;
        Space::read(&answer).ok_or_else(|| self.transport.bad("it is not a space"))
    }

    /// Fetches one page of up to 1,000 members of a space.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn list_members(
        &self,
        space: &str,
        page_token: Option<&str>,
    ) -> Result<MembersPage, Error> {
        self.list(&format!("{space}/members"), "memberships", page_token)
            .await
            .map(|answer| MembersPage::read(&answer))
    }

    /// Posts a message and returns the created `Message` as the API returned it, with the response's date.
    ///
    /// `body` is the compact JSON of the message, sent byte for byte; the query should hold a `requestId`, without
    /// which a repeated call posts twice.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn create_message(
        &self,
        parent: &str,
        query: Query<'_>,
        body: &str,
    ) -> Result<DatedJson, Error> {
        let url = self.url(&format!("{parent}/messages"), query)?;
        let call = Call {
            method: Method::POST,
            url,
            body: Some(body),
        };
        let answer = self.transport.call_dated(&call).await?;
        let name = answer.value.get("name").and_then(Value::as_str);
        if name.is_none_or(str::is_empty) {
            return Err(self.transport.bad("it does not name a message"));
        }
        Ok(answer)
    }

    /// Fetches one message; a `client-` ID works in the place of the system's.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn get_message(&self, name: &str) -> Result<Value, Error> {
        self.get(name, &[]).await
    }

    /// Fetches one page of a space's messages; `query` as the API has it (`pageSize`, `filter`, …).
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
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
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn patch_message(
        &self,
        name: &str,
        query: Query<'_>,
        body: &str,
    ) -> Result<Value, Error> {
        self.transport
            .call(&Call {
                method: Method::PATCH,
                url: self.url(name, query)?,
                body: Some(body),
            })
            .await
    }

    /// Deletes a message.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn delete_message(&self, name: &str) -> Result<(), Error> {
        self.transport
            .call(&Call {
                method: Method::DELETE,
                url: self.url(name, &[])?,
                body: None,
            })
            .await
            .map(drop)
    }

    /// Fetches a page of up to 1,000 entries, which the response lists under this key.
    async fn list(
        &self,
        collection: &str,
        key: &str,
        page_token: Option<&str>,
    ) -> Result<Value, Error> {
        let mut query = vec![("pageSize".to_owned(), "1000".to_owned())];
        query.extend(page_token.map(|token| ("pageToken".to_owned(), token.to_owned())));
        let answer = self.get(collection, &query).await?;
        let is_list = |value: &Value| value.is_array() || value.is_null();
        if answer.is_object() && answer.get(key).is_none_or(is_list) {
            return Ok(answer);
        }
        Err(self.transport.bad(&format!("it holds no list of {key}")))
    }

    async fn get(&self, name: &str, query: Query<'_>) -> Result<Value, Error> {
        let url = self.url(name, query)?;
        self.transport
            .call(&Call {
                method: Method::GET,
                url,
                body: None,
            })
            .await
    }

    fn url(&self, name: &str, query: Query<'_>) -> Result<Url, Error> {
        let mut url = self.base().resource(name)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }
}
