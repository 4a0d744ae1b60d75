//! Expression tree of a value in code, independent of any language's syntax.

use serde_json::{Map, Value, json};

use super::client_libraries::Client;
use super::client_support::moment;
use crate::document::schema::{Field, Kind, Schema, Type, snake};

/// A value in code.
#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    /// Nothing.
    Null,
    /// True or false.
    Flag(bool),
    /// A number, as JSON writes it.
    Number(String),
    /// A text.
    Text(String),
    /// An expression of the language.
    Expression(String),
    /// A list.
    List(Vec<Code>),
    /// Members by name.
    Record(Vec<Entry>),
}

/// A member of a record, or a named argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// A comment above it, empty for none.
    pub note: &'static str,
    /// Its value.
    pub value: Code,
}

impl Entry {
    /// Creates a member without a comment.
    pub fn new(name: impl Into<String>, value: Code) -> Self {
        Self {
            name: name.into(),
            note: "",
            value,
        }
    }

    /// Sets its comment.
    #[must_use]
    pub fn with(self, note: &'static str) -> Self {
        Self { note, ..self }
    }
}

/// Converts JSON as it is, names and all.
#[must_use]
pub fn plain(value: &Value) -> Code {
    match value {
        Value::Null => Code::Null,
        Value::Bool(flag) => Code::Flag(*flag),
        Value::Number(number) => Code::Number(number.to_string()),
        Value::String(text) => Code::Text(text.clone()),
        Value::Array(items) => Code::List(items.iter().map(plain).collect()),
        Value::Object(fields) => Code::Record(
            fields
                .iter()
                .map(|(name, value)| Entry::new(name, plain(value)).with(note(name)))
                .collect(),
        ),
    }
}

/// Converts an object of a known type to the names of a client library that supports all of it.
#[must_use]
pub fn spelt(fields: &Map<String, Value>, known: &Type, client: Client) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(fields.len());
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
        let Some(field) = known.field(name) else {
            continue;
        };
        let code = match value {
            Value::Array(items) => Code::List(
                items
                    .iter()
                    .map(|item| one(item, field, known, client))
                    .collect(),
            ),
            value => one(value, field, known, client),
        };
        entries.push(Entry::new(attribute(name, client), code).with(note(name)));
    }
    entries
}

/// Returns the name of a field in a client library.
#[must_use]
pub fn attribute(name: &str, client: Client) -> String {
    match client {
        // Python's library avoids the built-in of that name.
        Client::Python if name == "type" => "type_".to_owned(),
        Client::Python => snake(name),
        Client::Node | Client::Java => name.to_owned(),
    }
}

fn one(value: &Value, field: &Field, owner: &Type, client: Client) -> Code {
    match (&field.kind, value) {
        (Kind::Type(_), Value::Object(fields)) => match Schema::builtin().type_of(field) {
            Some(known) => Code::Record(spelt(fields, known, client)),
            None => plain(value),
        },
        (Kind::Long, Value::String(text)) if client == Client::Python => Code::Number(text.clone()),
        // Both libraries wrap it, because it may be unset.
        (Kind::Real, value) if owner.name == "Color" && field.name == "alpha" => {
            Code::Record(vec![Entry::new("value", plain(value))])
        }
        (Kind::Time, Value::String(text)) if client == Client::Node => {
            let (seconds, nanos) = moment(text).map_or((0, 0), |moment| {
                (moment.unix_timestamp(), moment.nanosecond())
            });
            plain(&json!({"seconds": seconds, "nanos": nanos}))
        }
        (_, value) => plain(value),
    }
}

/// Returns the comment for a field that decides where a message lands; empty for all others.
#[must_use]
pub fn note(name: &str) -> &'static str {
    match name {
        "messageId" => {
            "A name of your own for the message, by which it can be read, edited or deleted later."
        }
        "messageReplyOption" => "What happens if the thread is not there.",
        "threadKey" => "The thread's own key, known only to the sender that set it.",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_its_spelling() {
        let request = json!({"message": {
            "cardsV2": [{"cardId": "a", "card": {"header": null}}],
            "quotedMessageMetadata": {"lastUpdateTime": "2026-01-02T03:04:05.5Z"},
            "accessoryWidgets": [{"buttonList": {"buttons": [{"type": "FILLED", "color": {"alpha": 0.5}}]}}],
        }});
        let known = Schema::builtin().get("CreateMessageRequest").unwrap();
        let print = |client| {
            let Value::Object(fields) = &request else {
                unreachable!()
            };
            format!("{:?}", spelt(fields, known, client))
        };
        let python = print(Client::Python);
        for part in ["cards_v2", "card_id", "type_", "\"2026-01-02T03:04:05.5Z\""] {
            assert!(python.contains(part), "{part} in {python}");
        }
        assert!(!python.contains("header"), "{python}");
        let node = print(Client::Node);
        for part in ["cardsV2", "\"type\"", "1767323045", "500000000"] {
            assert!(node.contains(part), "{part} in {node}");
        }
    }
}
