//! Citations and sources of a message.

use serde_json::{Map, Value};

use super::status::Status;

/// Settles the `elements` of a message as Google does.
pub fn settle(
    _message: &mut Map<String, Value>,
    _text: &str,
    _markdown: bool,
) -> Result<(), Status> {
    Ok(())
}
