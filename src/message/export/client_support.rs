//! Checks whether a client library supports all of a request: each field, each enum value, each kind of value.

use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::client_libraries::{Client, Clients};
use crate::document::schema::{Field, Kind, Schema, Type};

/// The first part of a request that a client library does not support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Its path, such as `message.cardsV2[0].card.expressionData`; fit for a comment in code.
    pub path: String,
}

/// Returns the first part of a normalised `CreateMessageRequest` that the client would lose, refuse or change.
#[must_use]
pub fn obstacle(request: &Value, client: Client) -> Option<Obstacle> {
    let walk = Walk {
        schema: Schema::builtin(),
        clients: Clients::builtin(),
        client,
    };
    let found = match (request, walk.schema.get("CreateMessageRequest")) {
        (Value::Object(fields), Some(known)) => walk.object(known, fields, ""),
        _ => Some(String::new()),
    };
    found.map(|path| Obstacle {
        path: printable(&path),
    })
}

struct Walk {
    schema: &'static Schema,
    clients: &'static Clients,
    client: Client,
}

impl Walk {
    fn object(&self, known: &Type, fields: &Map<String, Value>, path: &str) -> Option<String> {
        let mut unions: Vec<&str> = Vec::new();
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            let full = format!("{}.{name}", known.name);
            let Some(field) = known.field(name).filter(|field| {
                !field.output_only
                    && self.clients.type_name(&known.name).is_some()
                    && self.clients.has(self.client, &full)
            }) else {
                return Some(path);
            };
            if let Some(union) = field.union.as_deref() {
                if unions.contains(&union) {
                    return Some(path);
                }
                unions.push(union);
            }
            let found = match (field.repeated, value) {
                (true, Value::Array(items)) => items
                    .iter()
                    .enumerate()
                    .find_map(|(at, item)| self.one(field, &full, item, &format!("{path}[{at}]"))),
                (true, _) => Some(path),
                (false, value) => self.one(field, &full, value, &path),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn one(&self, field: &Field, full: &str, value: &Value, path: &str) -> Option<String> {
        let fits = match (&field.kind, value) {
            (Kind::Type(_), Value::Object(fields)) => {
                return match self.schema.type_of(field) {
                    Some(known) => self.object(known, fields, path),
                    None => Some(path.to_owned()),
                };
            }
            (Kind::Text | Kind::Lines | Kind::Address, Value::String(_))
            | (Kind::Flag, Value::Bool(_)) => true,
            // Colours are 32-bit floats, the narrowest type.
            (Kind::Real, Value::Number(number)) => number
                .as_f64()
                .is_some_and(|real| real.abs() <= f32::MAX.into()),
            (Kind::Whole, Value::Number(number)) => {
                number.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
            }
            (Kind::Long, Value::String(text)) => text.parse::<i64>().is_ok(),
            (Kind::Long, Value::Number(number)) => number.as_i64().is_some(),
            (Kind::Time, Value::String(text)) => moment(text).is_some(),
            (Kind::Choice(choices), Value::String(word)) => {
                self.clients.choice_name(full).is_some()
                    && choices.iter().any(|choice| choice.name == *word)
                    && self.clients.has(self.client, &format!("{full}.{word}"))
            }
            (Kind::Choice(choices), Value::Number(number)) => choices
                .iter()
                .any(|choice| number.as_i64() == Some(choice.number.into())),
            _ => false,
        };
        (!fits).then(|| path.to_owned())
    }
}

/// Parses a timestamp of the API.
#[must_use]
pub fn moment(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

/// Returns a path as printable text: made-up names may hold anything, and a comment must not end where they
/// wish.
fn printable(path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']');
    path.chars()
        .take(120)
        .map(|c| if plain(c) { c } else { '?' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_client_cannot_carry_is_named() {
        let card = |widget: Value| json!({"message": {"cardsV2": [{"card": {"sections": [{"widgets": [widget]}]}}]}});
        let widgets = "message.cardsV2[0].card.sections[0].widgets[0]";
        for (request, python, node) in [
            (
                json!({"parent": "spaces/A", "message": {"text": "hi"}}),
                "",
                "",
            ),
            (json!({"message": {"text": null, "thread": {}}}), "", ""),
            (
                json!({"message": {"markupSyntax": "MARKUP_SYNTAX_CHAT"}}),
                "",
                "message.markupSyntax",
            ),
            (
                json!({"message": {"elements": {}}}),
                "message.elements",
                "message.elements",
            ),
            (
                json!({"message": {"name": "x"}}),
                "message.name",
                "message.name",
            ),
            (
                json!({"message": {"text": 5}}),
                "message.text",
                "message.text",
            ),
            (
                json!({"messageReplyOption": "NEVER"}),
                "messageReplyOption",
                "messageReplyOption",
            ),
            (json!({"messageReplyOption": 1}), "", ""),
            (json!({"*/ \\u000a": 1}), "????u000a", "????u000a"),
            (json!({"message": {"cards": []}}), "", ""),
            (
                json!({"message": {"cards": [{"header": {}}]}}),
                "message.cards[0].header",
                "message.cards[0].header",
            ),
            (card(json!({"divider": {}})), "", ""),
            (
                card(json!({"grid": {"borderStyle": {"strokeColor": {"red": 1e39}}}})),
                &format!("{widgets}.grid.borderStyle.strokeColor.red"),
                &format!("{widgets}.grid.borderStyle.strokeColor.red"),
            ),
            (
                card(json!({"divider": {}, "image": {}})),
                &format!("{widgets}.image"),
                &format!("{widgets}.image"),
            ),
            (
                card(json!({"dateTimePicker": {"valueMsEpoch": "17"}})),
                "",
                "",
            ),
            (
                card(json!({"dateTimePicker": {"valueMsEpoch": "x"}})),
                &format!("{widgets}.dateTimePicker.valueMsEpoch"),
                &format!("{widgets}.dateTimePicker.valueMsEpoch"),
            ),
            (
                json!({"message": {"quotedMessageMetadata": {"lastUpdateTime": "2026-01-02T03:04:05Z"}}}),
                "",
                "",
            ),
        ] {
            for (client, expected) in [
                (Client::Python, python),
                (Client::Java, python),
                (Client::Node, node),
            ] {
                let found = obstacle(&request, client).map_or(String::new(), |o| o.path);
                assert_eq!(found, expected, "{client:?} {request}");
            }
        }
    }
}
