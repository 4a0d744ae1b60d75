//! The JSON Schema for editors takes every card file, and refuses each of them once it is damaged.

use std::fs;
use std::path::{Path, PathBuf};

use chatquill::document::json_schema;
use chatquill::document::schema::{Kind, Schema, Type};
use chatquill::message::import::open;
use serde_json::{Value, json};

/// Returns the requests of the card files, with the names of the files.
fn requests() -> Vec<(String, Value)> {
    let cards = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cards");
    let folders = ["", "user", "preview", "webhook"].map(|folder| cards.join(folder));
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    assert!(paths.len() > 60, "{}", paths.len());
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path.display().to_string(), open(&text).unwrap().request)
    };
    paths.into_iter().map(read).collect()
}

fn type_fits(wanted: &str, value: &Value) -> bool {
    match wanted {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => unreachable!("an unknown type {other}"),
    }
}

/// Returns whether a JSON Schema takes a value, by the rules of draft-07; patterns are left out.
pub fn takes(root: &Value, schema: &Value, value: &Value) -> bool {
    let count = |cases: &Value| {
        let cases = cases.as_array().unwrap().iter();
        cases.filter(|case| takes(root, case, value)).count()
    };
    schema
        .as_object()
        .unwrap()
        .iter()
        .all(|(key, rule)| match key.as_str() {
            "$schema" | "title" | "description" | "definitions" | "readOnly" | "deprecated"
            | "enumDescriptions" | "pattern" | "format" => true,
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                takes(root, root.pointer(pointer).unwrap(), value)
            }
            "allOf" => count(rule) == rule.as_array().unwrap().len(),
            "anyOf" => count(rule) > 0,
            "oneOf" => count(rule) == 1,
            "not" => !takes(root, rule, value),
            "type" => match rule {
                Value::Array(kinds) => kinds
                    .iter()
                    .any(|kind| type_fits(kind.as_str().unwrap(), value)),
                kind => type_fits(kind.as_str().unwrap(), value),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "required" => {
                let names = rule.as_array().unwrap().iter();
                names
                    .map(|name| name.as_str().unwrap())
                    .all(|name| value.get(name).is_some())
            }
            "properties" => value.as_object().into_iter().flatten().all(|(name, held)| {
                rule.get(name)
                    .is_none_or(|property| takes(root, property, held))
            }),
            "additionalProperties" => {
                value.as_object().into_iter().flatten().all(|(name, held)| {
                    let is_named = schema
                        .get("properties")
                        .and_then(|all| all.get(name))
                        .is_some();
                    is_named || (rule != false && takes(root, rule, held))
                })
            }
            "propertyNames" => {
                let mut names = value.as_object().into_iter().flatten();
                names.all(|(name, _)| takes(root, rule, &json!(name)))
            }
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() as u64 >= rule.as_u64().unwrap()),
            "items" => value
                .as_array()
                .into_iter()
                .flatten()
                .all(|item| takes(root, rule, item)),
            "minItems" => value.as_array().unwrap().len() as u64 >= rule.as_u64().unwrap(),
            "maxItems" => value.as_array().unwrap().len() as u64 <= rule.as_u64().unwrap(),
            "maxLength" => value.as_str().unwrap().chars().count() as u64 <= rule.as_u64().unwrap(),
            "minimum" => value
                .as_f64()
                .is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value
                .as_f64()
                .is_none_or(|number| number <= rule.as_f64().unwrap()),
            other => unreachable!("an unknown keyword {other}"),
        })
}

/// Visits each object of the API in a document, with its type.
fn visit(schema: &Schema, kind: &Type, at: &str, value: &Value, found: &mut Vec<(String, String)>) {
    found.push((at.to_owned(), kind.name.clone()));
    for field in &kind.fields {
        let (Some(held), Some(of)) = (value.get(&field.name), schema.type_of(field)) else {
            continue;
        };
        let at = format!("{at}/{}", field.name);
        match held {
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    visit(schema, of, &format!("{at}/{place}"), item, found);
                }
            }
            item => visit(schema, of, &at, item, found),
        }
    }
}

/// Returns what is put into an object of a type to damage it, each with a word for it.
fn damages(kind: &Type) -> Vec<(&'static str, String, Value)> {
    let mut damages = vec![("unknown", "colour_of_the_moon".to_owned(), json!(1))];
    for field in &kind.fields {
        let wrong = match &field.kind {
            Kind::Choice(_) => json!("NO_SUCH_WORD"),
            Kind::Flag => json!("true"),
            Kind::Type(_) => json!("text"),
            Kind::Long => json!(1.5),
            Kind::Whole | Kind::Real => json!("many"),
            _ => json!(17),
        };
        damages.push(("kind", field.name.clone(), wrong));
        if field.repeated {
            damages.push(("no list", field.name.clone(), json!({})));
        }
    }
    damages
}

#[test]
fn every_card_file_is_taken() {
    let of = |name| json_schema::of(Schema::builtin(), name);
    let (schema, message, cards) = (of("CreateMessageRequest"), of("Message"), of("Card"));
    for (name, request) in requests() {
        assert!(takes(&schema, &schema, &request), "{name}: {request:#}");
        let held = &request["message"];
        assert!(takes(&message, &message, held), "{name}");
        for card in held["cardsV2"].as_array().into_iter().flatten() {
            assert!(takes(&cards, &cards, &card["card"]), "{name}");
        }
    }
}

#[test]
fn every_damaged_card_file_is_refused() {
    let api = Schema::builtin();
    let root = api.get("CreateMessageRequest").unwrap();
    let mut seen = std::collections::BTreeSet::new();
    let schema = json_schema::of(api, "CreateMessageRequest");
    for (name, request) in requests() {
        let mut objects = Vec::new();
        visit(api, root, "", &request, &mut objects);
        for (at, kind) in objects {
            let kind = api.get(&kind).unwrap();
            for (word, field, wrong) in damages(kind) {
                // One place for each field and damage is enough.
                if !seen.insert((kind.name.clone(), field.clone(), word)) {
                    continue;
                }
                let mut damaged = request.clone();
                damaged.pointer_mut(&at).unwrap()[&field] = wrong;
                assert!(
                    !takes(&schema, &schema, &damaged),
                    "{name} {at}/{field}: {word}"
                );
            }
        }
    }
    assert!(seen.len() > 300, "{}", seen.len());
}

#[test]
fn two_of_a_union_and_none_where_one_is_needed_are_refused() {
    let schema = json_schema::of(Schema::builtin(), "Card");
    let card = |widget: Value| json!({"sections": [{"widgets": [widget]}]});
    let text = json!({"text": "a"});
    assert!(takes(
        &schema,
        &schema,
        &card(json!({"textParagraph": text}))
    ));
    for widget in [json!({}), json!({"textParagraph": text, "divider": {}})] {
        assert!(!takes(&schema, &schema, &card(widget.clone())), "{widget}");
    }
}
