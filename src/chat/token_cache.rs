//! Cache of access tokens between runs, tied to one identity.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use yup_oauth2::storage::{TokenInfo, TokenStorage, TokenStorageError};

/// Storage of cached tokens between runs: one for each identity, implemented by the code that writes files.
pub trait TokenCache: Send + Sync {
    /// Returns the text that was saved last, if any; damage is allowed and means none.
    fn load(&self) -> Option<String>;
    /// Saves a text; it holds secrets.
    ///
    /// # Errors
    /// Returns the error of the disk.
    fn save(&self, text: &str) -> std::io::Result<()>;
}

/// A cache that stores nothing beyond this run, for the embedded sandbox.
pub struct NoTokenCache;

impl TokenCache for NoTokenCache {
    fn load(&self) -> Option<String> {
        None
    }

    fn save(&self, _text: &str) -> std::io::Result<()> {
        Ok(())
    }
}

/// The JSON that is written into the cache.
#[derive(Default, Serialize, Deserialize)]
struct CachedTokens {
    identity: String,
    tokens: Vec<CachedToken>,
}

#[derive(Clone, Serialize, Deserialize)]
struct CachedToken {
    scopes: Vec<String>,
    token: TokenInfo,
}

/// Token storage for yup-oauth2 over a [`TokenCache`]: tied to one identity; a corrupt file counts as empty.
pub struct Storage {
    cache: Arc<dyn TokenCache>,
    kept: Mutex<CachedTokens>,
}

impl Storage {
    /// Loads what the cache holds for this identity; nothing where it is corrupt or another identity's.
    #[must_use]
    pub fn open(cache: Arc<dyn TokenCache>, identity: String) -> Self {
        let kept = cache
            .load()
            .and_then(|text| serde_json::from_str::<CachedTokens>(&text).ok())
            .filter(|kept| kept.identity == identity)
            .unwrap_or(CachedTokens {
                identity,
                tokens: Vec::new(),
            });
        Self {
            cache,
            kept: Mutex::new(kept),
        }
    }
}

#[async_trait]
impl TokenStorage for Storage {
    async fn set(&self, scopes: &[&str], token: TokenInfo) -> Result<(), TokenStorageError> {
        if token.access_token.is_none() {
            return Ok(());
        }
        let text = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.tokens.retain(|kept| kept.scopes != scopes);
            kept.tokens.push(CachedToken {
                scopes: scopes.iter().map(ToString::to_string).collect(),
                token,
            });
            serde_json::to_string(&*kept).unwrap_or_default()
        };
        // A token that cannot be saved still works; the next run requests another.
        if let Err(error) = self.cache.save(&text) {
            tracing::warn!("the access token could not be kept: {error}");
        }
        Ok(())
    }

    async fn get(&self, scopes: &[&str]) -> Option<TokenInfo> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.tokens
            .iter()
            .find(|kept| {
                scopes
                    .iter()
                    .all(|scope| kept.scopes.iter().any(|held| held == scope))
            })
            .map(|kept| kept.token.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(Option<&'static str>);

    impl TokenCache for Fixed {
        fn load(&self) -> Option<String> {
            self.0.map(str::to_owned)
        }

        fn save(&self, _text: &str) -> std::io::Result<()> {
            Err(std::io::Error::other("disk full"))
        }
    }

    #[tokio::test]
    async fn torn_and_foreign_caches_are_ignored() {
        let good = r#"{"identity":"me","tokens":[{"scopes":["a","b"],"token":{"access_token":"x",
            "refresh_token":null,"expires_at":null,"id_token":null}}]}"#;
        for (cache, identity, held) in [
            (None, "me", false),
            (Some(""), "me", false),
            (Some("{\"identity\":\"me\",\"tok"), "me", false),
            (Some("[]"), "me", false),
            (Some(good), "you", false),
            (Some(good), "me", true),
        ] {
            let storage = Storage::open(Arc::new(Fixed(cache)), identity.to_owned());
            assert_eq!(
                storage.get(&["a"]).await.is_some(),
                held,
                "{cache:?} {identity}"
            );
            assert!(storage.get(&["c"]).await.is_none());
        }
    }

    #[tokio::test]
    async fn a_full_disk_does_not_lose_the_token() {
        let storage = Storage::open(Arc::new(Fixed(None)), "me".to_owned());
        let token = TokenInfo {
            access_token: Some("x".to_owned()),
            refresh_token: None,
            expires_at: None,
            id_token: None,
        };
        assert!(storage.set(&["a"], token).await.is_ok());
        assert!(storage.get(&["a"]).await.is_some());
    }
}
