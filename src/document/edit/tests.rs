//! Cases of edits, each applied and undone.

use super::*;
use serde_json::json;

#[test]
fn changes_are_made_and_taken_back() {
    let start = json!({"a": 1, "b": [1, 2, 3], "c": "héllo"});
    for (edit, after) in [
        (
            replace("/a", json!({"x": null})),
            json!({"a": {"x": null}, "b": [1, 2, 3], "c": "héllo"}),
        ),
        (replace("", json!(7)), json!(7)),
        (
            replace("/b/1", json!(9)),
            json!({"a": 1, "b": [1, 9, 3], "c": "héllo"}),
        ),
        (
            insert("/d", None, json!(4)),
            json!({"a": 1, "b": [1, 2, 3], "c": "héllo", "d": 4}),
        ),
        (
            insert("/d", Some(1), json!(4)),
            json!({"a": 1, "d": 4, "b": [1, 2, 3], "c": "héllo"}),
        ),
        (
            insert("/d", Some(99), json!(4)),
            json!({"a": 1, "b": [1, 2, 3], "c": "héllo", "d": 4}),
        ),
        (
            insert("/b/0", None, json!(0)),
            json!({"a": 1, "b": [0, 1, 2, 3], "c": "héllo"}),
        ),
        (
            insert("/b/3", None, json!(4)),
            json!({"a": 1, "b": [1, 2, 3, 4], "c": "héllo"}),
        ),
        (remove("/a"), json!({"b": [1, 2, 3], "c": "héllo"})),
        (remove("/b/1"), json!({"a": 1, "b": [1, 3], "c": "héllo"})),
        (
            shift("/b", 0, 2),
            json!({"a": 1, "b": [2, 3, 1], "c": "héllo"}),
        ),
        (
            shift("/b", 2, 0),
            json!({"a": 1, "b": [3, 1, 2], "c": "héllo"}),
        ),
        (
            splice("/c", 1, 2, "e"),
            json!({"a": 1, "b": [1, 2, 3], "c": "hello"}),
        ),
        (
            splice("/c", 6, 0, " 👋"),
            json!({"a": 1, "b": [1, 2, 3], "c": "héllo 👋"}),
        ),
    ] {
        let mut document = start.clone();
        let told = format!("{edit:?}");
        let inverse = edit.apply(&mut document).unwrap();
        assert_eq!(document.to_string(), after.to_string(), "{told}");
        inverse.apply(&mut document).unwrap();
        assert_eq!(document.to_string(), start.to_string(), "{told}");
    }
}

#[test]
fn impossible_changes_leave_the_document_alone() {
    let start = json!({"a": 1, "b": [1], "c": "é"});
    for (edit, error) in [
        (replace("/x", json!(1)), Error::Nothing("/x".into())),
        (insert("", None, json!(1)), Error::Taken(String::new())),
        (insert("/a", None, json!(1)), Error::Taken("/a".into())),
        (insert("/a/b", None, json!(1)), Error::Unfit("/a".into())),
        (
            insert("/b/2", None, json!(1)),
            Error::Nothing("/b/2".into()),
        ),
        (
            insert("/b/-", None, json!(1)),
            Error::Nothing("/b/-".into()),
        ),
        (insert("/x/y", None, json!(1)), Error::Nothing("/x".into())),
        (remove(""), Error::Nothing(String::new())),
        (remove("/x"), Error::Nothing("/x".into())),
        (remove("/b/1"), Error::Nothing("/b/1".into())),
        (shift("/b", 0, 1), Error::Nothing("/b".into())),
        (shift("/a", 0, 0), Error::Unfit("/a".into())),
        (splice("/c", 1, 1, ""), Error::Letters("/c".into())),
        (splice("/c", 2, usize::MAX, ""), Error::Letters("/c".into())),
        (splice("/a", 0, 0, "x"), Error::Unfit("/a".into())),
    ] {
        let mut document = start.clone();
        let told = format!("{edit:?}");
        assert_eq!(edit.apply(&mut document), Err(error), "{told}");
        assert_eq!(document.to_string(), start.to_string(), "{told}");
    }
}

#[test]
fn setting_keeps_the_order_of_the_schema() {
    let card = json!({"cardsV2": [{"card": {"sections": []}}]});
    for (start, path, value, after) in [
        (json!({}), "/text", json!("x"), json!({"text": "x"})),
        (
            json!({"text": "x"}),
            "/text",
            json!("y"),
            json!({"text": "y"}),
        ),
        (
            json!({"unknown": 1, "text": "x", "fallbackText": "f"}),
            "/thread",
            json!({}),
            json!({"unknown": 1, "text": "x", "thread": {}, "fallbackText": "f"}),
        ),
        (
            json!({"fallbackText": "f"}),
            "/text",
            json!("x"),
            json!({"text": "x", "fallbackText": "f"}),
        ),
        (
            json!({"text": "x"}),
            "/newer",
            json!(1),
            json!({"text": "x", "newer": 1}),
        ),
        (
            json!({}),
            "/thread/threadKey",
            json!("k"),
            json!({"thread": {"threadKey": "k"}}),
        ),
        (
            json!({"thread": null}),
            "/thread/threadKey",
            json!("k"),
            json!({"thread": {"threadKey": "k"}}),
        ),
        (
            json!({"cardsV2": null}),
            "/cardsV2/0/cardId",
            json!("a"),
            json!({"cardsV2": [{"cardId": "a"}]}),
        ),
        (
            json!({}),
            "/cardsV2/0/card/header/title",
            json!("T"),
            json!({"cardsV2": [{"card": {"header": {"title": "T"}}}]}),
        ),
        (
            card.clone(),
            "/cardsV2/0/card/header",
            json!({}),
            json!({"cardsV2": [{"card": {"header": {}, "sections": []}}]}),
        ),
        (
            card.clone(),
            "/cardsV2/0/cardId",
            json!("a"),
            json!({"cardsV2": [{"cardId": "a", "card": {"sections": []}}]}),
        ),
        (
            json!({"cards_v2": []}),
            "/cards_v2/0/card/sections/0/widgets/0/divider",
            json!({}),
            json!({"cards_v2": [{"card": {"sections": [{"widgets": [{"divider": {}}]}]}}]}),
        ),
    ] {
        let mut document = start.clone();
        let edit = set(Schema::builtin(), "Message", &document, path, value).unwrap();
        let inverse = edit.apply(&mut document).unwrap();
        assert_eq!(document.to_string(), after.to_string(), "{path}");
        inverse.apply(&mut document).unwrap();
        assert_eq!(document.to_string(), start.to_string(), "{path}");
    }
    for (path, error) in [
        ("/cardsV2/2", Error::Nothing("/cardsV2/2".into())),
        (
            "/cardsV2/0/card/sections/1/header",
            Error::Nothing("/cardsV2/0/card/sections/1".into()),
        ),
        ("/text/x", Error::Unfit("/text".into())),
    ] {
        let mut document = card.clone();
        document["text"] = json!("x");
        let told = set(Schema::builtin(), "Message", &document, path, json!({}));
        assert_eq!(told, Err(error), "{path}");
    }
}

#[test]
fn unsetting_leaves_nothing_empty_behind() {
    let start = json!({"message": {"text": "x", "thread": {"threadKey": "k"}, "cardsV2": [{"cardId": "a"}]}});
    for (path, after) in [
        (
            "/message/thread/threadKey",
            json!({"message": {"text": "x", "cardsV2": [{"cardId": "a"}]}}),
        ),
        (
            "/message/cardsV2/0/cardId",
            json!({"message": {"text": "x", "thread": {"threadKey": "k"}}}),
        ),
        (
            "/message/text",
            json!({"message": {"thread": {"threadKey": "k"}, "cardsV2": [{"cardId": "a"}]}}),
        ),
        ("/message", json!({})),
    ] {
        let mut document = start.clone();
        unset(&document, path)
            .unwrap()
            .apply(&mut document)
            .unwrap();
        assert_eq!(document.to_string(), after.to_string(), "{path}");
    }
    assert_eq!(unset(&start, "/nope"), None);
    assert_eq!(unset(&start, ""), None);
}

fn replace(path: &str, value: Value) -> Edit {
    let path = path.to_owned();
    Edit::Replace { path, value }
}

fn insert(path: &str, at: Option<usize>, value: Value) -> Edit {
    let path = path.to_owned();
    Edit::Insert { path, at, value }
}

fn remove(path: &str) -> Edit {
    let path = path.to_owned();
    Edit::Remove { path }
}

fn shift(path: &str, from: usize, to: usize) -> Edit {
    let path = path.to_owned();
    Edit::Move { path, from, to }
}

fn splice(path: &str, at: usize, remove: usize, insert: &str) -> Edit {
    Edit::Splice {
        path: path.to_owned(),
        at,
        remove,
        insert: insert.to_owned(),
    }
}
