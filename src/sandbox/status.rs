//! Error statuses: a `google.rpc.Status` in its JSON envelope.

use serde_json::{Map, Value, json};

/// A `google.rpc.Code`, which determines the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// 400: the request itself is invalid.
    InvalidArgument,
    /// 400: the request is valid, the state of the data does not allow it.
    FailedPrecondition,
    /// 401: the caller could not be authenticated.
    Unauthenticated,
    /// 403: the caller lacks the permission.
    PermissionDenied,
    /// 404: it does not exist, or the caller cannot see it.
    NotFound,
    /// 409: it exists already.
    AlreadyExists,
    /// 429: too many calls.
    ResourceExhausted,
    /// 500: the server failed.
    Internal,
    /// 501: the sandbox does not support it.
    Unimplemented,
    /// 503: the server is temporarily unavailable.
    Unavailable,
}

impl Code {
    /// Returns the HTTP status of the response.
    #[must_use]
    pub fn http(self) -> u16 {
        match self {
            Self::InvalidArgument | Self::FailedPrecondition => 400,
            Self::Unauthenticated => 401,
            Self::PermissionDenied => 403,
            Self::NotFound => 404,
            Self::AlreadyExists => 409,
            Self::ResourceExhausted => 429,
            Self::Internal => 500,
            Self::Unimplemented => 501,
            Self::Unavailable => 503,
        }
    }

    /// Returns the name as Google writes it in `error.status`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::FailedPrecondition => "FAILED_PRECONDITION",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::PermissionDenied => "PERMISSION_DENIED",
            Self::NotFound => "NOT_FOUND",
            Self::AlreadyExists => "ALREADY_EXISTS",
            Self::ResourceExhausted => "RESOURCE_EXHAUSTED",
            Self::Internal => "INTERNAL",
            Self::Unimplemented => "UNIMPLEMENTED",
            Self::Unavailable => "UNAVAILABLE",
        }
    }

    /// Returns the code that Google maps to an HTTP status; `None` for one it does not use here.
    #[must_use]
    pub fn of_http(http: u16) -> Option<Self> {
        Some(match http {
            400 => Self::InvalidArgument,
            401 => Self::Unauthenticated,
            403 => Self::PermissionDenied,
            404 => Self::NotFound,
            409 => Self::AlreadyExists,
            429 => Self::ResourceExhausted,
            500 => Self::Internal,
            501 => Self::Unimplemented,
            503 => Self::Unavailable,
            _ => return None,
        })
    }
}

/// Google's message for an access token that is missing, unknown or expired.
const BAD_TOKEN: &str = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";

/// An error status: its code, Google's message, and its details.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The code, which is also the HTTP status.
    pub code: Code,
    /// The text of `error.message`.
    pub message: String,
    /// The entries of `error.details`.
    pub details: Vec<Value>,
}

impl Status {
    /// Creates a status without details.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            details: Vec::new(),
        }
    }

    /// Returns 400 `INVALID_ARGUMENT` with this message.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidArgument, message)
    }

    /// Returns 400 `INVALID_ARGUMENT` for field violations; the message is their descriptions, a line each.
    #[must_use]
    pub fn violations(violations: &[(String, String)]) -> Self {
        let words: Vec<&str> = violations.iter().map(|(_, says)| says.as_str()).collect();
        let entries: Vec<Value> = violations
            .iter()
            .map(|(field, says)| {
                let mut entry = Map::new();
                if !field.is_empty() {
                    entry.insert("field".into(), json!(field));
                }
                entry.insert("description".into(), json!(says));
                Value::Object(entry)
            })
            .collect();
        let mut status = Self::invalid(words.join("\n"));
        status.details.push(json!({
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": entries,
        }));
        status
    }

    /// Returns 400 `INVALID_ARGUMENT` for one field, named as Google names it (`message.cards_v2[0].card`).
    pub fn violation(field: impl Into<String>, says: impl Into<String>) -> Self {
        Self::violations(&[(field.into(), says.into())])
    }

    /// Returns 404 `NOT_FOUND` with Google's message.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "Requested entity was not found.")
    }

    /// Returns 403 `PERMISSION_DENIED` with Google's general message.
    #[must_use]
    pub fn denied() -> Self {
        Self::new(
            Code::PermissionDenied,
            "The caller does not have permission",
        )
    }

    /// Returns 403 for an app that was never added to the space.
    #[must_use]
    pub fn app_not_member() -> Self {
        Self::new(
            Code::PermissionDenied,
            "This Chat app is not a member of this space.",
        )
    }

    /// Returns 401 for a call without any credentials.
    #[must_use]
    pub fn no_token() -> Self {
        Self::new(Code::Unauthenticated, BAD_TOKEN).because("CREDENTIALS_MISSING")
    }

    /// Returns 401 for a token that is unknown, revoked, expired or badly signed.
    #[must_use]
    pub fn bad_token() -> Self {
        Self::new(Code::Unauthenticated, BAD_TOKEN).because("ACCESS_TOKEN_EXPIRED")
    }

    /// Returns 400 for a webhook's key that is not known.
    #[must_use]
    pub fn bad_key() -> Self {
        Self::new(
            Code::InvalidArgument,
            "API key not valid. Please pass a valid API key.",
        )
        .because("API_KEY_INVALID")
    }

    /// Returns 403 for a call with a webhook's token and no key.
    #[must_use]
    pub fn no_key() -> Self {
        Self::new(
            Code::PermissionDenied,
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
        )
    }

    /// Returns 403 for a webhook's token that is not known, or is missing.
    #[must_use]
    pub fn bad_webhook_token() -> Self {
        Self::new(
            Code::PermissionDenied,
            "The API is called without a valid token. Instructions on how to use incoming webhooks can be found at https://developers.google.com/workspace/chat/quickstart/webhooks",
        )
    }

    /// Returns 403 for a token that lacks every scope that the method accepts.
    #[must_use]
    pub fn scope_missing() -> Self {
        Self::new(
            Code::PermissionDenied,
            "Request had insufficient authentication scopes.",
        )
        .because("ACCESS_TOKEN_SCOPE_INSUFFICIENT")
    }

    /// Returns 429 with Google's message.
    #[must_use]
    pub fn exhausted() -> Self {
        Self::new(
            Code::ResourceExhausted,
            "Resource has been exhausted (e.g. check quota).",
        )
    }

    /// Adds an `ErrorInfo` detail with a reason.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.details.push(json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": reason,
            "domain": "googleapis.com",
            "metadata": { "service": "chat.googleapis.com" },
        }));
        self
    }

    /// Adds the name of the method to what is told of a missing scope, as Google does.
    #[must_use]
    pub fn of_method(mut self, method: &str) -> Self {
        let is_scope = |detail: &&mut Value| detail["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT";
        if let Some(detail) = self.details.iter_mut().find(is_scope) {
            detail["metadata"]["method"] = format!("google.chat.v1.ChatService.{method}").into();
        }
        self
    }

    /// Returns the envelope: `{"error": {"code", "message", "status", "details"}}`.
    #[must_use]
    pub fn envelope(&self) -> Value {
        let mut error = json!({
            "code": self.code.http(),
            "message": self.message,
            "status": self.code.name(),
        });
        if !self.details.is_empty() {
            error["details"] = Value::Array(self.details.clone());
        }
        json!({ "error": error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_names_the_field() {
        let status = Status::violation("message.cards_v2[0].card", "Cannot find field.");
        assert_eq!(
            status.envelope(),
            json!({"error": {
                "code": 400, "message": "Cannot find field.", "status": "INVALID_ARGUMENT",
                "details": [{
                    "@type": "type.googleapis.com/google.rpc.BadRequest",
                    "fieldViolations": [{"field": "message.cards_v2[0].card", "description": "Cannot find field."}],
                }],
            }})
        );
    }

    #[test]
    fn http_and_code_agree() {
        for http in [400, 401, 403, 404, 409, 429, 500, 501, 503] {
            assert_eq!(Code::of_http(http).unwrap().http(), http);
        }
        assert_eq!(Code::of_http(418), None);
    }
}
