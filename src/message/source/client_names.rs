//! How Google's client libraries write a message where that is not the API's JSON: turned back into it.

use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::document::schema::{Field, Kind, Schema, Type};

/// Turns a value of a type back into the API's JSON, wherever a library has a form of its own.
pub fn restore(value: &mut Value, kind: &str) {
    let schema = Schema::builtin();
    if let Some(known) = schema.get(kind) {
        object(schema, known, value);
    }
}

fn object(schema: &Schema, known: &Type, value: &mut Value) {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| object(schema, known, item)),
        Value::Object(fields) => {
            let former = std::mem::take(fields);
            for (key, value) in former {
                let (key, mut value) = renamed(known, key, value);
                if let Some(field) = known.spelt(&key) {
                    if let Some(below) = schema.type_of(field) {
                        object(schema, below, &mut value);
                    }
                    one(field, &mut value);
                }
                fields.insert(key, value);
            }
        }
        _ => {}
    }
}

/// Returns a key as the API has it: `type_` of Python, `Text` of Go, `setTypeValue(2)` of Java.
fn renamed(known: &Type, key: String, value: Value) -> (String, Value) {
    if known.spelt(&key).is_some() {
        return (key, value);
    }
    let mut letters = key.chars();
    let small: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect();
    let tries = [
        key.trim_end_matches('_').to_owned(),
        small.clone(),
        small.replace("URL", "Url").replace("ID", "Id"),
    ];
    let better = tries.into_iter().find(|name| known.spelt(name).is_some());
    let choice = small.strip_suffix("Value").filter(|name| {
        let field = known.field(name);
        field.is_some_and(|field| matches!(field.kind, Kind::Choice(_))) && value.is_number()
    });
    let key = better.or(choice.map(str::to_owned)).unwrap_or(key);
    (key, value)
}

fn one(field: &Field, value: &mut Value) {
    let wrapped =
        |fields: &Map<String, Value>| fields.get("value").filter(|_| fields.len() == 1).cloned();
    let restored = match (&field.kind, &*value) {
        (Kind::Real | Kind::Flag | Kind::Whole, Value::Object(fields)) => wrapped(fields),
        (Kind::Time, Value::Object(fields)) => moment(fields),
        _ => None,
    };
    if let Some(restored) = restored {
        *value = restored;
    }
}

/// Returns a time of protocol buffers as RFC 3339.
fn moment(fields: &Map<String, Value>) -> Option<Value> {
    let number = |name: &str| {
        fields.get(name).map_or(Some(0), |value| {
            value.as_i64().or_else(|| value.as_str()?.parse().ok())
        })
    };
    let (seconds, nanos) = (number("seconds")?, number("nanos")?);
    let whole = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    let moment = OffsetDateTime::from_unix_timestamp_nanos(whole).ok()?;
    moment.format(&Rfc3339).ok().map(Value::from)
}
