//! Renders a message in words, for a reader that speaks: roles and values, one thing a line, without boxes.

use serde_json::Value;

use crate::chat::sanitize;
use crate::document::schema::{Field, Kind, Schema, Type};
use crate::document::summary::set_member;
use crate::message::checks::text_syntax::TextSyntax;
use crate::message::markup::parse::read;
use crate::message::markup::span::{Mark, Mention, Piece, Syntax};
use crate::render::text_paragraph;

/// The parts of a message that readers see, in their order.
const SHOWN: [&str; 4] = ["text", "cardsV2", "accessoryWidgets", "attachment"];

/// Maximum depth that is rendered; a message is never as deep.
const DEPTH: usize = 40;

/// Returns the lines of a request's message: two blanks of indentation for each part that another stands in.
#[must_use]
pub fn lines(request: &Value) -> Vec<String> {
    let schema = Schema::builtin();
    let mut words = Words {
        schema,
        lines: Vec::new(),
    };
    let message = request.get("message");
    if let (Some(kind), Some(message)) = (schema.get("Message"), message) {
        for name in SHOWN {
            if let (Some(field), Some(value)) = (kind.field(name), message.get(name)) {
                words.field(kind, field, value, message, 0);
            }
        }
    }
    if words.lines.is_empty() {
        words.line(0, "The message is empty.");
    }
    words.lines
}

struct Words<'s> {
    schema: &'s Schema,
    lines: Vec<String>,
}

impl Words<'_> {
    fn line(&mut self, depth: usize, words: &str) {
        let words = sanitize::line(words);
        self.lines.push(format!("{}{words}", "  ".repeat(depth)));
    }

    /// Adds a value under its name; a text of several lines goes on below, indented.
    fn named(&mut self, depth: usize, name: &str, text: &str) {
        let mut lines = text.lines();
        let first = lines.next().unwrap_or("");
        self.line(depth, &format!("{name}: {first}"));
        for line in lines {
            self.line(depth + 1, line);
        }
    }

    fn object(&mut self, kind: &Type, value: &Value, depth: usize) {
        for field in &kind.fields {
            match value.get(&field.name) {
                None | Some(Value::Null) => {}
                Some(held) => self.field(kind, field, held, value, depth),
            }
        }
    }

    fn field(&mut self, kind: &Type, field: &Field, held: &Value, within: &Value, depth: usize) {
        if depth > DEPTH {
            return;
        }
        if let Value::Array(items) = held {
            for item in items {
                self.field(kind, field, item, within, depth);
            }
            return;
        }
        match self.schema.type_of(field) {
            Some(below) if held.is_object() => self.part(field, below, held, depth),
            _ => {
                let text = scalar(kind, field, held, within);
                self.named(depth, &spoken(&field.name), &text);
            }
        }
    }

    /// Adds an object: its role, then what it holds, one level deeper.
    fn part(&mut self, field: &Field, kind: &Type, value: &Value, depth: usize) {
        if kind.name == "OnClick" {
            self.line(depth, &format!("When clicked: {}", click(kind, value)));
        } else if kind.is_wrapper() || kind.name == "CardWithId" {
            // What only holds another part has no role of its own.
            self.object(kind, value, depth);
        } else {
            let is_list = kind.fields.len() == 1 && kind.fields.iter().all(|only| only.repeated);
            if is_list {
                self.object(kind, value, depth);
                return;
            }
            let label = match kind.label.as_str() {
                "" => spoken(&field.name),
                label => label.to_owned(),
            };
            self.line(depth, &label);
            self.object(kind, value, depth + 1);
        }
    }
}

/// Returns what a click does, in words.
fn click(kind: &Type, value: &Value) -> String {
    let Some((member, held)) = set_member(kind, value) else {
        return "nothing".to_owned();
    };
    let text = |name| held.get(name).and_then(Value::as_str);
    match (text("url"), text("function")) {
        (Some(url), _) => format!("opens {url}"),
        (None, Some(function)) => format!("runs the function {function}"),
        (None, None) => spoken(&member.name).to_lowercase(),
    }
}

/// Returns a scalar as it is read out.
fn scalar(kind: &Type, field: &Field, held: &Value, within: &Value) -> String {
    match held {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(word) if matches!(field.kind, Kind::Choice(_)) => {
            word.to_lowercase().replace('_', " ")
        }
        Value::String(source) => match syntax(kind, field, source, within) {
            Some(syntax) => unmarked(source, syntax),
            None => source.clone(),
        },
        other => other.to_string(),
    }
}

/// Returns the syntax of the markup in a text; `None` where it is shown as it is.
fn syntax(kind: &Type, field: &Field, source: &str, within: &Value) -> Option<Syntax> {
    match (kind.name.as_str(), field.name.as_str()) {
        ("Message", "text") => {
            let set = within.get("markupSyntax").and_then(Value::as_str);
            Some(TextSyntax::new(set.unwrap_or(""), source, None).syntax())
        }
        ("TextParagraph", "text") => Some(text_paragraph::syntax(within)),
        ("DecoratedText", "text" | "topLabel" | "bottomLabel") | ("Section", "header") => {
            Some(Syntax::CardHtml)
        }
        _ => None,
    }
}

/// Returns a text without its markup; the address of a link follows its words.
fn unmarked(source: &str, syntax: Syntax) -> String {
    let mut out = String::with_capacity(source.len());
    for span in read(source, syntax).spans {
        let written = source.get(span.range.clone()).unwrap_or("");
        match span.piece {
            Piece::Text | Piece::Code | Piece::Address | Piece::Emoji => out.push_str(written),
            Piece::Close(Mark::Link(target)) => {
                let target = source.get(target).unwrap_or("");
                if !out.ends_with(target) {
                    out.extend([" (link to ", target, ")"]);
                }
            }
            Piece::Bullet { depth } => {
                out.push_str(&"  ".repeat(depth));
                out.push_str("- ");
            }
            Piece::Number { number, .. } => out.extend([&*number.to_string(), ". "]),
            Piece::Quote => out.push_str("quote: "),
            Piece::Mention(Mention::All) => out.push_str("@all"),
            Piece::Mention(Mention::User(who) | Mention::Email(who)) => {
                out.extend(["@", source.get(who).unwrap_or("")]);
            }
            Piece::Entity(character) => out.push(character),
            Piece::Open(Mark::Item) => out.push_str("- "),
            Piece::Break | Piece::Close(Mark::Item) => out.push('\n'),
            Piece::Open(_) | Piece::Close(_) | Piece::Unknown | Piece::Hidden => {}
        }
    }
    out
}

/// Returns a name of the API as words: `topLabel` is "Top label".
fn spoken(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_uppercase() {
            words.push(' ');
            words.extend(character.to_lowercase());
        } else if words.is_empty() {
            words.extend(character.to_uppercase());
        } else {
            words.push(character);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_role_and_value_has_a_line() {
        let request = json!({"message": {
            "text": "Build *done*, see <https://example.com/log|the log>\nsecond",
            "cardsV2": [{"cardId": "c", "card": {
                "header": {"title": "Nightly"},
                "sections": [{"header": "State", "widgets": [
                    {"decoratedText": {"topLabel": "Tests", "text": "<b>9</b> failed &amp; 1 left", "wrapText": true}},
                    {"textParagraph": {"text": "**All** [here](https://example.com)", "textSyntax": "MARKDOWN"}},
                    {"buttonList": {"buttons": [
                        {"text": "Log", "type": "FILLED", "onClick": {"openLink": {"url": "https://example.com/log"}}},
                        {"text": "Retry", "onClick": {"action": {"function": "retry"}}}
                    ]}},
                    {"divider": {}}
                ]}]
            }}]
        }});
        let expected = "\
Text: Build done, see the log (link to https://example.com/log)
  second
Card id: c
Card
  Card header
    Title: Nightly
  Section
    Header: State
    Decorated text
      Text: 9 failed & 1 left
      Top label: Tests
      Wrap text: yes
    Text paragraph
      Text: All here (link to https://example.com)
      Text syntax: markdown
    Button
      Text: Log
      When clicked: opens https://example.com/log
      Type: filled
    Button
      Text: Retry
      When clicked: runs the function retry
    Divider";
        assert_eq!(lines(&request).join("\n"), expected);
        assert_eq!(lines(&json!({})), ["The message is empty."]);
    }
}
