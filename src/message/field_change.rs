//! Changes that set or unset a value in a request, and the edits that do it.

use serde_json::{Map, Value};

use crate::document::edit::{self, Edit};
use crate::document::pointer;
use crate::document::schema::Schema;

/// A change that sets or unsets a value in a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Path of the value, as a JSON Pointer.
    pub pointer: String,
    /// New value; `None` unsets it.
    pub value: Option<Value>,
    /// Whether a value that is set already stays.
    only_if_unset: bool,
}

impl Change {
    /// Creates a change that sets or unsets the value at a pointer.
    #[must_use]
    pub fn new(pointer: impl Into<String>, value: Option<Value>) -> Self {
        Self {
            pointer: pointer.into(),
            value,
            only_if_unset: false,
        }
    }

    /// Makes the change leave a value that is set already.
    #[must_use]
    pub fn unless_set(mut self) -> Self {
        self.only_if_unset = true;
        self
    }
}

/// Whether a change is an undo step of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// It is one undo step.
    Alone,
    /// It joins the undo step of the changes of the same paths just before it, as while typing.
    WithSame,
}

/// Returns the edit that replaces a part of a text.
pub(super) fn spliced(pointer: &str, at: usize, removed: &str, inserted: &str) -> Edit {
    Edit::Splice {
        path: pointer.to_owned(),
        at,
        remove: removed.len(),
        insert: inserted.to_owned(),
    }
}

/// Returns the edit that makes a change; `None` if it would change nothing.
pub(super) fn edit(request: &Value, change: &Change) -> Option<Edit> {
    let now = request.pointer(&change.pointer);
    if now == change.value.as_ref() || (change.only_if_unset && now.is_some()) {
        return None;
    }
    match &change.value {
        Some(value) => {
            let schema = Schema::builtin();
            edit::set(
                schema,
                "CreateMessageRequest",
                request,
                &change.pointer,
                value.clone(),
            )
            .ok()
            .or_else(|| replacement(request, &change.pointer, value))
        }
        None => edit::unset(request, &change.pointer),
    }
}

/// Returns the edit that makes room for a value where a value stands that cannot hold it, such as a message
/// that is no object.
///
/// The user asked for the value, and undo brings back what was there.
fn replacement(request: &Value, path: &str, value: &Value) -> Option<Edit> {
    let there = pointer::nearest(request, path);
    let (mut path, mut value) = (path, value.clone());
    while path != there {
        let (above, step) = pointer::split(path)?;
        value = Value::Object(Map::from_iter([(step, value)]));
        path = above;
    }
    let path = path.to_owned();
    Some(Edit::Replace { path, value })
}
