//! Cases of what a draft keeps, undoes and sends.

use super::*;
use serde_json::json;

fn typed(draft: &mut Draft, words: &str) {
    for c in words.chars() {
        let end = draft.text().len();
        draft.splice_text(end, "", &c.to_string(), end);
    }
}

#[test]
fn typing_is_undone_by_the_word_and_comes_back() {
    let mut draft = Draft::new(json!({}));
    typed(&mut draft, "你好 big world");
    let mut states = vec![draft.text().to_owned()];
    while draft.undo().is_some() {
        states.push(draft.text().to_owned());
    }
    assert_eq!(states, ["你好 big world", "你好 big ", "你好 ", ""]);
    assert_eq!(draft.request(), &json!({}));
    while draft.redo().is_some() {}
    assert_eq!(draft.text(), "你好 big world");
}

#[test]
fn text_and_options_share_one_history() {
    let mut draft = Draft::new(json!({"parent": "spaces/A"}));
    typed(&mut draft, "hi");
    draft.change(
        &[Change::new(at::THREAD, Some(json!({"threadKey": "d"})))],
        Grouping::WithSame,
    );
    draft.change(
        &[Change::new(at::THREAD, Some(json!({"threadKey": "de"})))],
        Grouping::WithSame,
    );
    draft.change(
        &[Change::new(
            at::NOTIFICATION,
            Some(json!("NOTIFICATION_TYPE_SILENT")),
        )],
        Grouping::Alone,
    );
    let whole = draft.request().clone();
    draft.undo();
    assert_eq!(
        draft.get(at::NOTIFICATION_OPTIONS),
        None,
        "the empty object goes with its field"
    );
    draft.undo();
    assert_eq!(draft.get(at::THREAD), None, "typing a key is one step");
    draft.undo();
    assert_eq!(draft.request(), &json!({"parent": "spaces/A"}));
    while draft.redo().is_some() {}
    assert_eq!(draft.request(), &whole);
}

#[test]
fn what_is_sent_is_what_is_there() {
    let draft = Draft::new(json!({
        "parent": "spaces/A",
        "messageId": "client-1",
        "message": {"text": "é \"q\"", "fromTheFuture": {"z": 1, "a": 2}},
    }));
    assert_eq!(
        draft.body(),
        r#"{"text":"é \"q\"","fromTheFuture":{"z":1,"a":2}}"#
    );
    assert_eq!(
        draft.query(),
        [("messageId".to_owned(), "client-1".to_owned())]
    );
    assert_eq!(
        draft.address(),
        ["POST /v1/spaces/A/messages", "  ?messageId=client-1"]
    );
}

#[test]
fn emptiness_is_judged_as_google_does() {
    for (message, is_empty) in [
        (json!({}), true),
        (json!({"text": " \n"}), true),
        (json!({"text": "x"}), false),
        (json!({"cardsV2": []}), true),
        (json!({"cardsV2": [{}]}), false),
        (json!({"accessoryWidgets": [{}]}), true),
    ] {
        assert_eq!(
            Draft::new(json!({"message": message})).is_empty(),
            is_empty,
            "{message}"
        );
    }
}

#[test]
fn what_cannot_hold_a_value_makes_room_for_it() {
    let odd = json!({"message": "no object", "createMessageNotificationOptions": [1]});
    let mut draft = Draft::new(odd.clone());
    assert!(draft.splice_text(0, "", "hi", 0));
    assert!(draft.change(
        &[Change::new(
            at::NOTIFICATION,
            Some("NOTIFICATION_TYPE_SILENT".into())
        )],
        Grouping::Alone
    ));
    assert_eq!(
        draft.request(),
        &json!({"message": {"text": "hi"},
            "createMessageNotificationOptions": {"notificationType": "NOTIFICATION_TYPE_SILENT"}})
    );
    while draft.undo().is_some() {}
    assert_eq!(draft.request(), &odd);
}

#[test]
fn a_splice_of_another_text_is_refused() {
    let mut draft = Draft::new(json!({"message": {"text": "héllo"}}));
    for (at, removed) in [(9, ""), (2, ""), (0, "x")] {
        assert!(!draft.splice_text(at, removed, "y", 0), "{at} {removed}");
    }
    assert_eq!(draft.text(), "héllo");
}

#[test]
fn the_shape_stays_while_plain_values_change() {
    let header = "/message/cardsV2/0/card/sections/0/header";
    let mut draft = Draft::new(json!({"message": {"text": "a", "cardsV2": [
        {"card": {"sections": [{"header": "One"}]}},
    ]}}));
    let mut shape = draft.shape();
    let mut is_same = |draft: &Draft| std::mem::replace(&mut shape, draft.shape()) == draft.shape();
    typed(&mut draft, "bc");
    draft.splice(header, 3, ("", "!"));
    draft.put(header, Some(7.into()), Grouping::Alone);
    assert!(is_same(&draft));
    draft.put(header, Some(json!({})), Grouping::Alone);
    assert!(!is_same(&draft), "an object in place of a value");
    draft.put(header, Some("x".into()), Grouping::Alone);
    assert!(!is_same(&draft), "and back");
    draft.put(header, None, Grouping::Alone);
    draft.undo();
    draft.redo();
    assert!(
        is_same(&draft),
        "a plain value is unset, set and unset again"
    );
    draft.restructure(
        vec![Edit::Remove {
            path: "/message/cardsV2/0".into(),
        }],
        ("", ""),
    );
    assert!(!is_same(&draft), "a part goes");
    draft.undo();
    assert!(!is_same(&draft), "and comes back");
}

#[test]
fn whoever_types_is_told_where_alone_something_changed_and_the_bytes_are_counted() {
    let label = "/message/cardsV2/0/card/name";
    let mut draft = Draft::new(json!({"message": {"text": "a", "cardsV2": [
        {"card": {"name": "\"One\""}},
    ]}}));
    let counted = |draft: &Draft| assert_eq!(draft.bytes(), draft.body().len());
    let start = draft.revision();
    assert_eq!(draft.only_change_since(start), None);
    for inserted in ["\n", "你", "\"", "\u{7}"] {
        draft.splice(label, 1, ("", inserted));
        counted(&draft);
    }
    draft.splice(label, 0, ("\"\u{7}", ""));
    counted(&draft);
    assert_eq!(draft.only_change_since(start), Some(label));
    let typed_text = draft.revision();
    draft.splice_text(1, "", "b", 1);
    counted(&draft);
    assert_eq!(draft.only_change_since(start), None);
    assert_eq!(draft.only_change_since(typed_text), Some(at::TEXT));
    draft.undo();
    counted(&draft);
    assert_eq!(draft.only_change_since(typed_text), Some(at::TEXT));
    draft.put(label, Some(12.into()), Grouping::Alone);
    counted(&draft);
    draft.put(label, None, Grouping::Alone);
    counted(&draft);
    assert_eq!(draft.only_change_since(typed_text), None);
    while draft.undo().is_some() {
        counted(&draft);
    }
    while draft.redo().is_some() {
        counted(&draft);
    }
}

#[test]
fn what_is_kept_is_the_draft_as_it_was() {
    let mut draft = Draft::new(json!({"message": {"text": "a"}}));
    let kept = draft.shared();
    draft.splice_text(1, "", "b", 1);
    assert_eq!(*kept, json!({"message": {"text": "a"}}));
    assert_eq!(draft.text(), "ab");
}
