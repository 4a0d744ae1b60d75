//! Edits of a JSON document as values; applying one returns its inverse.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::document::pointer;
use crate::document::resolve::{SchemaNode, resolve};
use crate::document::schema::{Schema, Type};

/// One edit of a JSON document.
///
/// Paths are JSON Pointers.
///
/// ```
/// use chatquill::document::edit::Edit;
/// use serde_json::json;
///
/// let mut document = json!({"text": "Hello"});
/// let edit = Edit::Splice { path: "/text".into(), at: 5, remove: 0, insert: "!".into() };
/// let back = edit.apply(&mut document)?;
/// assert_eq!(document, json!({"text": "Hello!"}));
/// back.apply(&mut document)?;
/// assert_eq!(document, json!({"text": "Hello"}));
/// # Ok::<(), chatquill::document::edit::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Edit {
    /// Replaces an existing value.
    Replace {
        /// Path of the value.
        path: String,
        /// The new value.
        value: Value,
    },
    /// Inserts a member into an object, or an item into a list.
    Insert {
        /// Path of the new value.
        ///
        /// In a list, later items move down.
        path: String,
        /// Index of a new key among the keys; the last if `None`.
        ///
        /// Lists do not need it.
        at: Option<usize>,
        /// The new value.
        value: Value,
    },
    /// Removes a member from an object, or an item from a list.
    Remove {
        /// Path of the value.
        path: String,
    },
    /// Moves an item within its list.
    Move {
        /// Path of the list.
        path: String,
        /// Index of the item.
        from: usize,
        /// Index after the move.
        to: usize,
    },
    /// Replaces a range of a string value.
    Splice {
        /// Path of the string.
        path: String,
        /// Start of the range, in bytes.
        at: usize,
        /// Length of the range, in bytes.
        remove: usize,
        /// Replacement text.
        insert: String,
    },
}

/// Why an edit cannot be applied; the document is then unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No value exists at the path.
    #[error("There is nothing at {0} to change.")]
    Nothing(String),
    /// The object already has the key.
    #[error("There is something at {0} already.")]
    Taken(String),
    /// The value there cannot hold what is to be put into it.
    #[error("What is at {0} cannot hold this.")]
    Unfit(String),
    /// The range of the text does not begin and end on character boundaries.
    #[error("The part of the text at {0} does not begin and end between letters.")]
    Letters(String),
}

impl Edit {
    /// Applies the edit to the document and returns its inverse.
    ///
    /// # Errors
    /// Returns why the change does not fit; the document is then as it was.
    pub fn apply(self, document: &mut Value) -> Result<Self, Error> {
        match self {
            Self::Replace { path, value } => {
                let place = at(document, &path)?;
                let value = std::mem::replace(place, value);
                Ok(Self::Replace { path, value })
            }
            Self::Insert {
                path,
                at: place,
                value,
            } => insert(document, path, place, value),
            Self::Remove { path } => remove(document, path),
            Self::Move { path, from, to } => {
                let Value::Array(items) = at(document, &path)? else {
                    return Err(Error::Unfit(path));
                };
                if from >= items.len() || to >= items.len() {
                    return Err(Error::Nothing(path));
                }
                let item = items.remove(from);
                items.insert(to, item);
                let (from, to) = (to, from);
                Ok(Self::Move { path, from, to })
            }
            Self::Splice {
                path,
                at: start,
                remove,
                insert,
            } => splice(document, path, start..start.saturating_add(remove), &insert),
        }
    }

    /// Merges the inverse of the following edit into this one, if one edit can undo both.
    ///
    /// That is so for typing on, deleting on, or replacing the same value again. Returns whether it merged.
    #[must_use]
    pub fn absorb(&mut self, next: &Self) -> bool {
        match (self, next) {
            (Self::Replace { path, .. }, Self::Replace { path: again, .. }) => path == again,
            (
                Self::Splice {
                    path,
                    at,
                    remove,
                    insert,
                },
                Self::Splice {
                    path: again,
                    at: at_next,
                    remove: remove_next,
                    insert: insert_next,
                },
            ) if path == again => {
                if insert_next.is_empty() && *at_next == *at + *remove {
                    *remove += remove_next;
                    true
                } else if *remove == 0 && *remove_next == 0 && at_next + insert_next.len() == *at {
                    insert.insert_str(0, insert_next);
                    *at = *at_next;
                    true
                } else if *remove == 0 && *remove_next == 0 && at_next == at {
                    insert.push_str(insert_next);
                    true
                } else {
                    false
                }
            }
            _ => false,
        }
    }
}

fn at<'a>(document: &'a mut Value, path: &str) -> Result<&'a mut Value, Error> {
    document
        .pointer_mut(path)
        .ok_or_else(|| Error::Nothing(path.to_owned()))
}

fn insert(
    document: &mut Value,
    path: String,
    place: Option<usize>,
    value: Value,
) -> Result<Edit, Error> {
    let Some((above, step)) = pointer::split(&path) else {
        return Err(Error::Taken(path));
    };
    match at(document, above)? {
        Value::Object(members) => {
            if members.contains_key(&step) {
                return Err(Error::Taken(path));
            }
            let place = place.unwrap_or(members.len()).min(members.len());
            members.shift_insert(place, step, value);
        }
        Value::Array(items) => {
            let index = pointer::place(&step).filter(|&index| index <= items.len());
            items.insert(index.ok_or_else(|| Error::Nothing(path.clone()))?, value);
        }
        _ => return Err(Error::Unfit(above.to_owned())),
    }
    Ok(Edit::Remove { path })
}

fn remove(document: &mut Value, path: String) -> Result<Edit, Error> {
    let nothing = || Error::Nothing(path.clone());
    let (above, step) = pointer::split(&path).ok_or_else(nothing)?;
    let (place, value) = match at(document, above)? {
        Value::Object(members) => {
            let place = members
                .keys()
                .position(|key| *key == step)
                .ok_or_else(nothing)?;
            (
                Some(place),
                members.shift_remove(&step).ok_or_else(nothing)?,
            )
        }
        Value::Array(items) => {
            let index = pointer::place(&step).filter(|&index| index < items.len());
            (None, items.remove(index.ok_or_else(nothing)?))
        }
        _ => return Err(nothing()),
    };
    Ok(Edit::Insert {
        path,
        at: place,
        value,
    })
}

fn splice(
    document: &mut Value,
    path: String,
    part: std::ops::Range<usize>,
    insert: &str,
) -> Result<Edit, Error> {
    let Value::String(text) = at(document, &path)? else {
        return Err(Error::Unfit(path));
    };
    let Some(removed) = text.get(part.clone()).map(str::to_owned) else {
        return Err(Error::Letters(path));
    };
    text.replace_range(part.clone(), insert);
    Ok(Edit::Splice {
        path,
        at: part.start,
        remove: insert.len(),
        insert: removed,
    })
}

/// Returns the edit that sets a path to a value, whether or not it is set now.
///
/// A new key is placed in the schema's order; objects and lists above it are made if they are missing.
///
/// # Errors
/// Returns why the place cannot hold the value.
pub fn set(
    schema: &Schema,
    type_name: &str,
    document: &Value,
    path: &str,
    value: Value,
) -> Result<Edit, Error> {
    let there = pointer::nearest(document, path);
    if there == path {
        let path = path.to_owned();
        return Ok(Edit::Replace { path, value });
    }
    let mut value = value;
    let mut path = path;
    while let Some((above, step)) = pointer::split(path) {
        if above == there {
            break;
        }
        let list = matches!(resolve(schema, type_name, above), Some(SchemaNode::List(_)));
        value = match (list, pointer::place(&step)) {
            (true, Some(0)) => Value::Array(vec![value]),
            (true, _) => return Err(Error::Nothing(path.to_owned())),
            (false, _) => Value::Object(Map::from_iter([(step, value)])),
        };
        path = above;
    }
    put(schema, type_name, document, path, value)
}

/// Returns the edit that sets a value within its existing parent.
fn put(
    schema: &Schema,
    type_name: &str,
    document: &Value,
    path: &str,
    value: Value,
) -> Result<Edit, Error> {
    let nothing = || Error::Nothing(path.to_owned());
    let (above, step) = pointer::split(path).ok_or_else(nothing)?;
    let known = resolve(schema, type_name, above);
    let place = match document.pointer(above).ok_or_else(nothing)? {
        Value::Object(members) => match known {
            Some(SchemaNode::Object(kind)) => Some(key_place(kind, members, &step)),
            _ => None,
        },
        Value::Array(items) if pointer::place(&step) == Some(items.len()) => None,
        Value::Array(_) => return Err(nothing()),
        // An unset field holds nothing that could be lost.
        Value::Null => {
            let value = match (known, pointer::place(&step)) {
                (Some(SchemaNode::List(_)), Some(0)) => Value::Array(vec![value]),
                (Some(SchemaNode::List(_)), _) => return Err(nothing()),
                _ => Value::Object(Map::from_iter([(step, value)])),
            };
            let path = above.to_owned();
            return Ok(Edit::Replace { path, value });
        }
        _ => return Err(Error::Unfit(above.to_owned())),
    };
    Ok(Edit::Insert {
        path: path.to_owned(),
        at: place,
        value,
    })
}

/// Returns the index of a new key among the existing keys, in the schema's order.
pub fn key_place(kind: &Type, members: &Map<String, Value>, key: &str) -> usize {
    let rank = |key: &str| kind.spelt(key).and_then(|field| kind.position(&field.name));
    let Some(own) = rank(key) else {
        return members.len();
    };
    members
        .keys()
        .rposition(|other| rank(other).is_some_and(|rank| rank < own))
        .map_or(0, |last_before| last_before + 1)
}

/// Returns the edit that unsets a path, together with the objects and lists above it that would be left empty.
///
/// `None` if it is not set.
pub fn unset(document: &Value, path: &str) -> Option<Edit> {
    document.pointer(path)?;
    let mut path = path;
    while let Some((above, _)) = pointer::split(path) {
        let alone = match document.pointer(above)? {
            Value::Object(members) => members.len() == 1,
            Value::Array(items) => items.len() == 1,
            _ => false,
        };
        if above.is_empty() || !alone {
            break;
        }
        path = above;
    }
    let path = path.to_owned();
    (!path.is_empty()).then_some(Edit::Remove { path })
}

#[cfg(test)]
mod tests;
