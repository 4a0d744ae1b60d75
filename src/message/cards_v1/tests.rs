//! What the conversion of old cards promises: every type, field and enum value of the first version.

use super::*;

use crate::document::schema::{Kind, Schema};
use crate::document::validate::validate;

fn card(card: &Value) -> (Value, Vec<String>) {
    let mut message = json!({"cards": [card]});
    let told = convert(&mut message).unwrap();
    (message["cardsV2"][0]["card"].clone(), told)
}

fn widget(widget: &Value) -> (Value, Vec<String>) {
    let (card, told) = card(&json!({"sections": [{"widgets": [widget]}]}));
    (card["sections"][0]["widgets"].clone(), told)
}

#[test]
fn every_type_and_field_of_the_schema_has_its_rule() {
    let schema = Schema::builtin();
    let mut seen = 0;
    for kind in schema
        .types()
        .filter(|kind| kind.name.starts_with("Legacy"))
    {
        let (_, rules) = TYPES
            .iter()
            .find(|(name, _)| *name == kind.name)
            .unwrap_or_else(|| panic!("{}", kind.name));
        let known: Vec<&str> = rules.iter().map(|(name, ..)| *name).collect();
        for field in &kind.fields {
            assert!(
                known.contains(&field.name.as_str()),
                "{}.{}",
                kind.name,
                field.name
            );
            let (_, _, fate) = rules.iter().find(|(name, ..)| *name == field.name).unwrap();
            match (&field.kind, fate) {
                (Kind::Type(of), Of(kind)) => assert_eq!(of, kind),
                (Kind::Type(_), _) | (_, Of(_)) => panic!("{}.{}", kind.name, field.name),
                _ => {}
            }
        }
        assert_eq!(known.len(), kind.fields.len(), "{}", kind.name);
        seen += 1;
    }
    assert_eq!(seen, TYPES.len());
}

/// Checks that every icon and shape of the first version becomes something that the second knows.
#[test]
fn every_word_is_carried() {
    let schema = Schema::builtin();
    let words = |kind: &str, field: &str| {
        let field = schema.get(kind).unwrap().field(field).unwrap();
        let words = field.choices().iter().map(|choice| choice.name.clone());
        words.collect::<Vec<String>>()
    };
    for icon in words("LegacyKeyValue", "icon") {
        let (widgets, told) = widget(&json!({"keyValue": {"content": "c", "icon": icon}}));
        let start = &widgets[0]["decoratedText"]["startIcon"];
        match icon.as_str() {
            "ICON_UNSPECIFIED" => assert!(start.is_null() && told.is_empty()),
            "EVENT_PERFORMER" | "OFFER" => {
                assert!(start["materialIcon"]["name"].is_string());
                assert_eq!(told.len(), 1);
            }
            icon => {
                assert_eq!((start, told.len()), (&json!({"knownIcon": icon}), 0));
            }
        }
        let button = json!({"imageButton": {"icon": icon, "name": "n"}});
        let (widgets, _) = widget(&json!({"buttons": [button]}));
        assert_eq!(widgets[0]["buttonList"]["buttons"][0]["altText"], "n");
    }
    let shapes = words("LegacyCardHeader", "imageStyle");
    let turned: Vec<Value> = shapes
        .iter()
        .map(|shape| card(&json!({"header": {"title": "t", "imageStyle": shape}})).0)
        .map(|card| card["header"]["imageType"].clone())
        .collect();
    assert_eq!(turned, [json!(null), json!("SQUARE"), json!("CIRCLE")]);
}

#[test]
fn widgets_become_those_of_the_second_version() {
    let link = json!({"openLink": {"url": "https://example.com"}});
    let call =
        json!({"action": {"actionMethodName": "f", "parameters": [{"key": "k", "value": "v"}]}});
    let called = json!({"action": {"function": "f", "parameters": [{"key": "k", "value": "v"}]}});
    for (old, new) in [
        (
            json!({"textParagraph": {"text": "t"}}),
            json!([{"textParagraph": {"text": "t"}}]),
        ),
        (
            json!({"image": {"imageUrl": "https://example.com/a.png", "onClick": link}}),
            json!([{"image": {"imageUrl": "https://example.com/a.png", "onClick": link}}]),
        ),
        (
            json!({"keyValue": {
                "topLabel": "t", "content": "c", "contentMultiline": true, "bottomLabel": "b",
                "icon": "TRAIN", "onClick": call, "button": {"textButton": {"text": "x", "onClick": link}},
            }}),
            json!([{"decoratedText": {
                "topLabel": "t", "text": "c", "wrapText": true, "bottomLabel": "b",
                "startIcon": {"knownIcon": "TRAIN"}, "onClick": called, "button": {"text": "x", "onClick": link},
            }}]),
        ),
        (
            json!({"keyValue": {"content": "c", "iconUrl": "https://example.com/a.png"}}),
            json!([{"decoratedText": {"text": "c", "startIcon": {"iconUrl": "https://example.com/a.png"}}}]),
        ),
        (
            json!({"buttons": [{"textButton": {"text": "x", "onClick": call}}, {"imageButton": {"iconUrl": "https://example.com/a.png", "onClick": link}}]}),
            json!([{"buttonList": {"buttons": [{"text": "x", "onClick": called}, {"icon": {"iconUrl": "https://example.com/a.png"}, "onClick": link}]}}]),
        ),
        (
            json!({"textParagraph": {"text": "t"}, "buttons": [{"textButton": {"text": "x"}}]}),
            json!([{"textParagraph": {"text": "t"}}, {"buttonList": {"buttons": [{"text": "x"}]}}]),
        ),
    ] {
        let (widgets, told) = widget(&old);
        assert_eq!((widgets, told.len()), (new, 0), "{old}");
    }
}

#[test]
fn what_cannot_be_carried_is_told() {
    let (widgets, told) = widget(&json!({"image": {"aspectRatio": 1.5, "newer": 1}}));
    assert_eq!(widgets, json!([{"image": {"newer": 1}}]));
    assert_eq!(
        told,
        [
            "/cards/0/sections/0/widgets/0/image/aspectRatio is dropped: cardsV2 has no equivalent.",
            "/cards/0/sections/0/widgets/0/image/newer is unknown and is kept as it is.",
        ]
    );
    let (turned, told) = card(&json!({"header": {"imageStyle": "OVAL"}}));
    assert_eq!(turned, json!({"header": {"imageType": "OVAL"}}));
    assert_eq!(
        told,
        ["/cards/0/header/imageStyle is \"OVAL\", which is unknown and is kept."]
    );
}

#[test]
fn messages_keep_the_rest_and_their_order() {
    let old = json!({"name": "a", "sections": [{"header": "h", "widgets": []}]});
    for (message, turned) in [
        (
            json!({"text": "t", "cards": [old], "thread": {}}),
            Some(json!({"text": "t", "cardsV2": [{"card": old}], "thread": {}})),
        ),
        (
            json!({"cardsV2": [], "cards": [old, old]}),
            Some(
                json!({"cardsV2": [{"cardId": "card-1", "card": old}, {"cardId": "card-2", "card": old}]}),
            ),
        ),
        (json!({"cards": [old], "cardsV2": [{"card": {}}]}), None),
        (json!({"cards": []}), None),
        (json!({"cards": 5}), None),
        (json!({"text": "t"}), None),
        (json!(5), None),
    ] {
        let mut changed = message.clone();
        let told = convert(&mut changed);
        assert_eq!(told.is_some(), turned.is_some(), "{message}");
        let expected = turned.unwrap_or(message);
        assert_eq!(changed.to_string(), expected.to_string());
        assert_eq!(convert(&mut changed), None, "once is enough");
        let faults = validate(Schema::builtin(), "Message", &changed);
        assert!(faults.is_empty() || changed == expected);
    }
}
