//! Builds a card out of the parts of another system's message, and notes what cannot be carried.

use serde_json::{Map, Value, json};

/// A card as it grows.
#[derive(Debug, Default)]
pub struct CardBuilder {
    /// Text above the card.
    pub text: String,
    /// Whether that text is Markdown.
    pub is_markdown: bool,
    /// What was lost, as sentences.
    pub lost: Vec<String>,
    header: Map<String, Value>,
    sections: Vec<Value>,
    title: String,
    widgets: Vec<Value>,
}

impl CardBuilder {
    /// Sets the title of the card, unless it has one.
    ///
    /// Returns whether it did.
    pub fn title(&mut self, title: &str) -> bool {
        let is_free = !self.header.contains_key("title") && !title.is_empty();
        if is_free {
            self.header.insert("title".to_owned(), json!(title));
        }
        is_free
    }

    /// Sets the subtitle of the card, unless it has one or has no title.
    pub fn subtitle(&mut self, subtitle: &str) -> bool {
        let is_free = self.header.contains_key("title")
            && !self.header.contains_key("subtitle")
            && !subtitle.is_empty();
        if is_free {
            self.header.insert("subtitle".to_owned(), json!(subtitle));
        }
        is_free
    }

    /// Ends the section, and begins one with a title.
    pub fn section(&mut self, title: &str) {
        self.end_section();
        title.clone_into(&mut self.title);
    }

    fn end_section(&mut self) {
        let title = std::mem::take(&mut self.title);
        let widgets = std::mem::take(&mut self.widgets);
        if widgets.is_empty() && title.is_empty() {
            return;
        }
        let mut section = Map::new();
        if !title.is_empty() {
            section.insert("header".to_owned(), json!(title));
        }
        section.insert("widgets".to_owned(), json!(widgets));
        self.sections.push(section.into());
    }

    /// Adds a widget.
    pub fn widget(&mut self, widget: Value) {
        self.widgets.push(widget);
    }

    /// Adds a paragraph in card HTML.
    pub fn html(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.widget(json!({"textParagraph": {"text": text}}));
        }
    }

    /// Adds a paragraph in Markdown.
    pub fn markdown(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.widget(if is_marked(text) {
            json!({"textParagraph": {"text": text, "textSyntax": "MARKDOWN"}})
        } else {
            json!({"textParagraph": {"text": text}})
        });
    }

    /// Adds a fact: its name above its value.
    pub fn fact(&mut self, name: &str, value: &str) {
        let mut fields = Map::new();
        if !name.is_empty() {
            fields.insert("topLabel".to_owned(), json!(name));
        }
        fields.insert("text".to_owned(), json!(value));
        fields.insert("wrapText".to_owned(), json!(true));
        self.widget(json!({"decoratedText": fields}));
    }

    /// Adds an image.
    pub fn image(&mut self, url: &str, words: &str) {
        let mut fields = Map::new();
        fields.insert("imageUrl".to_owned(), json!(url));
        if !words.is_empty() {
            fields.insert("altText".to_owned(), json!(words));
        }
        self.widget(json!({"image": fields}));
    }

    /// Adds a line between widgets.
    pub fn divider(&mut self) {
        self.widget(json!({"divider": {}}));
    }

    /// Adds buttons that open pages, as pairs of words and address.
    pub fn buttons(&mut self, links: &[(String, String)]) {
        if links.is_empty() {
            return;
        }
        let button = |(words, url): &(String, String)| json!({"text": words, "onClick": {"openLink": {"url": url}}});
        let buttons: Vec<Value> = links.iter().map(button).collect();
        self.widget(json!({"buttonList": {"buttons": buttons}}));
    }

    /// Notes that a part is lost.
    pub fn lose(&mut self, path: &str, why: &str) {
        self.lost.push(format!("{path} is dropped: {why}."));
    }

    /// Returns the message, and what was lost.
    #[must_use]
    pub fn message(mut self) -> (Value, Vec<String>) {
        self.end_section();
        let mut message = Map::new();
        if !self.text.is_empty() {
            message.insert("text".to_owned(), json!(self.text));
            if self.is_markdown && is_marked(&self.text) {
                message.insert("markupSyntax".to_owned(), json!("MARKUP_SYNTAX_MARKDOWN"));
            }
        }
        let mut card = Map::new();
        if !self.header.is_empty() {
            card.insert("header".to_owned(), self.header.into());
        }
        if !self.sections.is_empty() {
            card.insert("sections".to_owned(), json!(self.sections));
        }
        if !card.is_empty() {
            message.insert("cardsV2".to_owned(), json!([{"card": card}]));
        }
        (message.into(), self.lost)
    }
}

/// Returns whether a text has a sign that Markdown may read as a mark.
fn is_marked(text: &str) -> bool {
    text.contains(['*', '_', '[', '`', '#', '~', '<', '&'])
}

/// Returns a text in Markdown without its marks, for a title, which has none.
#[must_use]
pub fn unmarked(text: &str) -> String {
    let plain = ["**", "__", "~~", "`"]
        .iter()
        .fold(text.to_owned(), |text, mark| {
            if text.matches(mark).count() >= 2 {
                text.replace(mark, "")
            } else {
                text
            }
        });
    plain.trim_start_matches('#').trim().to_owned()
}

/// Returns the string under a key; empty if there is none.
#[must_use]
pub fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

/// Returns the items under a key; none if it is no list.
#[must_use]
pub fn items<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Returns a text for card HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Notes the members of a value that are not among those that are converted.
pub fn lose_others(card: &mut CardBuilder, value: &Value, path: &str, known: &[&str], why: &str) {
    for key in value.as_object().into_iter().flat_map(Map::keys) {
        if !known.contains(&key.as_str()) {
            card.lose(&format!("{path}/{key}"), why);
        }
    }
}
