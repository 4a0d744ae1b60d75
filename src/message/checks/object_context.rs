//! An object of the request with its type and place, as the rules look at it.

use serde_json::{Map, Value};

use crate::document::edit::{self, Edit};
use crate::document::pointer;
use crate::document::schema::{Schema, Type};

/// An object of the request.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// The whole request.
    pub request: &'a Value,
    /// The type of the object.
    pub kind: &'a Type,
    /// The object.
    pub object: &'a Map<String, Value>,
    /// The object that holds it.
    pub up: Option<&'a Here<'a>>,
    /// The key of that object under which it stands; empty for the request.
    pub key: &'a str,
    /// Its place in the list of that key, if there is a list.
    pub place: Option<usize>,
}

impl<'a> Here<'a> {
    /// The place of the object as a JSON Pointer; made only where something is found.
    #[must_use]
    pub fn path(&self) -> String {
        let Some(up) = self.up else {
            return String::new();
        };
        let path = pointer::join(&up.path(), self.key);
        match self.place {
            Some(place) => format!("{path}/{place}"),
            None => path,
        }
    }

    /// The place of a field.
    #[must_use]
    pub fn at(&self, field: &str) -> String {
        pointer::join(&self.path(), field)
    }

    /// The place of an item of a list.
    #[must_use]
    pub fn item(&self, field: &str, place: usize) -> String {
        format!("{}/{place}", self.at(field))
    }

    /// What a field holds; nothing where it is unset or null.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&'a Value> {
        self.object.get(field).filter(|value| !value.is_null())
    }

    /// Whether a field is set to something, be it empty.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.get(field).is_some()
    }

    /// Whether a field holds something: no empty text, list or object, no 0, no false.
    #[must_use]
    pub fn is_set(&self, field: &str) -> bool {
        match self.get(field) {
            None => false,
            Some(Value::String(text)) => !text.is_empty(),
            Some(Value::Array(items)) => !items.is_empty(),
            Some(Value::Bool(flag)) => *flag,
            Some(_) => true,
        }
    }

    /// The text of a field; empty where there is none.
    #[must_use]
    pub fn text(&self, field: &str) -> &'a str {
        self.get(field).and_then(Value::as_str).unwrap_or("")
    }

    /// Whether a field is true.
    #[must_use]
    pub fn flag(&self, field: &str) -> bool {
        self.get(field) == Some(&Value::Bool(true))
    }

    /// The items of a list; none where there is no list.
    #[must_use]
    pub fn list(&self, field: &str) -> &'a [Value] {
        match self.get(field) {
            Some(Value::Array(items)) => items,
            _ => &[],
        }
    }

    /// The fields of an object below this one.
    #[must_use]
    pub fn child(&self, field: &str) -> Option<&'a Map<String, Value>> {
        self.get(field).and_then(Value::as_object)
    }

    /// The nearest object above of a type.
    #[must_use]
    pub fn above(&self, type_name: &str) -> Option<&'a Here<'a>> {
        let mut up = self.up;
        while let Some(here) = up {
            if here.kind.name == type_name {
                return Some(here);
            }
            up = here.up;
        }
        None
    }

    /// The change that sets a field of this object, its key in the schema's order.
    #[must_use]
    pub fn set(&self, field: &str, value: impl Into<Value>) -> Vec<Edit> {
        let path = self.at(field);
        edit::set(
            Schema::builtin(),
            "CreateMessageRequest",
            self.request,
            &path,
            value.into(),
        )
        .into_iter()
        .collect()
    }

    /// The change that takes a field out of this object.
    #[must_use]
    pub fn remove(&self, field: &str) -> Vec<Edit> {
        vec![Edit::Remove {
            path: self.at(field),
        }]
    }
}
