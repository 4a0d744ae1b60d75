//! The fields of a JSON object as plain values; what is of another kind counts as not set.

use serde_json::Value;

use crate::document::proto3_scalar;

/// A text; empty where none is set.
#[must_use]
pub fn text<'a>(of: &'a Value, field: &str) -> &'a str {
    of.get(field).and_then(Value::as_str).unwrap_or("")
}

/// A list; empty where none is set.
#[must_use]
pub fn list<'a>(of: &'a Value, field: &str) -> &'a [Value] {
    of.get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// An object that is set, be it empty.
#[must_use]
pub fn object<'a>(of: &'a Value, field: &str) -> Option<&'a Value> {
    of.get(field).filter(|value| value.is_object())
}

/// Whether a flag is up.
#[must_use]
pub fn flag(of: &Value, field: &str) -> bool {
    of.get(field).and_then(Value::as_bool).unwrap_or(false)
}

/// A whole number, which JSON may carry as a text too.
#[must_use]
pub fn whole(of: &Value, field: &str) -> Option<i64> {
    of.get(field).and_then(proto3_scalar::whole)
}

/// The first of an object's own fields that is one of these names, with its value.
#[must_use]
pub fn member<'a>(of: &'a Value, names: &[&str]) -> Option<(&'a str, &'a Value)> {
    of.as_object()?
        .iter()
        .find(|(name, value)| names.contains(&name.as_str()) && !value.is_null())
        .map(|(name, value)| (name.as_str(), value))
}
