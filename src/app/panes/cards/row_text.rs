//! The texts of a form's rows: the name at the left, the value, the help below.

use serde_json::Value;

use crate::app::panes::cards::date_time;
use crate::app::panes::cards::parse_value::hex;
use crate::document::form::{Row, RowKind};
use crate::document::pointer;
use crate::document::schema::{Field, Meaning, Schema, Where};
use crate::document::summary;
use crate::message::color::{self, Colour};
use crate::message::icons;

/// The state of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueState {
    /// Set.
    Set,
    /// Unset, and optional.
    Unset,
    /// Unset, and required by Google's reference.
    Wanted,
    /// Invalid at this place.
    Odd,
}

/// A value as text.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueText {
    /// The text, one line.
    pub text: String,
    /// The state of the value.
    pub state: ValueState,
    /// The colour that the value means.
    pub colour: Option<Colour>,
}

/// Returns the name of a row.
#[must_use]
pub fn name(row: &Row<'_>) -> String {
    match row.kind {
        RowKind::Plain(field)
        | RowKind::Object(field, _)
        | RowKind::Node(field, _)
        | RowKind::List(field)
        | RowKind::NodeList(field, _)
        | RowKind::Foreign(Some(field)) => field.name.clone(),
        RowKind::Item(_, place) => format!("{}.", place + 1),
        // Where it decides the object's kind, its name in the protocol says less.
        RowKind::Union(kind, union, _)
            if union.members.first() == kind.fields.first().map(|f| &f.name) =>
        {
            "kind".to_owned()
        }
        RowKind::Union(_, union, _) => union.name.replace('_', " "),
        // An element of another type than its list's has no name.
        RowKind::Foreign(None) => pointer::split(&row.path)
            .map(|(_, step)| step)
            .filter(|step| row.depth > 0 || pointer::place(step).is_none())
            .unwrap_or_else(|| "value".to_owned()),
        RowKind::Apart(_) => "not in messages".to_owned(),
        RowKind::Add(_) => "+ add".to_owned(),
    }
}

/// Returns the value of a row in a form of this request, as text.
#[must_use]
pub fn value(row: &Row<'_>, request: &Value) -> ValueText {
    let held = pointer::get(request, &row.path).unwrap_or(&Value::Null);
    let set = |text: String| ValueText {
        text,
        state: ValueState::Set,
        colour: None,
    };
    match row.kind {
        RowKind::Foreign(_) => ValueText {
            state: ValueState::Odd,
            ..set(held.to_string())
        },
        RowKind::Add(_) => ValueText {
            state: ValueState::Unset,
            ..set(String::new())
        },
        RowKind::Apart(count) => ValueText {
            state: ValueState::Unset,
            ..set(format!(
                "{count} {}",
                if count == 1 { "field" } else { "fields" }
            ))
        },
        RowKind::Union(_, _, member) => match member {
            Some(field) => set(field.name.clone()),
            None => unset(None),
        },
        RowKind::Plain(field)
        | RowKind::Object(field, _)
        | RowKind::Node(field, _)
        | RowKind::List(field)
        | RowKind::NodeList(field, _)
            if held.is_null() =>
        {
            unset(Some(field))
        }
        RowKind::Plain(field) | RowKind::Item(field, _) if !held.is_object() => {
            set(plain(field, held))
        }
        RowKind::Object(_, kind) if kind.means == Some(Meaning::Colour) => ValueText {
            colour: Colour::read(held),
            ..set(colour(held))
        },
        RowKind::List(field) | RowKind::NodeList(field, _) => {
            let count = held.as_array().map_or(0, Vec::len);
            set(match field.limit.max_items {
                Some(most) => format!("{count} of {most}"),
                None => count.to_string(),
            })
        }
        RowKind::Object(field, _)
        | RowKind::Node(field, _)
        | RowKind::Item(field, _)
        | RowKind::Plain(field) => {
            let schema = Schema::builtin();
            let words = schema
                .type_of(field)
                .map(|kind| summary::summary(schema, kind, held));
            set(words.unwrap_or_default())
        }
    }
}

fn unset(field: Option<&Field>) -> ValueText {
    let is_wanted = field.is_some_and(|field| field.required);
    let text = match field.and_then(|field| field.default.as_deref()) {
        Some(default) => format!("unset: {default}"),
        None if is_wanted => "required".to_owned(),
        None => "unset".to_owned(),
    };
    ValueText {
        text,
        state: if is_wanted {
            ValueState::Wanted
        } else {
            ValueState::Unset
        },
        colour: None,
    }
}

/// Formats a colour in hexadecimal, with the channels of which Google Chat mixes it.
fn colour(held: &Value) -> String {
    let Some(read) = Colour::read(held) else {
        return String::new();
    };
    let lights = ["red", "green", "blue"].map(|light| match held.get(light) {
        Some(light) => light.to_string(),
        None => "0".to_owned(),
    });
    let name = read.name().map(|name| format!(" {name}"));
    format!(
        "{}{}  {}",
        hex(read),
        name.unwrap_or_default(),
        lights.join(" ")
    )
}

fn plain(field: &Field, held: &Value) -> String {
    let text = match held {
        Value::String(text) if text.is_empty() => return "empty".to_owned(),
        Value::String(text) => text.replace('\n', " ↵ "),
        other => other.to_string(),
    };
    match field.means {
        Some(Meaning::EpochMilliseconds) => {
            let moment = text.parse().ok().and_then(date_time::write);
            moment.map_or(text.clone(), |moment| format!("{moment} UTC  {text}"))
        }
        Some(Meaning::KnownIcon | Meaning::MaterialIcon) => {
            let glyph = icons::find(&text).map(|icon| icon.glyph);
            glyph.map_or(text.clone(), |glyph| format!("{glyph} {text}"))
        }
        _ => text,
    }
}

/// Returns the help below a form on one of its rows.
///
/// It says what the field is for, how it is typed, its bounds, and where it works if not in messages.
#[must_use]
pub fn help(row: &Row<'_>, request: &Value) -> String {
    match row.kind {
        RowKind::Plain(field)
        | RowKind::Object(field, _)
        | RowKind::Node(field, _)
        | RowKind::List(field)
        | RowKind::NodeList(field, _)
        | RowKind::Item(field, _) => field_help(row, field, request),
        RowKind::Union(_, union, None) => {
            format!("At most one of these can be set: {}.", union.members.join(", "))
        }
        RowKind::Union(_, _, Some(field)) | RowKind::Add(field) => field.help.clone(),
        RowKind::Foreign(Some(field)) => {
            format!("This value is not valid here; it is sent as it is. {}", field.help)
        }
        RowKind::Foreign(None) => {
            "chatquill does not know this field; it is kept and sent as it is.".to_owned()
        }
        RowKind::Apart(_) => {
            "Fields for dialogs, add-ons and Workspace Studio, or deprecated ones; a message card ignores them.".to_owned()
        }
    }
}

/// Returns what text is like on a colour, where a row holds one that text stands on: its words, and whether
/// white text is hard to read there.
#[must_use]
pub fn contrast(row: &Row<'_>, request: &Value) -> Option<(String, bool)> {
    let RowKind::Object(field, kind) = row.kind else {
        return None;
    };
    // The other colours are those of borders.
    if kind.means != Some(Meaning::Colour) || field.name != "color" {
        return None;
    }
    let ground = Colour::read(pointer::get(request, &row.path)?)?;
    let [white, black] = [color::WHITE, color::BLACK].map(|text| color::contrast(text, ground));
    if white >= color::READABLE {
        return Some((
            format!("White text on it has a contrast of {white:.1}:1."),
            false,
        ));
    }
    let words = format!(
        "White text on it has a contrast of {white:.1}:1, less than 4.5:1, black text {black:.1}:1; \
         Google Chat picks the colour of the text."
    );
    Some((words, true))
}

fn field_help(row: &Row<'_>, field: &Field, request: &Value) -> String {
    let mut told = Vec::new();
    let held = pointer::get(request, &row.path);
    told.extend(contrast(row, request).map(|(words, _)| words));
    // The count comes first, for it is what changes while one types.
    if let Some(most) = field.limit.max_chars.filter(|_| !field.repeated) {
        let count = held
            .and_then(Value::as_str)
            .map_or(0, |text| text.chars().count());
        told.push(format!("{count} of {most} characters."));
    }
    told.extend(elsewhere(field).map(str::to_owned));
    told.push(field.help.clone());
    if field.required && !matches!(row.kind, RowKind::Item(..)) {
        told.push("Required.".to_owned());
    }
    told.extend(typed(row, field));
    let default = field.default.as_ref();
    told.extend(default.map(|default| format!("Unset means {default}.")));
    told.join(" ")
}

/// Returns how a value is typed, where that is not plain.
fn typed(row: &Row<'_>, field: &Field) -> Option<String> {
    if field.means == Some(Meaning::EpochMilliseconds) {
        let ways = "Type 2026-11-25 14:30, 14:30 or milliseconds; UTC, unless +08:00 follows.";
        return Some(ways.to_owned());
    }
    if matches!(row.kind, RowKind::Object(_, kind) if kind.means == Some(Meaning::Colour)) {
        return Some("Type blue, #1a73e8 or #fff.".to_owned());
    }
    let limit = &field.limit;
    if let [first, .., last] = limit.values[..] {
        return Some(format!(
            "One of {} values, {first} to {last}.",
            limit.values.len()
        ));
    }
    match (limit.min, limit.max) {
        (Some(least), Some(most)) => Some(format!("From {least} to {most}.")),
        (Some(least), None) => Some(format!("At least {least}.")),
        (None, Some(most)) => Some(format!("At most {most}.")),
        (None, None) => None,
    }
}

/// Returns where a field works that does not work in messages.
fn elsewhere(field: &Field) -> Option<&'static str> {
    Some(match field.scope {
        Where::Message | Where::ChatOnly => return None,
        Where::Dialog => "Works only in dialogs.",
        Where::AddOn => "Works only in add-ons.",
        Where::Studio => "Works only in Workspace Studio.",
        Where::Reply => "Works only in the direct answer to an interaction.",
        Where::OutputOnly => "Set by Google Chat.",
        Where::Deprecated => "Deprecated.",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::form;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn rows_say_what_they_hold() {
        let request = json!({"w": {
            "name": "when", "valueMsEpoch": "43200000", "onChangeAction": {"function": "f", "parameters": [{"key": "k", "value": "v"}]},
        }, "b": {
            "text": "two\nlines", "icon": {"knownIcon": "STAR"}, "color": {"red": 1, "green": 0.5}, "x": [1],
        }});
        let schema = Schema::builtin();
        let drawn = |kind: &str, path: &str| -> Vec<String> {
            let kind = schema.get(kind).unwrap();
            form::rows(schema, kind, &request, path, &BTreeSet::new())
                .iter()
                .map(|row| format!("{}={}", name(row), value(row, &request).text))
                .collect()
        };
        let picker = drawn("DateTimePicker", "/w");
        for line in [
            "name=when",
            "label=unset",
            "type=unset: DATE_AND_TIME",
            "valueMsEpoch=12:00 UTC  43200000",
            "onChangeAction=f",
            "parameters=1",
            "1.=k",
            "key=k",
        ] {
            assert!(picker.iter().any(|row| row == line), "{line} in {picker:?}");
        }
        let button = drawn("Button", "/b");
        for line in [
            "text=two ↵ lines",
            "kind=knownIcon",
            "color=#ff8000  1 0.5 0",
            "x=[1]",
            "onClick=required",
        ] {
            assert!(button.iter().any(|row| row == line), "{line} in {button:?}");
        }
    }

    #[test]
    fn help_tells_what_can_be_typed_and_how_much() {
        let request = json!({"p": {"valueMsEpoch": "0"}, "b": {"color": {}}, "i": {},
            "q": {"id": "abc"}, "x": []});
        let schema = Schema::builtin();
        let told = |kind: &str, path: &str, row: &str| {
            let kind = schema.get(kind).unwrap();
            let rows = form::rows(schema, kind, &request, path, &BTreeSet::new());
            let row = rows.into_iter().find(|own| name(own) == row).unwrap();
            help(&row, &request)
        };
        for (kind, path, row, words) in [
            (
                "DateTimePicker",
                "/p",
                "valueMsEpoch",
                "Type 2026-11-25 14:30",
            ),
            ("DateTimePicker", "/p", "name", "Required."),
            (
                "Button",
                "/b",
                "color",
                "White text on it has a contrast of 21.0:1.",
            ),
            ("Icon", "/i", "imageType", "Unset means SQUARE."),
            (
                "MaterialIcon",
                "/i",
                "weight",
                "One of 7 values, 100 to 700.",
            ),
            (
                "Section",
                "/q",
                "id",
                "3 of 64 characters. Works only in Workspace Studio.",
            ),
        ] {
            let told = told(kind, path, row);
            assert!(told.contains(words), "{words} in {told}");
        }
    }
}
