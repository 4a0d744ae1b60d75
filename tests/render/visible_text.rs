//! The words of a message that a reader sees once everything is open, collected without rendering.

use chatquill::cells::grapheme::clusters;
use chatquill::message::checks::text_syntax::TextSyntax;
use chatquill::message::markup::parse::read;
use chatquill::message::markup::span::{Piece, Syntax};
use chatquill::render::omitted;
use serde_json::Value;

/// Words that a reader sees.
pub struct Words {
    /// The words.
    pub words: Vec<String>,
    /// Whether they are on one line, which may be cut.
    pub may_be_cut: bool,
}

/// Returns all words of a request's message.
pub fn words(request: &Value) -> Vec<Words> {
    let mut found = Gathered(Vec::new());
    let message = &request["message"];
    let syntax = TextSyntax::of(message, None).syntax();
    found.marked(&message["text"], syntax, false);
    found.plain(&message["fallbackText"]);
    for card in each(&message["cardsV2"]) {
        found.card(&card["card"]);
    }
    for widget in each(&message["accessoryWidgets"]) {
        found.buttons(&widget["buttonList"]);
    }
    found.0
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

struct Gathered(Vec<Words>);

impl Gathered {
    fn add(&mut self, text: &str, may_be_cut: bool) {
        // Combining marks belong to the letter before them, so letters are grapheme clusters.
        let mut words = vec![String::new()];
        for cluster in clusters(text, 0) {
            if cluster.first().is_alphanumeric() {
                words[0].push_str(cluster.text);
            } else if !words[0].is_empty() {
                words.insert(0, String::new());
            }
        }
        words.retain(|word| !word.is_empty());
        if !words.is_empty() {
            self.0.push(Words { words, may_be_cut });
        }
    }

    fn plain(&mut self, text: &Value) {
        self.add(text.as_str().unwrap_or(""), false);
    }

    fn marked(&mut self, text: &Value, syntax: Syntax, may_be_cut: bool) {
        let source = text.as_str().unwrap_or("");
        for span in read(source, syntax).spans {
            if matches!(span.piece, Piece::Text | Piece::Code | Piece::Address) {
                self.add(&source[span.range], may_be_cut);
            }
        }
    }

    fn paragraph(&mut self, of: &Value, may_be_cut: bool) {
        let is_markdown = of["textSyntax"] == "MARKDOWN";
        let syntax = if is_markdown {
            Syntax::CardMarkdown
        } else {
            Syntax::CardHtml
        };
        self.marked(&of["text"], syntax, may_be_cut);
    }

    fn card(&mut self, card: &Value) {
        if omitted::has_idle_button(card) {
            return;
        }
        let header = &card["header"];
        if header["title"]
            .as_str()
            .is_some_and(|title| !title.is_empty())
        {
            self.add(header["title"].as_str().unwrap_or(""), true);
            self.add(header["subtitle"].as_str().unwrap_or(""), true);
        }
        for section in each(&card["sections"]).take(omitted::sections(card)) {
            self.marked(&section["header"], Syntax::CardHtml, false);
            each(&section["widgets"]).for_each(|widget| self.widget(widget));
            let control = &section["collapseControl"];
            let count = section["uncollapsibleWidgetsCount"].as_u64().unwrap_or(0);
            let closes =
                section["collapsible"] == true && count < each(&section["widgets"]).count() as u64;
            if closes && control["expandButton"].is_object() {
                self.plain(&control["collapseButton"]["text"]);
            }
        }
    }

    fn widget(&mut self, widget: &Value) {
        self.paragraph(&widget["textParagraph"], false);
        self.plain(&widget["image"]["altText"]);
        self.decorated(&widget["decoratedText"]);
        self.buttons(&widget["buttonList"]);
        for field in ["label", "hintText"] {
            self.plain(&widget["textInput"][field]);
        }
        let filled = if widget["textInput"]["value"]
            .as_str()
            .is_some_and(|v| !v.is_empty())
        {
            "value"
        } else {
            "placeholderText"
        };
        self.plain(&widget["textInput"][filled]);
        for item in each(&widget["textInput"]["initialSuggestions"]["items"]) {
            self.plain(&item["text"]);
        }
        self.selection(&widget["selectionInput"]);
        self.plain(&widget["dateTimePicker"]["label"]);
        self.plain(&widget["grid"]["title"]);
        for item in each(&widget["grid"]["items"]) {
            self.plain(&item["title"]);
            self.plain(&item["subtitle"]);
            self.plain(&item["image"]["altText"]);
        }
        for column in each(&widget["columns"]["columnItems"]) {
            each(&column["widgets"]).for_each(|widget| self.widget(widget));
        }
        for card in each(&widget["carousel"]["carouselCards"]) {
            each(&card["widgets"]).for_each(|widget| self.widget(widget));
            each(&card["footerWidgets"]).for_each(|widget| self.widget(widget));
        }
        for chip in each(&widget["chipList"]["chips"]) {
            self.plain(&chip["label"]);
        }
    }

    fn decorated(&mut self, of: &Value) {
        let is_wrapped = of["wrapText"] == true;
        for (paragraph, plain, may_be_cut) in [
            ("topLabelText", "topLabel", true),
            ("contentText", "text", !is_wrapped),
            ("bottomLabelText", "bottomLabel", false),
        ] {
            if of[paragraph].is_object() {
                self.paragraph(&of[paragraph], may_be_cut);
            } else {
                self.marked(&of[plain], Syntax::CardHtml, may_be_cut);
            }
        }
        self.button(&of["button"]);
    }

    fn selection(&mut self, of: &Value) {
        self.plain(&of["label"]);
        for item in each(&of["items"]) {
            self.plain(&item["text"]);
            if of["type"] == "MULTI_SELECT" {
                self.plain(&item["bottomText"]);
            }
        }
    }

    fn buttons(&mut self, list: &Value) {
        each(&list["buttons"]).for_each(|button| self.button(button));
    }

    fn button(&mut self, button: &Value) {
        self.plain(&button["text"]);
        for item in each(&button["onClick"]["overflowMenu"]["items"]) {
            self.plain(&item["text"]);
        }
    }
}
