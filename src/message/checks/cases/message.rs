//! M: drafts for the rules about the request and the message.

use serde_json::{Value, json};

use super::case::{Case, breaks, button, card, chat, holds, message, widget};
use crate::chat::sender::SenderKind;
use crate::message::checks::setting::{Deed, Sent, Setting};

fn sized(bytes: usize) -> Value {
    // {"text":""} has 11 bytes.
    message(json!({"text": "x".repeat(bytes - 11)}))
}

fn patch(name: &str, mask: &str, allow_missing: bool) -> impl FnOnce(&mut Setting) {
    let deed = Deed::Patch {
        name: name.to_owned(),
        update_mask: mask.to_owned(),
        allow_missing,
    };
    |setting| setting.deed = deed
}

fn sent(setting: &mut Setting) {
    setting.known.sent = vec![Sent {
        space: "spaces/A".to_owned(),
        request_id: "r1".to_owned(),
        message_id: "client-a".to_owned(),
        message: json!({"text": "t"}),
    }];
}

/// The drafts.
pub fn cases() -> Vec<Case> {
    let id = |id: &str| json!({"messageId": id, "message": {"text": "t"}});
    let request = |id: &str, text: &str| json!({"requestId": id, "message": {"text": text}});
    let mut cases = schema();
    cases.extend([
        breaks("M01", "m", json!({})),
        breaks("M01", "m", message(json!({"text": " \n", "cardsV2": []}))),
        breaks("M01", "m", message(json!({"accessoryWidgets": [{"buttonList": {"buttons": []}}]}))),
        holds("M01", message(json!({"attachment": [{"attachmentDataRef": {"resourceName": "r"}}]}))),
        breaks("M02", "m", sized(32_001)),
        holds("M02", sized(32_000)),
        breaks("M03", "m", sized(30_001)),
        holds("M03", sized(30_000)),
        breaks("M12", "/parent", json!({"parent": "AAAA", "message": {"text": "t"}})),
        breaks("M12", "/parent", json!({"parent": "spaces/", "message": {"text": "t"}})),
        holds("M12", json!({"parent": "spaces/AAAA", "message": {"text": "t"}})),
        breaks("M13", "/messageId", id("custom-a")),
        holds("M13", id("client-a")),
        breaks("M14", "/messageId", id("client-A_b")),
        holds("M14", id("client-a-9")),
        breaks("M15", "/messageId", id(&format!("client-{}", "a".repeat(57)))),
        holds("M15", id(&format!("client-{}", "a".repeat(56)))),
        breaks("M16", "/messageId", id("client-")),
        holds("M16", id("client-1")),
        breaks("M17", "/messageId", json!({"parent": "spaces/A", "messageId": "client-a", "message": {"text": "t"}})).with(sent),
        holds("M17", json!({"parent": "spaces/B", "messageId": "client-a", "message": {"text": "t"}})).with(sent),
        holds("M17", json!({"parent": "spaces/A", "requestId": "r1", "messageId": "client-a", "message": {"text": "t"}})).with(sent),
        breaks("M18", "/requestId", json!({"parent": "spaces/A", "message": {"text": "t"}})),
        holds("M18", message(json!({"text": "t"}))),
        holds("M18", json!({"parent": "spaces/A", "message": {"text": "t"}})).with(|setting| setting.adds_request_id = true),
        breaks("M19", "/requestId", request("deploy", "t")),
        holds("M19", request("6F9619FF-8b86-d011-b42d-00cf4fc964ff", "t")),
        breaks("M20", "/requestId", request("r1", "other")).with(sent),
        holds("M20", request("r1", "t")).with(sent),
        breaks("M21", "m/createTime", message(json!({"text": "t", "createTime": "2026-01-31T09:00:00Z"}))),
        holds("M21", message(json!({"text": "t", "createTime": "2026-01-31T09:00:00Z"}))).with(|setting| setting.known.is_imported = true),
        breaks("M22", "m/actionResponse", message(json!({"text": "t", "actionResponse": {"type": "NEW_MESSAGE"}}))),
        holds("M22", message(json!({"text": "t"}))),
        breaks("M23", "", json!({})).with(patch("spaces/A/messages/B", "text,sender", false)),
        holds("M23", json!({})).with(patch("spaces/A/messages/B", "text, cardsV2,cards_v2,*", false)),
        breaks("M24", "", json!({})).with(patch("spaces/A/messages/B", " ,", false)),
        holds("M24", json!({})).with(patch("spaces/A/messages/B", "text", false)),
        breaks("M25", "", json!({})).with(patch("spaces/A/messages/B", "text,markupSyntax", false)),
        holds("M25", json!({})).with(patch("spaces/A/messages/B", "text", false)),
        breaks("M26", "", json!({})).with(patch("spaces/A/messages/B.C", "*", true)),
        holds("M26", json!({})).with(patch("spaces/A/messages/client-b", "*", true)),
        breaks("M27", "", json!({})).by(SenderKind::App).with(|setting| setting.deed = Deed::Delete { force: true }),
        holds("M27", json!({})).by(SenderKind::User).with(|setting| setting.deed = Deed::Delete { force: true }),
    ]);
    cases
}

fn schema() -> Vec<Case> {
    let image = |image: Value| widget(json!({ "image": image }));
    let styled =
        |style: Value| widget(json!({"grid": {"items": [{"id": "a"}], "borderStyle": style}}));
    vec![
        breaks("M04", "m/txet", message(json!({"text": "t", "txet": "t"}))),
        breaks(
            "M04",
            "c/footer",
            card(json!({"header": {"title": "T"}, "footer": {}})),
        ),
        holds("M04", chat("t")),
        breaks(
            "M05",
            "w/image/imageURL",
            image(json!({"imageURL": "https://e.com/a.png"})),
        ),
        breaks(
            "M05",
            "m/cards_v2",
            message(json!({"cardsV2": [], "cards_v2": [], "text": "t"})),
        ),
        holds(
            "M05",
            message(json!({"text": "t", "fallback_text": "f", "cards_v2": [{"card_id": "a"}]})),
        ),
        breaks("M06", "m/text", message(json!({"text": 5}))),
        breaks(
            "M06",
            "m/cardsV2",
            message(json!({"cardsV2": {"cardId": "a"}})),
        ),
        breaks(
            "M06",
            "w/textParagraph/maxLines",
            widget(json!({"textParagraph": {"text": "t", "maxLines": "many"}})),
        ),
        breaks(
            "M06",
            "m/thread",
            message(json!({"text": "t", "thread": "x"})),
        ),
        holds(
            "M06",
            widget(json!({"textParagraph": {"text": "t", "maxLines": "3"}})),
        ),
        breaks(
            "M07",
            "m/markupSyntax",
            message(json!({"text": "t", "markupSyntax": "markup_syntax_chat"})),
        ),
        breaks(
            "M07",
            "w/buttonList/buttons/0/type",
            button(
                json!({"text": "b", "type": "ROUND", "onClick": {"openLink": {"url": "https://e.com"}}}),
            ),
        ),
        holds("M07", chat("t")),
        breaks(
            "M08",
            "m/markupSyntax",
            message(json!({"text": "t", "markupSyntax": "MARKUP_SYNTAX_UNSPECIFIED"})),
        ),
        holds("M08", chat("t")),
        breaks(
            "M09",
            "m/sender",
            message(json!({"text": "t", "sender": {"name": "users/1"}})),
        ),
        holds(
            "M09",
            message(json!({"text": "t", "clientAssignedMessageId": "client-a"})),
        ),
        breaks(
            "M10",
            "w/decoratedText/icon",
            widget(json!({"decoratedText": {"text": "t", "icon": {"knownIcon": "STAR"}}})),
        ),
        breaks(
            "M10",
            "w/chipList/chips/0/enabled",
            widget(json!({"chipList": {"chips": [{"label": "l", "enabled": false}]}})),
        ),
        breaks(
            "M10",
            "w/decoratedText/switchControl/controlType",
            widget(
                json!({"decoratedText": {"text": "t", "switchControl": {"name": "n", "controlType": "CHECKBOX"}}}),
            ),
        ),
        breaks(
            "M10",
            "m/cards",
            message(json!({"cards": [{"header": {"title": "T"}}]})),
        ),
        holds(
            "M10",
            widget(json!({"decoratedText": {"text": "t", "startIcon": {"knownIcon": "STAR"}}})),
        ),
        breaks(
            "M11",
            "w",
            widget(json!({"textParagraph": {"text": "t"}, "divider": {}})),
        ),
        holds(
            "M11",
            widget(json!({"divider": {}, "horizontalAlignment": "CENTER"})),
        ),
        breaks(
            "M28",
            "w/grid/borderStyle/cornerRadius",
            styled(json!({"cornerRadius": -1})),
        ),
        holds("M28", styled(json!({"cornerRadius": 4}))),
        breaks("M29", "w/image", image(json!({"altText": "a"}))),
        holds("M29", image(json!({"imageUrl": "https://e.com/a.png"}))),
    ]
}
