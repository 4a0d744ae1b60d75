//! What the rows of a form say: the name at the left, the value in words, the help below.

use serde_json::Value;

use crate::app::cards::moment;
use crate::app::cards::reading::hex;
use crate::document::form::{Holds, Row};
use crate::document::pointer;
use crate::document::schema::{Field, Meaning, Schema, Where};
use crate::document::words;
use crate::message::colour::Colour;
use crate::message::icons;

/// How a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is set.
    Set,
    /// It is not set, and need not be.
    Unset,
    /// It is not set, and Google's reference says that it must be.
    Wanted,
    /// It is not what belongs there.
    Odd,
}

/// A value in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The words, one line.
    pub text: String,
    /// How it stands.
    pub standing: Standing,
    /// The colour it means.
    pub colour: Option<Colour>,
}

/// The name of a row.
#[must_use]
pub fn name(row: &Row<'_>) -> String {
    match row.holds {
        Holds::Plain(field)
        | Holds::Object(field, _)
        | Holds::Node(field, _)
        | Holds::List(field)
        | Holds::NodeList(field, _)
        | Holds::Foreign(Some(field)) => field.name.clone(),
        Holds::Item(_, place) => format!("{}.", place + 1),
        // Where it is what the object is all about, its name in the protocol says less.
        Holds::Union(kind, union, _)
            if union.members.first() == kind.fields.first().map(|f| &f.name) =>
        {
            "kind".to_owned()
        }
        Holds::Union(_, union, _) => union.name.replace('_', " "),
        Holds::Foreign(None) => {
            pointer::split(&row.path).map_or_else(|| "everything".to_owned(), |(_, step)| step)
        }
        Holds::Apart(_) => "not in messages".to_owned(),
    }
}

/// What a row of a form of this request holds, in words.
#[must_use]
pub fn value(row: &Row<'_>, request: &Value) -> Shown {
    let held = request.pointer(&row.path).unwrap_or(&Value::Null);
    let set = |text: String| Shown {
        text,
        standing: Standing::Set,
        colour: None,
    };
    match row.holds {
        Holds::Foreign(_) => Shown {
            standing: Standing::Odd,
            ..set(held.to_string())
        },
        Holds::Apart(count) => Shown {
            standing: Standing::Unset,
            ..set(format!(
                "{count} {}",
                if count == 1 { "field" } else { "fields" }
            ))
        },
        Holds::Union(_, _, member) => match member {
            Some(field) => set(field.name.clone()),
            None => unset(None),
        },
        Holds::Plain(field)
        | Holds::Object(field, _)
        | Holds::Node(field, _)
        | Holds::List(field)
        | Holds::NodeList(field, _)
            if held.is_null() =>
        {
            unset(Some(field))
        }
        Holds::Plain(field) | Holds::Item(field, _) if !held.is_object() => set(plain(field, held)),
        Holds::Object(_, kind) if kind.means == Some(Meaning::Colour) => Shown {
            colour: Colour::read(held),
            ..set(Colour::read(held).map_or_else(String::new, hex))
        },
        Holds::List(field) | Holds::NodeList(field, _) => {
            let count = held.as_array().map_or(0, Vec::len);
            set(match field.limit.max_items {
                Some(most) => format!("{count} of {most} at most"),
                None => count.to_string(),
            })
        }
        Holds::Object(field, _)
        | Holds::Node(field, _)
        | Holds::Item(field, _)
        | Holds::Plain(field) => {
            let schema = Schema::builtin();
            let words = schema
                .type_of(field)
                .map(|kind| words::words(schema, kind, held));
            set(words.unwrap_or_default())
        }
    }
}

fn unset(field: Option<&Field>) -> Shown {
    let is_wanted = field.is_some_and(|field| field.required);
    let text = match field.and_then(|field| field.default.as_deref()) {
        Some(default) => format!("unset: {default}"),
        None if is_wanted => "required".to_owned(),
        None => "unset".to_owned(),
    };
    Shown {
        text,
        standing: if is_wanted {
            Standing::Wanted
        } else {
            Standing::Unset
        },
        colour: None,
    }
}

fn plain(field: &Field, held: &Value) -> String {
    let text = match held {
        Value::String(text) if text.is_empty() => return "empty".to_owned(),
        Value::String(text) => text.replace('\n', " ↵ "),
        other => other.to_string(),
    };
    match field.means {
        Some(Meaning::EpochMilliseconds) => {
            let moment = text.parse().ok().and_then(moment::write);
            moment.map_or(text.clone(), |moment| format!("{moment} UTC  {text}"))
        }
        Some(Meaning::KnownIcon | Meaning::MaterialIcon) => {
            let glyph = icons::find(&text).map(|icon| icon.glyph);
            glyph.map_or(text.clone(), |glyph| format!("{glyph} {text}"))
        }
        _ => text,
    }
}

/// What stands below a form about one of its rows: what it is for, and where it works if not in
/// messages.
#[must_use]
pub fn help(row: &Row<'_>) -> String {
    match row.holds {
        Holds::Plain(field)
        | Holds::Object(field, _)
        | Holds::Node(field, _)
        | Holds::List(field)
        | Holds::NodeList(field, _)
        | Holds::Item(field, _) => {
            let mut told = field.help.clone();
            if let Some(place) = elsewhere(field) {
                told = format!("{told} {place}");
            }
            told
        }
        Holds::Union(_, union, None) => {
            format!("At most one of these can be set: {}.", union.members.join(", "))
        }
        Holds::Union(_, _, Some(field)) => field.help.clone(),
        Holds::Foreign(Some(field)) => {
            format!("This does not fit here; it is sent as it is. {}", field.help)
        }
        Holds::Foreign(None) => {
            "chatquill does not know this field; it is kept and sent as it is.".to_owned()
        }
        Holds::Apart(_) => {
            "Fields for dialogs, add-ons and Workspace Studio, or that others have replaced; a message card ignores them.".to_owned()
        }
    }
}

/// Where a field works that does not work in messages.
fn elsewhere(field: &Field) -> Option<&'static str> {
    Some(match field.scope {
        Where::Message | Where::ChatOnly => return None,
        Where::Dialog => "Works in dialogs only.",
        Where::AddOn => "Works in add-ons only.",
        Where::Studio => "Works in Workspace Studio only.",
        Where::Reply => "Works in direct answers only.",
        Where::OutputOnly => "Filled by Google Chat.",
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
            "color=#ff8000",
            "x=[1]",
            "onClick=required",
        ] {
            assert!(button.iter().any(|row| row == line), "{line} in {button:?}");
        }
    }
}
