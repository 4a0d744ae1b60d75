//! An answer as it goes over the wire.

use serde_json::Value;

use super::field_mask::Mask;
use super::oauth::Refusal;
use super::query::Query;
use super::status::Status;

/// An answer as it goes over the wire.
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
    /// A JSON answer; pretty unless it shall not be.
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

    /// The outcome of a call, cut and laid out as its query asks.
    #[must_use]
    pub fn of_call(outcome: Result<Value, Status>, query: &Query) -> Self {
        let is_pretty = !query
            .common("prettyPrint")
            .is_some_and(|wanted| ["false", "0"].contains(&wanted));
        let outcome = outcome.and_then(|value| match query.common("fields") {
            Some(fields) if !fields.is_empty() => Ok(Mask::parse(fields)?.cut(&value)),
            _ => Ok(value),
        });
        match outcome {
            Ok(value) => Self::json(200, &value, is_pretty),
            Err(status) => Self::refusal(&status, is_pretty),
        }
    }

    /// A refusal in Google's envelope.
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

    /// The outcome of a call to the token endpoint.
    #[must_use]
    pub fn of_grant(outcome: Result<Value, Refusal>) -> Self {
        match outcome {
            Ok(value) => Self::json(200, &value, true),
            Err(refusal) => Self::json(refusal.http, &refusal.body(), true),
        }
    }

    /// A page of HTML, as a gateway sends it in bad hours.
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
