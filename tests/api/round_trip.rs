//! Every export of every card file opens again as the same message.

use std::fs;
use std::path::{Path, PathBuf};

use chatquill::chat::sender::SenderKind;
use chatquill::document::schema::{Kind, Schema, Type};
use chatquill::message::export::language::Language;
use chatquill::message::export::program::program;
use chatquill::message::import::open;
use serde_json::{Map, Value};

/// Returns the files below a folder of `tests`, with this ending.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(folder),
    ];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|end| ending.is_empty() || end == ending)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Returns a request as all languages can write it: without nulls, 64-bit numbers as strings, enums by name.
pub fn canonical(value: &Value) -> Value {
    let schema = Schema::builtin();
    of_type(schema, schema.get("CreateMessageRequest"), value)
}

fn of_type(schema: &Schema, kind: Option<&Type>, value: &Value) -> Value {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| of_type(schema, kind, item))
            .collect(),
        Value::Object(fields) => {
            let mut out = Map::new();
            for (key, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
                let field = kind.and_then(|kind| kind.field(key));
                let below = field.and_then(|field| schema.type_of(field));
                let value = match (field.map(|field| &field.kind), value) {
                    (Some(Kind::Long), Value::Number(number)) => Value::from(number.to_string()),
                    (Some(Kind::Real), Value::Number(number)) => Value::from(number.as_f64()),
                    _ => of_type(schema, below, value),
                };
                // What is empty means nothing in a builder of Java.
                let is_nothing = value.as_array().is_some_and(Vec::is_empty);
                if !is_nothing {
                    out.insert(key.clone(), value);
                }
            }
            out.into()
        }
        value => value.clone(),
    }
}

#[test]
fn every_export_opens_again_as_the_same_message() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let drafts = files("official_clients/exports/drafts", "json");
    for file in files("cards", "json").into_iter().chain(drafts) {
        let request = open(&fs::read_to_string(&file).unwrap()).unwrap().request;
        for sender in [SenderKind::App, SenderKind::User, SenderKind::Webhook] {
            for language in Language::ALL {
                count += 1;
                let code = program(&request, language, sender);
                let name = format!(
                    "{} {language:?} {sender:?}",
                    file.file_name().unwrap().display()
                );
                match open(&code) {
                    Err(error) => wrong.push(format!("{name}: {error}")),
                    Ok(opened) => {
                        let (mut before, mut after) =
                            (canonical(&request), canonical(&opened.request));
                        // A webhook leads to one space, whatever the request says.
                        if sender == SenderKind::Webhook {
                            before.as_object_mut().unwrap().remove("parent");
                            after.as_object_mut().unwrap().remove("parent");
                        }
                        if before != after {
                            wrong.push(format!("{name}:\n{before}\n{after}"));
                        }
                    }
                }
            }
        }
    }
    assert!(count > 1000, "{count}");
    let some = wrong.iter().take(12).cloned().collect::<Vec<_>>();
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        some.join("\n")
    );
}
