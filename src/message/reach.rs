//! How far a step reaches into a request, told from its edits before they are made.

use serde_json::Value;

use crate::document::edit::Edit;
use crate::document::pointer;
use crate::message::size;

/// What of a request a step makes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// One plain value takes the place of another.
    One {
        /// Its place, as a JSON Pointer.
        place: String,
        /// By how many bytes of compact JSON the request grows.
        grows: isize,
    },
    /// Some plain values take the places of others, are set or unset.
    Plain,
    /// Which objects and lists there are, or what lists hold.
    Shape,
}

impl Reach {
    /// The reach of edits of a request that are made one after the other.
    #[must_use]
    pub fn of(edits: &[Edit], request: &Value) -> Self {
        if let [edit] = edits
            && let Some(grows) = growth(edit, request)
        {
            let (Edit::Splice { path, .. } | Edit::Replace { path, .. }) = edit else {
                return Self::Shape;
            };
            let place = path.clone();
            return Self::One { place, grows };
        }
        if edits.iter().all(|edit| is_plain(edit, request)) {
            Self::Plain
        } else {
            Self::Shape
        }
    }
}

/// Whether an edit sets or unsets a plain value, or puts one in the place of another; the items of a list
/// change places where one comes or goes.
fn is_plain(edit: &Edit, request: &Value) -> bool {
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

fn holds_none(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// By how many bytes a request grows where one plain value takes the place of another.
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
        Edit::Replace { path, value } if holds_none(value) => {
            let old = request.pointer(path).filter(|old| holds_none(old))?;
            (size::bytes(old), size::bytes(value))
        }
        _ => return None,
    };
    isize::try_from(new).ok()?.checked_sub_unsigned(old)
}
