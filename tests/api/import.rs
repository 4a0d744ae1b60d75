//! Import keeps everything: any message, card or part, as JSON or as source code, opens alike; saved and opened again
//! it is equal.
//!
//! Any other input is an error with its position.

use chatquill::document::schema::{Schema, snake};
use chatquill::document::validate::normalise;
use chatquill::message::import::open;
use chatquill::message::import_form::ImportForm;
use chatquill::store::drafts::Drafts;
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::generate::{Dice, object, tape};

/// The types that a document may be, with the form each is recognised as.
const FORMS: [(&str, ImportForm); 6] = [
    ("CreateMessageRequest", ImportForm::Request),
    ("Message", ImportForm::Message),
    ("CardWithId", ImportForm::CardWithId),
    ("Card", ImportForm::Card),
    ("Section", ImportForm::Section),
    ("Widget", ImportForm::Widget),
];

/// Formats a value as a JavaScript program writes it: bare keys, single quotes, trailing commas.
fn literal(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let each = fields.iter().map(|(key, value)| {
                let is_bare = key.chars().all(|c| c.is_ascii_alphanumeric());
                let key = if is_bare && !key.is_empty() {
                    key.clone()
                } else {
                    Value::from(key.as_str()).to_string()
                };
                format!("{key}: {}, // here\n", literal(value))
            });
            format!("{{\n{}}}", each.collect::<String>())
        }
        Value::Array(items) => {
            let each = items.iter().map(|item| format!("{},", literal(item)));
            format!("[{}]", each.collect::<String>())
        }
        Value::String(text) => {
            let json = Value::from(text.as_str()).to_string();
            let inside = json[1..json.len() - 1]
                .replace("\\\"", "\"")
                .replace('\'', "\\'");
            format!("'' + '{inside}'")
        }
        value => value.to_string(),
    }
}

/// Returns a value with its names as protocol buffers spell them.
fn snaked(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (snake(key), snaked(value)))
            .collect::<Map<String, Value>>()
            .into(),
        Value::Array(items) => items.iter().map(snaked).collect(),
        value => value.clone(),
    }
}

/// Generates a value that is recognised as the form it has.
fn document() -> impl Strategy<Value = (Value, ImportForm)> {
    (tape(), prop::sample::select(FORMS.to_vec())).prop_filter_map(
        "it says what it is",
        |(tape, (kind, form))| {
            let value = object(&mut Dice::new(&tape), kind);
            let opened = open(&value.to_string()).ok()?;
            // An empty object is a message by itself, but in a program it may be anything.
            let is_empty = value.as_object().is_some_and(Map::is_empty);
            (opened.form == form && !is_empty).then_some((value, form))
        },
    )
}

proptest! {
    #[test]
    fn what_opens_is_kept((value, form) in document()) {
        let opened = open(&value.to_string()).unwrap();
        let inside = match form.pointer() {
            "" => Some(&opened.request),
            pointer => opened.request.pointer(pointer),
        };
        let kind = FORMS.iter().find(|(_, known)| *known == form).unwrap().0;
        // Cards of the first version alone are converted to another form.
        if !value.to_string().contains("\"cards\"") {
            let whole = normalise(Schema::builtin(), kind, &value);
            prop_assert_eq!(inside, Some(&whole));
        }
        for text in [
            serde_json::to_string_pretty(&value).unwrap(),
            format!("\u{feff}\n```json\n{value}\n```\n"),
            format!("const thing = {};\nsend(thing);", literal(&value)),
            format!("```js\nsend({});\n```", literal(&value)),
        ] {
            prop_assert_eq!(&open(&text).unwrap().request, &opened.request, "{}", text);
        }
        let folder = tempfile::tempdir().unwrap();
        let drafts = Drafts::new(folder.path().join("drafts"));
        drafts.save("draft-1", &opened.request).unwrap();
        let (kept, _held) = drafts.open("draft-1").unwrap();
        prop_assert_eq!(kept.request.to_string(), opened.request.to_string());
        let again = open(&opened.request.to_string()).unwrap();
        prop_assert_eq!(again.request.to_string(), opened.request.to_string());
    }

    #[test]
    fn names_of_protocol_buffers_open_alike(tape in tape()) {
        let value = object(&mut Dice::new(&tape), "Message");
        let (plain, snaked) = (open(&value.to_string()), open(&snaked(&value).to_string()));
        prop_assert_eq!(plain.map(|opened| opened.request), snaked.map(|opened| opened.request));
    }

    /// Checks a valid document with a piece removed or inserted: parsed, or an error with a position inside the text.
    #[test]
    fn what_is_torn_is_told(
        (value, _) in document(),
        is_program in any::<bool>(),
        at in any::<prop::sample::Index>(),
        length in 0..12_usize,
        put in prop::sample::select(vec!["", "}", "]", "{", ",", "'", "\"", "`", "\\", "/*", "\n", "x", "(", "${"]),
    ) {
        let whole = if is_program {
            format!("const thing = {};", literal(&value))
        } else {
            serde_json::to_string_pretty(&value).unwrap()
        };
        let letters: Vec<char> = whole.chars().collect();
        let at = at.index(letters.len());
        let end = (at + length).min(letters.len());
        let torn: String = letters[..at].iter().chain(&put.chars().collect::<Vec<_>>()).chain(&letters[end..]).collect();
        if let Err(error) = open(&torn) {
            let (line, column) = error.diagnostic.position();
            let lines: Vec<&str> = torn.split('\n').collect();
            prop_assert!((1..=lines.len()).contains(&line), "{}\n{}", torn, error);
            prop_assert!((1..=lines[line - 1].chars().count() + 1).contains(&column), "{}\n{}", torn, error);
            let told = &error.diagnostic;
            prop_assert!(told.title.ends_with('.'), "{}", error);
            prop_assert!(!told.remedy.is_empty() || !told.detail.is_empty(), "{}", error);
        }
    }
}
