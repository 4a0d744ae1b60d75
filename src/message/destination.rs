//! Destination of a draft: by whom, and on which server, its space was chosen.

use serde::{Deserialize, Serialize};

/// By whom the space of a draft was chosen: elsewhere it may be another one, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The profile's name; empty for the sandbox that needs none.
    pub profile: String,
    /// The server's base URL; `sandbox` for an embedded one.
    pub server: String,
    /// The name of the kept webhook that was chosen; empty where the profile sends.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub webhook: String,
}

impl Destination {
    /// Returns whether a space chosen here is the same one there.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        (&self.profile, &self.server) == (&other.profile, &other.server)
    }
}
