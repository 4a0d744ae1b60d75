//! What the import promises: which form is which, and messages inside of programs.

use serde_json::json;

use super::*;

/// A document, its form, and the request it is imported as.
type Case = (Value, ImportForm, Value);

#[test]
fn the_forms_are_told_apart() {
    for (given, form, request) in requests().into_iter().chain(parts()) {
        let opened = open(&given.to_string()).unwrap();
        assert_eq!(opened.form, form, "{given}");
        assert_eq!(opened.request, request, "{given}");
        let again = open(&opened.request.to_string()).unwrap();
        assert_eq!(again.request, request, "what was opened opens as it is");
        assert!(again.asides.is_empty(), "{:?}", again.asides);
    }
}

fn requests() -> Vec<Case> {
    let card = json!({"header": {"title": "T"}, "sections": []});
    vec![
        (
            json!({"parent": "spaces/A", "message": {"text": "a"}}),
            ImportForm::Request,
            json!({"parent": "spaces/A", "message": {"text": "a"}}),
        ),
        (
            json!({"message_id": "client-a", "message": {"fallback_text": "a"}}),
            ImportForm::Request,
            json!({"messageId": "client-a", "message": {"fallbackText": "a"}}),
        ),
        (
            json!({"parent": "spaces/A"}),
            ImportForm::Request,
            json!({"parent": "spaces/A"}),
        ),
        (
            json!({"text": "a"}),
            ImportForm::Message,
            json!({"message": {"text": "a"}}),
        ),
        (json!({}), ImportForm::Message, json!({"message": {}})),
        (
            json!({"cards_v2": [{"card": card}]}),
            ImportForm::Message,
            json!({"message": {"cardsV2": [{"card": card}]}}),
        ),
        (
            json!({"cardId": "x", "card": card}),
            ImportForm::CardWithId,
            json!({"message": {"cardsV2": [{"cardId": "x", "card": card}]}}),
        ),
        (
            json!([{"cardId": "x", "card": card}]),
            ImportForm::CardList,
            json!({"message": {"cardsV2": [{"cardId": "x", "card": card}]}}),
        ),
        (
            json!({"parent": "spaces/A", "requestId": "r", "requestBody": {"fallback_text": "a"}}),
            ImportForm::Call,
            json!({"parent": "spaces/A", "requestId": "r", "message": {"fallbackText": "a"}}),
        ),
        (
            json!([card, {"sections": [{"widgets": [{"text_paragraph": {"text": "t"}}]}]}]),
            ImportForm::BareCards,
            json!({"message": {"cardsV2": [
                {"cardId": "card-1", "card": card},
                {"cardId": "card-2", "card": {"sections": [{"widgets": [{"textParagraph": {"text": "t"}}]}]}},
            ]}}),
        ),
        (
            json!([card, {"header": {"title": "t", "imageStyle": "AVATAR"}}]),
            ImportForm::BareCards,
            json!({"message": {"cardsV2": [
                {"cardId": "card-1", "card": card},
                {"cardId": "card-2", "card": {"header": {"title": "t", "imageType": "CIRCLE"}}},
            ]}}),
        ),
        (
            json!([{"widgets": []}, {"header": "h", "widgets": [{"divider": {}}]}]),
            ImportForm::Sections,
            json!({"message": {"cardsV2": [{"card": {"sections": [
                {"widgets": []}, {"header": "h", "widgets": [{"divider": {}}]},
            ]}}]}}),
        ),
        (
            json!([{"divider": {}}, {"decorated_text": {"text": "t"}}]),
            ImportForm::Widgets,
            json!({"message": {"cardsV2": [{"card": {"sections": [
                {"widgets": [{"divider": {}}, {"decoratedText": {"text": "t"}}]},
            ]}}]}}),
        ),
        (
            card.clone(),
            ImportForm::Card,
            json!({"message": {"cardsV2": [{"card": card}]}}),
        ),
        (
            json!({"name": "n", "card_actions": []}),
            ImportForm::Card,
            json!({"message": {"cardsV2": [{"card": {"name": "n", "cardActions": []}}]}}),
        ),
    ]
}

fn parts() -> Vec<Case> {
    vec![
        (
            json!({"header": "h", "widgets": [{"text_paragraph": {"text": "t"}}]}),
            ImportForm::Section,
            json!({"message": {"cardsV2": [{"card": {"sections": [
                {"header": "h", "widgets": [{"textParagraph": {"text": "t"}}]},
            ]}}]}}),
        ),
        (
            json!({"decorated_text": {"text": "t"}}),
            ImportForm::Widget,
            json!({"message": {"cardsV2": [{"card": {"sections": [
                {"widgets": [{"decoratedText": {"text": "t"}}]},
            ]}}]}}),
        ),
        (
            json!({"cards": [{"sections": [{"widgets": [{"key_value": {"content": "c", "icon": 1}}]}]}]}),
            ImportForm::Message,
            json!({"message": {"cardsV2": [{"card": {"sections": [{"widgets": [
                {"decoratedText": {"text": "c", "startIcon": {"knownIcon": "AIRPLANE"}}},
            ]}]}}]}}),
        ),
        (
            json!({"header": {"title": "t", "image_style": "AVATAR"}, "sections": []}),
            ImportForm::Card,
            json!({"message": {"cardsV2": [{"card": {
                "header": {"title": "t", "imageType": "CIRCLE"}, "sections": [],
            }}]}}),
        ),
        (
            json!({"text": "a", "newInNextYear": {"x": 1}}),
            ImportForm::Message,
            json!({"message": {"text": "a", "newInNextYear": {"x": 1}}}),
        ),
    ]
}

#[test]
fn places_of_the_request_lead_to_places_of_the_document() {
    for (form, path, within) in [
        (ImportForm::Request, "/message/text", Some("/message/text")),
        (ImportForm::Message, "/message/text", Some("/text")),
        (ImportForm::Message, "/parent", None),
        (ImportForm::Call, "/message/text", Some("/requestBody/text")),
        (ImportForm::Call, "/requestId", Some("/requestId")),
        (
            ImportForm::CardList,
            "/message/cardsV2/1/cardId",
            Some("/1/cardId"),
        ),
        (ImportForm::BareCards, "/message/cardsV2", Some("")),
        (ImportForm::BareCards, "/message/cardsV2/12", Some("/12")),
        (
            ImportForm::BareCards,
            "/message/cardsV2/12/card/header",
            Some("/12/header"),
        ),
        (ImportForm::BareCards, "/message/cardsV2/12/cardId", None),
        (
            ImportForm::Sections,
            "/message/cardsV2/0/card/sections/3/header",
            Some("/3/header"),
        ),
        (
            ImportForm::Widgets,
            "/message/cardsV2/0/card/sections/0/widgets/3",
            Some("/3"),
        ),
        (
            ImportForm::Widgets,
            "/message/cardsV2/0/card/sections/0/header",
            None,
        ),
    ] {
        assert_eq!(form.within(path).as_deref(), within, "{form:?} {path}");
    }
}

#[test]
fn what_is_no_message_is_told() {
    let deep = format!("{{\"text\": {}1{}}}", "[".repeat(127), "]".repeat(127));
    for (text, what) in [
        ("", "It is empty."),
        (" \n", "It is empty."),
        ("\u{feff}", "It is empty."),
        ("7", "This is JSON, but not an object."),
        ("[1]", "This is a list, but not one of cards, of sections"),
        (
            "[{\"card\":{}},{\"sections\":[]}]",
            "There are 2 messages in it.",
        ),
        (
            "[[[]]]",
            "This is a list, but not one of cards, of sections",
        ),
        ("[]", "This is a list, but not one of cards, of sections"),
        (
            "{\"a\":1,\"b\":2}",
            "This is JSON, but not a message: its fields are a, b.",
        ),
        (
            "const a = {}; f({b: 1});",
            "This is not JSON, and there is no message in it",
        ),
        (
            "Hello, world!",
            "This is not JSON, and there is no message in it",
        ),
        (&deep, "Its values are nested too deep for a message."),
    ] {
        let error = open(text).unwrap_err();
        assert_eq!(
            (error.diagnostic.position(), error.is_other),
            ((1, 1), true),
            "{text}"
        );
        assert!(
            error.diagnostic.title.starts_with(what),
            "{text:.40}: {error}"
        );
    }
}

/// A sample as guides print it.
const SAMPLE: &str = "\
import {client} from './client.js';
const SCOPES = ['https://example.com/scope'];
const {Option} = require('chat');

// Sends a card.
async function main() {
  const request = {
    // Replace this.
    parent: 'spaces/AAAA',
    messageReplyOption: Option.REPLY_MESSAGE_OR_FAIL,
    message: {
      text: 'Hello, ' +
            'all\\'s well',
      cardsV2 : [{ card: {
        header: {
          title: 'Report',
          imageUrl: 'https://example.com/a.png'
        },
        sections: [{ widgets: [{ textParagraph: {
          text: \"It's <b>green</b>\"
        }}]}]
      }}]
    }
  };
  const answer = await client.createMessage(request);
  console.log(`Sent ${answer.name}`);
}
";

#[test]
fn a_message_is_taken_out_of_a_program() {
    let opened = open(SAMPLE).unwrap();
    assert_eq!(
        (opened.form, opened.literal),
        (ImportForm::Request, Some((7, 19)))
    );
    assert_eq!(
        opened.request,
        json!({
            "parent": "spaces/AAAA",
            "messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
            "message": {
                "text": "Hello, all's well",
                "cardsV2": [{"card": {
                    "header": {"title": "Report", "imageUrl": "https://example.com/a.png"},
                    "sections": [{"widgets": [{"textParagraph": {"text": "It's <b>green</b>"}}]}],
                }}],
            },
        })
    );
    assert_eq!(opened.asides.len(), 1, "{:?}", opened.asides);
    let direct = "const answer = await client.createMessage({ message: { text: 'a' } });";
    assert_eq!(open(direct).unwrap().literal, Some((1, 43)));
    let python = "request = chat.CreateMessageRequest(\n  parent = 'spaces/A',\n  message = {\n    \"text\": 'a', # b\n    \"fallback_text\": 'c',\n  })";
    let opened = open(python).unwrap();
    assert_eq!(
        (opened.literal, opened.request),
        (
            Some((1, 11)),
            json!({"parent": "spaces/A", "message": {"text": "a", "fallbackText": "c"}})
        )
    );
    let fetch = "await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'a' }) });";
    assert_eq!(
        open(fetch).unwrap().request,
        json!({"message": {"text": "a"}})
    );
}

/// Checks the sample as it is printed where its lines with nothing but brackets were lost.
#[test]
fn lost_brackets_are_told_with_their_places() {
    let is_lost = |line: &&str| !line.trim_matches([' ', '}', ']', ';', ',']).is_empty();
    let torn: Vec<&str> = SAMPLE.lines().filter(is_lost).collect();
    let error = open(&torn.join("\n")).unwrap_err();
    assert_eq!(error.diagnostic.position(), (17, 9), "{error}");
    assert_eq!(
        error.diagnostic.title,
        "`},` is missing before `sections`, for `header: {` (14:17)."
    );
    assert_eq!(
        drawn(&error),
        "        sections: [{ widgets: [{ textParagraph: {\n        ^"
    );
    assert_eq!(
        error.diagnostic.remedy,
        "Write `},` before the marked place.\n\
         also 19:3: `}}]}]}}]}}` is missing before `const`, for `textParagraph: {` (17:49), `{` (17:32), `widgets: [` (17:31), `{` (17:20) and 6 more."
    );
}

fn drawn(error: &Error) -> String {
    let excerpt = error.diagnostic.excerpt.as_ref().unwrap();
    format!("{}\n{}", excerpt.line, excerpt.mark())
}

#[test]
fn the_excerpt_marks_the_column() {
    let error = open("{\n  \"text\": \"a\" \"b\"\n}").unwrap_err();
    let expected = "  \"text\": \"a\" \"b\"\n              ^";
    assert_eq!(drawn(&error), expected);
    let long = format!("{{\"text\": \"{}\" oops}}", "x".repeat(500));
    let excerpt = drawn(&open(&long).unwrap_err());
    let mark = excerpt.lines().nth(1).unwrap().len() - 1;
    assert_eq!(excerpt.chars().nth(mark), Some('o'), "{excerpt}");
}
