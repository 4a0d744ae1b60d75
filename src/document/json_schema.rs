//! The schema of the Chat API as JSON Schema (draft-07), for editors.
//!
//! <https://json-schema.org/draft-07/json-schema-release-notes>

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::document::schema::{Field, Kind, Limit, Schema, Type};

/// Returns the JSON Schema of a type, with all types that it can hold.
///
/// Draft-07 is what editors know best. A name that is unknown is a fault there, although the program keeps and sends it.
#[must_use]
pub fn of(schema: &Schema, root: &str) -> Value {
    let mut reached = BTreeSet::from([root]);
    let mut waiting = vec![root];
    let mut definitions = Map::new();
    while let Some(name) = waiting.pop() {
        let Some(kind) = schema.get(name) else {
            continue;
        };
        for field in &kind.fields {
            if let Some(held) = schema.type_of(field)
                && reached.insert(&held.name)
            {
                waiting.push(&held.name);
            }
        }
    }
    for kind in schema.types() {
        if reached.contains(kind.name.as_str()) {
            definitions.insert(kind.name.clone(), definition(kind));
        }
    }
    let title = schema.get(root).map_or(root, |kind| kind.label.as_str());
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "allOf": [reference(root)],
        "definitions": definitions,
    })
}

fn reference(type_name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{type_name}")})
}

fn definition(kind: &Type) -> Value {
    let mut properties = Map::new();
    for field in &kind.fields {
        properties.insert(field.name.clone(), property(field));
    }
    let mut out = json!({
        "title": kind.label,
        "description": kind.help,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let rules = rules(kind);
    if !rules.is_empty() {
        out["allOf"] = Value::Array(rules);
    }
    out
}

/// Returns what a type asks of its fields together: at most one of each union, and one of those it needs.
fn rules(kind: &Type) -> Vec<Value> {
    let has = |name: &String| json!({"required": [name]});
    let needed = kind.needed();
    let mut rules = Vec::new();
    for union in &kind.unions {
        let mut cases: Vec<Value> = union.members.iter().map(has).collect();
        if union.members != needed {
            cases.push(json!({"not": {"anyOf": cases}}));
        }
        rules.push(json!({"oneOf": cases}));
    }
    if !needed.is_empty() && !kind.unions.iter().any(|union| union.members == needed) {
        rules.push(json!({"anyOf": needed.iter().map(has).collect::<Vec<_>>()}));
    }
    rules
}

fn property(field: &Field) -> Value {
    let mut value = value(field);
    if field.repeated {
        value = json!({"type": "array", "items": value});
        bound(&mut value, "minItems", field.limit.min_items);
        bound(&mut value, "maxItems", field.limit.max_items);
    }
    let mut help = field.help.clone();
    if let Some(default) = &field.default {
        help = format!("{help} Default: {default}.");
    }
    if !field.counts_in_messages() {
        help = format!("{help} Messages ignore it.");
    }
    value["description"] = Value::String(help);
    if field.output_only {
        value["readOnly"] = Value::Bool(true);
    }
    if field.deprecated {
        value["deprecated"] = Value::Bool(true);
    }
    value
}

/// Returns the JSON Schema of one value of a field.
fn value(field: &Field) -> Value {
    let limit = &field.limit;
    match &field.kind {
        Kind::Text | Kind::Lines | Kind::Address => text(limit),
        Kind::Bytes => json!({"type": "string"}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Time => json!({"type": "string", "format": "date-time"}),
        Kind::Duration => json!({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,9})?s$"}),
        Kind::Whole => number("integer", limit),
        Kind::Real => number("number", limit),
        // A 64-bit integer is a string in Google's answers; requests may have it as a number, too.
        Kind::Long => json!({"type": ["string", "integer"]}),
        Kind::Choice(choices) => {
            let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
            // `enumDescriptions` is of VS Code; others ignore it.
            let helps: Vec<&str> = choices.iter().map(|choice| choice.help.as_str()).collect();
            json!({"enum": names, "enumDescriptions": helps})
        }
        // Beside a reference, draft-07 ignores everything.
        Kind::Type(name) => json!({"allOf": [reference(name)]}),
    }
}

fn number(kind: &str, limit: &Limit) -> Value {
    let mut value = json!({"type": kind});
    bound(&mut value, "minimum", limit.min);
    bound(&mut value, "maximum", limit.max);
    value
}

fn text(limit: &Limit) -> Value {
    let mut value = json!({"type": "string"});
    bound(&mut value, "maxLength", limit.max_chars);
    // An empty text is unset, whatever its form.
    let pattern = match (&limit.form, &limit.prefix, &limit.alphabet) {
        (Some(form), _, _) => Some(form_pattern(form)),
        (None, None, None) if limit.https => Some("https://".to_owned()),
        (None, None, None) => None,
        (None, prefix, alphabet) => {
            let prefix = prefix.as_deref().unwrap_or_default();
            let rest = alphabet.as_ref().map(|letters| format!("[{letters}]*$"));
            Some(format!("{prefix}{}", rest.unwrap_or_default()))
        }
    };
    if let Some(pattern) = pattern {
        value["pattern"] = Value::String(format!("^$|^{pattern}"));
    }
    value
}

/// Returns the pattern of a resource name: each `{x}` is one part of it.
fn form_pattern(form: &str) -> String {
    let parts: Vec<&str> = form
        .split('/')
        .map(|part| if part.starts_with('{') { "[^/]+" } else { part })
        .collect();
    format!("{}$", parts.join("/"))
}

fn bound<T: Into<Value>>(value: &mut Value, key: &str, limit: Option<T>) {
    if let Some(limit) = limit {
        value[key] = limit.into();
    }
}
