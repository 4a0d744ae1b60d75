//! Changes of a document as values: applying one gives the change that takes it back.

use serde_json::{Map, Value};

use crate::document::pointer;
use crate::document::resolve::{Spot, spot};
use crate::document::schema::{Schema, Type};

/// One change of a JSON document. Paths are JSON Pointers.
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
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Puts a value in the place of one that is there.
    Replace {
        /// The place.
        path: String,
        /// The new value.
        value: Value,
    },
    /// Adds a key to an object, or an item to a list.
    Insert {
        /// The place the value will have; in a list, later items move down.
        path: String,
        /// The place of a new key among the keys; the last if absent. Lists do not need it.
        at: Option<usize>,
        /// The new value.
        value: Value,
    },
    /// Takes a key out of an object, or an item out of a list.
    Remove {
        /// The place.
        path: String,
    },
    /// Moves an item within its list.
    Move {
        /// The list.
        path: String,
        /// Where the item is.
        from: usize,
        /// Where it will be.
        to: usize,
    },
    /// Replaces a part of a text.
    Splice {
        /// The place of the text.
        path: String,
        /// Where the part begins, in bytes.
        at: usize,
        /// How many bytes it has.
        remove: usize,
        /// What stands there instead.
        insert: String,
    },
}

/// Why a change cannot be made; the document is then as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The place is not there.
    #[error("There is nothing at {0} to change.")]
    Nothing(String),
    /// The place is already taken.
    #[error("There is something at {0} already.")]
    Taken(String),
    /// The value there cannot hold what is to be put into it.
    #[error("What is at {0} cannot hold this.")]
    Unfit(String),
    /// The part of the text does not begin and end between letters.
    #[error("The part of the text at {0} does not begin and end between letters.")]
    Letters(String),
}

impl Edit {
    /// Changes the document, and gives the change that takes this one back.
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

    /// Takes in the inverse of the change that was made next, if one change can stand for both:
    /// typing on, deleting on, or replacing the same value again.
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

/// The change that makes a place of a document of a type hold a value, whatever is there now. A new
/// key stands in the schema's order; objects and lists above it are made if they are missing.
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
        let list = matches!(spot(schema, type_name, above), Some(Spot::List(_)));
        value = match (list, pointer::place(&step)) {
            (true, Some(0)) => Value::Array(vec![value]),
            (true, _) => return Err(Error::Nothing(path.to_owned())),
            (false, _) => Value::Object(Map::from_iter([(step, value)])),
        };
        path = above;
    }
    put(schema, type_name, document, path, value)
}

/// Puts a value into what is there just above it.
fn put(
    schema: &Schema,
    type_name: &str,
    document: &Value,
    path: &str,
    value: Value,
) -> Result<Edit, Error> {
    let nothing = || Error::Nothing(path.to_owned());
    let (above, step) = pointer::split(path).ok_or_else(nothing)?;
    let known = spot(schema, type_name, above);
    let place = match document.pointer(above).ok_or_else(nothing)? {
        Value::Object(members) => match known {
            Some(Spot::Object(kind)) => Some(key_place(kind, members, &step)),
            _ => None,
        },
        Value::Array(items) if pointer::place(&step) == Some(items.len()) => None,
        Value::Array(_) => return Err(nothing()),
        // An unset field holds nothing that could be lost.
        Value::Null => {
            let value = match (known, pointer::place(&step)) {
                (Some(Spot::List(_)), Some(0)) => Value::Array(vec![value]),
                (Some(Spot::List(_)), _) => return Err(nothing()),
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

/// Where a new key stands among the keys that are there: after those the schema puts before it.
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

/// The change that makes a place hold nothing, together with the objects and lists above it that
/// would be left empty; nothing if it holds nothing now.
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
