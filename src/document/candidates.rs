//! Insertion candidates and conversions that the schema allows at a path.

use serde_json::{Map, Value};

use crate::document::convert;
use crate::document::edit;
use crate::document::pointer;
use crate::document::schema::{Field, Type};
use crate::document::summary;
use crate::document::typed_document::{InsertionPoint, Side, TypedDocument};
use crate::document::validate;

/// A new object or value that the schema allows at an insertion point.
#[derive(Clone, Debug)]
pub struct Candidate<'s> {
    /// Label for people.
    pub label: &'s str,
    /// Name of the field in the API.
    pub name: &'s str,
    /// Help text of one sentence.
    pub help: &'s str,
    /// Path it is inserted at, as a JSON Pointer.
    pub path: String,
    /// Where that path lies relative to the object the candidates were asked for.
    pub side: Side,
    /// Initial value.
    pub value: Value,
}

/// A type that an object can be converted to, with the result.
#[derive(Clone, Debug)]
pub struct Conversion<'s> {
    /// Target type.
    pub kind: &'s Type,
    /// Converted object.
    pub value: Value,
    /// Names of the fields that are lost, since the target type has no field for them.
    pub lost: Vec<String>,
}

impl<'s> TypedDocument<'s, '_> {
    /// Returns the insertion candidates for the object at `path`, or for the whole document.
    pub fn candidates(&self, path: Option<&str>) -> Vec<Candidate<'s>> {
        let mut offers = Vec::new();
        for point in self.insertion_points(path) {
            let candidate = |label, name, help, value| {
                let (path, value) = self.placed(&point, value)?;
                Some(Candidate {
                    label,
                    name,
                    help,
                    path,
                    side: point.side,
                    value,
                })
            };
            if !point.kind.is_wrapper() {
                let value = Value::Object(point.kind.start.clone());
                offers.extend(candidate(
                    &point.kind.label,
                    &point.field.name,
                    &point.kind.help,
                    value,
                ));
                continue;
            }
            for member in members(point.kind).filter(|field| field.counts_in_messages()) {
                let Some(kind) = self.schema.type_of(member) else {
                    continue;
                };
                let value = wrapped(member, Value::Object(kind.start.clone()));
                offers.extend(candidate(&kind.label, &member.name, &member.help, value));
            }
        }
        offers
    }

    /// Returns the path and value to insert at a slot.
    ///
    /// The value gets values of its own where the schema wants them unique, and is wrapped in the objects that
    /// must be made for it.
    fn placed(&self, point: &InsertionPoint<'s>, mut value: Value) -> Option<(String, Value)> {
        let Some((path, kind)) = &point.made else {
            self.assign_unique_ids(point.kind, &point.path, &mut value);
            return Some((point.path.clone(), value));
        };
        let mut made = Value::Object(Map::new());
        let inner = point.path.strip_prefix(path.as_str())?;
        let edit = edit::set(self.schema, &kind.name, &made, inner, value).ok()?;
        edit.apply(&mut made).ok()?;
        self.assign_unique_ids(kind, path, &mut made);
        Some((path.clone(), made))
    }

    /// Gives an object to be inserted at `path` its own values where the schema wants them unique among the
    /// items of a list.
    pub fn assign_unique_ids(&self, kind: &Type, path: &str, value: &mut Value) {
        let Some(members) = value.as_object_mut() else {
            return;
        };
        let siblings = pointer::split(path)
            .and_then(|(list, _)| self.document.pointer(list))
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        for field in &kind.fields {
            let Some(prefix) = &field.unique else {
                continue;
            };
            let is_taken = |text: &str| {
                let held =
                    |item: &Value| item.get(&field.name).and_then(Value::as_str) == Some(text);
                siblings.iter().any(held)
            };
            let own = members.get(&field.name).and_then(Value::as_str);
            if own.is_some_and(|own| !is_taken(own)) {
                continue;
            }
            let free = (1..=siblings.len() + 1)
                .map(|number| format!("{prefix}{number}"))
                .find(|text| !is_taken(text));
            let Some(free) = free else { continue };
            if let Some(held) = members.get_mut(&field.name) {
                *held = free.into();
            } else {
                members.shift_insert(0, field.name.clone(), free.into());
            }
        }
    }

    /// Returns the first insertion point that takes this value as it is or wrapped into what the place wants,
    /// and the value as it is inserted there.
    ///
    /// Insertion points are searched as seen from the object at `path`, or from the whole document.
    pub fn find_insertion_point(
        &self,
        path: Option<&str>,
        value: &Value,
    ) -> Option<(String, Value)> {
        let points = self.insertion_points(path);
        for is_strict in [true, false] {
            for point in &points {
                if let Some(value) = self.taken(point.kind, value, is_strict) {
                    return self.placed(point, value);
                }
            }
        }
        None
    }

    fn taken(&self, kind: &'s Type, value: &Value, is_strict: bool) -> Option<Value> {
        if self.fits(kind, value, is_strict) {
            return Some(validate::normalise(self.schema, &kind.name, value));
        }
        let inner = if kind.is_wrapper() {
            members(kind).find(|field| {
                self.schema
                    .type_of(field)
                    .is_some_and(|kind| self.fits(kind, value, is_strict))
            })
        } else {
            let named = kind.words.iter().filter_map(|name| kind.field(name));
            named
                .filter(|field| !field.repeated && field.union.is_none())
                .find(|field| {
                    let inner = self.schema.type_of(field).filter(|inner| !inner.is_node);
                    inner.is_some_and(|inner| self.fits(inner, value, is_strict))
                })
        };
        inner.map(|field| {
            let value = wrapped(field, value.clone());
            validate::normalise(self.schema, &kind.name, &value)
        })
    }

    /// Returns whether a value is an object of a type: without a schema violation if `is_strict`, else mostly.
    fn fits(&self, kind: &Type, value: &Value, is_strict: bool) -> bool {
        let Some(members) = value.as_object().filter(|members| !members.is_empty()) else {
            return false;
        };
        let known = members
            .keys()
            .filter(|key| kind.spelt(key).is_some())
            .count();
        if is_strict {
            known == members.len() && validate::validate(self.schema, &kind.name, value).is_empty()
        } else {
            known * 2 > members.len()
        }
    }

    /// Returns the types the object at `path` can be converted to while keeping its text or any of its fields.
    pub fn conversions(&self, path: &str) -> Vec<Conversion<'s>> {
        let (Some(kind), Some(value)) = (self.kind_at(path), self.document.pointer(path)) else {
            return Vec::new();
        };
        let member = summary::set_member(kind, value).filter(|_| kind.is_wrapper());
        let Some((now, held)) = member else {
            return Vec::new();
        };
        let Some(was) = self.schema.type_of(now) else {
            return Vec::new();
        };
        let count = held.as_object().map_or(0, Map::len);
        let has_words = summary::place(self.schema, was, held)
            .and_then(|place| held.pointer(&place)?.as_str())
            .is_some_and(|words| !words.is_empty());
        members(kind)
            .filter(|field| field.name != now.name && field.counts_in_messages())
            .filter_map(|field| {
                let inner = self.schema.type_of(field)?;
                let mut object = value.as_object()?.clone();
                object.retain(|key, _| kind.spelt(key).is_none_or(|own| own.name != now.name));
                let (converted, lost) = convert::convert(self.schema, (was, held), inner)?;
                // A conversion that keeps nothing is not offered: it would be an insertion.
                if !has_words && count > 0 && lost.len() >= count {
                    return None;
                }
                object.shift_insert(0, field.name.clone(), converted);
                Some(Conversion {
                    kind: inner,
                    value: Value::Object(object),
                    lost,
                })
            })
            .collect()
    }
}

fn members(kind: &Type) -> impl Iterator<Item = &Field> {
    kind.fields.iter().filter(|field| field.union.is_some())
}

fn wrapped(field: &Field, value: Value) -> Value {
    Value::Object(Map::from_iter([(field.name.clone(), value)]))
}

#[cfg(test)]
mod tests;
