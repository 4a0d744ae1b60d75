//! Parses the JSON body of a request as strictly as Google does, by the schema.

use serde_json::{Map, Value};

use super::proto_json;
use super::status::Status;
use crate::document::pointer;
use crate::document::proto3_scalar::Shape;
use crate::document::schema::{Schema, snake};
use crate::document::validate::{SchemaError, SchemaErrorKind, normalise, validate};

/// Maximum characters of an invalid value that an error message repeats.
const SHOWN: usize = 200;

/// Parses the body as an object of the schema's type: names in camelCase, enum values by name.
///
/// `root` is what Google calls the body in its error messages (`message`). All violations of the schema are reported
/// in one error.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn read(bytes: &[u8], type_name: &str, root: &str) -> Result<Value, Status> {
    let value = parse(bytes)?;
    let schema = Schema::builtin();
    let faults = validate(schema, type_name, &value);
    if !faults.is_empty() {
        let complaints: Vec<_> = faults
            .iter()
            .flat_map(|fault| complaints(fault, &value, root))
            .collect();
        return Err(Status::violations(&complaints));
    }
    Ok(normalise(schema, type_name, &value))
}

/// Normalises a parsed body: drops values that equal unset.
#[must_use]
pub fn without_defaults(type_name: &str, body: &Value) -> Map<String, Value> {
    match proto_json::without_defaults(Schema::builtin(), type_name, body) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn parse(bytes: &[u8]) -> Result<Value, Status> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Object(Map::new()));
    }
    match serde_json::from_slice(bytes) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(Status::invalid(
            "Invalid JSON payload received. Root element must be a message.",
        )),
        Err(error) => Err(Status::violation(
            "",
            format!("Invalid JSON payload received. {error}"),
        )),
    }
}

/// Returns Google's report of a fault: the field it names, and its message.
fn complaints(fault: &SchemaError, value: &Value, root: &str) -> Vec<(String, String)> {
    let here = field(&fault.path, root);
    let up = pointer::split(&fault.path).map_or("", |(up, _)| up);
    match &fault.kind {
        SchemaErrorKind::UnknownField { name, .. } => {
            let parent = field(up, root);
            let says = format!(
                "Invalid JSON payload received. Unknown name \"{name}\" at '{parent}': Cannot find field."
            );
            vec![(parent, says)]
        }
        SchemaErrorKind::DuplicateField { name } => {
            let parent = field(up, root);
            let says = format!(
                "Invalid JSON payload received. Field \"{}\" at '{parent}' is set twice.",
                snake(name)
            );
            vec![(parent, says)]
        }
        SchemaErrorKind::WrongType { expected, .. } | SchemaErrorKind::BadValue { expected, .. } => {
            let shown = excerpt(value.pointer(&fault.path));
            let says = format!("Invalid value at '{here}' ({}), {shown}", shape(*expected));
            vec![(here, says)]
        }
        SchemaErrorKind::UnknownChoice { .. } => {
            let shown = excerpt(value.pointer(&fault.path));
            let says = format!("Invalid value at '{here}' (TYPE_ENUM), {shown}");
            vec![(here, says)]
        }
        SchemaErrorKind::UnionConflict { union, fields } => fields
            .iter()
            .skip(1)
            .map(|name| {
                let name = snake(name);
                let says = format!(
                    "Invalid value at '{here}' (oneof), oneof field '{union}' is already set. Cannot set '{name}'"
                );
                (here.clone(), says)
            })
            .collect(),
    }
}

/// Converts a JSON Pointer to Google's notation: `message.cards_v2[0].card`.
#[must_use]
pub fn field(path: &str, root: &str) -> String {
    let mut field = root.to_owned();
    for step in pointer::steps(path) {
        if pointer::place(&step).is_some() {
            field.push('[');
            field.push_str(&step);
            field.push(']');
        } else {
            if !field.is_empty() {
                field.push('.');
            }
            field.push_str(&snake(&step));
        }
    }
    field
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "TYPE_STRING",
        Shape::Flag => "TYPE_BOOL",
        Shape::Whole => "TYPE_INT32",
        Shape::Long => "TYPE_INT64",
        Shape::Real => "TYPE_FLOAT",
        Shape::Bytes => "TYPE_BYTES",
        Shape::Time => "type.googleapis.com/google.protobuf.Timestamp",
        Shape::Duration => "type.googleapis.com/google.protobuf.Duration",
        Shape::Choice => "TYPE_ENUM",
        Shape::Object => "TYPE_MESSAGE",
        Shape::List => "a list",
    }
}

fn excerpt(value: Option<&Value>) -> String {
    let text = value.map(Value::to_string).unwrap_or_default();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(body: &Value) -> (String, String) {
        let refusal = read(body.to_string().as_bytes(), "Message", "message").unwrap_err();
        let field = refusal.details[0]["fieldViolations"][0]["field"].as_str();
        (refusal.message, field.unwrap_or("").to_owned())
    }

    #[test]
    fn faults_are_told_in_googles_way() {
        for (body, message, field) in [
            (
                json!({"cardsV2": [{"card": {"footer": {}}}]}),
                "Invalid JSON payload received. Unknown name \"footer\" at 'message.cards_v2[0].card': Cannot find field.",
                "message.cards_v2[0].card",
            ),
            (
                json!({"colour": 1}),
                "Invalid JSON payload received. Unknown name \"colour\" at 'message': Cannot find field.",
                "message",
            ),
            (
                json!({"text": 5}),
                "Invalid value at 'message.text' (TYPE_STRING), 5",
                "message.text",
            ),
            (
                json!({"markupSyntax": "HTML"}),
                "Invalid value at 'message.markup_syntax' (TYPE_ENUM), \"HTML\"",
                "message.markup_syntax",
            ),
            (
                json!({"accessoryWidgets": [], "cards_v2": [{"card": {"sections": [{"widgets": [{"divider": {}, "image": {}}]}]}}]}),
                "Invalid value at 'message.cards_v2[0].card.sections[0].widgets[0]' (oneof), oneof field 'data' is already set. Cannot set 'image'",
                "message.cards_v2[0].card.sections[0].widgets[0]",
            ),
        ] {
            assert_eq!(told(&body), (message.to_owned(), field.to_owned()));
        }
    }

    #[test]
    fn every_fault_is_told_on_a_line() {
        let (message, _) = told(&json!({"one": 1, "two": 2, "text": []}));
        assert_eq!(message.lines().count(), 3);
    }

    #[test]
    fn broken_json_is_told() {
        for body in ["{", "[1,]", "[]", "\"x\"", "{'a': 1}"] {
            let refusal = read(body.as_bytes(), "Message", "message").unwrap_err();
            assert!(
                refusal
                    .message
                    .starts_with("Invalid JSON payload received."),
                "{body}"
            );
        }
        assert!(read(b"{\"text\": \"\xff\"}", "Message", "message").is_err());
        assert_eq!(read(b" \n", "Message", "message"), Ok(json!({})));
    }
}
