//! Typing is grouped, steps come and go, and random edits are undone one by one.

use super::*;
use crate::document::pointer::join;
use proptest::prelude::*;
use serde_json::json;

fn typed(at: usize, remove: usize, insert: &str) -> Vec<Edit> {
    vec![Edit::Splice {
        path: "/text".to_owned(),
        at,
        remove,
        insert: insert.to_owned(),
    }]
}

#[test]
fn typing_joins_into_one_step() {
    let mut document = json!({"text": "ab"});
    let mut history = History::default();
    let mut make = |at, remove, insert, join| {
        let marks = (at, at + insert_len(insert));
        history
            .make(&mut document, typed(at, remove, insert), join, marks)
            .unwrap();
        (
            document["text"].as_str().unwrap().to_owned(),
            history.depth(),
        )
    };
    let told = |text: &str, depth| (text.to_owned(), depth);
    assert_eq!(make(2, 0, "c", Join::With(1)), told("abc", 1));
    assert_eq!(make(3, 0, "👋", Join::With(1)), told("abc👋", 1));
    assert_eq!(make(3, 4, "", Join::With(2)), told("abc", 2));
    assert_eq!(make(2, 1, "", Join::With(2)), told("ab", 2));
    assert_eq!(make(0, 1, "", Join::With(2)), told("b", 2));
    assert_eq!(make(0, 1, "", Join::With(2)), told("", 2));
    assert_eq!(make(0, 0, "x", Join::Alone), told("x", 3));
    assert_eq!(make(1, 0, "y", Join::Alone), told("xy", 4));
    for (text, mark) in [("x", 1), ("", 0), ("abc👋", 3), ("ab", 2)] {
        assert_eq!(history.undo(&mut document), Ok(Some(mark)));
        assert_eq!(document["text"], text);
    }
    assert_eq!(history.undo(&mut document), Ok(None));
    for (text, mark) in [("abc👋", 7), ("", 0), ("x", 1), ("xy", 2)] {
        assert_eq!(history.redo(&mut document), Ok(Some(mark)));
        assert_eq!(document["text"], text);
    }
    assert_eq!(history.redo(&mut document), Ok(None));
}

fn insert_len(text: &str) -> usize {
    text.len()
}

#[test]
fn a_pause_and_an_undo_end_a_step() {
    let mut document = json!({"text": ""});
    let mut history = History::default();
    let write = |history: &mut History<()>, document: &mut Value, letter| {
        let end = document["text"].as_str().unwrap().len();
        history
            .make(document, typed(end, 0, letter), Join::With(1), ((), ()))
            .unwrap();
        history.depth()
    };
    assert_eq!(write(&mut history, &mut document, "a"), 1);
    history.end_group();
    assert_eq!(write(&mut history, &mut document, "b"), 2);
    history.undo(&mut document).unwrap();
    assert_eq!((history.depth(), history.ahead()), (1, 1));
    assert_eq!(write(&mut history, &mut document, "c"), 2);
    assert_eq!(
        (document["text"].as_str(), history.ahead()),
        (Some("ac"), 0)
    );
}

#[test]
fn a_step_that_fails_is_not_made() {
    let mut document = json!({"a": 1});
    let mut history = History::default();
    let edits = [
        Edit::Remove {
            path: "/a".to_owned(),
        },
        Edit::Remove {
            path: "/nope".to_owned(),
        },
    ];
    let told = history.make(&mut document, edits, Join::Alone, ((), ()));
    assert_eq!(told, Err(Error::Nothing("/nope".to_owned())));
    assert_eq!(document, json!({"a": 1}));
    assert_eq!(history.depth(), 0);
    assert_eq!(
        history.make(&mut document, [], Join::Alone, ((), ())),
        Ok(())
    );
    assert_eq!(history.depth(), 0);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-zé👋/~]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-c/~]{0,2}", inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn paths(value: &Value, here: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                paths(member, join(&here, key), found);
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                paths(item, join(&here, &place.to_string()), found);
            }
        }
        _ => {}
    }
    found.push(here);
}

/// Builds an edit of some path of the document, chosen by numbers; not every one is possible.
fn change(document: &Value, kind: u8, one: usize, other: usize, value: Value) -> Edit {
    let mut all = Vec::new();
    paths(document, String::new(), &mut all);
    let path = all[one % all.len()].clone();
    let there = document.pointer(&path).unwrap();
    match (kind, there) {
        (0, _) => Edit::Replace { path, value },
        (1, _) => Edit::Remove { path },
        (2, Value::Array(items)) => Edit::Insert {
            path: join(&path, &(other % (items.len() + 1)).to_string()),
            at: None,
            value,
        },
        (2, _) => Edit::Insert {
            path: join(&path, "new/key"),
            at: Some(other % 6),
            value,
        },
        (3, Value::Array(items)) => Edit::Move {
            path,
            from: one % items.len().max(1),
            to: other % items.len().max(1),
        },
        (_, Value::String(text)) => Edit::Splice {
            path,
            at: other % (text.len() + 1),
            remove: one % 3,
            insert: "é".repeat(other % 3),
        },
        _ => Edit::Replace { path, value },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_changes_are_undone_one_by_one_and_redone(
        start in any_json(),
        changes in prop::collection::vec(
            (0u8..6, any::<usize>(), any::<usize>(), any_json(), 0u64..3),
            0..40,
        ),
    ) {
        let mut document = start.clone();
        let mut history = History::default();
        let mut states = vec![start.to_string()];
        for (kind, one, other, value, number) in changes {
            let edit = change(&document, kind, one, other, value);
            let before = document.to_string();
            let join = if number == 0 { Join::Alone } else { Join::With(number) };
            let depth = history.depth();
            if history.make(&mut document, [edit], join, (states.len(), 0)).is_err() {
                prop_assert_eq!(document.to_string(), before);
                continue;
            }
            if history.depth() == depth {
                states.pop();
            }
            states.push(document.to_string());
        }
        prop_assert_eq!(states.len(), history.depth() + 1);
        for state in states.iter().rev().skip(1) {
            prop_assert!(history.undo(&mut document).unwrap().is_some());
            prop_assert_eq!(&document.to_string(), state);
        }
        prop_assert_eq!(document.to_string(), start.to_string());
        prop_assert!(history.undo(&mut document).unwrap().is_none());
        for state in states.iter().skip(1) {
            prop_assert!(history.redo(&mut document).unwrap().is_some());
            prop_assert_eq!(&document.to_string(), state);
        }
        prop_assert!(history.redo(&mut document).unwrap().is_none());
    }
}
