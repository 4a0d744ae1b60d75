//! Scalar values in proto3 JSON: what strings, numbers, bytes and times may look like.

use std::fmt;

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::document::schema::Kind;

/// Type of value that a field expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A text.
    Text,
    /// True or false.
    Flag,
    /// A 32-bit integer.
    Whole,
    /// A 64-bit integer.
    Long,
    /// A number.
    Real,
    /// Bytes as base64.
    Bytes,
    /// A timestamp as in RFC 3339.
    Time,
    /// A span of time.
    Duration,
    /// One of the values of an enum.
    Choice,
    /// An object.
    Object,
    /// A list.
    List,
}

impl Shape {
    /// Returns the shape that one value of a kind must have.
    pub fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Text | Kind::Lines | Kind::Address => Self::Text,
            Kind::Flag => Self::Flag,
            Kind::Whole => Self::Whole,
            Kind::Long => Self::Long,
            Kind::Real => Self::Real,
            Kind::Bytes => Self::Bytes,
            Kind::Time => Self::Time,
            Kind::Duration => Self::Duration,
            Kind::Choice(_) => Self::Choice,
            Kind::Type(_) => Self::Object,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Text => "a text",
            Self::Flag => "true or false",
            Self::Whole => "a whole number",
            Self::Long => "a whole number of up to 64 bits",
            Self::Real => "a number",
            Self::Bytes => "bytes as base64",
            Self::Time => "a time such as 2026-01-31T09:00:00Z",
            Self::Duration => "a span of time such as 3.5s",
            Self::Choice => "one of the known words",
            Self::Object => "an object",
            Self::List => "a list",
        })
    }
}

/// JSON type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// null
    Null,
    /// true or false
    Flag,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

impl ValueKind {
    /// Returns the JSON type of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Flag,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }
}

impl fmt::Display for ValueKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Null => "null",
            Self::Flag => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Object => "an object",
        })
    }
}

/// How a scalar value fails its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarError {
    /// Its JSON type is wrong.
    Type,
    /// Its JSON type fits, but its content is not valid for the shape.
    Content,
}

/// Validates a value against a shape that is neither a choice, an object nor a list.
///
/// # Errors
/// Returns what about the value does not fit.
pub fn fit(shape: Shape, value: &Value) -> Result<(), ScalarError> {
    let holds = |good: bool| {
        if good {
            Ok(())
        } else {
            Err(ScalarError::Content)
        }
    };
    match (shape, value) {
        (Shape::Text, Value::String(_))
        | (Shape::Flag, Value::Bool(_))
        | (Shape::Real, Value::Number(_)) => Ok(()),
        // Google's reader in Java takes these (unconfirmed for its servers).
        (Shape::Flag, Value::String(text)) if text == "true" || text == "false" => Ok(()),
        (Shape::Whole, Value::Number(_) | Value::String(_)) => {
            holds(whole(value).is_some_and(|number| i32::try_from(number).is_ok()))
        }
        (Shape::Long, Value::Number(_) | Value::String(_)) => holds(whole(value).is_some()),
        (Shape::Real, Value::String(text)) => holds(is_real(text)),
        (Shape::Bytes, Value::String(text)) => holds(is_base64(text)),
        (Shape::Time, Value::String(text)) => holds(OffsetDateTime::parse(text, &Rfc3339).is_ok()),
        (Shape::Duration, Value::String(text)) => holds(is_duration(text)),
        _ => Err(ScalarError::Type),
    }
}

/// Returns the integer that a value holds: as a number, as one that ends in `.0`, or as a string.
pub fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().and_then(integral)),
        Value::String(text) if is_json_number(text) => text
            .parse()
            .ok()
            .or_else(|| text.parse().ok().and_then(integral)),
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is tested, and 2^63 itself is left out"
)]
fn integral(number: f64) -> Option<i64> {
    const EDGE: f64 = 9_223_372_036_854_775_808.0;
    let fits = number.fract() == 0.0 && (-EDGE..EDGE).contains(&number);
    fits.then_some(number as i64)
}

fn is_real(text: &str) -> bool {
    matches!(text, "NaN" | "Infinity" | "-Infinity") || is_json_number(text)
}

// Rust parses more than JSON does: `+5`, `inf`, `.5`.
fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
        && text.parse::<f64>().is_ok()
}

fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    let letters = body
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_'));
    let fits = match padding {
        0 => body.len() % 4 != 1,
        1 | 2 => text.len().is_multiple_of(4),
        _ => false,
    };
    letters && fits
}

fn is_duration(text: &str) -> bool {
    let Some(seconds) = text.strip_suffix('s') else {
        return false;
    };
    let seconds = seconds.strip_prefix('-').unwrap_or(seconds);
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part) && part.len() <= 9 && whole.len() <= 12
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn plain_values_follow_proto3_json() {
        let ok = Ok(());
        let (kind, content) = (Err(ScalarError::Type), Err(ScalarError::Content));
        for (shape, value, verdict) in [
            (Shape::Text, json!("x"), ok),
            (Shape::Text, json!(5), kind),
            (Shape::Flag, json!(true), ok),
            (Shape::Flag, json!("true"), ok),
            (Shape::Flag, json!("True"), kind),
            (Shape::Whole, json!(5), ok),
            (Shape::Whole, json!(5.0), ok),
            (Shape::Whole, json!(5.5), content),
            (Shape::Whole, json!("5"), ok),
            (Shape::Whole, json!("-5.0"), ok),
            (Shape::Whole, json!("1e3"), ok),
            (Shape::Whole, json!("+5"), content),
            (Shape::Whole, json!(" 5"), content),
            (Shape::Whole, json!(""), content),
            (Shape::Whole, json!(2_147_483_647), ok),
            (Shape::Whole, json!(2_147_483_648_i64), content),
            (Shape::Whole, json!(true), kind),
            (Shape::Long, json!("9223372036854775807"), ok),
            (Shape::Long, json!("9223372036854775808"), content),
            (Shape::Long, json!(1_700_000_000_000_i64), ok),
            (Shape::Long, json!(1e300), content),
            (Shape::Long, json!([]), kind),
            (Shape::Real, json!(1), ok),
            (Shape::Real, json!(0.5), ok),
            (Shape::Real, json!("0.5"), ok),
            (Shape::Real, json!("NaN"), ok),
            (Shape::Real, json!("inf"), content),
            (Shape::Real, json!(".5"), content),
            (Shape::Bytes, json!(""), ok),
            (Shape::Bytes, json!("AQI="), ok),
            (Shape::Bytes, json!("AQI"), ok),
            (Shape::Bytes, json!("-_-_"), ok),
            (Shape::Bytes, json!("+/+/"), ok),
            (Shape::Bytes, json!("A"), content),
            (Shape::Bytes, json!("A==="), content),
            (Shape::Bytes, json!("A Q="), content),
            (Shape::Time, json!("2026-01-31T09:00:00Z"), ok),
            (Shape::Time, json!("2026-01-31T09:00:00.123456+08:00"), ok),
            (Shape::Time, json!("2026-02-30T09:00:00Z"), content),
            (Shape::Time, json!("yesterday"), content),
            (Shape::Time, json!(1), kind),
            (Shape::Duration, json!("3.5s"), ok),
            (Shape::Duration, json!("-3s"), ok),
            (Shape::Duration, json!("3"), content),
            (Shape::Duration, json!(".5s"), content),
        ] {
            assert_eq!(fit(shape, &value), verdict, "{shape:?} {value}");
        }
    }
}
