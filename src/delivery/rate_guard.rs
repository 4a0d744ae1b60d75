//! Rate guard: keeps all writes of this machine within Google's quotas, over profiles and programs.
//!
//! Other apps share the quota of a space, so a 429 stays possible; it is retried as before.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::chat::pacer::{Pacer, WriteKind};
use crate::store::rate_ledger::{RateLedger, RateLimit, Turn};

/// A second, and what two calls may differ in their time on the way.
const SECOND: Duration = Duration::from_millis(1050);

/// Quotas: 1 write a second a space (an upload is one), 3,000 messages and 600 uploads a minute in the project.
///
/// <https://developers.google.com/workspace/chat/limits>
const MESSAGES: RateLimit = RateLimit {
    class: 0,
    space_class: 0,
    per_space: 1,
    space_window: SECOND,
    per_minute: 3000,
};
const UPLOADS: RateLimit = RateLimit {
    class: 1,
    per_minute: 600,
    ..MESSAGES
};
/// Quotas of reactions: 5 a second a space, 600 a minute in the project.
const REACTIONS: RateLimit = RateLimit {
    class: 2,
    space_class: 1,
    per_space: 5,
    space_window: SECOND,
    per_minute: 600,
};

/// Why a write waits for its turn, as a sentence without its period.
pub const PACED: &str = "Google Chat takes one write a second a space";

/// The guard of the writes to one server.
#[derive(Clone, Debug)]
pub struct RateGuard {
    ledger: RateLedger,
}

impl RateGuard {
    /// Creates the guard of a server, named by its base URL; its file lies in `folder`, which need not exist.
    #[must_use]
    pub fn new(folder: &Path, server: &str) -> Self {
        Self {
            ledger: RateLedger::new(folder, server),
        }
    }
}

impl Pacer for RateGuard {
    fn take(&self, kind: WriteKind, space: &str) -> Option<Duration> {
        let limit = match kind {
            WriteKind::Message => MESSAGES,
            WriteKind::Upload => UPLOADS,
            WriteKind::Reaction => REACTIONS,
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0));
        match self.ledger.take(limit, space, now) {
            Ok(Turn::Taken) => None,
            Ok(Turn::In(wait)) => Some(wait),
            Err(error) => {
                // A message matters more than its pace: Google's own 429 remains.
                tracing::warn!("the writes are not paced: {error}");
                None
            }
        }
    }
}
