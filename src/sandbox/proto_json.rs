//! JSON as Google's servers write it: defaults left out, 64-bit numbers as strings, enum values by name or number.

use serde_json::{Map, Value, json};

use crate::document::proto3_scalar::whole;
use crate::document::schema::{Field, Kind, Schema, Type};

/// Normalises a value of a type, already in camelCase, as a response has it: without what equals unset.
#[must_use]
pub fn without_defaults(schema: &Schema, type_name: &str, value: &Value) -> Value {
    each(schema, type_name, value, &|schema, field, value| {
        let value = match &field.kind {
            Kind::Type(name) => without_defaults(schema, name, value),
            kind => plain(kind, value),
        };
        let counts = field.repeated || field.presence || field.union.is_some();
        (counts || !is_default(&field.kind, &value)).then_some(value)
    })
}

/// Converts the enum values of a value to numbers, as `enum-encoding=int` requests.
#[must_use]
pub fn numbered(schema: &Schema, type_name: &str, value: &Value) -> Value {
    each(schema, type_name, value, &|schema, field, value| {
        Some(match &field.kind {
            Kind::Type(name) => numbered(schema, name, value),
            Kind::Choice(choices) => choices
                .iter()
                .find(|choice| *value == *choice.name)
                .map_or_else(|| value.clone(), |choice| json!(choice.number)),
            _ => value.clone(),
        })
    })
}

/// Maps the value of each known field of an object; `None` leaves the field out.
type Change<'a> = &'a dyn Fn(&Schema, &Field, &Value) -> Option<Value>;

fn each(schema: &Schema, type_name: &str, value: &Value, change: Change<'_>) -> Value {
    let (Some(kind), Value::Object(members)) = (schema.get(type_name), value) else {
        return value.clone();
    };
    let mut out = Map::with_capacity(members.len());
    for (key, member) in members {
        if let Some(member) = one(schema, kind, key, member, change) {
            out.insert(key.clone(), member);
        }
    }
    Value::Object(out)
}

fn one(
    schema: &Schema,
    kind: &Type,
    key: &str,
    value: &Value,
    change: Change<'_>,
) -> Option<Value> {
    let Some(field) = kind.field(key) else {
        return Some(value.clone());
    };
    match value {
        Value::Array(items) if field.repeated => {
            let changed: Vec<Value> = items
                .iter()
                .filter_map(|item| change(schema, field, item))
                .collect();
            (!changed.is_empty()).then_some(Value::Array(changed))
        }
        _ => change(schema, field, value),
    }
}

/// Returns a scalar in its canonical form: booleans and numbers that came as strings become what they mean, 64-bit
/// numbers strings.
fn plain(kind: &Kind, value: &Value) -> Value {
    match kind {
        Kind::Flag => match value.as_str() {
            Some(text) => json!(text == "true"),
            None => value.clone(),
        },
        Kind::Whole => whole(value).map_or_else(|| value.clone(), |number| json!(number)),
        Kind::Long => {
            whole(value).map_or_else(|| value.clone(), |number| json!(number.to_string()))
        }
        Kind::Real => {
            let number = value.as_str().and_then(|text| text.parse::<f64>().ok());
            number.map_or_else(|| value.clone(), |number| json!(number))
        }
        _ => value.clone(),
    }
}

/// Returns whether a scalar equals unset; an object never does.
fn is_default(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Type(_), _) => false,
        (Kind::Choice(choices), Value::String(word)) => choices
            .iter()
            .any(|choice| choice.number == 0 && choice.name == *word),
        (Kind::Long, Value::String(text)) => text == "0",
        (_, Value::Bool(flag)) => !flag,
        (_, Value::Number(number)) => number.as_f64() == Some(0.0),
        (_, Value::String(text)) => text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_left_out_and_long_numbers_become_texts() {
        let card =
            |widget: Value| json!({"cardsV2": [{"card": {"sections": [{"widgets": [widget]}]}}]});
        for (given, settled_form) in [
            (
                json!({"text": "", "fallbackText": "", "cardsV2": []}),
                json!({}),
            ),
            (
                json!({"markupSyntax": "MARKUP_SYNTAX_UNSPECIFIED"}),
                json!({}),
            ),
            (json!({"thread": {}}), json!({"thread": {}})),
            (card(json!({"divider": {}})), card(json!({"divider": {}}))),
            (
                card(json!({"decoratedText": {"text": "t", "wrapText": false, "topLabel": ""}})),
                card(json!({"decoratedText": {"text": "t"}})),
            ),
            (
                card(
                    json!({"dateTimePicker": {"name": "d", "valueMsEpoch": 0, "timezoneOffsetDate": "60"}}),
                ),
                card(
                    json!({"dateTimePicker": {"name": "d", "valueMsEpoch": "0", "timezoneOffsetDate": 60}}),
                ),
            ),
            (
                card(
                    json!({"buttonList": {"buttons": [{"color": {"red": "0.5", "green": 0, "alpha": 0}}]}}),
                ),
                card(json!({"buttonList": {"buttons": [{"color": {"red": 0.5, "alpha": 0}}]}})),
            ),
        ] {
            assert_eq!(
                without_defaults(Schema::builtin(), "Message", &given),
                settled_form
            );
        }
    }

    #[test]
    fn choices_become_numbers() {
        let space = json!({"spaceType": "SPACE", "spaceThreadingState": "UNTHREADED_MESSAGES"});
        assert_eq!(
            numbered(
                Schema::builtin(),
                "ListSpacesResponse",
                &json!({ "spaces": [space] })
            ),
            json!({"spaces": [{"spaceType": 1, "spaceThreadingState": 4}]})
        );
    }
}
