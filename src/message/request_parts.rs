//! HTTP call of a draft: its URL, its parameters, its body, and the way back.

use serde_json::Value;

use crate::message::draft::{Draft, at};
use crate::message::field_change::{Change, Grouping};
use crate::message::in_flight::ONCE;
use crate::message::request;

impl Draft {
    /// Returns the body of the call: the message as compact JSON, byte for byte as it is sent.
    #[must_use]
    pub fn body(&self) -> String {
        self.message().to_string()
    }

    /// Returns the query parameters of the call, not yet encoded.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        request::query(self.request())
    }

    /// Returns the first lines of the call, for people: method and path, then a line for each parameter.
    #[must_use]
    pub fn address(&self) -> Vec<String> {
        let parent = if self.parent().is_empty() {
            "spaces/…"
        } else {
            self.parent()
        };
        let mut lines = vec![format!("POST /v1/{parent}/messages")];
        lines.extend(self.query().iter().enumerate().map(|(at, (key, value))| {
            format!("  {}{key}={value}", if at == 0 { '?' } else { '&' })
        }));
        lines
    }

    /// Empties the message for the next one; the space, the sender's settings and the markup stay.
    pub fn empty(&mut self) {
        let gone = [
            at::TEXT,
            at::CARDS,
            at::ACCESSORIES,
            at::VIEWER,
            at::THREAD,
            at::FALLBACK,
            at::REPLY_OPTION,
            at::MESSAGE_ID,
            at::REQUEST_ID,
        ];
        let gone = gone.into_iter().chain(ONCE);
        let gone: Vec<Change> = gone.map(|pointer| Change::new(pointer, None)).collect();
        self.change(&gone, Grouping::Alone);
    }

    /// Returns the changes that set query parameters in a request.
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Vec<Change> {
        query
            .iter()
            .map(|(key, value)| {
                Change::new(
                    format!("/{}", key.replace('.', "/")),
                    Some(value.clone().into()),
                )
            })
            .collect()
    }

    /// Returns the request of a call that was made, from its parts.
    #[must_use]
    pub fn sent(parent: &str, query: &[(String, String)], body: &str) -> Value {
        let message: Value = serde_json::from_str(body).unwrap_or_default();
        let mut draft = Self::new(serde_json::json!({ "parent": parent, "message": message }));
        draft.change(&Self::from_query(query), Grouping::Alone);
        draft.request().clone()
    }
}
