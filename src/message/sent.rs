//! Last request that was sent from a draft.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A request as it was sent, with space and time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastSent {
    /// The space's name for people.
    pub space: String,
    /// When Chat took it, by the person's own clock, RFC 3339.
    pub at: String,
    /// The request, without its `requestId`.
    pub request: Value,
}
