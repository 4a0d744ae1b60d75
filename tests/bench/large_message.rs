//! Generates a message of so many bytes with a card of so many widgets, the same at each run.

use chatquill::message::size;
use serde_json::{Value, json};

/// Returns a request whose message has `bytes` bytes, or as many as its widgets need: the rest is text.
pub fn request(widgets: usize, bytes: usize) -> Value {
    let widgets: Vec<Value> = (0..widgets).map(widget).collect();
    let mut message = json!({
        "text": "",
        "cardsV2": [{"cardId": "card", "card": {
            "header": {"title": "A long list"},
            "sections": [{"header": "All of it", "widgets": widgets}],
        }}],
    });
    let line = "the release is out, and the notes say what changed for whom, where to read more\n";
    let left = bytes.saturating_sub(size::bytes(&message));
    let mut text = line.repeat(left / line.len() + 1);
    // A line end counts as two bytes.
    text.truncate(left - left / line.len());
    message["text"] = text.into();
    json!({ "message": message })
}

fn widget(number: usize) -> Value {
    let click = json!({"openLink": {"url": "https://example.com/notes"}});
    match number % 4 {
        0 => json!({"textParagraph": {"text": format!("Paragraph <b>{number}</b>")}}),
        1 => json!({"decoratedText": {
            "startIcon": {"materialIcon": {"name": "check_box"}},
            "topLabel": format!("Widget {number}"),
            "text": "Some words",
        }}),
        2 => {
            json!({"buttonList": {"buttons": [{"text": format!("Open {number}"), "onClick": click}]}})
        }
        _ => {
            json!({"textInput": {"name": format!("field{number}"), "label": format!("Field {number}")}})
        }
    }
}
