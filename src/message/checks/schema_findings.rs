//! M04 to M07 and M11: schema violations as findings with their quick fixes.

use std::collections::HashMap;

use serde_json::Value;

use crate::document::did_you_mean::fold;
use crate::document::edit::Edit;
use crate::document::pointer;
use crate::document::proto3_scalar::{Shape, ValueKind};
use crate::document::resolve::{SchemaNode, resolve};
use crate::document::schema::{Meaning, Schema, Type, camel};
use crate::document::validate::{SchemaError, SchemaErrorKind, validate};
use crate::message::checks::collector::Report;
use crate::message::checks::finding::Finding;
use crate::message::checks::format_value;
use crate::message::checks::rules::card::{COLUMN_WIDGET, NESTED_WIDGET};
use crate::message::checks::rules::message::{
    BAD_ENUM, FIELD_CASE, ONEOF_MANY, UNKNOWN_FIELD, WRONG_JSON_TYPE,
};

/// The type of the whole draft.
const REQUEST: &str = "CreateMessageRequest";

/// Adds all schema violations.
pub fn check(request: &Value, report: &mut Report<'_>) {
    let mut keys = KeyPlaces::of(request);
    for fault in validate(Schema::builtin(), REQUEST, request) {
        report.add(finding(&mut keys, &fault));
    }
}

/// Places of the keys of the object that was last looked at, so that an object of many is read once.
struct KeyPlaces<'a> {
    request: &'a Value,
    above: Option<String>,
    places: HashMap<&'a str, usize>,
}

impl<'a> KeyPlaces<'a> {
    fn of(request: &'a Value) -> Self {
        Self {
            request,
            above: None,
            places: HashMap::new(),
        }
    }

    fn place(&mut self, above: &str, key: &str) -> Option<usize> {
        if self.above.as_deref() != Some(above) {
            let members = self.request.pointer(above)?.as_object()?;
            let places = members.keys().enumerate();
            self.places = places.map(|(at, key)| (key.as_str(), at)).collect();
            self.above = Some(above.to_owned());
        }
        self.places.get(key).copied()
    }
}

fn finding(keys: &mut KeyPlaces<'_>, fault: &SchemaError) -> Finding {
    let request = keys.request;
    let path = fault.path.as_str();
    match &fault.kind {
        SchemaErrorKind::UnknownField {
            name,
            suggestion: meant,
        } => unknown(keys, path, name, meant.as_deref()),
        SchemaErrorKind::DuplicateField { name } => {
            let words = format!("The field {name} is set in two spellings.");
            let edit = Edit::Remove { path: path.into() };
            Finding::new(&FIELD_CASE, path, words).perhaps("Remove this one", vec![edit])
        }
        SchemaErrorKind::WrongType { expected, found } => {
            let words = mistyped(request, path).unwrap_or_else(|| {
                format!("{} is {found}, but must be {expected}.", name_of(path))
            });
            let finding = Finding::new(&WRONG_JSON_TYPE, path, words);
            match request
                .pointer(path)
                .and_then(|value| converted(value, *expected, *found))
            {
                Some(value) => {
                    let words = format!("Write it as {expected}");
                    finding.safely(
                        words,
                        vec![Edit::Replace {
                            path: path.into(),
                            value,
                        }],
                    )
                }
                None => finding,
            }
        }
        SchemaErrorKind::BadValue { expected, .. } => {
            let value = request
                .pointer(path)
                .map(format_value::value)
                .unwrap_or_default();
            let words = mistyped(request, path).unwrap_or_else(|| {
                format!("{} is {value}, but must be {expected}.", name_of(path))
            });
            Finding::new(&WRONG_JSON_TYPE, path, words)
        }
        SchemaErrorKind::UnknownChoice {
            value,
            suggestion: meant,
        } => choice(path, value, meant.as_deref()),
        SchemaErrorKind::UnionConflict { fields, .. } => union(path, fields),
    }
}

/// Returns the message for a text where a person types another spelling of the value than its JSON.
fn mistyped(request: &Value, path: &str) -> Option<String> {
    let text = format_value::quoted(request.pointer(path)?.as_str()?);
    let means = match resolve(Schema::builtin(), REQUEST, path)? {
        SchemaNode::Object(kind) => kind.means,
        SchemaNode::Plain(field) => field.means,
        SchemaNode::List(_) => None,
    };
    match means? {
        Meaning::Colour => Some(format!(
            "{text} is not a colour: write red, green and blue from 0 to 1; in its form, a name such as tomato, #1a73e8 or #18e."
        )),
        Meaning::EpochMilliseconds => Some(format!(
            "{text} is not a date or time: write milliseconds since 1970 UTC, or 2026-11-25 14:30 in its form."
        )),
        Meaning::KnownIcon | Meaning::MaterialIcon => None,
    }
}

/// Returns the last key of a path, as people call a value: `text`, or the list an item is in.
fn name_of(path: &str) -> String {
    let mut above = path;
    while let Some((rest, step)) = pointer::split(above) {
        if pointer::place(&step).is_none() {
            return if above == path {
                step
            } else {
                format!("An item of {step}")
            };
        }
        above = rest;
    }
    "The request".to_owned()
}

fn unknown(keys: &mut KeyPlaces<'_>, path: &str, name: &str, meant: Option<&str>) -> Finding {
    let above = path.rsplit_once('/').map_or("", |(above, _)| above);
    let kind = match resolve(Schema::builtin(), REQUEST, above) {
        Some(SchemaNode::Object(kind)) => Some(kind),
        _ => None,
    };
    if let Some(finding) = kind.and_then(|kind| misplaced(kind, path, name)) {
        return finding;
    }
    let owner = kind.map_or_else(|| "an object".to_owned(), Type::with_article);
    let owner = owner.replacen('a', "A", 1);
    let shown = format_value::quoted(name);
    let Some(meant) = meant else {
        let words = format!("{owner} has no field {shown}.");
        let edit = Edit::Remove { path: path.into() };
        return Finding::new(&UNKNOWN_FIELD, path, words).perhaps("Remove the field", vec![edit]);
    };
    let is_spelling = fold(meant) == fold(name);
    let (rule, words) = if is_spelling {
        (
            &FIELD_CASE,
            format!("The field {shown} must be spelt {meant}."),
        )
    } else {
        (
            &UNKNOWN_FIELD,
            format!("{owner} has no field {shown}. Did you mean {meant}?"),
        )
    };
    let finding = Finding::new(rule, path, words);
    let at = keys.place(above, name);
    match renamed_at(keys.request, path, meant, at) {
        Some(edits) if is_spelling => finding.safely(format!("Write {meant}"), edits),
        Some(edits) => finding.perhaps(format!("Write {meant}"), edits),
        None => finding,
    }
}

/// Returns the finding for a widget in a place where widgets of its kind are not allowed.
fn misplaced(kind: &Type, path: &str, name: &str) -> Option<Finding> {
    Schema::builtin()
        .get("Widget")?
        .spelt(name)
        .filter(|field| field.union.is_some())?;
    let name = camel(name);
    Some(match kind.name.as_str() {
        "Widgets" => Finding::new(
            &COLUMN_WIDGET,
            path,
            format!("A column cannot hold {name}."),
        ),
        "NestedWidget" => Finding::new(
            &NESTED_WIDGET,
            path,
            format!("A slide of a carousel cannot hold {name}."),
        ),
        _ => return None,
    })
}

/// Returns the edits that rename a key, in its place; `None` if the new name is taken.
pub fn renamed(request: &Value, path: &str, name: &str) -> Option<Vec<Edit>> {
    let (above, step) = pointer::split(path)?;
    let at = KeyPlaces::of(request).place(above, &step);
    renamed_at(request, path, name, at)
}

fn renamed_at(request: &Value, path: &str, name: &str, at: Option<usize>) -> Option<Vec<Edit>> {
    let (above, step) = pointer::split(path)?;
    let members = request.pointer(above)?.as_object()?;
    let value = members.get(&step)?.clone();
    if members.contains_key(name) {
        return None;
    }
    let new = pointer::join(above, name);
    Some(vec![
        Edit::Remove {
            path: path.to_owned(),
        },
        Edit::Insert {
            path: new,
            at,
            value,
        },
    ])
}

/// Converts a value to the expected type, if the conversion is certain.
fn converted(value: &Value, expected: Shape, found: ValueKind) -> Option<Value> {
    match (expected, found) {
        (Shape::Text, ValueKind::Number | ValueKind::Flag) => {
            Some(Value::String(value.to_string()))
        }
        (Shape::Flag, ValueKind::Text) => match value.as_str()?.to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        (Shape::List, ValueKind::Object) => Some(Value::Array(vec![value.clone()])),
        _ => None,
    }
}

fn choice(path: &str, value: &str, meant: Option<&str>) -> Finding {
    let (name, shown) = (name_of(path), format_value::quoted(value));
    let Some(meant) = meant else {
        let words = match resolve(Schema::builtin(), REQUEST, path) {
            Some(SchemaNode::Plain(field)) if field.choices().len() <= 8 => {
                let known: Vec<&str> = field
                    .choices()
                    .iter()
                    .map(|choice| choice.name.as_str())
                    .filter(|name| !name.ends_with("_UNSPECIFIED"))
                    .collect();
                format!("{name} is {shown}, but can be {}.", known.join(", "))
            }
            _ => format!("{name} cannot be {shown}."),
        };
        return Finding::new(&BAD_ENUM, path, words);
    };
    let words = format!("{name} cannot be {shown}. Did you mean {meant}?");
    let edits = vec![Edit::Replace {
        path: path.into(),
        value: meant.into(),
    }];
    let finding = Finding::new(&BAD_ENUM, path, words);
    let fix = format!("Write {meant}");
    if fold(meant) == fold(value) {
        finding.safely(fix, edits)
    } else {
        finding.perhaps(fix, edits)
    }
}

fn union(path: &str, fields: &[String]) -> Finding {
    let names: Vec<&str> = fields.iter().map(String::as_str).collect();
    let words = format!("Only one of {} can be set.", format_value::list(&names));
    let edits = names
        .iter()
        .skip(1)
        .map(|name| Edit::Remove {
            path: pointer::join(path, name),
        })
        .collect();
    let keep = names.first().copied().unwrap_or_default();
    Finding::new(&ONEOF_MANY, path, words).perhaps(format!("Keep {keep} only"), edits)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::message::checks::check;
    use crate::message::checks::check_context::CheckContext;

    #[test]
    fn what_a_person_types_for_a_colour_or_a_date_is_answered_in_their_words() {
        let widgets = json!([
            {"buttonList": {"buttons": [{"text": "a", "color": "#12zz99"}]}},
            {"dateTimePicker": {"name": "d", "valueMsEpoch": "tomorrow"}},
        ]);
        let request =
            json!({"message": {"cardsV2": [{"card": {"sections": [{"widgets": widgets}]}}]}});
        let found = check::check(&request, &CheckContext::default());
        for words in [
            "\"#12zz99\" is not a colour",
            "\"tomorrow\" is not a date or time",
        ] {
            let told = found
                .iter()
                .filter(|finding| finding.message.starts_with(words));
            assert_eq!(told.count(), 1, "{words}: {found:?}");
        }
    }
}
