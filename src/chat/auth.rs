//! Access tokens: requested when first needed, cached between runs, renewed once when the API rejects them.

use std::fmt;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::legacy::Client as TokenClient;
use hyper_util::rt::TokioExecutor;
use reqwest::Url;
use yup_oauth2::authenticator::Authenticator;
use yup_oauth2::hyper::Uri;
use yup_oauth2::hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use yup_oauth2::{
    AuthorizedUserAuthenticator, CustomHyperClientBuilder, HyperClientBuilder,
    ServiceAccountAuthenticator,
};

use crate::chat::connector::Connector;
use crate::chat::credentials::Credentials;
use crate::chat::endpoint;
use crate::chat::error::Error;
use crate::chat::secret::Secret;
use crate::chat::tls;
use crate::chat::token_cache::{Storage, TokenCache};

/// Time limit for one whole request to a token endpoint.
const TOKEN_TIMEOUT: Duration = Duration::from_secs(20);

/// The access tokens of one sender; clones share them.
#[derive(Clone)]
pub struct Tokens {
    shared: Option<Arc<Shared>>,
}

struct Shared {
    source: Source,
    /// Lock held while a token is fetched, so that concurrent calls cause one request.
    gate: tokio::sync::Mutex<State>,
}

struct Source {
    credentials: Credentials,
    subject: Option<String>,
    scopes: Vec<String>,
    cache: Arc<dyn TokenCache>,
    identity: String,
}

#[derive(Default)]
struct State {
    flow: Option<Flow>,
    last: Option<Secret>,
}

enum Flow {
    Plain(Authenticator<Connector>),
    Secure(Authenticator<HttpsConnector<Connector>>),
}

impl Tokens {
    /// Returns a source without tokens: calls carry no `Authorization` header, as webhooks do.
    #[must_use]
    pub fn none() -> Self {
        Self { shared: None }
    }

    /// Creates a source of tokens from a credentials file; sends nothing yet.
    ///
    /// `subject` is the person an app acts for (domain-wide delegation).
    #[must_use]
    pub fn new(
        credentials: Credentials,
        subject: Option<String>,
        scopes: &[&str],
        cache: Arc<dyn TokenCache>,
    ) -> Self {
        let identity = identity(&credentials, subject.as_deref());
        Self {
            shared: Some(Arc::new(Shared {
                source: Source {
                    credentials,
                    subject,
                    scopes: scopes.iter().map(ToString::to_string).collect(),
                    cache,
                    identity,
                },
                gate: tokio::sync::Mutex::default(),
            })),
        }
    }

    /// Returns the project that is billed for a person's calls, for the header `x-goog-user-project`.
    #[must_use]
    pub fn quota_project(&self) -> Option<&str> {
        match &self.shared.as_ref()?.source.credentials {
            Credentials::AuthorizedUser { quota_project, .. } => quota_project.as_deref(),
            Credentials::ServiceAccount(_) => None,
        }
    }

    /// Returns an access token that is valid as far as is known; `None` where calls need none.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn bearer(&self) -> Result<Option<Secret>, Error> {
        let Some(shared) = &self.shared else {
            return Ok(None);
        };
        let mut state = shared.gate.lock().await;
        shared.source.fetch(&mut state, false).await.map(Some)
    }

    /// Replaces a token that the API rejected.
    ///
    /// Concurrent callers with the same rejected token cause one request.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub async fn renewed(&self, refused: &Secret) -> Result<Option<Secret>, Error> {
        let Some(shared) = &self.shared else {
            return Ok(None);
        };
        let mut state = shared.gate.lock().await;
        if let Some(last) = state.last.as_ref().filter(|last| *last != refused) {
            return Ok(Some(last.clone()));
        }
        shared.source.fetch(&mut state, true).await.map(Some)
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let account = self
            .shared
            .as_ref()
            .map(|shared| shared.source.credentials.account());
        write!(
            formatter,
            "Tokens({})",
            account.as_deref().unwrap_or("none")
        )
    }
}

impl Source {
    async fn fetch(&self, state: &mut State, force: bool) -> Result<Secret, Error> {
        let flow = match &mut state.flow {
            Some(flow) => flow,
            none => none.insert(self.flow().await?),
        };
        let asked = async {
            match flow {
                Flow::Plain(flow) => token(flow, &self.scopes, force).await,
                Flow::Secure(flow) => token(flow, &self.scopes, force).await,
            }
        };
        let token = tokio::time::timeout(TOKEN_TIMEOUT, asked)
            .await
            .map_err(|_| Error::Network {
                to: self.endpoint(),
                why: format!("no token within {} s", TOKEN_TIMEOUT.as_secs()),
                reached: false,
            })?
            .map_err(|error| self.explain(&error))?;
        // yup-oauth2 does not treat a response without an access token as an error.
        let token = token
            .map(Secret::new)
            .ok_or_else(|| self.unreadable("it has no access token"))?;
        state.last = Some(token.clone());
        Ok(token)
    }

    /// Returns the token endpoint; yup-oauth2's authorized-user flow knows Google's URL only.
    fn token_url(&self) -> Option<Url> {
        match &self.credentials {
            Credentials::ServiceAccount(key) => Url::parse(&key.token_uri).ok(),
            Credentials::AuthorizedUser { token_uri, .. } => token_uri.clone(),
        }
    }

    fn endpoint(&self) -> String {
        self.token_url()
            .map_or("accounts.google.com".to_owned(), |url| {
                endpoint::place(&url)
            })
    }

    async fn flow(&self) -> Result<Flow, Error> {
        let url = self.token_url();
        let plain = url.as_ref().is_some_and(|url| url.scheme() == "http");
        let fixed = match &self.credentials {
            Credentials::AuthorizedUser { .. } => {
                url.and_then(|url| Uri::from_str(url.as_str()).ok())
            }
            Credentials::ServiceAccount(_) => None,
        };
        let dial = Connector::new(fixed);
        let built = if plain {
            self.build(client(dial)).await.map(Flow::Plain)
        } else {
            let connector = HttpsConnectorBuilder::new()
                .with_tls_config(tls::shared()?)
                .https_only()
                .enable_http1()
                .wrap_connector(dial);
            self.build(client(connector)).await.map(Flow::Secure)
        };
        built.map_err(|error| Error::Credentials {
            what: format!("the private key cannot be used: {error}"),
            remedy: "Service accounts sign with an RSA key; download a new JSON key.".to_owned(),
            position: None,
        })
    }

    async fn build<B: HyperClientBuilder>(
        &self,
        client: B,
    ) -> std::io::Result<Authenticator<B::Connector>> {
        let storage = Box::new(Storage::open(self.cache.clone(), self.identity.clone()));
        match &self.credentials {
            Credentials::ServiceAccount(key) => {
                let builder =
                    ServiceAccountAuthenticator::with_client(key.as_ref().clone(), client)
                        .with_storage(storage);
                match &self.subject {
                    Some(subject) => builder.subject(subject.clone()).build().await,
                    None => builder.build().await,
                }
            }
            Credentials::AuthorizedUser { secret, .. } => {
                AuthorizedUserAuthenticator::with_client(secret.clone(), client)
                    .with_storage(storage)
                    .build()
                    .await
            }
        }
    }

    fn explain(&self, error: &yup_oauth2::Error) -> Error {
        use yup_oauth2::Error as Yup;
        let to = self.endpoint();
        match error {
            Yup::AuthError(error) => {
                use crate::chat::sanitize;
                let words = error.error_description.as_deref().map(sanitize::name);
                let subject = self.subject.as_deref().map(sanitize::name);
                let subject = subject.map(|who| format!("subject {who}"));
                let parts: Vec<String> = words.into_iter().chain(subject).collect();
                Error::Auth {
                    code: sanitize::name(error.error.as_str()),
                    description: parts.join("; "),
                }
            }
            Yup::JSONError(_) => self.unreadable("it is not the JSON of a token"),
            Yup::HttpError(_) | Yup::HttpClientError(_) => Error::Network {
                to,
                why: innermost(error),
                reached: false,
            },
            _ => self.unreadable(&crate::chat::sanitize::name(&error.to_string())),
        }
    }

    fn unreadable(&self, why: &str) -> Error {
        Error::NoToken {
            from: self.endpoint(),
            why: why.to_owned(),
        }
    }
}

/// Builds an HTTP client without a connection pool: a token is needed once an hour.
fn client<C>(connector: C) -> CustomHyperClientBuilder<C>
where
    C: hyper_util::client::legacy::connect::Connect + Clone + Send + Sync + 'static,
{
    TokenClient::builder(TokioExecutor::new())
        .pool_max_idle_per_host(0)
        .build::<_, String>(connector)
        .into()
}

async fn token<C>(
    flow: &Authenticator<C>,
    scopes: &[String],
    force: bool,
) -> Result<Option<String>, yup_oauth2::Error>
where
    C: hyper_util::client::legacy::connect::Connect + Clone + Send + Sync + 'static,
{
    let token = if force {
        flow.force_refreshed_token(scopes).await?
    } else {
        flow.token(scopes).await?
    };
    Ok(token.token().map(str::to_owned))
}

/// Returns the innermost cause of an error chain, which is the one that says "connection refused".
#[must_use]
pub fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    crate::chat::sanitize::name(&cause.to_string())
}

/// Returns the cache key of an identity: everything that decides whose token it is, nothing secret.
fn identity(credentials: &Credentials, subject: Option<&str>) -> String {
    match credentials {
        Credentials::ServiceAccount(key) => format!(
            "{} {} {} {}",
            key.client_email,
            key.private_key_id.as_deref().unwrap_or("-"),
            key.token_uri,
            subject.unwrap_or("-")
        ),
        Credentials::AuthorizedUser {
            secret, token_uri, ..
        } => {
            use std::hash::{DefaultHasher, Hash as _, Hasher as _};
            let mut hasher = DefaultHasher::new();
            secret.refresh_token.hash(&mut hasher);
            let uri = token_uri.as_ref().map_or("google", |url| url.as_str());
            format!("{} {uri} {:016x}", secret.client_id, hasher.finish())
        }
    }
}
