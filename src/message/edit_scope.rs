//! Scope of a step's edits in a request, found before they are applied.

use serde_json::Value;

use crate::document::edit::Edit;
use crate::document::pointer;
use crate::message::size;

/// The part of the request an edit changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditScope {
    /// Kind of change.
    pub kind: Kind,
    /// Path of its one edit, as a JSON Pointer; empty if there are more.
    pub place: String,
    /// Number of bytes of compact JSON by which the request grows; `None` if unknown.
    pub grows: Option<isize>,
}

/// Kind of change of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One scalar value is replaced.
    Value,
    /// Scalar values are set, unset or changed.
    Plain,
    /// Objects and lists, or items of lists, are added, removed or moved.
    Shape,
}

impl EditScope {
    /// Returns the scope of edits of a request that are applied one after the other.
    #[must_use]
    pub fn of(edits: &[Edit], request: &Value) -> Self {
        let is_plain = edits.iter().all(|edit| is_plain(edit, request));
        let kind = match edits {
            [Edit::Splice { .. } | Edit::Replace { .. }] if is_plain => Kind::Value,
            _ if is_plain => Kind::Plain,
            _ => Kind::Shape,
        };
        let (place, grows) = match edits {
            [edit] => (place(edit).to_owned(), growth(edit, request)),
            _ => (String::new(), None),
        };
        Self { kind, place, grows }
    }
}

fn place(edit: &Edit) -> &str {
    match edit {
        Edit::Replace { path, .. }
        | Edit::Insert { path, .. }
        | Edit::Remove { path }
        | Edit::Move { path, .. }
        | Edit::Splice { path, .. } => path,
    }
}

/// Returns whether an edit only sets, unsets or replaces a scalar value.
///
/// Items of a list do not count, since they move when one is added or removed.
fn is_plain(edit: &Edit, request: &Value) -> bool {
    let holds_none = |value: &Value| !value.is_object() && !value.is_array();
    let was_plain = |path: &str| request.pointer(path).is_some_and(holds_none);
    let is_keyed = |path: &str| {
        let above = pointer::split(path).and_then(|(above, _)| request.pointer(above));
        above.is_some_and(Value::is_object)
    };
    match edit {
        Edit::Splice { .. } => true,
        Edit::Replace { path, value } => holds_none(value) && was_plain(path),
        Edit::Insert { path, value, .. } => holds_none(value) && is_keyed(path),
        Edit::Remove { path } => was_plain(path) && is_keyed(path),
        Edit::Move { .. } => false,
    }
}

/// Returns the number of bytes by which an edit makes a request grow.
fn growth(edit: &Edit, request: &Value) -> Option<isize> {
    let (old, new) = match edit {
        Edit::Splice {
            path,
            at,
            remove,
            insert,
        } => {
            let text = request.pointer(path)?.as_str()?;
            let removed = text.get(*at..at.checked_add(*remove)?)?;
            (size::bytes(removed), size::bytes(insert.as_str()))
        }
        Edit::Replace { path, value } => (size::bytes(request.pointer(path)?), size::bytes(value)),
        Edit::Insert { path, value, .. } => (0, member(path, value, request, 0)?),
        Edit::Remove { path } => (member(path, request.pointer(path)?, request, 1)?, 0),
        Edit::Move { .. } => (0, 0),
    };
    isize::try_from(new).ok()?.checked_sub_unsigned(old)
}

/// Returns the size in bytes of a member or item with its key, and its comma if there are more than `alone`
/// members.
fn member(path: &str, value: &Value, request: &Value, alone: usize) -> Option<usize> {
    let (above, step) = pointer::split(path)?;
    let (key, count) = match request.pointer(above)? {
        Value::Object(members) => (size::bytes(step.as_str()) + 1, members.len()),
        Value::Array(items) => (0, items.len()),
        _ => return None,
    };
    Some(key + size::bytes(value) + usize::from(count > alone))
}
