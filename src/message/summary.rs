//! A message in words: its text, and what its cards say, each part in a line.

use serde_json::{Map, Value};

use crate::document::schema::{Schema, Type};

/// A line of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many lines it stands below.
    pub depth: u16,
    /// What it is, in the schema's words; empty for the message's own text.
    pub label: &'static str,
    /// What it says; may be empty.
    pub words: String,
}

/// The fields that a reader sees as words, the foremost first.
const WORDS: [&str; 9] = [
    "title",
    "topLabel",
    "label",
    "text",
    "header",
    "subtitle",
    "bottomLabel",
    "altText",
    "hintText",
];

/// The types that only hold others.
const HOLDERS: [&str; 12] = [
    "CardWithId",
    "CardHeader",
    "AccessoryWidget",
    "Widget",
    "Widgets",
    "NestedWidget",
    "Column",
    "OnClick",
    "OverflowMenu",
    "Icon",
    "MaterialIcon",
    "ImageComponent",
];

/// The parts of a `Message`.
#[must_use]
pub fn parts(message: &Value) -> Vec<Part> {
    let mut parts = Vec::new();
    let text = message.get("text").and_then(Value::as_str).unwrap_or("");
    parts.extend(text.lines().map(|line| Part {
        depth: 0,
        label: "",
        words: line.to_owned(),
    }));
    if let (Some(kind), Value::Object(fields)) = (Schema::builtin().get("Message"), message) {
        for key in ["cardsV2", "accessoryWidgets"] {
            below(kind, fields, Some(key), 0, &mut parts);
        }
    }
    parts
}

/// The parts below an object: of all its fields, or of one.
fn below(
    kind: &'static Type,
    fields: &Map<String, Value>,
    only: Option<&str>,
    depth: u16,
    parts: &mut Vec<Part>,
) {
    for (key, value) in fields
        .iter()
        .filter(|(key, _)| only.is_none_or(|only| only == *key))
    {
        let field = kind.field(key);
        let Some(kind) = field.and_then(|field| Schema::builtin().type_of(field)) else {
            continue;
        };
        let one = std::slice::from_ref(value);
        for value in value.as_array().map_or(one, Vec::as_slice) {
            if let Value::Object(fields) = value {
                object(kind, fields, depth, parts);
            }
        }
    }
}

fn object(kind: &'static Type, fields: &Map<String, Value>, depth: u16, parts: &mut Vec<Part>) {
    if HOLDERS.contains(&kind.name.as_str()) {
        return below(kind, fields, None, depth, parts);
    }
    let words = match kind.name.as_str() {
        // What they hold is said at once, or by the form itself.
        "ButtonList" | "ChipList" => faces(fields),
        "Card" => fields
            .get("header")
            .and_then(Value::as_object)
            .map_or(String::new(), words),
        "Action" | "ActionParameter" | "OpenLink" | "BorderStyle" | "Validation" => return,
        _ => words(fields),
    };
    parts.push(Part {
        depth,
        label: &kind.label,
        words,
    });
    match kind.name.as_str() {
        "ButtonList" | "ChipList" => {}
        "Card" => below(kind, fields, Some("sections"), depth + 1, parts),
        _ => below(kind, fields, None, depth + 1, parts),
    }
}

/// The words of an object, with a dot between.
fn words(fields: &Map<String, Value>) -> String {
    let words: Vec<String> = WORDS
        .iter()
        .filter_map(|key| fields.get(*key)?.as_str())
        .map(plain)
        .filter(|words| !words.is_empty())
        .collect();
    words.join(" · ")
}

/// The faces of buttons or chips, each in brackets.
fn faces(fields: &Map<String, Value>) -> String {
    let items = fields.values().find_map(Value::as_array);
    let faces: Vec<String> = items
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .map(|item| format!("[{}]", words(item)))
        .collect();
    faces.join(" ")
}

/// Card HTML without its tags, in one line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((tag, behind)) = after.split_once('>') else {
            break;
        };
        out.push_str(before);
        if tag.starts_with("br") {
            out.push(' ');
        }
        rest = behind;
    }
    out.push_str(rest);
    let out = out
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_message_is_told_in_lines() {
        let message = json!({
            "text": "Hello\nworld",
            "cardsV2": [{"cardId": "a", "card": {
                "header": {"title": "T", "subtitle": "S"},
                "sections": [{"header": "About", "widgets": [
                    {"textParagraph": {"text": "<b>1 &lt; 2</b><br>and so on"}},
                    {"decoratedText": {"topLabel": "When", "text": "now", "startIcon": {"knownIcon": "CLOCK"}}},
                    {"divider": {}},
                    {"columns": {"columnItems": [{"widgets": [{"textParagraph": {"text": "left"}}]}]}},
                    {"buttonList": {"buttons": [
                        {"text": "Go", "onClick": {"action": {"function": "f"}}},
                        {"icon": {"knownIcon": "STAR"}, "altText": "Keep", "onClick": {"openLink": {"url": "x"}}},
                    ]}},
                ]}],
            }}],
            "accessoryWidgets": [{"buttonList": {"buttons": [{"text": "Docs"}]}}],
        });
        let told: Vec<String> = parts(&message)
            .iter()
            .map(|part| {
                format!(
                    "{}{}: {}",
                    " ".repeat(part.depth.into()),
                    part.label,
                    part.words
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ": Hello",
                ": world",
                "Card: T · S",
                " Section: About",
                "  Text paragraph: 1 < 2 and so on",
                "  Decorated text: When · now",
                "  Divider: ",
                "  Columns: ",
                "   Text paragraph: left",
                "  Buttons: [Go] [Keep]",
                "Buttons: [Docs]",
            ]
        );
    }
}
