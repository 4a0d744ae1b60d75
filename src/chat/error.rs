//! Errors of a call to Google Chat, distinguished as far as a caller can act on them.

use std::time::Duration;

use serde_json::Value;

use crate::chat::named_resources::NamedResources;
use crate::chat::sanitize;
use crate::chat::write_policy::Denial;

/// What a connection says whose certificate is not trusted.
pub const CERTIFICATE: &str = "invalid peer certificate";

/// What a connection says whose proxy wants to know who asks.
pub const PROXY_SIGN_IN: &str = "proxy authorization required";

/// Error of a call.
///
/// Every text in it is sanitized for a terminal and free of secrets.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// Google Chat returned an error envelope (or an HTTP error without one).
    #[error("Google Chat answered {http} {status}: {message}")]
    Api {
        /// The HTTP status.
        http: u16,
        /// The `google.rpc.Code` name, such as `PERMISSION_DENIED`; derived from `http` where the response had none.
        status: String,
        /// Google's message.
        message: String,
        /// `google.rpc` details: `BadRequest`, `ErrorInfo`, `Help`.
        details: Vec<Value>,
        /// How long the server asked to wait (`Retry-After`).
        retry_after: Option<Duration>,
        /// What the call named, where that is noted.
        named: Option<Box<NamedResources>>,
    },
    /// The token endpoint refused the request.
    #[error("no access token was given: {code}{}", description_after(.description))]
    Auth {
        /// The OAuth error code, such as `invalid_grant`.
        code: String,
        /// The endpoint's description, possibly empty.
        description: String,
    },
    /// The token endpoint gave an answer that is none.
    #[error("the answer of {from} cannot be used: {why}")]
    NoToken {
        /// Host and port.
        from: String,
        /// What is wrong with it.
        why: String,
    },
    /// A credentials file is unusable.
    #[error("{what}")]
    Credentials {
        /// What is wrong, as a sentence without the file's name.
        what: String,
        /// What to do about it.
        remedy: String,
        /// Line and column in the file, counted from 1, where known.
        position: Option<(usize, usize)>,
    },
    /// The server could not be reached, or the connection broke.
    #[error("the connection to {to} failed: {why}")]
    Network {
        /// Host and port.
        to: String,
        /// The innermost cause.
        why: String,
        /// Whether the connection was established before it broke, so that the call may have been carried out.
        reached: bool,
    },
    /// The server took too long.
    #[error("{to} gave no complete answer within {} s", .after.as_secs_f32())]
    Timeout {
        /// Host and port.
        to: String,
        /// How long the client waited.
        after: Duration,
    },
    /// The response is not what the API promises.
    #[error("{to} gave an answer that cannot be read: {why}")]
    BadAnswer {
        /// Host and port.
        to: String,
        /// What is wrong with it.
        why: String,
    },
    /// A base URL that must not be used.
    #[error("the address {given:?} cannot be used: {why}")]
    Address {
        /// The URL as given.
        given: String,
        /// Why it is refused.
        why: String,
    },
    /// An invalid resource name.
    #[error("{given:?} is not a resource name such as spaces/AAAA")]
    Name {
        /// The name as given.
        given: String,
    },
    /// A webhook was asked for something else than to create a message.
    #[error("a webhook creates messages and can do nothing else")]
    OnlyCreates,
    /// A webhook was asked to post to another space than its own.
    #[error("the webhook posts to {of_webhook} only")]
    OtherSpace {
        /// The resource name of its space.
        of_webhook: String,
    },
    /// The profile does not permit the write; nothing left.
    #[error("{0}")]
    Denied(Box<Denial>),
    /// It could not be recorded that the call leaves, so it was not made.
    #[error("the disk refused the record of the call: {why}")]
    Unrecorded {
        /// The cause.
        why: String,
    },
    /// The machine's certificates are unusable.
    #[error("secure connections are not possible here: {why}")]
    Tls {
        /// The cause.
        why: String,
    },
}

fn description_after(description: &str) -> String {
    if description.is_empty() {
        String::new()
    } else {
        format!(" ({description})")
    }
}

impl Error {
    /// Parses an error response: Google's envelope, or whatever a gateway sent instead.
    #[must_use]
    pub fn from_answer(http: u16, body: &[u8], retry_after: Option<Duration>) -> Self {
        let parsed = serde_json::from_slice::<Value>(body).ok();
        // A streaming front end wraps the envelope in a list.
        let envelope = parsed.as_ref().and_then(|value| match value {
            Value::Array(items) => items.first().and_then(|first| first.get("error")),
            other => other.get("error"),
        });
        let words = |key: &str| {
            envelope
                .and_then(|error| error.get(key))
                .and_then(Value::as_str)
                .map(sanitize::text)
                .filter(|text| !text.trim().is_empty())
        };
        let mut details = envelope
            .and_then(|error| error.get("details"))
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        details.iter_mut().for_each(sanitize::value);
        Self::Api {
            http,
            status: words("status").unwrap_or_else(|| status_of(http).to_owned()),
            message: words("message").unwrap_or_else(|| gateway_words(body)),
            details,
            retry_after,
            named: None,
        }
    }

    /// Notes what the call named, if nothing noted it before.
    #[must_use]
    pub fn naming(mut self, names: impl FnOnce() -> NamedResources) -> Self {
        if let Self::Api { named, .. } = &mut self
            && named.is_none()
        {
            *named = Some(Box::new(names()));
        }
        self
    }

    /// Returns whether a retry of the same call may succeed: 408, 429, 5xx, broken connections, time-outs and
    /// truncated responses.
    ///
    /// Safe for a create only with the same `requestId`.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Api { http, .. } => matches!(http, 408 | 429 | 500 | 502 | 503 | 504),
            Self::Network { why, .. } => ![CERTIFICATE, PROXY_SIGN_IN]
                .iter()
                .any(|says| why.contains(says)),
            Self::Timeout { .. } => true,
            Self::Auth { code, description } => is_of_endpoint(code, description),
            _ => false,
        }
    }

    /// Returns whether the same call may succeed at another time, though too late for an automatic retry.
    #[must_use]
    pub fn is_later(&self) -> bool {
        match self {
            Self::Api { http, .. } => matches!(http, 408 | 429 | 500..=599),
            Self::Network { .. }
            | Self::Timeout { .. }
            | Self::BadAnswer { .. }
            | Self::NoToken { .. } => true,
            Self::Auth { code, description } => is_of_endpoint(code, description),
            _ => false,
        }
    }

    /// Returns whether a create may have been carried out despite the error.
    ///
    /// Only the same `requestId` makes a retry safe then.
    #[must_use]
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Self::Api { http, .. } => matches!(http, 500 | 502 | 504),
            Self::Network { reached, .. } => *reached,
            Self::Timeout { .. } | Self::BadAnswer { .. } => true,
            _ => false,
        }
    }

    /// Returns whether the sender lacks a permission or a credential, as opposed to a faulty message.
    #[must_use]
    pub fn is_about_permission(&self) -> bool {
        match self {
            Self::Api { http, .. } => matches!(http, 401 | 403),
            Self::Auth { code, description } => !is_of_endpoint(code, description),
            Self::Credentials { .. } | Self::Denied(_) => true,
            _ => false,
        }
    }

    /// Returns the `reason` of Google's `ErrorInfo` detail, such as `SERVICE_DISABLED`.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        let Self::Api { details, .. } = self else {
            return None;
        };
        details
            .iter()
            .filter(|detail| type_of(detail).ends_with("google.rpc.ErrorInfo"))
            .find_map(|detail| detail.get("reason")?.as_str())
    }

    /// Returns the method that Google names in `ErrorInfo`, without the service before it.
    #[must_use]
    pub fn method(&self) -> Option<&str> {
        let Self::Api { details, .. } = self else {
            return None;
        };
        let infos = details
            .iter()
            .filter(|detail| type_of(detail).ends_with("google.rpc.ErrorInfo"));
        let mut named = infos.filter_map(|detail| detail.pointer("/metadata/method")?.as_str());
        named
            .next()
            .map(|name| name.rsplit('.').next().unwrap_or(name))
    }

    /// Returns the fields that Google names as invalid, each with its description.
    #[must_use]
    pub fn violations(&self) -> Vec<(&str, &str)> {
        let Self::Api { details, .. } = self else {
            return Vec::new();
        };
        details
            .iter()
            .filter(|detail| type_of(detail).ends_with("google.rpc.BadRequest"))
            .filter_map(|detail| detail.get("fieldViolations")?.as_array())
            .flatten()
            .map(|violation| {
                let part = |key| violation.get(key).and_then(Value::as_str).unwrap_or("");
                (part("field"), part("description"))
            })
            .collect()
    }

    /// Returns the first help URL that Google offers.
    #[must_use]
    pub fn help_link(&self) -> Option<&str> {
        let Self::Api { details, .. } = self else {
            return None;
        };
        details
            .iter()
            .filter(|detail| type_of(detail).ends_with("google.rpc.Help"))
            .filter_map(|detail| detail.get("links")?.as_array())
            .flatten()
            .find_map(|link| link.get("url")?.as_str())
            .filter(|url| url.starts_with("https://"))
    }
}

/// The errors of the token endpoint that are its own and pass, whatever the HTTP status.
///
/// Google's own libraries retry them: `google.oauth2._client._can_retry` of google-auth.
const OF_ENDPOINT: [&str; 3] = [
    "internal_failure",
    "server_error",
    "temporarily_unavailable",
];

/// Returns whether the token endpoint failed by itself: nothing is wrong with the credentials.
#[must_use]
pub fn is_of_endpoint(code: &str, description: &str) -> bool {
    OF_ENDPOINT.contains(&code) || OF_ENDPOINT.contains(&description)
}

fn type_of(detail: &Value) -> &str {
    detail.get("@type").and_then(Value::as_str).unwrap_or("")
}

/// Returns the beginning of a plain-text body sent by a gateway; nothing of an HTML page.
fn gateway_words(body: &[u8]) -> String {
    let head = String::from_utf8_lossy(&body[..body.len().min(2048)]);
    let cleaned = sanitize::line(&head);
    let text = cleaned.trim();
    if text.is_empty() {
        return "the answer had no message".to_owned();
    }
    if text.starts_with(['<', '{', '[']) {
        return "the answer was not in the form of the Chat API".to_owned();
    }
    text.chars().take(200).collect()
}

/// Returns the `google.rpc.Code` name that Google pairs with an HTTP status.
///
/// <https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto>
fn status_of(http: u16) -> &'static str {
    match http {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ALREADY_EXISTS",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        500 => "INTERNAL",
        501 => "UNIMPLEMENTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => "UNKNOWN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn envelopes_are_read() {
        let body = json!({"error": {"code": 400, "status": "INVALID_ARGUMENT",
            "message": "Invalid JSON payload\u{1b}[31m", "details": [
                {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [
                    {"field": "message.cards_v2[0]", "description": "Cannot find field."}]},
                {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "SOME_REASON"},
                {"@type": "type.googleapis.com/google.rpc.Help",
                 "links": [{"url": "https://example.com/help"}]}]}});
        let error = Error::from_answer(400, body.to_string().as_bytes(), None);
        assert_eq!(
            error.to_string(),
            "Google Chat answered 400 INVALID_ARGUMENT: Invalid JSON payload[31m"
        );
        assert_eq!(error.reason(), Some("SOME_REASON"));
        assert_eq!(
            error.violations(),
            [("message.cards_v2[0]", "Cannot find field.")]
        );
        assert_eq!(error.help_link(), Some("https://example.com/help"));
    }

    #[test]
    fn a_failure_of_the_token_endpoint_itself_passes_and_blames_no_credentials() {
        for (code, description, is_passing) in [
            ("internal_failure", "Backend Error", true),
            ("temporarily_unavailable", "", true),
            ("invalid_request", "server_error", true),
            ("invalid_grant", "Bad Request", false),
            ("disabled_client", "The OAuth client was disabled.", false),
        ] {
            let error = Error::Auth {
                code: code.into(),
                description: description.into(),
            };
            assert_eq!(error.is_passing(), is_passing, "{code}");
            assert_eq!(error.is_later(), is_passing, "{code}");
            assert_eq!(error.is_about_permission(), !is_passing, "{code}");
            assert!(!error.may_have_arrived(), "{code}: no call was made");
        }
    }

    #[test]
    fn answers_outside_the_form_are_told_in_words() {
        for (http, body, status, message) in [
            (
                502,
                "<html>Bad gateway</html>",
                "UNKNOWN",
                "the answer was not in the form of the Chat API",
            ),
            (503, "", "UNAVAILABLE", "the answer had no message"),
            (
                429,
                "slow\u{1b}[2J down",
                "RESOURCE_EXHAUSTED",
                "slow[2J down",
            ),
            (
                500,
                "{\"error\": 7}",
                "INTERNAL",
                "the answer was not in the form of the Chat API",
            ),
            (
                403,
                "[{\"error\":{\"message\":\"no\"}}]",
                "PERMISSION_DENIED",
                "no",
            ),
        ] {
            let error = Error::from_answer(http, body.as_bytes(), None);
            let expected = format!("Google Chat answered {http} {status}: {message}");
            assert_eq!(error.to_string(), expected);
        }
    }
}
