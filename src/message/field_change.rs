//! Values to be set or unset in a request, and the edits that do it.

use serde_json::{Map, Value};

use crate::document::edit::{self, Edit};
use crate::document::pointer;
use crate::document::schema::Schema;

/// A value to be set or unset in a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where it stands, as a JSON Pointer.
    pub pointer: String,
    /// What is set; `None` unsets.
    pub value: Option<Value>,
    /// It is left alone where something is set already.
    only_if_unset: bool,
}

impl Change {
    /// Sets or unsets what stands at a pointer.
    #[must_use]
    pub fn new(pointer: impl Into<String>, value: Option<Value>) -> Self {
        Self {
            pointer: pointer.into(),
            value,
            only_if_unset: false,
        }
    }

    /// The same, but what is set already stays.
    #[must_use]
    pub fn unless_set(mut self) -> Self {
        self.only_if_unset = true;
        self
    }
}

/// Whether a change is undone by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// It is one step of undo.
    Alone,
    /// Together with the changes of the same places just before it, as one types.
    WithSame,
}

/// The edit that replaces a part of a text.
pub(super) fn spliced(pointer: &str, at: usize, removed: &str, inserted: &str) -> Edit {
    Edit::Splice {
        path: pointer.to_owned(),
        at,
        remove: removed.len(),
        insert: inserted.to_owned(),
    }
}

/// The edit that makes a change; `None` where everything is so already.
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

/// The edit that makes room for a value where something stands that cannot hold it, such as a
/// message that is no object. The person asked for the value, and undo brings back what was there.
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
