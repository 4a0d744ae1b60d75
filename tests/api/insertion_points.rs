//! Paths into a request, and ways to change what is there.

use chatquill::document::pointer;
use chatquill::document::resolve::{SchemaNode, resolve};
use chatquill::document::schema::{Field, Schema, Type};
use serde_json::Value;

use crate::generate::Dice;

const ROOT: &str = "CreateMessageRequest";

/// Returns the paths of all members and items, the outer before the inner.
pub fn places(value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    gather(value, "", &mut out);
    out
}

fn gather(value: &Value, path: &str, out: &mut Vec<String>) {
    let mut step = |key: &str, member: &Value| {
        let path = pointer::join(path, key);
        out.push(path.clone());
        gather(member, &path, out);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| step(key, member)),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                step(&place.to_string(), item);
            }
        }
        _ => {}
    }
}

/// Returns a path of the request that matches, at random; none if there is none.
pub fn somewhere(
    request: &Value,
    dice: &mut Dice<'_>,
    fits: impl Fn(&str, Option<SchemaNode<'_>>, &Value) -> bool,
) -> Option<String> {
    let mut found = places(request);
    found.insert(0, String::new());
    found.retain(|path| {
        let value = request.pointer(path);
        value.is_some_and(|value| fits(path, resolve(Schema::builtin(), ROOT, path), value))
    });
    if found.is_empty() {
        return None;
    }
    // A long request has more paths than a byte can number.
    let place = dice.below(256) * 256 + dice.below(256);
    Some(found[place % found.len()].clone())
}

/// Returns the type of the object at a path.
pub fn kind_at(path: &str) -> Option<&'static Type> {
    match resolve(Schema::builtin(), ROOT, path) {
        Some(SchemaNode::Object(kind)) => Some(kind),
        _ => None,
    }
}

/// Returns the field of the value or list at a path.
pub fn field_at(path: &str) -> Option<&'static Field> {
    match resolve(Schema::builtin(), ROOT, path) {
        Some(SchemaNode::Plain(field) | SchemaNode::List(field)) => Some(field),
        _ => None,
    }
}

/// Replaces the value at a path.
pub fn put(request: &mut Value, path: &str, value: Value) {
    if let Some(place) = request.pointer_mut(path) {
        *place = value;
    }
}

/// Sets a member of the object at a path.
pub fn insert(request: &mut Value, path: &str, key: &str, value: Value) {
    if let Some(Value::Object(members)) = request.pointer_mut(path) {
        members.insert(key.to_owned(), value);
    }
}

/// Returns whether a path is in the body.
///
/// Query parameters travel as text, so their JSON type is lost on the way.
pub fn is_in_body(path: &str) -> bool {
    path.starts_with("/message/")
}

/// Removes a member or an item.
pub fn take(value: &mut Value, path: &str) -> Option<Value> {
    let (above, step) = pointer::split(path)?;
    match value.pointer_mut(above)? {
        Value::Object(members) => members.shift_remove(&step),
        Value::Array(items) => Some(items.remove(pointer::place(&step)?)),
        _ => None,
    }
}
