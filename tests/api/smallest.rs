//! The smallest value of which something still holds.

use chatquill::document::pointer;
use serde_json::{Value, json};

/// Takes away and shortens what it can, as long as `holds` says yes; it does of `value` itself.
pub fn smallest(value: &Value, holds: impl Fn(&Value) -> bool) -> Value {
    let mut best = value.clone();
    loop {
        let step = places(&best).into_iter().find_map(|path| {
            smaller(&best, &path)
                .into_iter()
                .find(|smaller| holds(smaller))
        });
        match step {
            Some(smaller) => best = smaller,
            None => return best,
        }
    }
}

/// The paths of all members and items, the outer before the inner.
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

/// The value without what stands at a path, or with less there.
fn smaller(value: &Value, path: &str) -> Vec<Value> {
    let mut out = Vec::new();
    let mut without = value.clone();
    take(&mut without, path);
    out.push(without);
    let less = match value.pointer(path) {
        Some(Value::String(text)) if text.chars().count() > 1 => {
            let half = text.chars().count() / 2;
            let one_less = text.chars().count() - 1;
            let first = |count| json!(text.chars().take(count).collect::<String>());
            vec![json!("a"), first(half), first(one_less)]
        }
        Some(Value::Array(items)) if items.len() > 3 => {
            vec![json!(items[..items.len() / 2])]
        }
        _ => vec![],
    };
    for part in less {
        let mut with = value.clone();
        if let Some(place) = with.pointer_mut(path) {
            *place = part;
            out.push(with);
        }
    }
    out
}

/// Takes a member or an item away.
pub fn take(value: &mut Value, path: &str) -> Option<Value> {
    let (above, step) = pointer::split(path)?;
    match value.pointer_mut(above)? {
        Value::Object(members) => members.shift_remove(&step),
        Value::Array(items) => Some(items.remove(pointer::place(&step)?)),
        _ => None,
    }
}

#[test]
fn what_does_not_matter_is_taken_away() {
    let value = json!({"a": [{"b": "long words"}, {"c": 1}], "d": {"e": true}});
    let found = smallest(&value, |value| {
        let text = value.pointer("/a/0/b").and_then(Value::as_str);
        text.is_some_and(|text| text.contains('w'))
    });
    assert_eq!(found, json!({"a": [{"b": "long w"}]}));
}
