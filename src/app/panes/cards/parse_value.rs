//! Parses and formats the values of a form: texts, numbers, colours, times, JSON.

use serde_json::{Number, Value, json};

use crate::app::panes::cards::date_time;
use crate::document::form::{Row, RowKind};
use crate::document::schema::{Field, Kind, Meaning, Schema};
use crate::message::color::Colour;

/// The syntax of a value that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueFormat {
    /// A text of one line.
    Line,
    /// A text of several lines.
    Lines,
    /// A number.
    Number,
    /// A 64-bit integer, which is a string in JSON.
    Long,
    /// A time, in milliseconds since 1970.
    Moment,
    /// A colour in hexadecimal.
    Colour,
    /// JSON.
    Json,
}

impl ValueFormat {
    /// Returns the syntax of a row's value; `None` where it is chosen, or made of parts.
    #[must_use]
    pub fn of(row: &Row<'_>) -> Option<Self> {
        match row.kind {
            RowKind::Plain(field) => Self::of_field(field),
            RowKind::Item(field, _) => match field.kind {
                Kind::Type(_) => None,
                _ => Self::of_field(field).or(Some(Self::Line)),
            },
            RowKind::Object(_, kind) => {
                (kind.means == Some(Meaning::Colour)).then_some(Self::Colour)
            }
            // What was mistyped once is corrected in the same way.
            RowKind::Foreign(Some(field)) if is_colour(field) => Some(Self::Colour),
            RowKind::Foreign(_) => Some(Self::Json),
            _ => None,
        }
    }

    fn of_field(field: &Field) -> Option<Self> {
        if field.means == Some(Meaning::EpochMilliseconds) {
            return Some(Self::Moment);
        }
        Some(match field.kind {
            Kind::Flag | Kind::Choice(_) | Kind::Type(_) => return None,
            Kind::Lines => Self::Lines,
            Kind::Whole | Kind::Real => Self::Number,
            Kind::Long => Self::Long,
            Kind::Text | Kind::Bytes | Kind::Time | Kind::Duration | Kind::Address => Self::Line,
        })
    }

    /// Formats a value for editing.
    #[must_use]
    pub fn text(self, value: &Value) -> String {
        let plain = || match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        match self {
            Self::Line | Self::Lines | Self::Number | Self::Long => plain(),
            Self::Moment => {
                let text = plain();
                let moment = text.parse().ok().and_then(date_time::write);
                moment.unwrap_or(text)
            }
            Self::Colour => Colour::read(value).map_or_else(plain, hex),
            Self::Json if value.is_null() => String::new(),
            Self::Json => value.to_string(),
        }
    }

    /// Parses a typed text; `None` where it unsets the value.
    ///
    /// What cannot be parsed is kept as the text that was typed, so that it is not lost, and the checks say
    /// what is wrong with it.
    #[must_use]
    pub fn value(self, typed: &str) -> Option<Value> {
        let text = typed.trim();
        if text.is_empty() {
            return None;
        }
        let kept = || Value::from(typed);
        Some(match self {
            Self::Line | Self::Lines => kept(),
            Self::Number => text
                .parse::<Number>()
                .map_or_else(|_| kept(), Value::Number),
            Self::Long => text.into(),
            Self::Moment => date_time::read(text).map_or_else(kept, |at| at.to_string().into()),
            Self::Colour => colour(text).unwrap_or_else(kept),
            Self::Json => serde_json::from_str(text).unwrap_or_else(|_| kept()),
        })
    }
}

/// Returns whether a field holds one colour.
#[must_use]
pub fn is_colour(field: &Field) -> bool {
    let kind = Schema::builtin().type_of(field);
    !field.repeated && kind.is_some_and(|kind| kind.means == Some(Meaning::Colour))
}

/// Formats a colour for people.
#[must_use]
pub fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue)
}

/// Parses a colour as people write it to the API's `Color`.
///
/// Three digits after the point are enough for eight bits to round-trip.
fn colour(typed: &str) -> Option<Value> {
    let colour = Colour::parse(typed)?;
    let light = |byte: u8| (f64::from(byte) / 255.0 * 1_000.0).round() / 1_000.0;
    Some(json!({
        "red": light(colour.red),
        "green": light(colour.green),
        "blue": light(colour.blue),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_a_value() {
        for (reading, typed, value, shown) in [
            (ValueFormat::Line, " a b ", json!(" a b "), " a b "),
            (ValueFormat::Number, "7", json!(7), "7"),
            (ValueFormat::Number, " -2.5 ", json!(-2.5), "-2.5"),
            (ValueFormat::Number, "seven", json!("seven"), "seven"),
            (
                ValueFormat::Long,
                "12345678901234567",
                json!("12345678901234567"),
                "12345678901234567",
            ),
            (ValueFormat::Moment, "12:00", json!("43200000"), "12:00"),
            (ValueFormat::Moment, "2026-1", json!("2026-1"), "2026-1"),
            (
                ValueFormat::Colour,
                "#1a73e8",
                json!({"red": 0.102, "green": 0.451, "blue": 0.91}),
                "#1a73e8",
            ),
            (
                ValueFormat::Colour,
                "fff",
                json!({"red": 1.0, "green": 1.0, "blue": 1.0}),
                "#ffffff",
            ),
            (ValueFormat::Colour, "#12", json!("#12"), "#12"),
            (
                ValueFormat::Json,
                "{\"a\":[1]}",
                json!({"a": [1]}),
                "{\"a\":[1]}",
            ),
            (ValueFormat::Json, "{a", json!("{a"), "\"{a\""),
        ] {
            assert_eq!(reading.value(typed), Some(value.clone()), "{typed}");
            assert_eq!(reading.text(&value), shown, "{typed}");
        }
        assert_eq!(ValueFormat::Line.value("  "), None);
    }

    #[test]
    fn every_byte_of_a_colour_comes_back() {
        for byte in 0..=255 {
            let written = hex(Colour::new(byte, 255 - byte, 0));
            let value = ValueFormat::Colour.value(&written).unwrap();
            assert_eq!(ValueFormat::Colour.text(&value), written);
        }
    }
}
