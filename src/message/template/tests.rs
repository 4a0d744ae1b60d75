//! Cases of template files: heads, fields, errors, and drafts saved as templates.

use super::*;

fn parse(text: &str) -> Result<Template, Error> {
    Template::parse(text, "the file")
}

#[test]
fn a_head_tells_title_and_blanks() {
    let template = parse(
        r#"{
            "template": {
                "title": "Incident", "about": "What is broken.",
                "blanks": [
                    {"name": "what", "prompt": "What is broken", "default": "Checkout"},
                    {"name": "how", "kind": "choice", "choices": ["a bit", "much"], "default": "x"},
                    {"name": "more", "kind": "lines", "markup": true}
                ]
            },
            "message": {"text": "{{what}} {{how}} {{more}} {{who}}"}
        }"#,
    )
    .unwrap();
    assert_eq!(
        (&*template.title, &*template.about),
        ("Incident", "What is broken.")
    );
    let field = |name: &str, prompt: &str, kind, default: &str, markup| TemplateField {
        name: name.into(),
        prompt: prompt.into(),
        kind,
        default: default.into(),
        markup,
    };
    let choices = Kind::Choice(vec!["a bit".into(), "much".into()]);
    assert_eq!(
        template.fields,
        [
            field("what", "What is broken", Kind::Text, "Checkout", false),
            field("how", "how", choices, "a bit", false),
            field("more", "more", Kind::Lines, "", true),
            field("who", "who", Kind::Text, "", false),
        ]
    );
    assert_eq!(
        template.request(),
        &json!({"message": {"text": "{{what}} {{how}} {{more}} {{who}}"}})
    );
    assert_eq!(
        template.example(),
        json!({"message": {"text": "Checkout a bit ‹more› ‹who›"}})
    );
}

#[test]
fn whatever_opens_is_a_template() {
    for (text, message) in [
        (r#"{"text": "hi"}"#, json!({"text": "hi"})),
        (
            r#"{"template": {"title": ""}, "cards_v2": []}"#,
            json!({"cardsV2": []}),
        ),
        (
            r#"{"template": {}, "header": {"title": "T"}}"#,
            json!({"cardsV2": [{"card": {"header": {"title": "T"}}}]}),
        ),
    ] {
        let template = parse(text).unwrap();
        assert_eq!(template.title, "the file");
        assert_eq!(template.request(), &json!({ "message": message }), "{text}");
    }
}

#[test]
fn a_faulty_file_is_told_of() {
    let fields = |fields: &str| format!(r#"{{"template": {{"blanks": [{fields}]}}, "text": "x"}}"#);
    for (text, words) in [
        ("{\n \"text\" 1}", "2:9: "),
        (
            r#"{"template": {"titel": "x"}, "text": "x"}"#,
            "unknown field `titel`",
        ),
        (&fields(r#"{"prompt": "x"}"#), "missing field `name`"),
        (
            &fields(r#"{"name": "a b"}"#),
            "\"a b\" is not a valid name of a blank",
        ),
        (
            &fields(r#"{"name": "a", "kind": "date"}"#),
            "unknown variant `date`",
        ),
        (
            &fields(r#"{"name": "a", "kind": "choice"}"#),
            "\"a\" must have choices",
        ),
        (
            &fields(r#"{"name": "a", "choices": ["x"]}"#),
            "\"a\" must have choices",
        ),
        (
            &fields(r#"{"name": "a"}, {"name": "a"}"#),
            "two blanks are named \"a\"",
        ),
    ] {
        let told = parse(text).unwrap_err().to_string();
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn a_draft_is_kept_without_what_belongs_to_one_send() {
    let draft = json!({
        "parent": "spaces/A", "messageId": "client-a", "requestId": "r",
        "messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
        "createMessageNotificationOptions": {"notificationType": "NOTIFICATION_TYPE_SILENT"},
        "message": {
            "text": "Hello {{who}}", "thread": {"name": "spaces/A/threads/B"},
            "privateMessageViewer": {"name": "users/1"}, "somethingNew": 1,
        },
    });
    let file = kept(&draft, "Greeting");
    assert_eq!(
        file,
        json!({
            "template": {"title": "Greeting", "blanks": [{"name": "who", "prompt": "who"}]},
            "createMessageNotificationOptions": {"notificationType": "NOTIFICATION_TYPE_SILENT"},
            "message": {"text": "Hello {{who}}", "somethingNew": 1},
        })
    );
    let template = parse(&file.to_string()).unwrap();
    assert_eq!(template.title, "Greeting");
    assert_eq!(
        template.fill(&["Ada".into()])["message"]["text"],
        "Hello Ada"
    );
    let keyed = json!({
        "messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
        "message": {"text": "x", "thread": {"threadKey": "daily"}},
    });
    let mut file = kept(&keyed, "x");
    file.as_object_mut().unwrap().remove(HEAD);
    assert_eq!(file, keyed);
}
