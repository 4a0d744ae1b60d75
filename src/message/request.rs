//! Splits a request into the parts of the HTTP call: path, query, body.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::document::schema::{Schema, Send};
use crate::message::attached_file::AttachedFile;
use crate::message::draft_file::DraftId;
use crate::message::title::heading;

/// The parameter that makes a repeated call safe.
const REQUEST_ID: &str = "requestId";

/// A message to be sent: what `spaces.messages.create` gets, and the draft it is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outgoing {
    /// The `requestId` under which it goes out; empty until one is drawn.
    pub request_id: String,
    /// The name of the draft it is of; empty where there is none.
    #[serde(default)]
    pub draft: DraftId,
    /// The space's resource name, empty where the request names none.
    pub parent: String,
    /// Query parameters, in the order of the request, not yet encoded.
    pub query: Vec<(String, String)>,
    /// The message as compact JSON, byte for byte as it is sent.
    pub body: String,
    /// The files that are uploaded when it is sent, and then stand in its body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachedFile>,
    /// The name of the kept webhook that it goes by; empty where the profile sends it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub webhook: String,
}

impl Outgoing {
    /// Returns its title in lists: its first words or what it holds, else the names of its files.
    #[must_use]
    pub fn heading(&self) -> String {
        let message: Value = serde_json::from_str(&self.body).unwrap_or_default();
        let own = heading(&message);
        if !own.is_empty() {
            return own;
        }
        let names = self.attachments.iter().map(|file| file.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    /// Splits a normalised `CreateMessageRequest` as the schema says.
    ///
    /// What the schema does not know and what is not the message goes into the query, so that nothing is
    /// dropped.
    #[must_use]
    pub fn of(request: &Value) -> Self {
        let mut outgoing = Self {
            body: "{}".to_owned(),
            ..Self::default()
        };
        let Some(fields) = request.as_object() else {
            return outgoing;
        };
        let known = Schema::builtin().get("CreateMessageRequest");
        for (name, value) in fields {
            if name == REQUEST_ID {
                value
                    .as_str()
                    .unwrap_or("")
                    .clone_into(&mut outgoing.request_id);
                continue;
            }
            match known
                .and_then(|known| known.field(name))
                .map(|field| &field.send)
            {
                Some(Send::Body) => outgoing.body = value.to_string(),
                Some(Send::Path) => value
                    .as_str()
                    .unwrap_or("")
                    .clone_into(&mut outgoing.parent),
                Some(Send::Query) | None => push(&mut outgoing.query, name, value),
            }
        }
        outgoing
    }

    /// Returns the thread that the message names, where Chat put it into another one.
    #[must_use]
    pub fn missed_thread(&self, thread: &str) -> Option<String> {
        let body: Value = serde_json::from_str(&self.body).ok()?;
        let asked = body.pointer("/thread/name")?.as_str()?;
        (!asked.is_empty() && !thread.is_empty() && asked != thread).then(|| asked.to_owned())
    }

    /// Returns the query parameters, the `requestId` last.
    #[must_use]
    pub fn whole_query(&self) -> Vec<(String, String)> {
        let mut query = self.query.clone();
        if !self.request_id.is_empty() {
            query.push((REQUEST_ID.to_owned(), self.request_id.clone()));
        }
        query
    }

    /// Returns whether two are the same request to the same space, whatever files go with them.
    #[must_use]
    pub fn is_same_request(&self, other: &Self) -> bool {
        self.parent == other.parent && self.body == other.body && self.query == other.query
    }

    /// Returns whether two are the same message to the same space, whatever ID and draft they have.
    #[must_use]
    pub fn is_same_message(&self, other: &Self) -> bool {
        let files = |message: &Self| -> Vec<(String, String)> {
            let files = message.attachments.iter();
            files
                .map(|file| (file.name.clone(), file.sha256.clone()))
                .collect()
        };
        self.is_same_request(other) && files(self) == files(other)
    }

    /// Returns the size in bytes that counts against Google's limit of 32,000 bytes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.body.len()
    }

    /// Returns the value of a query parameter.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Returns the query parameters of a request, in its order: all but the space and the message.
#[must_use]
pub fn query(request: &Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (name, value) in request.as_object().into_iter().flatten() {
        if !matches!(name.as_str(), "parent" | "message") {
            push(&mut pairs, name, value);
        }
    }
    pairs
}

/// Adds the query parameters of a value.
///
/// Objects become dotted names, lists repeat theirs, as Google's HTTP mapping has it; empty values are left
/// out.
fn push(pairs: &mut Vec<(String, String)>, name: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => pairs.push((name.to_owned(), text.clone())),
        Value::Array(items) => items.iter().for_each(|item| push(pairs, name, item)),
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| push(pairs, &format!("{name}.{key}"), value)),
        plain => pairs.push((name.to_owned(), plain.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_message_of_files_alone_is_called_by_them() {
        let file = |name: &str| AttachedFile {
            name: name.into(),
            ..AttachedFile::default()
        };
        for (message, expected) in [
            (json!({}), "a.png, b.txt"),
            (json!({"text": "See below"}), "See below"),
            (json!({"cardsV2": [{}]}), "1 card"),
        ] {
            let outgoing = Outgoing {
                attachments: vec![file("a.png"), file("b.txt")],
                ..Outgoing::of(&json!({"message": message}))
            };
            assert_eq!(outgoing.heading(), expected);
        }
    }

    #[test]
    fn a_request_is_taken_apart() {
        let outgoing = Outgoing::of(&json!({
            "parent": "spaces/AAAA",
            "messageId": "client-a",
            "requestId": "",
            "messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
            "createMessageNotificationOptions": {"notificationType": "NOTIFICATION_TYPE_SILENT"},
            "newInNextYear": [1, true, null],
            "message": {"text": "你好", "zeta": 1, "alpha": 2},
        }));
        assert_eq!(outgoing.parent, "spaces/AAAA");
        assert_eq!(outgoing.body, r#"{"text":"你好","zeta":1,"alpha":2}"#);
        assert_eq!(outgoing.bytes(), outgoing.body.len());
        let query: Vec<_> = outgoing
            .query
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(
            query,
            [
                "messageId=client-a",
                "messageReplyOption=REPLY_MESSAGE_OR_FAIL",
                "createMessageNotificationOptions.notificationType=NOTIFICATION_TYPE_SILENT",
                "newInNextYear=1",
                "newInNextYear=true",
            ]
        );
        assert_eq!(outgoing.parameter("messageId"), Some("client-a"));
    }

    #[test]
    fn a_request_without_a_message_sends_an_empty_one() {
        for request in [json!({}), json!([]), json!(null)] {
            assert_eq!(Outgoing::of(&request).body, "{}");
        }
    }
}
