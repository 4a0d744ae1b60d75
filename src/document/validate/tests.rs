//! Cases of valid and invalid documents.

use super::*;
use serde_json::json;

fn faults(type_name: &str, value: &Value) -> Vec<String> {
    validate(Schema::builtin(), type_name, value)
        .into_iter()
        .map(|fault| format!("{}: {}", fault.path, fault.kind))
        .collect()
}

#[test]
fn what_google_accepts_has_no_faults() {
    for value in [
        json!({}),
        json!({"text": "hi"}),
        json!({"text": null, "cards_v2": [{"card_id": "a", "card": {"header": {"title": "T"}}}]}),
        json!({"cardsV2": [{"card": {"sections": [{"widgets": [
            {"decoratedText": {"text": "x", "startIcon": {"materialIcon": {"weight": "300", "grade": -25.0}}}},
            {"divider": {}},
            {"image": null, "text_paragraph": {"text": "y", "maxLines": 2}},
        ]}]}}]}),
        json!({"markupSyntax": 2, "thread": {"threadKey": "k"}}),
        json!({"cardsV2": null, "cards_v2": []}),
        json!({"quotedMessageMetadata": {"lastUpdateTime": "2026-01-31T09:00:00.5Z"}}),
    ] {
        assert_eq!(faults("Message", &value), [] as [&str; 0], "{value}");
    }
}

#[test]
fn faults_have_their_place_and_words() {
    for (value, found) in [
        (json!([]), ": This must be an object, but it is a list."),
        (
            json!({"txt": 1}),
            "/txt: There is no field txt here. Did you mean text?",
        ),
        (json!({"zzzz": 1}), "/zzzz: There is no field zzzz here."),
        (json!({"a/b": 1}), "/a~1b: There is no field a/b here."),
        (
            json!({"text": 1}),
            "/text: This must be a text, but it is a number.",
        ),
        (
            json!({"cardsV2": {}}),
            "/cardsV2: This must be a list, but it is an object.",
        ),
        (
            json!({"cardsV2": [null]}),
            "/cardsV2/0: This must be an object, but it is null.",
        ),
        (
            json!({"cardsV2": [], "cards_v2": []}),
            "/cards_v2: The field cardsV2 is set in two spellings.",
        ),
        (
            json!({"cards_v2": [], "cardsV2": []}),
            "/cardsV2: The field cardsV2 is set in two spellings.",
        ),
        (
            json!({"markupSyntax": "markdown"}),
            "/markupSyntax: markdown is not one of the choices. Did you mean MARKUP_SYNTAX_MARKDOWN?",
        ),
        (
            json!({"markupSyntax": 7}),
            "/markupSyntax: 7 is not one of the choices.",
        ),
        (
            json!({"markupSyntax": true}),
            "/markupSyntax: This must be one of the known words, but it is true or false.",
        ),
        (
            json!({"cards_v2": [{"card": {"header": {"title": "T", "imageStyle": "CIRCLE"}}}]}),
            "/cards_v2/0/card/header/imageStyle: There is no field imageStyle here. Did you mean imageType?",
        ),
        (
            json!({"cardsV2": [{"card": {"sections": [{"widgets": [{"image": {}, "divider": {}}]}]}}]}),
            "/cardsV2/0/card/sections/0/widgets/0: Only one of these may be set: image, divider.",
        ),
        (
            json!({"cardsV2": [{"card": {"sections": [{"uncollapsibleWidgetsCount": 1.5}]}}]}),
            "/cardsV2/0/card/sections/0/uncollapsibleWidgetsCount: This must be a whole number, but it is 1.5.",
        ),
    ] {
        assert_eq!(faults("Message", &value), [found], "{value}");
    }
}

#[test]
fn all_faults_are_told_in_order() {
    let value = json!({"text": 1, "nope": 2, "thread": {"nme": "x"}, "markupSyntax": "?"});
    let paths: Vec<_> = validate(Schema::builtin(), "Message", &value)
        .into_iter()
        .map(|fault| fault.path)
        .collect();
    assert_eq!(paths, ["/text", "/nope", "/thread/nme", "/markupSyntax"]);
}

#[test]
fn documents_are_brought_into_one_spelling() {
    for (value, same) in [
        (
            json!({"cards_v2": [{"card_id": "a"}]}),
            json!({"cardsV2": [{"cardId": "a"}]}),
        ),
        (
            json!({"b_b": {"c_c": null}, "text": "x", "fallback_text": "y", "argument_text": null}),
            json!({"b_b": {"c_c": null}, "text": "x", "fallbackText": "y"}),
        ),
        (
            json!({"markup_syntax": 2}),
            json!({"markupSyntax": "MARKUP_SYNTAX_MARKDOWN"}),
        ),
        (json!({"markupSyntax": 77}), json!({"markupSyntax": 77})),
        (
            json!({"cardsV2": 5, "text": []}),
            json!({"cardsV2": 5, "text": []}),
        ),
        (
            json!({"fallback_text": "a", "fallbackText": "b"}),
            json!({"fallback_text": "a", "fallbackText": "b"}),
        ),
        (
            json!({"fallbackText": null, "fallback_text": "a"}),
            json!({"fallbackText": "a"}),
        ),
    ] {
        let made = normalise(Schema::builtin(), "Message", &value);
        assert_eq!(made.to_string(), same.to_string(), "{value}");
        let again = normalise(Schema::builtin(), "Message", &made);
        assert_eq!(again.to_string(), made.to_string(), "{value}");
    }
}
