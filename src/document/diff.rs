//! Structural diff of two JSON values: added, removed and replaced members and elements.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use serde_json::{Map, Value};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Difference between the old and the new form of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<'a> {
    /// The value is only in the new document.
    Added(&'a Value),
    /// The value is only in the old document.
    Removed(&'a Value),
    /// The first value was replaced with the second.
    Replaced(&'a Value, &'a Value),
    /// Both are objects; these members changed.
    Members(Vec<(&'a str, Change<'a>)>),
    /// Both are lists; these elements changed.
    Elements(Vec<(Place, Change<'a>)>),
}

/// Indexes of an element in the old and the new list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index in the old list; for an added element, that of the next old one.
    pub old: usize,
    /// Index in the new list; for a removed element, that of the next new one.
    pub new: usize,
}

/// Returns the changes that lead from `old` to `new`, or `None` if they are equal.
///
/// The order of members is of no meaning in JSON, and does not count.
///
/// ```
/// use chatquill::document::diff::{Change, diff};
/// use serde_json::json;
///
/// let (old, new) = (json!({"text": "a"}), json!({"text": "b"}));
/// let Some(Change::Members(members)) = diff(&old, &new) else {
///     unreachable!("the texts differ")
/// };
/// assert_eq!(members[0].0, "text");
/// assert_eq!(diff(&old, &old), None);
/// ```
#[must_use]
pub fn diff<'a>(old: &'a Value, new: &'a Value) -> Option<Change<'a>> {
    if old == new {
        return None;
    }
    Some(match (old, new) {
        (Value::Object(old), Value::Object(new)) => Change::Members(members(old, new)),
        (Value::Array(old), Value::Array(new)) => Change::Elements(elements(old, new)),
        _ => Change::Replaced(old, new),
    })
}

fn members<'a>(
    old: &'a Map<String, Value>,
    new: &'a Map<String, Value>,
) -> Vec<(&'a str, Change<'a>)> {
    // A removed member is listed after the one that preceded it.
    let mut gone: HashMap<Option<&'a str>, Vec<(&'a str, &'a Value)>> = HashMap::new();
    let mut before = None;
    for (name, value) in old {
        if new.contains_key(name) {
            before = Some(name.as_str());
        } else {
            gone.entry(before).or_default().push((name, value));
        }
    }
    let mut removed = |place: Option<&'a str>| {
        let gone = gone.remove(&place).into_iter().flatten();
        gone.map(|(name, value)| (name, Change::Removed(value)))
    };
    let mut changes: Vec<_> = removed(None).collect();
    for (name, value) in new {
        let change = match old.get(name) {
            Some(old) => diff(old, value),
            None => Some(Change::Added(value)),
        };
        changes.extend(change.map(|change| (name.as_str(), change)));
        changes.extend(removed(Some(name)));
    }
    changes
}

fn elements<'a>(old: &'a [Value], new: &'a [Value]) -> Vec<(Place, Change<'a>)> {
    let mut changes = Vec::new();
    for gap in gaps(old, new) {
        let (mut old_at, mut new_at) = (gap.old.start, gap.new.start);
        while old_at < gap.old.end || new_at < gap.new.end {
            let place = Place {
                old: old_at,
                new: new_at,
            };
            let was = old.get(old_at).filter(|_| old_at < gap.old.end);
            let is = new.get(new_at).filter(|_| new_at < gap.new.end);
            match (was, is) {
                (Some(was), Some(is)) if is_like(was, is) => {
                    changes.extend(diff(was, is).map(|change| (place, change)));
                    old_at += 1;
                    new_at += 1;
                }
                (Some(was), _) => {
                    changes.push((place, Change::Removed(was)));
                    old_at += 1;
                }
                (None, Some(is)) => {
                    changes.push((place, Change::Added(is)));
                    new_at += 1;
                }
                (None, None) => break,
            }
        }
    }
    changes
}

/// Returns whether one element may be a changed form of the other.
///
/// True for two objects that share a member, such as two widgets of a kind, or two values of another kind.
fn is_like(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => old.keys().any(|name| new.contains_key(name)),
        _ => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

/// Ranges of two lists, between elements that both have, where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Removed elements, as indexes of the old list.
    pub old: Range<usize>,
    /// Added elements, as indexes of the new list.
    pub new: Range<usize>,
}

/// Returns where two lists differ, in order: what lies between the runs of elements that both have.
///
/// Histogram looks for what is rare first. That finds what people mean, and takes a tenth of the time
/// that the shortest of all differences takes where two long texts have little in common.
#[must_use]
pub fn gaps<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<Gap> {
    let runs = capture_diff_slices(Algorithm::Histogram, old, new);
    runs.into_iter()
        .filter(|run| run.tag() != DiffTag::Equal)
        .map(|run| Gap {
            old: run.old_range(),
            new: run.new_range(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// Returns the old document with the changes applied.
    fn applied(old: &Value, change: &Change<'_>) -> Value {
        match change {
            Change::Added(value) | Change::Replaced(_, value) => (*value).clone(),
            Change::Removed(_) => Value::Null,
            Change::Members(changes) => {
                let mut members = old.as_object().unwrap().clone();
                for (name, change) in changes {
                    if let Change::Removed(value) = change {
                        assert_eq!(members.remove(*name).as_ref(), Some(*value));
                    } else {
                        let was = members.get(*name).cloned().unwrap_or_default();
                        members.insert((*name).to_owned(), applied(&was, change));
                    }
                }
                Value::Object(members)
            }
            Change::Elements(changes) => {
                let old = old.as_array().unwrap();
                let mut new = Vec::new();
                let mut at = 0;
                for (place, change) in changes {
                    new.extend_from_slice(&old[at..place.old]);
                    at = place.old;
                    assert_eq!(new.len(), place.new, "{changes:?}");
                    match change {
                        Change::Added(value) => new.push((*value).clone()),
                        Change::Removed(value) => {
                            assert_eq!(old[at], **value);
                            at += 1;
                        }
                        change => {
                            new.push(applied(&old[at], change));
                            at += 1;
                        }
                    }
                }
                new.extend_from_slice(&old[at..]);
                Value::Array(new)
            }
        }
    }

    fn text(old: &Value, new: &Value) -> String {
        format!("{:?}", diff(old, new))
    }

    #[test]
    fn lists_are_told_by_what_they_share() {
        let widget = |text: &str| json!({"textParagraph": {"text": text}});
        let old = json!([widget("a"), widget("b"), {"divider": {}}]);
        for (new, count) in [
            (json!([widget("a"), widget("b"), {"divider": {}}]), 0),
            (
                json!([{"image": {}}, widget("a"), widget("b"), {"divider": {}}]),
                1,
            ),
            (json!([widget("a"), widget("c"), {"divider": {}}]), 1),
            (json!([widget("b"), {"divider": {}}]), 1),
            (json!([widget("a"), widget("b"), {"image": {}}]), 2),
            (json!([]), 3),
        ] {
            let found = match diff(&old, &new) {
                Some(Change::Elements(changes)) => changes.len(),
                _ => 0,
            };
            assert_eq!(found, count, "{}", text(&old, &new));
        }
        let new = json!([widget("a"), widget("c"), {"divider": {}}]);
        assert!(text(&old, &new).contains("Replaced"));
    }

    #[test]
    fn what_went_is_told_where_it_stood() {
        let old = json!({"a": 1, "b": 2, "c": 3, "d": 4});
        let new = json!({"e": 0, "b": 5, "d": 4});
        let Some(Change::Members(changes)) = diff(&old, &new) else {
            unreachable!()
        };
        let names: Vec<&str> = changes.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["a", "e", "b", "c"]);
    }

    #[test]
    fn long_lists_are_told_by_what_they_share_too() {
        let old: Vec<u32> = (0..20_000).collect();
        let mut new = old.clone();
        new[19_990] = 50_000;
        new.insert(10, 60_000);
        let found = gaps(&old, &new);
        let found = found.into_iter().map(|gap| (gap.old, gap.new));
        let expected = [(10..10, 10..11), (19_990..19_991, 19_991..19_992)];
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn long_lists_are_told_in_time() {
        let old: Vec<Value> = (0..2_000).map(Value::from).collect();
        let new: Vec<Value> = (0..2_000).rev().map(Value::from).collect();
        let (old, new) = (Value::Array(old), Value::Array(new));
        let change = diff(&old, &new).unwrap();
        assert_eq!(applied(&old, &change), new);
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..3).prop_map(Value::from),
            "[ab]{0,2}".prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec(("[abc]", inner), 0..4)
                    .prop_map(|m| Value::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_changes_lead_from_the_old_to_the_new(old in value(), new in value()) {
            match diff(&old, &new) {
                None => prop_assert_eq!(old, new),
                Some(change) => {
                    prop_assert_ne!(&old, &new);
                    prop_assert_eq!(applied(&old, &change), new);
                }
            }
        }
    }
}
