//! How far a step reaches into a request, told from its edits before they are made.

use serde_json::Value;

use crate::document::edit::Edit;
use crate::document::pointer;
use crate::message::size;

/// What of a request a step makes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// What kind of change it is.
    pub kind: Kind,
    /// The place of its one edit, as a JSON Pointer; empty where there are more.
    pub place: String,
    /// By how many bytes of compact JSON the request grows, where that can be told.
    pub grows: Option<isize>,
}

/// What kind of change a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One plain value takes the place of another.
    Value,
    /// Plain values are set, unset or changed.
    Plain,
    /// Which objects and lists there are, or what lists hold.
    Shape,
}

impl Reach {
    /// The reach of edits of a request that are made one after the other.
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

/// Whether an edit sets or unsets a plain value, or puts one in the place of another; the items of a list
/// change places where one comes or goes.
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

/// By how many bytes a request grows with an edit.
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

/// The bytes of a member or item with its key, and its comma where there are more than `alone` there.
fn member(path: &str, value: &Value, request: &Value, alone: usize) -> Option<usize> {
    let (above, step) = pointer::split(path)?;
    let (key, count) = match request.pointer(above)? {
        Value::Object(members) => (size::bytes(step.as_str()) + 1, members.len()),
        Value::Array(items) => (0, items.len()),
        _ => return None,
    };
    Some(key + size::bytes(value) + usize::from(count > alone))
}
