//! Shrinks a value to the smallest one for which a condition still holds.

use serde_json::{Value, json};

use crate::insertion_points::{places, take};

/// Removes and shortens what it can, as long as `holds` returns true; it does for `value` itself.
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

/// Returns the value without the part at a path, or with a shorter one.
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

#[test]
fn what_does_not_matter_is_taken_away() {
    let value = json!({"a": [{"b": "long words"}, {"c": 1}], "d": {"e": true}});
    let found = smallest(&value, |value| {
        let text = value.pointer("/a/0/b").and_then(Value::as_str);
        text.is_some_and(|text| text.contains('w'))
    });
    assert_eq!(found, json!({"a": [{"b": "long w"}]}));
}
