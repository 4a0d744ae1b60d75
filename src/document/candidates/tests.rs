//! Insertion points, candidates, pasted values and conversions, as tables.

use super::*;
use crate::document::schema::Schema;
use serde_json::json;

fn ground(document: &Value) -> TypedDocument<'static, '_> {
    let schema = Schema::builtin();
    TypedDocument {
        schema,
        kind: schema.get("CreateMessageRequest").unwrap(),
        document,
    }
}

fn sample() -> Value {
    json!({"message": {
        "cardsV2": [{"cardId": "card-1", "card": {"sections": [
            {"header": "One", "widgets": [
                {"textParagraph": {"text": "Words"}},
                {"buttonList": {"buttons": [{"text": "Go"}]}},
                {"columns": {"columnItems": [{"widgets": []}, {}]}},
                {"decoratedText": {"text": "Line", "switchControl": {}}},
            ]},
            {"header": "Two"},
        ]}}],
    }})
}

const SECTION: &str = "/message/cardsV2/0/card/sections/0";

#[test]
fn places_are_found_from_an_object() {
    let document = sample();
    let ground = ground(&document);
    for (from, found) in [
        (
            "/widgets/0",
            "widgets/1 Widget After, sections/1 Section AfterAbove, cardsV2/1 CardWithId AfterAbove, accessoryWidgets/0 AccessoryWidget Top",
        ),
        (
            "/widgets/1",
            "buttons/1 Button Inside, widgets/2 Widget After, sections/1 Section AfterAbove, cardsV2/1 CardWithId AfterAbove, accessoryWidgets/0 AccessoryWidget Top",
        ),
        (
            // Two columns are all there may be.
            "/widgets/2",
            "widgets/3 Widget After, sections/1 Section AfterAbove, cardsV2/1 CardWithId AfterAbove, accessoryWidgets/0 AccessoryWidget Top",
        ),
        (
            "/widgets/2/columns/columnItems/1",
            "widgets/0 Widgets Inside, widgets/3 Widget AfterAbove, sections/1 Section AfterAbove, cardsV2/1 CardWithId AfterAbove, accessoryWidgets/0 AccessoryWidget Top",
        ),
        (
            // A switch is in the place of the button.
            "/widgets/3",
            "widgets/4 Widget After, sections/1 Section AfterAbove, cardsV2/1 CardWithId AfterAbove, accessoryWidgets/0 AccessoryWidget Top",
        ),
    ] {
        let points = ground.insertion_points(Some(&format!("{SECTION}{from}")));
        let told: Vec<String> = points
            .iter()
            .map(|point| {
                let (above, step) = point.path.rsplit_once('/').unwrap();
                let list = above.rsplit('/').next().unwrap();
                format!("{list}/{step} {} {:?}", point.kind.name, point.side)
            })
            .collect();
        assert_eq!(told.join(", "), found, "{from}");
    }
}

#[test]
fn an_empty_draft_offers_a_card_and_accessories_then_all_that_a_card_is_made_for() {
    for document in [
        json!({}),
        json!({"parent": "spaces/A", "message": {"text": "Hi"}}),
    ] {
        let offers = ground(&document).candidates(None);
        let told: Vec<_> = offers
            .iter()
            .map(|candidate| (candidate.label, candidate.path.as_str()))
            .collect();
        assert_eq!(
            told[..4],
            [
                ("Card", "/message/cardsV2/0"),
                ("Accessory", "/message/accessoryWidgets/0"),
                ("Section", "/message/cardsV2/0"),
                ("Text paragraph", "/message/cardsV2/0"),
            ]
        );
        assert_eq!(offers[0].value["cardId"], "card-1");
        let made = json!({"cardId": "card-1", "card": {"sections": [
            {"widgets": [{"textParagraph": {}}]},
        ]}});
        assert_eq!(offers[3].value, made);
    }
}

#[test]
fn what_fits_nowhere_near_goes_to_the_end_of_the_card() {
    let mut document = sample();
    document["message"]["accessoryWidgets"] = json!([{"buttonList": {"buttons": [{}]}}]);
    document["message"]["cardsV2"][0]["card"]["header"] = json!({"title": "T"});
    let paragraph = json!({"textParagraph": {"text": "New"}});
    let end = "/message/cardsV2/0/card/sections/1/widgets/0";
    for near in [
        Some("/message/cardsV2/0"),
        Some("/message/cardsV2/0/card/header"),
        Some("/message/accessoryWidgets/0"),
        None,
    ] {
        let place = ground(&document).find_insertion_point(near, &paragraph);
        assert_eq!(place, Some((end.to_owned(), paragraph.clone())), "{near:?}");
        let offers = ground(&document).candidates(near);
        let paths = offers
            .iter()
            .filter(|candidate| candidate.label == "Text paragraph");
        assert_eq!(
            paths
                .map(|candidate| candidate.path.as_str())
                .collect::<Vec<_>>(),
            [end]
        );
    }
    let place = ground(&json!({})).find_insertion_point(None, &paragraph);
    let made = json!({"cardId": "card-1", "card": {"sections": [{"widgets": [paragraph]}]}});
    assert_eq!(place, Some(("/message/cardsV2/0".to_owned(), made)));
}

#[test]
fn every_offer_fits_its_place() {
    let document = sample();
    let ground = ground(&document);
    for path in [
        "",
        "/widgets/0",
        "/widgets/1",
        "/widgets/2/columns/columnItems/0",
    ] {
        for candidate in ground.candidates(Some(&format!("{SECTION}{path}"))) {
            let edit = edit::set(
                ground.schema,
                "CreateMessageRequest",
                &document,
                &candidate.path,
                candidate.value.clone(),
            );
            assert!(
                edit.is_ok() || document.pointer(&candidate.path).is_some(),
                "{}",
                candidate.path
            );
            let kind = ground.kind_at(&candidate.path).unwrap();
            let faults = validate::validate(ground.schema, &kind.name, &candidate.value);
            assert!(faults.is_empty(), "{}: {faults:?}", candidate.label);
        }
    }
}

#[test]
fn names_that_must_differ_do() {
    let document = sample();
    let ground = ground(&document);
    let kind = ground.schema.get("CardWithId").unwrap();
    for (given, kept) in [
        (json!({}), json!({"cardId": "card-2"})),
        (json!({"cardId": "card-1"}), json!({"cardId": "card-2"})),
        (
            json!({"card": {}, "cardId": "mine"}),
            json!({"card": {}, "cardId": "mine"}),
        ),
    ] {
        let mut value = given;
        ground.assign_unique_ids(kind, "/message/cardsV2/1", &mut value);
        assert_eq!(value, kept);
    }
}

#[test]
fn what_is_pasted_finds_its_place() {
    let document = sample();
    let ground = ground(&document);
    for (from, value, found) in [
        (
            "/widgets/0",
            json!({"textParagraph": {"text": "x"}}),
            Some(("/widgets/1", json!({"textParagraph": {"text": "x"}}))),
        ),
        (
            "/widgets/0",
            json!({"imageUrl": "https://example.com/a.png"}),
            Some((
                "/widgets/1",
                json!({"image": {"imageUrl": "https://example.com/a.png"}}),
            )),
        ),
        (
            "/widgets/1",
            json!({"text": "x", "onClick": {"openLink": {"url": "https://example.com"}}}),
            Some((
                "/widgets/1/buttonList/buttons/1",
                json!({"text": "x", "onClick": {"openLink": {"url": "https://example.com"}}}),
            )),
        ),
        // A field the schema does not know yet is kept.
        (
            "/widgets/0",
            json!({"textParagraph": {"text": "x"}, "glow": 1}),
            None,
        ),
        ("/widgets/0", json!("words"), None),
        ("/widgets/0", json!({}), None),
    ] {
        let place = ground.find_insertion_point(Some(&format!("{SECTION}{from}")), &value);
        let found = found.map(|(path, value)| (format!("{SECTION}{path}"), value));
        assert_eq!(place, found, "{value}");
    }
    let card = json!({"header": {"title": "T"}, "sections": [{"widgets": [{"divider": {}}]}]});
    let place = ground.find_insertion_point(Some(SECTION), &card).unwrap();
    assert_eq!(place.0, "/message/cardsV2/1");
    assert_eq!(place.1, json!({"cardId": "card-2", "card": card}));
}

#[test]
fn widgets_become_others_and_keep_their_words() {
    let document = sample();
    let ground = ground(&document);
    let found = ground.conversions(&format!("{SECTION}/widgets/0"));
    let told: Vec<_> = found.iter().map(|found| found.kind.name.as_str()).collect();
    let all = [
        "DecoratedText",
        "ButtonList",
        "Image",
        "ChipList",
        "Carousel",
        "Grid",
        "TextInput",
        "SelectionInput",
        "DateTimePicker",
    ];
    for name in &told {
        assert!(all.contains(name), "{name}");
    }
    for (name, value) in [
        ("DecoratedText", json!({"decoratedText": {"text": "Words"}})),
        (
            "ButtonList",
            json!({"buttonList": {"buttons": [{"text": "Words"}]}}),
        ),
        ("TextInput", json!({"textInput": {"label": "Words"}})),
        (
            "ChipList",
            json!({"chipList": {"chips": [{"label": "Words"}]}}),
        ),
    ] {
        let found = found.iter().find(|found| found.kind.name == name).unwrap();
        assert_eq!(found.value, value);
    }
    assert!(ground.conversions(SECTION).is_empty());
    // Text survives the conversion there and back.
    let turned = json!({"message": {"cardsV2": [{"card": {"sections": [
        {"widgets": [{"decoratedText": {"text": "Words", "wrapText": true}, "horizontalAlignment": "END"}]},
    ]}}]}});
    let ground = TypedDocument {
        document: &turned,
        ..ground
    };
    let found = ground.conversions(&format!("{SECTION}/widgets/0"));
    let found = found
        .iter()
        .find(|found| found.kind.name == "TextParagraph")
        .unwrap();
    assert_eq!(
        found.value,
        json!({"textParagraph": {"text": "Words"}, "horizontalAlignment": "END"})
    );
    assert_eq!(found.lost, ["wrapText"]);
}

#[test]
fn what_would_keep_nothing_is_no_conversion() {
    let document = json!({"message": {"cardsV2": [{"card": {"sections": [{"widgets": [
        {"dateTimePicker": {"name": "when", "type": "DATE_ONLY"}},
        {"carousel": {"carouselCards": [{"widgets": [{"textParagraph": {"text": "Words"}}]}]}},
        {"selectionInput": {"label": "Pick", "items": [{"text": "a"}]}},
        {"divider": {}},
    ]}]}}]}});
    let kinds = |place: usize| -> Vec<String> {
        let found = ground(&document).conversions(&format!("{SECTION}/widgets/{place}"));
        found
            .into_iter()
            .map(|found| found.kind.name.clone())
            .collect()
    };
    assert_eq!(kinds(0), ["TextInput", "SelectionInput"]);
    assert!(
        kinds(1).contains(&"TextParagraph".to_owned()),
        "{:?}",
        kinds(1)
    );
    assert!(
        kinds(2).contains(&"TextParagraph".to_owned()),
        "{:?}",
        kinds(2)
    );
    assert!(!kinds(3).is_empty(), "there is nothing to lose");
}
