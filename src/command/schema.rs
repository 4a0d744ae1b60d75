//! `chatquill schema`: prints a JSON Schema of requests, messages, cards or the config file, for editors.

use serde_json::{Value, json};

use crate::command::failure::Failure;
use crate::command::output;
use crate::command::reference_arguments::SchemaRoot;
use crate::document::json_schema;
use crate::document::schema::Schema;
use crate::input::keymap::{Keymap, Place};
use crate::settings::config_file::SCHEMA_TEXT;
use crate::view::theme;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(root: SchemaRoot) -> Result<(), Failure> {
    let name = match root {
        SchemaRoot::Request => "CreateMessageRequest",
        SchemaRoot::Message => "Message",
        SchemaRoot::Card => "Card",
        SchemaRoot::Config => return output::result(&output::pretty(&config())),
    };
    output::result(&output::pretty(&json_schema::of(Schema::builtin(), name)))
}

/// Returns the JSON Schema of the config file, with the names of themes, places and actions.
#[must_use]
pub fn config() -> Value {
    let mut schema: Value = serde_json::from_str(SCHEMA_TEXT).unwrap_or_default();
    let keymap = Keymap::builtin().unwrap_or_default();
    let places: Vec<String> = keymap.places().map(Place::word).collect();
    let bindings = keymap.places().flat_map(|place| keymap.bindings(place));
    let mut actions: Vec<String> = bindings.map(|binding| binding.action.word()).collect();
    // An empty one takes a key away.
    actions.push(String::new());
    actions.sort_unstable();
    actions.dedup();
    let themes: Vec<&str> = theme::builtin().map(|(name, _)| name).collect();
    for (pointer, key, names) in [
        ("/properties/theme", "enum", json!(themes)),
        (
            "/properties/keys",
            "propertyNames",
            json!({ "enum": places }),
        ),
        ("/definitions/action", "enum", json!(actions)),
    ] {
        if let Some(Value::Object(at)) = schema.pointer_mut(pointer) {
            at.insert(key.to_owned(), names);
        }
    }
    schema
}
