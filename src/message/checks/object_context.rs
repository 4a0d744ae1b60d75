//! An object of the request with its type and path, as the rules see it.

use serde_json::{Map, Value};

use crate::document::edit::{self, Edit};
use crate::document::pointer;
use crate::document::schema::{Schema, Type};

/// An object of the request.
#[derive(Clone, Copy, Debug)]
pub struct ObjectContext<'a> {
    /// The whole request.
    pub request: &'a Value,
    /// The type of the object.
    pub kind: &'a Type,
    /// The object.
    pub object: &'a Map<String, Value>,
    /// The object that contains it.
    pub up: Option<&'a ObjectContext<'a>>,
    /// Key of that object that holds it; empty for the request.
    pub key: &'a str,
    /// Its index in the list of that key, if there is a list.
    pub place: Option<usize>,
}

impl<'a> ObjectContext<'a> {
    /// Returns the path of the object as a JSON Pointer.
    ///
    /// It is built only where something is found.
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

    /// Returns the path of a field.
    #[must_use]
    pub fn at(&self, field: &str) -> String {
        pointer::join(&self.path(), field)
    }

    /// Returns the path of an item of a list.
    #[must_use]
    pub fn item(&self, field: &str, place: usize) -> String {
        format!("{}/{place}", self.at(field))
    }

    /// Returns the value of a field; `None` if it is unset or null.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&'a Value> {
        self.object.get(field).filter(|value| !value.is_null())
    }

    /// Returns whether a field is set, even to an empty value.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.get(field).is_some()
    }

    /// Returns whether a field has a value other than the default: no empty text, list or object, no 0, no
    /// false.
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

    /// Returns the text of a field; empty if there is none.
    #[must_use]
    pub fn text(&self, field: &str) -> &'a str {
        self.get(field).and_then(Value::as_str).unwrap_or("")
    }

    /// Returns whether a field is true.
    #[must_use]
    pub fn flag(&self, field: &str) -> bool {
        self.get(field) == Some(&Value::Bool(true))
    }

    /// Returns the items of a list; empty if there is no list.
    #[must_use]
    pub fn list(&self, field: &str) -> &'a [Value] {
        match self.get(field) {
            Some(Value::Array(items)) => items,
            _ => &[],
        }
    }

    /// Returns the fields of an object below this one.
    #[must_use]
    pub fn child(&self, field: &str) -> Option<&'a Map<String, Value>> {
        self.get(field).and_then(Value::as_object)
    }

    /// Returns the nearest enclosing object of a type.
    #[must_use]
    pub fn above(&self, type_name: &str) -> Option<&'a ObjectContext<'a>> {
        let mut up = self.up;
        while let Some(here) = up {
            if here.kind.name == type_name {
                return Some(here);
            }
            up = here.up;
        }
        None
    }

    /// Returns the edit that sets a field of this object, its key in the schema's order.
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

    /// Returns the edit that removes a field from this object.
    #[must_use]
    pub fn remove(&self, field: &str) -> Vec<Edit> {
        vec![Edit::Remove {
            path: self.at(field),
        }]
    }
}
