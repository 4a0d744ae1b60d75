//! Typed client for the API methods that a composer uses.

use std::future::Future;
use std::sync::Arc;

use reqwest::{Method, Url};
use serde_json::{Value, json};
use tokio::sync::broadcast;

use crate::chat::auth::Tokens;
use crate::chat::endpoint::BaseUrl;
use crate::chat::error::Error;
use crate::chat::named_resources;
use crate::chat::pacer::{PaceWait, Pacer};
use crate::chat::pagination::Pages;
use crate::chat::resources::{
    CustomEmoji, CustomEmojiPage, MembersPage, MessagesPage, Space, SpacesPage,
};
use crate::chat::retry::{self, Patience, Policy};
use crate::chat::transport::{Call, DatedJson, Departure, Limits, Transport};
use crate::chat::webhook::Webhook;
use crate::chat::write_policy::WritePolicy;

/// Query parameters as they go into the URL, in order.
pub type Query<'a> = &'a [(String, String)];

/// Google Chat client of one sender; clones share connections and tokens.
///
/// Every call can be cancelled by dropping its future.
#[derive(Clone, Debug)]
pub struct Client {
    transport: Arc<Transport>,
    webhook: Option<Arc<Webhook>>,
    patience: Option<Patience>,
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
            webhook: None,
            patience: None,
        }
    }

    /// Creates the client of an incoming webhook, which creates messages in one space and can do nothing else.
    #[must_use]
    pub fn of_webhook(webhook: Webhook, policy: WritePolicy) -> Self {
        let base = webhook.base().clone();
        let mut client = Self::with_policy(base, Tokens::none(), policy);
        client.webhook = Some(Arc::new(webhook));
        client
    }

    /// Returns the space that a webhook posts to; `None` for a sender with credentials.
    #[must_use]
    pub fn webhook_space(&self) -> Option<&str> {
        self.webhook.as_ref().map(|webhook| webhook.space())
    }

    /// Creates a client whose writes are held to the policy of a profile.
    #[must_use]
    pub fn with_policy(base: BaseUrl, tokens: Tokens, policy: WritePolicy) -> Self {
        let transport = Transport::new(base, tokens, Limits::default()).with_policy(policy);
        Self {
            transport: Arc::new(transport),
            webhook: None,
            patience: None,
        }
    }

    /// Has every write wait for its turn; for a client that has no clones yet.
    #[must_use]
    pub fn paced_by(self, pacer: Arc<dyn Pacer>) -> Self {
        let transport = match Arc::try_unwrap(self.transport) {
            Ok(transport) => Arc::new(transport.with_pacer(pacer)),
            Err(transport) => transport,
        };
        Self { transport, ..self }
    }

    /// Has every reading call repeated as a send is, or with `None` made once; a call that sets up a direct message
    /// counts as reading, for one that exists is returned.
    #[must_use]
    pub fn with_patience(self, patience: Option<Patience>) -> Self {
        Self { patience, ..self }
    }

    /// Returns the waits of writes for their turn, from now on, whoever makes the call.
    #[must_use]
    pub fn waits(&self) -> broadcast::Receiver<PaceWait> {
        self.transport.waits()
    }

    /// Returns what may be written, and where.
    #[must_use]
    pub fn policy(&self) -> &WritePolicy {
        self.transport.policy()
    }

    /// Returns what makes the calls.
    pub(crate) fn transport(&self) -> &Transport {
        &self.transport
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
        if let Some(space) = self.webhook_space() {
            // The only space there is for it; its name stands nowhere.
            let listed = Space::read(&json!({ "name": space, "spaceType": "SPACE" }));
            return Ok(SpacesPage {
                spaces: listed.into_iter().collect(),
                next: None,
            });
        }
        self.list("spaces", "spaces", page_token)
            .await
            .map(|answer| SpacesPage::read(&answer))
    }

    /// Makes the smallest reading call, which shows whether server, token and scopes work; the answer has a date.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn probe(&self) -> Result<DatedJson, Error> {
        let query = [("pageSize".to_owned(), "1".to_owned())];
        let call = Call {
            method: Method::GET,
            url: self.url("spaces", &query)?,
            body: None,
            departure: None,
        };
        self.transport.call_dated(&call).await
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
        let answer = self
            .get(name, &[])
            .await
            .map_err(|error| error.naming(|| named_resources::of_space(name)))?;
        Space::read(&answer).ok_or_else(|| self.transport.bad("it is not a space"))
    }

    /// Finds the direct message with a person, `users/ID` or `users/EMAIL`; `None` where there is none.
    ///
    /// An app finds its own only, and by ID only.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn find_direct_message(&self, user: &str) -> Result<Option<Space>, Error> {
        let query = [("name".to_owned(), user.to_owned())];
        match self.get("spaces:findDirectMessage", &query).await {
            Ok(answer) => match Space::read(&answer) {
                Some(space) => Ok(Some(space)),
                None => Err(self.transport.bad("it is not a space")),
            },
            // An app that is not configured is told by the same status.
            Err(Error::Api {
                http: 404, message, ..
            }) if !message.to_lowercase().contains("app not found") => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sets up the direct message with a person, `users/ID` or `users/EMAIL`; one that exists is returned.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn set_up_direct_message(&self, user: &str) -> Result<Space, Error> {
        let body = json!({
            "space": { "spaceType": "DIRECT_MESSAGE" },
            "memberships": [{ "member": { "name": user, "type": "HUMAN" } }],
        })
        .to_string();
        let call = Call {
            method: Method::POST,
            url: self.url("spaces:setup", &[])?,
            body: Some(&body),
            departure: None,
        };
        let answer = self.repeated(|| self.transport.call(&call)).await?;
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
            .map_err(|error| error.naming(|| named_resources::of_space(space)))
            .map(|answer| MembersPage::read(&answer))
    }

    /// Returns whether a person, `users/ID`, is a member of a space.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn is_member(&self, space: &str, user: &str) -> Result<bool, Error> {
        let id = user.rsplit('/').next().unwrap_or(user);
        match self.get(&format!("{space}/members/{id}"), &[]).await {
            Ok(_) => Ok(true),
            Err(Error::Api { http: 404, .. }) => Ok(false),
            Err(error) => Err(error),
        }
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
        departure: Option<&dyn Departure>,
    ) -> Result<DatedJson, Error> {
        let url = match &self.webhook {
            None => self.url(&format!("{parent}/messages"), query)?,
            Some(webhook) => webhook_url(webhook, parent, query)?,
        };
        let call = Call {
            method: Method::POST,
            url,
            body: Some(body),
            departure,
        };
        let answer = self.transport.call_dated(&call).await.map_err(|error| {
            error.naming(|| named_resources::of_create(parent, body, self.webhook.is_some()))
        })?;
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
        self.get(name, &[])
            .await
            .map_err(|error| error.naming(|| named_resources::of_message(name)))
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
            .map_err(|error| error.naming(|| named_resources::of_space(space)))
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
                departure: None,
            })
            .await
            .map_err(|error| error.naming(|| named_resources::of_message(name)))
    }

    /// Deletes a message; `force=true` in the query deletes its replies, too, for people.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn delete_message(&self, name: &str, query: Query<'_>) -> Result<(), Error> {
        self.delete(name, query)
            .await
            .map_err(|error| error.naming(|| named_resources::of_message(name)))
    }

    /// Reacts to a message, which must have its system name; `body` is a `Reaction`.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn create_reaction(&self, message: &str, body: &str) -> Result<Value, Error> {
        self.post(&format!("{message}/reactions"), body)
            .await
            .map_err(|error| error.naming(|| named_resources::of_message(message)))
    }

    /// Pins a message of a space; `body` is a `MessagePin`.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn create_pin(&self, space: &str, body: &str) -> Result<Value, Error> {
        self.post(&format!("{space}/messagePins"), body)
            .await
            .map_err(|error| error.naming(|| named_resources::of_space(space)))
    }

    /// Removes a pin, `spaces/S/messagePins/M`; its message stays.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn delete_pin(&self, name: &str) -> Result<(), Error> {
        self.delete(name, &[]).await
    }

    /// Fetches the custom emoji that the sender may use, page after page.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn all_custom_emoji(&self) -> Result<Vec<CustomEmoji>, Error> {
        let mut pages = Pages::default();
        let mut found = Vec::new();
        let mut token: Option<String> = None;
        loop {
            // A page of custom emoji has at most 200.
            let mut query = vec![("pageSize".to_owned(), "200".to_owned())];
            query.extend(token.map(|token| ("pageToken".to_owned(), token)));
            let page = CustomEmojiPage::read(&self.get("customEmojis", &query).await?);
            token = pages.next(page.emoji.len(), page.next)?;
            found.extend(page.emoji);
            if token.is_none() {
                return Ok(found);
            }
        }
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

    async fn post(&self, collection: &str, body: &str) -> Result<Value, Error> {
        self.transport
            .call(&Call {
                method: Method::POST,
                url: self.url(collection, &[])?,
                body: Some(body),
                departure: None,
            })
            .await
    }

    async fn delete(&self, name: &str, query: Query<'_>) -> Result<(), Error> {
        self.transport
            .call(&Call {
                method: Method::DELETE,
                url: self.url(name, query)?,
                body: None,
                departure: None,
            })
            .await
            .map(drop)
    }

    async fn get(&self, name: &str, query: Query<'_>) -> Result<Value, Error> {
        let call = Call {
            method: Method::GET,
            url: self.url(name, query)?,
            body: None,
            departure: None,
        };
        self.repeated(|| self.transport.call(&call)).await
    }

    /// Makes a call that changes nothing, as often as the client has patience.
    async fn repeated<Answer>(&self, mut call: impl FnMut() -> Answer) -> Result<Value, Error>
    where
        Answer: Future<Output = Result<Value, Error>>,
    {
        match self.patience {
            None => call().await,
            Some(Patience { random, tell }) => {
                retry::run(Policy::default(), random, tell, call).await
            }
        }
    }

    fn url(&self, name: &str, query: Query<'_>) -> Result<Url, Error> {
        if self.webhook.is_some() {
            return Err(Error::OnlyCreates);
        }
        let mut url = self.base().resource(name)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }
}

/// Returns the URL of a create by webhook, which serves one space.
fn webhook_url(webhook: &Webhook, parent: &str, query: Query<'_>) -> Result<Url, Error> {
    if parent != webhook.space() {
        return Err(Error::OtherSpace {
            of_webhook: webhook.space().to_owned(),
        });
    }
    webhook.create_url(query).ok_or(Error::OnlyCreates)
}
