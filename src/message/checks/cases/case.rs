//! One draft, and whether a rule finds something in it.

use serde_json::{Value, json};

use crate::chat::sender::SenderKind;
use crate::message::checks::setting::Setting;

/// A draft and what a rule should say of it.
pub struct Case {
    /// The code of the rule.
    pub code: &'static str,
    /// What is known beside the draft.
    pub setting: Setting,
    /// The draft.
    pub draft: Value,
    /// Where the rule finds something; nothing if it should not.
    pub path: Option<String>,
}

/// A draft that breaks a rule at a place. The place begins with `m` for the message, `c` for its
/// card, `s` for the section, `w` for the widget, or is a whole JSON Pointer.
pub fn breaks(code: &'static str, path: &str, draft: Value) -> Case {
    let card = "/message/cardsV2/0/card";
    let whole = match path.chars().next() {
        Some('m') => format!("/message{}", &path[1..]),
        Some('c') => format!("{card}{}", &path[1..]),
        Some('s') => format!("{card}/sections/0{}", &path[1..]),
        Some('w') => format!("{card}/sections/0/widgets/0{}", &path[1..]),
        _ => path.to_owned(),
    };
    Case {
        code,
        setting: Setting::default(),
        draft,
        path: Some(whole),
    }
}

/// A draft that does not break a rule.
pub fn holds(code: &'static str, draft: Value) -> Case {
    Case {
        code,
        setting: Setting::default(),
        draft,
        path: None,
    }
}

impl Case {
    #[must_use]
    /// Sent by this kind of sender.
    pub fn by(mut self, sender: SenderKind) -> Self {
        self.setting.sender = Some(sender);
        self
    }

    #[must_use]
    /// With more known beside it.
    pub fn with(mut self, change: impl FnOnce(&mut Setting)) -> Self {
        change(&mut self.setting);
        self
    }
}

/// A request with a message.
pub fn message(message: Value) -> Value {
    json!({ "message": message })
}

/// A request with a text in Chat markup.
pub fn chat(text: &str) -> Value {
    message(json!({"text": text, "markupSyntax": "MARKUP_SYNTAX_CHAT"}))
}

/// A request with a text in Markdown.
pub fn markdown(text: &str) -> Value {
    message(json!({"text": text, "markupSyntax": "MARKUP_SYNTAX_MARKDOWN"}))
}

/// A request with a card.
pub fn card(card: Value) -> Value {
    message(json!({"text": "t", "cardsV2": [{"cardId": "a", "card": card}]}))
}

/// A request with a section.
pub fn section(section: Value) -> Value {
    card(json!({"header": {"title": "T"}, "sections": [section]}))
}

/// A request with a widget.
pub fn widget(widget: Value) -> Value {
    section(json!({"widgets": [widget]}))
}

/// A request with a button.
pub fn button(button: Value) -> Value {
    widget(json!({"buttonList": {"buttons": [button]}}))
}

/// A request with a button that does something.
pub fn click(click: Value) -> Value {
    button(json!({"text": "b", "onClick": click}))
}

/// A request with a form of one input and a button that sends it.
pub fn form(input: Value) -> Value {
    let send = json!({"buttonList": {"buttons": [{"text": "b", "onClick": {"action": {"function": "f"}}}]}});
    section(json!({"widgets": [input, send]}))
}

/// A request with an image.
pub fn image(url: &str) -> Value {
    widget(json!({"image": {"imageUrl": url, "altText": "a"}}))
}

/// A request with an icon.
pub fn icon(icon: Value) -> Value {
    widget(json!({"decoratedText": {"text": "t", "startIcon": icon}}))
}

/// A request with a text paragraph.
pub fn paragraph(text: &str) -> Value {
    widget(json!({"textParagraph": {"text": text}}))
}

/// A request with a text paragraph in a syntax.
pub fn paragraph_in(syntax: &str, text: &str) -> Value {
    widget(json!({"textParagraph": {"text": text, "textSyntax": syntax}}))
}
