//! The figures of Google's guide to creating messages, rebuilt with texts of our own.
//!
//! A text with a card of two sections and an accessory button, a rating with two thumbs, a private message.

use chatquill::chat::sender::SenderKind;
use chatquill::render::folds::Folds;
use chatquill::render::line::Line;
use serde_json::{Value, json};

use crate::styled_text::{WIDTHS, drawn, stored, stripped};

fn figure(name: &str, kind: SenderKind, message: &Value) {
    let request = json!({ "message": message });
    let text: String = WIDTHS
        .into_iter()
        .map(|width| stripped(&drawn(&request, kind, width, &Folds::default()), width))
        .collect();
    stored(name, &text);
}

#[test]
fn text_card_and_accessory_button() {
    let message = json!({
        "text": "👋🌎 A note from the build: all is *green*. <https://example.com/builds|See the builds>.",
        "markupSyntax": "MARKUP_SYNTAX_CHAT",
        "cardsV2": [{
            "cardId": "about",
            "card": {
                "header": {
                    "title": "What this note holds",
                    "subtitle": "Nightly build",
                    "imageUrl": "https://example.com/bot.png",
                    "imageType": "CIRCLE",
                },
                "sections": [
                    {
                        "header": "Contents",
                        "widgets": [
                            {"textParagraph": {"text": "🔡 <b>Words</b>, with links and people named in them"}},
                            {"textParagraph": {"text": "🖼️ A <b>card</b> to show facts and take answers"}},
                            {"textParagraph": {"text": "👉🔘 A <b>button</b> below it all"}},
                        ],
                    },
                    {
                        "header": "How to read on",
                        "collapsible": true,
                        "widgets": [{"textParagraph": {"text": "Open the documentation."}}],
                    },
                ],
            },
        }],
        "accessoryWidgets": [{"buttonList": {"buttons": [{
            "text": "Open the documentation",
            "icon": {"materialIcon": {"name": "link"}},
            "onClick": {"openLink": {"url": "https://example.com/docs"}},
        }]}}],
    });
    figure("figure_card_message", SenderKind::App, &message);
}

#[test]
fn a_text_of_a_person() {
    let message = json!({"text": "The build is *green*.", "markupSyntax": "MARKUP_SYNTAX_CHAT"});
    figure("figure_text_of_a_person", SenderKind::User, &message);
}

#[test]
fn a_rating_with_two_thumbs() {
    let thumb = |name: &str| {
        json!({
            "icon": {"materialIcon": {"name": name}},
            "onClick": {"action": {"function": name}},
        })
    };
    let message = json!({
        "text": "Was this answer of use to you?",
        "accessoryWidgets": [{"buttonList": {"buttons": [thumb("thumb_up"), thumb("thumb_down")]}}],
    });
    figure("figure_rating", SenderKind::App, &message);
}

#[test]
fn a_private_message() {
    let message = json!({
        "text": "Welcome! Nobody else sees this.",
        "privateMessageViewer": {"name": "users/7"},
        "accessoryWidgets": [{"buttonList": {"buttons": [{
            "text": "Begin",
            "type": "FILLED",
            "onClick": {"action": {"function": "begin"}},
        }]}}],
    });
    figure("figure_private_message", SenderKind::App, &message);
}

#[test]
fn a_guess_at_the_markup_is_told_where_it_counts() {
    for (message, kind, told) in [
        (
            json!({"text": "*so*"}),
            SenderKind::App,
            "Drawn as Chat markup",
        ),
        (
            json!({"text": "**so**"}),
            SenderKind::App,
            "Drawn as Markdown",
        ),
        (json!({"text": "*so*"}), SenderKind::Webhook, ""),
        (json!({"text": "so"}), SenderKind::App, ""),
        (
            json!({"text": "*so*", "markupSyntax": "MARKUP_SYNTAX_MARKDOWN"}),
            SenderKind::App,
            "",
        ),
    ] {
        let lines = drawn(&json!({"message": message}), kind, 60, &Folds::default());
        let mut notes = lines.iter().map(Line::text);
        let note = notes.find(|line| line.contains("Drawn as"));
        let is_told = note.as_ref().map_or(told.is_empty(), |note| {
            !told.is_empty() && note.contains(told)
        });
        assert!(is_told, "{message} {kind:?} {note:?}");
    }
}
