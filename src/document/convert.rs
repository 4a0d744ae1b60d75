//! Converts an object into one of another type that can hold its text.

use serde_json::{Map, Value};

use crate::document::pointer;
use crate::document::resolve::{SchemaNode, resolve};
use crate::document::schema::{Field, Kind, Schema, Type};
use crate::document::summary;

/// Returns a new object of a type with the text of another object and every field both types have, and the
/// names of the lost fields.
///
/// `None` if the type has no field for text.
pub fn convert(
    schema: &Schema,
    (was, held): (&Type, &Value),
    kind: &Type,
) -> Option<(Value, Vec<String>)> {
    let mut object = Value::Object(kind.start.clone());
    let place = summary::place(schema, kind, &object)?;
    let (above, step) = pointer::split(&place)?;
    let from = summary::place(schema, was, held).unwrap_or_default();
    let text = held.pointer(&from).and_then(Value::as_str);
    if let Some(text) = text {
        let holder = object.pointer_mut(above)?.as_object_mut()?;
        holder.insert(step, text.into());
    }
    // A row of buttons has its text in its first button, and so what a click does.
    let mut sources = vec![(was, String::new())];
    let holder = pointer::split(&from).map_or("", |(holder, _)| holder);
    if let Some(kind) = type_below(schema, was, holder).filter(|_| !holder.is_empty()) {
        sources.push((kind, holder.to_owned()));
    }
    let mut carried = vec![from];
    for target in ["", above] {
        let Some(kind) = type_below(schema, kind, target) else {
            continue;
        };
        for (was, source) in &sources {
            let Some(members) = held.pointer(source).and_then(Value::as_object) else {
                continue;
            };
            for (key, value) in members {
                let path = pointer::join(source, key);
                let into = object.pointer_mut(target).and_then(Value::as_object_mut);
                if let (Some(into), Some(field)) = (into, was.field(key))
                    && !carried.contains(&path)
                    && let Some(field) = counterpart(field, kind, into)
                {
                    into.insert(field.name.clone(), value.clone());
                    carried.push(path);
                }
            }
        }
        if above.is_empty() {
            break;
        }
    }
    Some((object, lost(held, &sources, &carried)))
}

fn type_below<'s>(schema: &'s Schema, kind: &'s Type, path: &str) -> Option<&'s Type> {
    match resolve(schema, &kind.name, path)? {
        SchemaNode::Object(kind) => Some(kind),
        _ => None,
    }
}

/// Returns the field that takes over `field` of another type: one of the same name, else for objects the first
/// free one of the same type.
fn counterpart<'s>(field: &Field, kind: &'s Type, into: &Map<String, Value>) -> Option<&'s Field> {
    let is_alike = |own: &Field| own.kind == field.kind && own.repeated == field.repeated;
    let is_free = |own: &Field| {
        let of_union = |other: &&Field| {
            other.name == own.name || (own.union.is_some() && other.union == own.union)
        };
        let mut rivals = kind.fields.iter().filter(of_union);
        rivals.all(|other| !into.contains_key(&other.name))
    };
    let same = kind.field(&field.name).filter(|own| is_alike(own));
    let is_object = matches!(field.kind, Kind::Type(_)) && !field.repeated;
    let mut others = kind
        .fields
        .iter()
        .filter(|own| is_object && is_alike(own) && own.counts_in_messages());
    // A field that others have replaced takes over only what fits nowhere else.
    let kept = same.filter(|own| is_free(own));
    kept.filter(|own| own.counts_in_messages())
        .or_else(|| others.find(|own| is_free(own)))
        .or(kept)
}

/// Returns the fields that were not copied, without those whose content was copied from within.
fn lost(held: &Value, sources: &[(&Type, String)], carried: &[String]) -> Vec<String> {
    let mut lost = Vec::new();
    for (_, source) in sources {
        let members = held.pointer(source).and_then(Value::as_object);
        for (key, value) in members.into_iter().flatten() {
            let path = pointer::join(source, key);
            if value.is_null() || carried.contains(&path) {
                continue;
            }
            let inner =
                |path: &&String| path.starts_with(&format!("{}/", pointer::join(source, key)));
            if !carried.iter().any(|path| inner(&path)) {
                lost.push(key.clone());
            } else if let Some(count) = value.as_array().map(Vec::len).filter(|count| *count > 1) {
                lost.push(format!("{} of {key}", count - 1));
            }
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_both_have_a_place_for_is_kept() {
        let click = json!({"openLink": {"url": "https://example.com"}});
        let star = json!({"knownIcon": "STAR"});
        for (was, held, kind, turned, told) in [
            (
                "DecoratedText",
                json!({"text": "Go", "topLabel": "Now", "startIcon": star, "onClick": click}),
                "ButtonList",
                json!({"buttons": [{"text": "Go", "icon": star, "onClick": click}]}),
                "topLabel",
            ),
            (
                "ButtonList",
                json!({"buttons": [{"text": "Go", "type": "FILLED", "icon": star, "onClick": click}, {"text": "No"}]}),
                "DecoratedText",
                json!({"text": "Go", "startIcon": star, "onClick": click}),
                "1 of buttons, type",
            ),
            (
                "ButtonList",
                json!({"buttons": [{"text": "Go", "icon": star, "onClick": click, "disabled": true}]}),
                "ChipList",
                json!({"chips": [{"label": "Go", "icon": star, "onClick": click, "disabled": true}]}),
                "",
            ),
            (
                "Image",
                json!({"imageUrl": "https://example.com/a.png", "altText": "A map", "onClick": click}),
                "TextParagraph",
                json!({"text": "A map"}),
                "imageUrl, onClick",
            ),
            (
                "TextParagraph",
                json!({"text": "Words"}),
                "DecoratedText",
                json!({"text": "Words"}),
                "",
            ),
        ] {
            let schema = Schema::builtin();
            let (was, kind) = (schema.get(was).unwrap(), schema.get(kind).unwrap());
            let (value, lost) = convert(schema, (was, &held), kind).unwrap();
            assert_eq!(value, turned, "{held}");
            assert_eq!(lost.join(", "), told, "{held}");
        }
    }
}
