//! The commands that change cards, chosen from a picker.

use serde_json::Value;

/// A change, or a place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardCommand {
    /// Inserts a new value at a path and goes there to fill it in.
    Insert {
        /// The path.
        path: String,
        /// The new value.
        value: Value,
    },
    /// Replaces a part.
    Replace {
        /// The path.
        path: String,
        /// The new value.
        value: Value,
    },
    /// Sets or unsets a scalar value.
    Set {
        /// The path.
        path: String,
        /// The value; `None` unsets.
        value: Option<Value>,
    },
    /// Sets another member of a union of the object at a path, or none.
    Member {
        /// The object.
        path: String,
        /// The union.
        union: String,
        /// The member.
        member: Option<String>,
    },
    /// Sets the icon of an `Icon`: a known icon, a Material symbol, or the address of an image.
    Icon {
        /// The `Icon`, which may not be there yet.
        path: String,
        /// The name or the address.
        name: String,
    },
    /// Goes to a part.
    GoTo(String),
}
