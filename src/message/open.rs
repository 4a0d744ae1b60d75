//! Any JSON that people have, opened as a request.

use serde_json::{Value, json};

use crate::document::conform::normalise;
use crate::document::schema::{Schema, Type};

/// A document that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The normalised `CreateMessageRequest`.
    pub request: Value,
    /// What the document was taken for.
    pub form: Form,
}

/// The forms of JSON that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A whole request.
    Request,
    /// A message.
    Message,
    /// A card with its ID.
    CardWithId,
    /// A list of cards with their IDs.
    CardList,
    /// A card alone, as Google's Card Builder copies it.
    Card,
}

impl Form {
    /// Where in the request a document of this form stands, as a JSON Pointer.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Request => "",
            Self::Message => "/message",
            Self::CardWithId => "/message/cardsV2/0",
            Self::CardList => "/message/cardsV2",
            Self::Card => "/message/cardsV2/0/card",
        }
    }

    /// The form in words, with its article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Request => "a request",
            Self::Message => "a message",
            Self::CardWithId => "a card with its ID",
            Self::CardList => "a list of cards",
            Self::Card => "a card",
        }
    }
}

/// Why a document cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} {remedy}")]
pub struct Error {
    /// Line and column, counted from 1 in characters, where known.
    pub position: Option<(usize, usize)>,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What was expected, and what to do.
    pub remedy: String,
    /// The line at fault and, below it, a mark at the column.
    pub excerpt: Option<String>,
}

/// The most characters of an excerpt.
const EXCERPT: usize = 72;

/// Opens a text as one of the forms, and brings it into the API's own spelling.
pub fn open(text: &str) -> Result<Opened, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(unplaced("There is nothing in it."));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| broken(text, &error))?;
    let form = form(&value).ok_or_else(|| unknown(&value))?;
    let schema = Schema::builtin();
    let request = match form {
        Form::Request => normalise(schema, "CreateMessageRequest", &value),
        Form::Message => json!({"message": normalise(schema, "Message", &value)}),
        Form::CardWithId => {
            json!({"message": {"cardsV2": [normalise(schema, "CardWithId", &value)]}})
        }
        Form::CardList => {
            json!({"message": normalise(schema, "Message", &json!({"cardsV2": value}))})
        }
        Form::Card => {
            json!({"message": {"cardsV2": [{"card": normalise(schema, "Card", &value)}]}})
        }
    };
    Ok(Opened { request, form })
}

/// What a value looks like, by the fields that only one form has.
fn form(value: &Value) -> Option<Form> {
    if let Value::Array(items) = value {
        let cards = !items.is_empty() && items.iter().all(|item| item.get("card").is_some());
        return cards.then_some(Form::CardList);
    }
    let has = |type_name: &str, but: &[&str]| {
        let known = Schema::builtin().get(type_name)?;
        value
            .as_object()?
            .keys()
            .any(|key| is_field(known, key) && !but.contains(&key.as_str()))
            .then_some(())
    };
    if value.get("message").is_some_and(Value::is_object) {
        return Some(Form::Request);
    }
    if value.get("card").is_some_and(Value::is_object) {
        return Some(Form::CardWithId);
    }
    // Both a message and a card have a `name`, which says nothing.
    if value.get("sections").is_some() || value.get("header").is_some() {
        return Some(Form::Card);
    }
    has("Message", &["name"])
        .map(|()| Form::Message)
        .or_else(|| has("CreateMessageRequest", &[]).map(|()| Form::Request))
        .or_else(|| has("Card", &["name"]).map(|()| Form::Card))
        .or_else(|| value.as_object()?.is_empty().then_some(Form::Message))
}

fn is_field(known: &Type, key: &str) -> bool {
    known.spelt(key).is_some()
}

const EXPECTED: &str = "Expected is a request, a message ({\"text\": …} or {\"cardsV2\": […]}), a card with its ID, or a card ({\"header\": …, \"sections\": […]}).";

fn unplaced(what: &str) -> Error {
    Error {
        position: None,
        what: what.to_owned(),
        remedy: EXPECTED.to_owned(),
        excerpt: None,
    }
}

fn unknown(value: &Value) -> Error {
    let what = match value {
        Value::Object(fields) => {
            let keys: Vec<String> = fields.keys().take(5).map(|key| harmless(key)).collect();
            format!(
                "This is JSON, but no message: its fields are {}.",
                keys.join(", ")
            )
        }
        Value::Array(_) => "This is a list, but not one of cards.".to_owned(),
        _ => "This is JSON, but no object.".to_owned(),
    };
    unplaced(&what)
}

/// A syntax error with the line it is in.
fn broken(text: &str, error: &serde_json::Error) -> Error {
    let words = error.to_string();
    let reason = words
        .split_once(" at line ")
        .map_or(words.as_str(), |(reason, _)| reason);
    let line = text
        .lines()
        .nth(error.line().saturating_sub(1))
        .unwrap_or("");
    // The parser counts bytes, and points at the last one it read.
    let mut end = error.column().saturating_sub(1).min(line.len());
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let column = line[..end].chars().count();
    Error {
        position: Some((error.line().max(1), column + 1)),
        what: format!("This is not JSON: {reason}."),
        remedy: "Correct the place that is marked.".to_owned(),
        excerpt: Some(excerpt(line, column)),
    }
}

/// The part of a line around a column, with a mark below.
fn excerpt(line: &str, column: usize) -> String {
    let start = column.saturating_sub(EXCERPT * 2 / 3);
    let shown: String = line
        .chars()
        .skip(start)
        .take(EXCERPT)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    // Wide characters take two cells; the mark counts characters, near enough to be found.
    format!("{}\n{}^", shown.trim_end(), " ".repeat(column - start))
}

fn harmless(key: &str) -> String {
    key.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_are_told_apart() {
        let card = json!({"header": {"title": "T"}, "sections": []});
        for (given, form, request) in [
            (
                json!({"parent": "spaces/A", "message": {"text": "a"}}),
                Form::Request,
                json!({"parent": "spaces/A", "message": {"text": "a"}}),
            ),
            (
                json!({"message_id": "client-a", "message": {"fallback_text": "a"}}),
                Form::Request,
                json!({"messageId": "client-a", "message": {"fallbackText": "a"}}),
            ),
            (
                json!({"parent": "spaces/A"}),
                Form::Request,
                json!({"parent": "spaces/A"}),
            ),
            (
                json!({"text": "a"}),
                Form::Message,
                json!({"message": {"text": "a"}}),
            ),
            (json!({}), Form::Message, json!({"message": {}})),
            (
                json!({"cards_v2": [{"card": card}]}),
                Form::Message,
                json!({"message": {"cardsV2": [{"card": card}]}}),
            ),
            (
                json!({"cardId": "x", "card": card}),
                Form::CardWithId,
                json!({"message": {"cardsV2": [{"cardId": "x", "card": card}]}}),
            ),
            (
                json!([{"cardId": "x", "card": card}]),
                Form::CardList,
                json!({"message": {"cardsV2": [{"cardId": "x", "card": card}]}}),
            ),
            (
                card.clone(),
                Form::Card,
                json!({"message": {"cardsV2": [{"card": card}]}}),
            ),
            (
                json!({"name": "n", "card_actions": []}),
                Form::Card,
                json!({"message": {"cardsV2": [{"card": {"name": "n", "cardActions": []}}]}}),
            ),
            (
                json!({"text": "a", "newInNextYear": {"x": 1}}),
                Form::Message,
                json!({"message": {"text": "a", "newInNextYear": {"x": 1}}}),
            ),
        ] {
            let opened = open(&given.to_string()).unwrap();
            assert_eq!(opened.form, form, "{given}");
            assert_eq!(opened.request, request, "{given}");
        }
    }

    #[test]
    fn bad_input_tells_place_and_expectation() {
        for (text, position, what) in [
            ("", None, "There is nothing in it."),
            (" \n", None, "There is nothing in it."),
            ("7", None, "This is JSON, but no object."),
            ("[1]", None, "This is a list, but not one of cards."),
            (
                "{\"a\":1,\"b\":2}",
                None,
                "This is JSON, but no message: its fields are a, b.",
            ),
            (
                "{\n  \"text\": \"a\" \"b\"\n}",
                Some((2, 15)),
                "This is not JSON: expected `,` or `}`.",
            ),
            (
                "{\"text\": \"你好\" x}",
                Some((1, 15)),
                "This is not JSON: expected `,` or `}`.",
            ),
            (
                "{\"text\": \"a\"",
                Some((1, 12)),
                "This is not JSON: EOF while parsing an object.",
            ),
            (
                &"[".repeat(10_000),
                Some((1, 128)),
                "This is not JSON: recursion limit exceeded.",
            ),
        ] {
            let error = open(text).unwrap_err();
            assert_eq!(
                (error.position, error.what.as_str()),
                (position, what),
                "{text:.40}"
            );
        }
    }

    #[test]
    fn the_excerpt_marks_the_column() {
        let error = open("{\n  \"text\": \"a\" \"b\"\n}").unwrap_err();
        let expected = "  \"text\": \"a\" \"b\"\n              ^";
        assert_eq!(error.excerpt.as_deref(), Some(expected));
        let long = format!("{{\"text\": \"{}\" oops}}", "x".repeat(500));
        let excerpt = open(&long).unwrap_err().excerpt.unwrap();
        let mark = excerpt.lines().nth(1).unwrap().len() - 1;
        assert_eq!(excerpt.chars().nth(mark), Some('o'), "{excerpt}");
    }
}
