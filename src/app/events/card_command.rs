//! Changes of cards that are chosen from a list.

use serde_json::Value;

/// A change, or a place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Puts something new at a place and goes there to fill it in.
    Insert {
        /// The place.
        path: String,
        /// What is put there.
        value: Value,
    },
    /// Puts something in the place of a part.
    Replace {
        /// The place.
        path: String,
        /// What is put there.
        value: Value,
    },
    /// Sets or unsets a plain value.
    Put {
        /// The place.
        path: String,
        /// The value; `None` unsets.
        value: Option<Value>,
    },
    /// Sets another member of a union of the object at a place, or none.
    Member {
        /// The object.
        path: String,
        /// The union.
        union: String,
        /// The member.
        member: Option<String>,
    },
    /// Goes to a part.
    Go(String),
}
