//! Summary of an object for a list: its own text, found by the fields that the schema names.

use serde_json::Value;

use crate::document::pointer;
use crate::document::schema::{Field, Kind, Schema, Type};

/// Maximum length of a summary, in characters.
///
/// A line of a screen shows fewer.
const MOST: usize = 240;

/// Maximum depth at which text is searched.
const DEPTH: usize = 12;

/// Returns the type to show for an object: that of the union's member that is set if the object only wraps it,
/// else its own.
pub fn display_type<'s>(schema: &'s Schema, kind: &'s Type, value: &Value) -> &'s Type {
    if !kind.is_wrapper() {
        return kind;
    }
    set_member(kind, value)
        .and_then(|(field, _)| schema.type_of(field))
        .unwrap_or(kind)
}

/// Returns the member of a union of an object that is set, and its value.
pub fn set_member<'s, 'v>(kind: &'s Type, value: &'v Value) -> Option<(&'s Field, &'v Value)> {
    let members = value.as_object()?.iter();
    members
        .filter(|(_, value)| !value.is_null())
        .find_map(|(key, value)| {
            let field = kind.spelt(key).filter(|field| field.union.is_some())?;
            Some((field, value))
        })
}

/// Returns the summary of an object in one line; empty if it has no text.
///
/// Items of a list are in brackets.
pub fn summary(schema: &Schema, kind: &Type, value: &Value) -> String {
    let mut out = String::new();
    write(schema, kind, value, DEPTH, &mut out);
    if let Some((end, _)) = out.char_indices().nth(MOST) {
        out.truncate(end);
    }
    out
}

fn write(schema: &Schema, kind: &Type, value: &Value, depth: usize, out: &mut String) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    if kind.is_wrapper() {
        if let Some((field, value)) = set_member(kind, value) {
            write_field(schema, field, value, depth, out);
        }
        return;
    }
    let start = out.len();
    for name in &kind.words {
        let held = kind.field(name).zip(value.get(name));
        if let Some((field, value)) = held {
            write_field(schema, field, value, depth, out);
        }
        if out.len() > start {
            return;
        }
    }
}

fn write_field(schema: &Schema, field: &Field, value: &Value, depth: usize, out: &mut String) {
    match (value, schema.type_of(field)) {
        (Value::String(text), _) => write_line(text, out),
        (Value::Array(items), Some(kind)) => {
            for item in items {
                if out.len() > MOST * 4 {
                    return;
                }
                let mut words = String::new();
                write(schema, kind, item, depth, &mut words);
                if words.is_empty() {
                    continue;
                }
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
                out.push('[');
                out.push_str(&words);
                out.push(']');
            }
        }
        (Value::Object(_), Some(kind)) => write(schema, kind, value, depth, out),
        (Value::Number(_) | Value::Bool(_), _) => out.push_str(&value.to_string()),
        _ => {}
    }
}

/// Writes a text in one line.
///
/// White space becomes single spaces, and tags such as `<b>` are removed.
fn write_line(text: &str, out: &mut String) {
    let mut rest = text;
    let mut gap = false;
    let start = out.len();
    while let Some(c) = rest.chars().next() {
        if out.len() > MOST * 4 {
            return;
        }
        if let Some(after) = after_tag(rest) {
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            gap = out.len() > start;
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        out.push(c);
    }
}

/// Returns the text after a tag such as `</b>` at its start; `None` if it starts with none.
///
/// What Chat markup writes in the same brackets, URLs and mentions, is no tag.
fn after_tag(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('<')?;
    let (tag, after) = inside.split_once('>')?;
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let ends = matches!(name.as_bytes().get(length), None | Some(b' ' | b'/'));
    (is_named && ends && !name.starts_with("users/")).then_some(after)
}

/// Returns the path of the text that summarizes an object, as a JSON Pointer below the object.
///
/// It is the first text among its summary fields, through the objects they hold. `None` if it has no text of
/// its own.
pub fn place(schema: &Schema, kind: &Type, value: &Value) -> Option<String> {
    place_within(schema, kind, value, DEPTH)
}

fn place_within(schema: &Schema, kind: &Type, value: &Value, depth: usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    if kind.is_wrapper() {
        let (field, value) = set_member(kind, value)?;
        return place_in_field(schema, field, value, depth);
    }
    kind.words.iter().find_map(|name| {
        let field = kind.field(name)?;
        place_in_field(
            schema,
            field,
            value.get(name).unwrap_or(&Value::Null),
            depth,
        )
    })
}

fn place_in_field(schema: &Schema, field: &Field, value: &Value, depth: usize) -> Option<String> {
    let here = pointer::join("", &field.name);
    match (&field.kind, field.repeated) {
        (Kind::Text | Kind::Lines | Kind::Address, false) => Some(here),
        // Only existing objects: text should not be put into parts that nobody asked for.
        (Kind::Type(_), false) if value.is_object() => {
            let below = place_within(schema, schema.type_of(field)?, value, depth)?;
            Some(here + &below)
        }
        (Kind::Type(_), true) => {
            let first = value.as_array()?.first()?;
            let below = place_within(schema, schema.type_of(field)?, first, depth)?;
            Some(here + "/0" + &below)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_are_called_by_their_own_words() {
        for (kind, value, called, written) in [
            (
                "Section",
                json!({"header": "Contents"}),
                "Contents",
                "/header",
            ),
            ("Section", json!({}), "", "/header"),
            (
                "CardWithId",
                json!({"cardId": "a", "card": {"header": {"title": "About"}}}),
                "About",
                "/card/header/title",
            ),
            (
                "CardWithId",
                json!({"cardId": "a", "card": {}}),
                "a",
                "/cardId",
            ),
            (
                "Widget",
                json!({"textParagraph": {"text": " one\n  two "}}),
                "one two",
                "/textParagraph/text",
            ),
            (
                "Widget",
                json!({"textParagraph": {"text": "<b>1</b> < 2 <br/>and <https://a.b|c> <users/all> a<b"}}),
                "1 < 2 and <https://a.b|c> <users/all> a<b",
                "/textParagraph/text",
            ),
            (
                "Widget",
                json!({"buttonList": {"buttons": [{"text": "Yes"}, {}, {"icon": {"knownIcon": "STAR"}}]}}),
                "[Yes] [STAR]",
                "/buttonList/buttons/0/text",
            ),
            (
                "AccessoryWidget",
                json!({"buttonList": {"buttons": [{"text": "View documentation"}]}}),
                "[View documentation]",
                "/buttonList/buttons/0/text",
            ),
            ("Widget", json!({"divider": {}}), "", "-"),
            ("Widget", json!({}), "", "-"),
            ("Widget", json!({"textParagraph": 7}), "7", "-"),
            ("Widget", json!("odd"), "", "-"),
            ("ActionParameter", json!({"value": "2.4"}), "2.4", "/key"),
        ] {
            let schema = Schema::builtin();
            let kind = schema.get(kind).unwrap();
            assert_eq!(summary(schema, kind, &value), called, "{value}");
            let found = place(schema, kind, &value);
            assert_eq!(found.as_deref().unwrap_or("-"), written, "{value}");
        }
    }

    #[test]
    fn words_have_an_end() {
        let schema = Schema::builtin();
        let kind = schema.get("TextParagraph").unwrap();
        let long = json!({"text": "wörd ".repeat(10_000)});
        assert_eq!(summary(schema, kind, &long).chars().count(), MOST);
    }

    #[test]
    fn the_words_of_the_schema_are_fields_of_their_types() {
        for kind in Schema::builtin().types() {
            for name in &kind.words {
                assert!(kind.field(name).is_some(), "{} has no {name}", kind.name);
            }
            for name in kind.start.keys() {
                assert!(kind.field(name).is_some(), "{} has no {name}", kind.name);
            }
            assert!(kind.sign.chars().count() <= 1, "{}", kind.name);
        }
    }
}
