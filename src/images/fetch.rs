//! Fetches image files within limits: sends no cookie, no credentials and no referrer.

use std::error::Error as _;

use reqwest::header::{ACCEPT, LOCATION};
use reqwest::{Client, Response, Url};

use crate::chat::auth::innermost;
use crate::chat::connector::CONNECT_TIMEOUT;
use crate::chat::endpoint::{is_loopback, place};
use crate::chat::http_client;
use crate::images::error::ImageError;
use crate::images::limits::Limits;
use crate::images::url_policy::check_url;

/// HTTP client for images.
///
/// The clients are made when the first image needs them, and dropped with it.
#[derive(Debug, Default)]
pub struct Fetcher {
    limits: Limits,
    /// Clients for plain HTTP on this machine, for TLS on this machine, and for servers elsewhere.
    clients: [std::sync::OnceLock<Client>; 3],
}

impl Fetcher {
    /// Creates a fetcher with these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            clients: Default::default(),
        }
    }

    /// Returns the limits for one image.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Fetches the bytes of the file at a URL.
    ///
    /// # Errors
    /// Returns why the picture cannot be fetched or shown.
    pub async fn fetch(&self, address: &str) -> Result<Vec<u8>, ImageError> {
        let slow = |_| ImageError::TimedOut(self.limits.time);
        tokio::time::timeout(self.limits.time, self.follow(address))
            .await
            .map_err(slow)?
    }

    async fn follow(&self, address: &str) -> Result<Vec<u8>, ImageError> {
        let mut url = check_url(address, None)?;
        for _ in 0..=self.limits.redirects {
            let response = self.ask(&url).await?;
            let next = response.headers().get(LOCATION);
            match next.filter(|_| response.status().is_redirection()) {
                None => return self.body(response, &url).await,
                Some(next) => {
                    let next = next.to_str().map_err(|_| ImageError::NoAddress)?;
                    url = check_url(next, Some(&url))?;
                }
            }
        }
        Err(ImageError::Redirects(self.limits.redirects))
    }

    async fn ask(&self, url: &Url) -> Result<Response, ImageError> {
        let request = self
            .client(url)?
            .get(url.clone())
            .header(ACCEPT, "image/png, image/jpeg, image/gif;q=0.8");
        request.send().await.map_err(|error| broken(url, &error))
    }

    /// Reads as far as the limit and no further, whatever length was promised.
    async fn body(&self, mut response: Response, url: &Url) -> Result<Vec<u8>, ImageError> {
        let limit = self.limits.bytes;
        if response.status() != 200 {
            return Err(ImageError::Status(response.status().as_u16()));
        }
        let promised = response.content_length();
        if promised.is_some_and(|length| length > limit as u64) {
            return Err(ImageError::Bytes(limit));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| broken(url, &error))?
        {
            if body.len() + chunk.len() > limit {
                return Err(ImageError::Bytes(limit));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    fn client(&self, url: &Url) -> Result<Client, ImageError> {
        let kind = match (is_loopback(url), url.scheme()) {
            (true, "http") => 0,
            (true, _) => 1,
            (false, _) => 2,
        };
        let slot = &self.clients[kind];
        if let Some(client) = slot.get() {
            return Ok(client.clone());
        }
        let failed = |why: String| ImageError::Network {
            host: place(url),
            why,
        };
        let builder = http_client::builder(url).map_err(|error| failed(error.to_string()))?;
        // No connection is kept alive: it would have to be watched, and the server would know how long the
        // person looks.
        let client = builder
            .pool_idle_timeout(None)
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| failed(innermost(&error)))?;
        Ok(slot.get_or_init(|| client).clone())
    }
}

/// Converts reqwest's error without the URL, which may hold a key.
fn broken(url: &Url, error: &reqwest::Error) -> ImageError {
    let mut cause = error.source();
    while let Some(of) = cause {
        // hyper-util marks a name that was not found by this text alone.
        if of.to_string() == "dns error" {
            return ImageError::NoHost(place(url));
        }
        cause = of.source();
    }
    if error.is_timeout() {
        return ImageError::TimedOut(CONNECT_TIMEOUT);
    }
    ImageError::Network {
        host: place(url),
        why: innermost(error),
    }
}
