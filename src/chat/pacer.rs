//! Turns of writes: what the transport asks before each call that counts against a quota of writes.

use std::fmt;
use std::time::Duration;

use reqwest::Method;

/// Kind of a write, as Google's quotas tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteKind {
    /// Creates, changes or deletes a message, or something else of a space.
    Message,
    /// Uploads an attachment, which counts as a write of the space, too.
    Upload,
    /// Adds a reaction.
    Reaction,
}

/// A write that waits for its turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceWait {
    /// The space, `spaces/ID`; empty where the call names none.
    pub space: String,
    /// How long until it tries again.
    pub wait: Duration,
}

/// Gives turns to writes.
pub trait Pacer: fmt::Debug + Send + Sync {
    /// Takes a turn for a write to a space.
    ///
    /// `None` lets it go now; else it is to be asked again after so long.
    fn take(&self, kind: WriteKind, space: &str) -> Option<Duration>;
}

/// Returns the kind of a call, and the space it writes to; `None` for a call that changes nothing.
#[must_use]
pub fn write_of(method: &Method, path: &str) -> Option<(WriteKind, String)> {
    if method == Method::GET {
        return None;
    }
    let mut parts = path.split('/').skip_while(|part| *part != "spaces").skip(1);
    let space = parts
        .next()
        .map_or(String::new(), |id| format!("spaces/{id}"));
    let kind = match path.rsplit('/').next() {
        Some("attachments:upload") => WriteKind::Upload,
        Some("reactions") => WriteKind::Reaction,
        _ => WriteKind::Message,
    };
    Some((kind, space))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_call_that_changes_something_is_a_write_of_its_space() {
        let space = || "spaces/A".to_owned();
        for (method, path, expected) in [
            (Method::GET, "/v1/spaces/A/messages", None),
            (
                Method::POST,
                "/v1/spaces/A/messages",
                Some((WriteKind::Message, space())),
            ),
            (
                Method::PATCH,
                "/v1/spaces/A/messages/B",
                Some((WriteKind::Message, space())),
            ),
            (
                Method::DELETE,
                "/v1/spaces/A/messages/B",
                Some((WriteKind::Message, space())),
            ),
            (
                Method::POST,
                "/upload/v1/spaces/A/attachments:upload",
                Some((WriteKind::Upload, space())),
            ),
            (
                Method::POST,
                "/v1/spaces/A/messages/B/reactions",
                Some((WriteKind::Reaction, space())),
            ),
            (
                Method::POST,
                "/v1/spaces:setup",
                Some((WriteKind::Message, String::new())),
            ),
        ] {
            assert_eq!(write_of(&method, path), expected, "{method} {path}");
        }
    }
}
