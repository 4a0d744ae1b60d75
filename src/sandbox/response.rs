//! HTTP responses of the sandbox.

use serde_json::Value;

use super::field_mask::FieldMask;
use super::oauth::Refusal;
use super::query::Query;
use super::status::Status;

/// An HTTP response before it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub http: u16,
    /// The headers, `content-type` among them.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl Reply {
    /// Returns a JSON response, pretty-printed or compact.
    #[must_use]
    pub fn json(http: u16, value: &Value, is_pretty: bool) -> Self {
        let mut body = if is_pretty {
            format!("{value:#}")
        } else {
            value.to_string()
        };
        body.push('\n');
        Self {
            http,
            headers: vec![("content-type", "application/json; charset=UTF-8".into())],
            body,
        }
    }

    /// Returns the response of a call, with the fields and the layout that its query requests.
    #[must_use]
    pub fn of_call(outcome: Result<Value, Status>, query: &Query) -> Self {
        let is_pretty = !query
            .common("prettyPrint")
            .is_some_and(|wanted| ["false", "0"].contains(&wanted));
        let outcome = outcome.and_then(|value| match query.common("fields") {
            Some(fields) if !fields.is_empty() => Ok(FieldMask::parse(fields)?.cut(&value)),
            _ => Ok(value),
        });
        match outcome {
            Ok(value) => Self::json(200, &value, is_pretty),
            Err(status) => Self::refusal(&status, is_pretty),
        }
    }

    /// Returns an error in Google's envelope.
    #[must_use]
    pub fn refusal(status: &Status, is_pretty: bool) -> Self {
        let http = status.code.http();
        let mut reply = Self::json(http, &status.envelope(), is_pretty);
        if http == 401 {
            let challenge = "Bearer realm=\"https://accounts.google.com/\"".to_owned();
            reply.headers.push(("www-authenticate", challenge));
        }
        reply
    }

    /// Returns the response of the token endpoint.
    #[must_use]
    pub fn of_grant(outcome: Result<Value, Refusal>) -> Self {
        match outcome {
            Ok(value) => Self::json(200, &value, true),
            Err(refusal) => Self::json(refusal.http, &refusal.body(), true),
        }
    }

    /// Returns an HTML page of ours.
    #[must_use]
    pub fn page(http: u16, body: String) -> Self {
        Self {
            http,
            headers: vec![("content-type", "text/html; charset=UTF-8".into())],
            body,
        }
    }

    /// Returns an HTML page, as a failing gateway sends it.
    #[must_use]
    pub fn html(http: u16) -> Self {
        Self {
            http,
            headers: vec![("content-type", "text/html; charset=UTF-8".into())],
            body: format!(
                "<!DOCTYPE html>\n<html><title>Error {http}</title><p>The gateway had no answer.</html>\n"
            ),
        }
    }
}
