//! Imports any JSON that people have as a request.

use serde_json::{Map, Value, json};

use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::terminal;
use crate::document::parse::line_col::position;
use crate::document::parse::object_literal::{ObjectLiteral, is_program, literals};
use crate::document::parse::parser::DEPTH;
use crate::document::parse::source_map::Source;
use crate::document::pointer;
use crate::document::schema::{Schema, Type};
use crate::document::validate::normalise;
use crate::message::cards_v1::{convert, is_legacy};

/// An imported document.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedJson {
    /// The normalised `CreateMessageRequest`.
    pub request: Value,
    /// Form that was recognized.
    pub form: ImportForm,
    /// Position of its literal in a program, line and column counted from 1.
    pub literal: Option<(usize, usize)>,
    /// Remarks on how it was understood where that could be otherwise, as sentences.
    pub asides: Vec<String>,
}

/// Forms of JSON that are recognized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportForm {
    /// A whole request.
    Request,
    /// A request as Google's client library `googleapis` for Node.js takes it; the message is the
    /// `requestBody`.
    Call,
    /// A message.
    Message,
    /// A card with its ID.
    CardWithId,
    /// A list of cards with their IDs.
    CardList,
    /// A list of cards without IDs.
    BareCards,
    /// A card alone, as Google's Card Builder copies it.
    Card,
    /// A list of sections.
    Sections,
    /// A section of a card.
    Section,
    /// A list of widgets.
    Widgets,
    /// A widget of a section.
    Widget,
}

impl ImportForm {
    /// Returns the path in the request of a document of this form, as a JSON Pointer.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Request | Self::Call => "",
            Self::Message => "/message",
            Self::CardWithId => "/message/cardsV2/0",
            Self::CardList | Self::BareCards => "/message/cardsV2",
            Self::Card => "/message/cardsV2/0/card",
            Self::Sections => "/message/cardsV2/0/card/sections",
            Self::Section => "/message/cardsV2/0/card/sections/0",
            Self::Widgets => "/message/cardsV2/0/card/sections/0/widgets",
            Self::Widget => "/message/cardsV2/0/card/sections/0/widgets/0",
        }
    }

    /// Returns the path in the document of a path in the request, as a JSON Pointer; `None` if it is outside.
    #[must_use]
    pub fn within(self, path: &str) -> Option<String> {
        let below = |above: &str| {
            let is_within = pointer::is_within(path, above);
            is_within.then(|| &path[above.len()..])
        };
        match self {
            Self::Call => Some(match below("/message") {
                Some(rest) => format!("/{BODY}{rest}"),
                None => path.to_owned(),
            }),
            Self::BareCards => {
                let rest = below(self.pointer())?;
                let end = rest.match_indices('/').nth(1).map(|(end, _)| end);
                let (place, in_item) = rest.split_at(end.unwrap_or(rest.len()));
                let is_there = in_item.is_empty() || pointer::is_within(in_item, "/card");
                let in_card = in_item.strip_prefix("/card").unwrap_or("");
                is_there.then(|| format!("{place}{in_card}"))
            }
            _ => below(self.pointer()).map(str::to_owned),
        }
    }

    /// Returns the name of the form, with its article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Request => "a request",
            Self::Call => "a request of the googleapis library",
            Self::Message => "a message",
            Self::CardWithId => "a card with its ID",
            Self::CardList => "a list of cards",
            Self::BareCards => "a list of cards without IDs",
            Self::Card => "a card",
            Self::Sections => "a list of sections, put into a card",
            Self::Section => "a section, put into a card",
            Self::Widgets => "a list of widgets, put into a card",
            Self::Widget => "a widget, put into a card",
        }
    }
}

/// Why a document cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", terminal::text(.diagnostic))]
pub struct Error {
    /// Whether it is valid JSON, but not a part of a message.
    pub is_other: bool,
    /// What is wrong, where in the text, and what to do.
    pub diagnostic: Diagnostic,
}

/// A parsed text whose form was recognized.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'a> {
    /// Value and its spans.
    pub source: Source<'a>,
    /// Form that was recognized.
    pub form: ImportForm,
    /// Byte offset of the literal, if the text is a program.
    pub literal: Option<usize>,
}

impl Found<'_> {
    /// Returns the imported document, in the API's own spelling.
    ///
    /// # Errors
    /// Returns why the text is no message, with its place and a remedy.
    pub fn open(&self) -> Result<ImportedJson, Error> {
        let (value, mut asides) = self.source.value();
        let (request, told) = request(self.form, &value);
        asides.extend(told);
        if depth(&request) > DEPTH {
            return Err(placed(
                "Its values are nested too deep for a message.",
                "Make it flatter.",
            ));
        }
        let text = self.source.text();
        Ok(ImportedJson {
            request,
            form: self.form,
            literal: self.literal.map(|at| position(text, at)),
            asides,
        })
    }
}

/// Imports a text of one of the forms, in the API's own spelling.
///
/// # Errors
/// Returns why the text is no message, with its place and a remedy.
pub fn open(text: &str) -> Result<ImportedJson, Error> {
    find(text)?.open()
}

/// Parses a text and recognizes its form.
///
/// # Errors
/// Returns why the text is no message, with its place and a remedy.
pub fn find(text: &str) -> Result<Found<'_>, Error> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(placed("It is empty.", EXPECTED));
    }
    if is_program(text) {
        return literal(text);
    }
    let source = Source::read(text)?;
    let (value, _) = source.value();
    Ok(Found {
        form: form(&value).ok_or_else(|| unknown(&value))?,
        source,
        literal: None,
    })
}

/// Returns the first literal of a program that looks like a part of a message.
fn literal(text: &str) -> Result<Found<'_>, Error> {
    for ObjectLiteral { at, value, source } in literals(text) {
        let is_empty = value.as_object().is_some_and(Map::is_empty);
        if let Some(form) = form(&value).filter(|_| !is_empty) {
            return Ok(Found {
                source: source?,
                form,
                literal: Some(at),
            });
        }
    }
    Err(placed(
        "This is not JSON, and not a program with a message in it, written as an object { … }.",
        EXPECTED,
    ))
}

/// Returns the request made from a value of a form, and remarks on it.
///
/// Cards of the first version are converted to the second.
fn request(form: ImportForm, value: &Value) -> (Value, Vec<String>) {
    let schema = Schema::builtin();
    let of = |kind: &str| normalise(schema, kind, value);
    let list = |kind: &str| -> Vec<Value> {
        let items = value.as_array().into_iter().flatten();
        items.map(|item| normalise(schema, kind, item)).collect()
    };
    let in_card = |card: Value| json!({"message": {"cardsV2": [{"card": card}]}});
    let mut request = match form {
        ImportForm::Request => of("CreateMessageRequest"),
        ImportForm::Call => normalise(schema, "CreateMessageRequest", &plain(value)),
        ImportForm::Message => json!({"message": of("Message")}),
        ImportForm::CardWithId => json!({"message": {"cardsV2": [of("CardWithId")]}}),
        ImportForm::CardList => {
            json!({"message": normalise(schema, "Message", &json!({"cardsV2": value}))})
        }
        ImportForm::Card => {
            let old = of("LegacyCard");
            if is_legacy(&old) {
                json!({"message": {"cards": [old]}})
            } else {
                in_card(of("Card"))
            }
        }
        ImportForm::BareCards => {
            let old = list("LegacyCard");
            if old.iter().any(is_legacy) {
                json!({"message": {"cards": old}})
            } else {
                json!({"message": {"cardsV2": with_ids(list("Card"))}})
            }
        }
        ImportForm::Sections => in_card(json!({"sections": list("Section")})),
        ImportForm::Section => in_card(json!({"sections": [of("Section")]})),
        ImportForm::Widgets => in_card(json!({"sections": [{"widgets": list("Widget")}]})),
        ImportForm::Widget => in_card(json!({"sections": [{"widgets": [of("Widget")]}]})),
    };
    let told = request.get_mut("message").and_then(convert);
    let first = told
        .as_ref()
        .map(|_| "Its cards are of version 1; they were converted to cardsV2.".to_owned());
    let asides = first.into_iter().chain(told.unwrap_or_default());
    let asides = asides.collect();
    (request, asides)
}

/// Gives cards the IDs that several of them must have.
fn with_ids(cards: Vec<Value>) -> Vec<Value> {
    if let [card] = &cards[..] {
        return vec![json!({"card": card})];
    }
    let with_id = |(card, number)| json!({"cardId": format!("card-{number}"), "card": card});
    cards.into_iter().zip(1..).map(with_id).collect()
}

/// The member of a [`ImportForm::Call`] that is the message.
const BODY: &str = "requestBody";

/// Converts a [`ImportForm::Call`] to a request, with its message under `message`.
fn plain(call: &Value) -> Value {
    let members = call.as_object().into_iter().flatten();
    let named = members.map(|(key, value)| match key.as_str() {
        BODY => ("message".to_owned(), value.clone()),
        _ => (key.clone(), value.clone()),
    });
    Value::Object(named.collect())
}

/// Returns the nesting depth of a value.
fn depth(value: &Value) -> usize {
    let below = match value {
        Value::Object(fields) => fields.values().map(depth).max(),
        Value::Array(items) => items.iter().map(depth).max(),
        _ => return 0,
    };
    1 + below.unwrap_or(0)
}

/// Recognizes the form of a value by the fields that only one form has.
fn form(value: &Value) -> Option<ImportForm> {
    let Value::Array(items) = value else {
        return object_form(value);
    };
    let mut forms = items.iter().map(object_form);
    let first = forms.next()??;
    let list = match first {
        ImportForm::CardWithId => ImportForm::CardList,
        ImportForm::Card => ImportForm::BareCards,
        ImportForm::Section => ImportForm::Sections,
        ImportForm::Widget => ImportForm::Widgets,
        _ => return None,
    };
    forms.all(|form| form == Some(first)).then_some(list)
}

fn object_form(value: &Value) -> Option<ImportForm> {
    let has = |type_name: &str, but: &[&str]| {
        let known = Schema::builtin().get(type_name)?;
        value
            .as_object()?
            .keys()
            .any(|key| is_field(known, key) && !but.contains(&key.as_str()))
            .then_some(())
    };
    if value.get("message").is_some_and(Value::is_object) {
        return Some(ImportForm::Request);
    }
    if value.get(BODY).is_some_and(Value::is_object) {
        return Some(ImportForm::Call);
    }
    if value.get("card").is_some_and(Value::is_object) {
        return Some(ImportForm::CardWithId);
    }
    if value.get("widgets").is_some_and(Value::is_array) {
        return Some(ImportForm::Section);
    }
    // Both a message and a card have a `name`, which says nothing.
    if value.get("sections").is_some() || value.get("header").is_some() {
        return Some(ImportForm::Card);
    }
    has("Message", &["name"])
        .map(|()| ImportForm::Message)
        .or_else(|| has("CreateMessageRequest", &[]).map(|()| ImportForm::Request))
        .or_else(|| has("Card", &["name"]).map(|()| ImportForm::Card))
        .or_else(|| has("Widget", &[]).map(|()| ImportForm::Widget))
        .or_else(|| value.as_object()?.is_empty().then_some(ImportForm::Message))
}

fn is_field(known: &Type, key: &str) -> bool {
    known.spelt(key).is_some()
}

const EXPECTED: &str = "Expected a request, a message ({\"text\": …} or {\"cardsV2\": […]}), a card with its ID, a card ({\"header\": …, \"sections\": […]}), a section or a widget.";

/// Creates an error about the text as a whole: what is wrong with it, and what was expected.
fn placed(what: &str, expected: &str) -> Error {
    Error {
        is_other: true,
        diagnostic: Diagnostic {
            title: what.to_owned(),
            detail: expected.to_owned(),
            ..Diagnostic::default().in_file("", Some((1, 1)))
        },
    }
}

fn unknown(value: &Value) -> Error {
    let what = match value {
        Value::Object(fields) => {
            let keys: Vec<String> = fields.keys().take(5).map(|key| harmless(key)).collect();
            format!(
                "This is JSON, but not a message: its fields are {}.",
                keys.join(", ")
            )
        }
        Value::Array(_) => {
            "This is a list, but not one of cards, of sections or of widgets.".to_owned()
        }
        _ => "This is JSON, but not an object.".to_owned(),
    };
    placed(&what, EXPECTED)
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Self {
            is_other: false,
            diagnostic,
        }
    }
}

fn harmless(key: &str) -> String {
    key.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests;
