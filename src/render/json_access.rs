//! Typed access to fields of a JSON object; a value of another type counts as unset.

use serde_json::Value;

use crate::document::proto3_scalar;

/// Returns the string under a key; empty if unset.
#[must_use]
pub fn text<'a>(of: &'a Value, field: &str) -> &'a str {
    of.get(field).and_then(Value::as_str).unwrap_or("")
}

/// Returns the list under a key; empty if unset.
#[must_use]
pub fn list<'a>(of: &'a Value, field: &str) -> &'a [Value] {
    of.get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Returns the object under a key (possibly empty); `None` if absent or another type.
#[must_use]
pub fn object<'a>(of: &'a Value, field: &str) -> Option<&'a Value> {
    of.get(field).filter(|value| value.is_object())
}

/// Returns whether the boolean under a key is true, which may stand in quotation marks.
#[must_use]
pub fn flag(of: &Value, field: &str) -> bool {
    match of.get(field) {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(text)) => text == "true",
        _ => false,
    }
}

/// Returns the number under a key, which JSON may hold as a string too.
#[must_use]
pub fn number(of: &Value, field: &str) -> Option<f64> {
    match of.get(field)? {
        Value::String(text) => text.parse().ok(),
        other => other.as_f64(),
    }
}

/// Returns the integer under a key, which JSON may hold as a string too.
#[must_use]
pub fn whole(of: &Value, field: &str) -> Option<i64> {
    of.get(field).and_then(proto3_scalar::whole)
}

/// Returns the first member of an object with one of these names, with its value.
#[must_use]
pub fn member<'a>(of: &'a Value, names: &[&str]) -> Option<(&'a str, &'a Value)> {
    of.as_object()?
        .iter()
        .find(|(name, value)| names.contains(&name.as_str()) && !value.is_null())
        .map(|(name, value)| (name.as_str(), value))
}
