//! Imports any JSON that people have as a request.

use serde_json::{Map, Value, json};

use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::terminal;
use crate::document::parse::line_col::position;
use crate::document::parse::object_literal::{ObjectLiteral, is_program, literals};
use crate::document::parse::parser::DEPTH;
use crate::document::parse::pieces::Blank;
use crate::document::parse::source_map::{Source, block};
use crate::document::schema::{Schema, Type};
use crate::document::validate::normalise;
use crate::message::cards_v1::{convert, is_legacy};
use crate::message::foreign::system::System;
use crate::message::import_form::{BODY, ImportForm};
use crate::message::source::blank_fields::ImportedBlank;
use crate::message::source::literal::{Container, Literal, Rank, value_of};
use crate::message::source::text_kind::{has_docstring, is_json, is_yaml};
use crate::message::source::{
    blank_fields, call_parameters, client_names, envelope, fence, search, shell, unread,
};

/// An imported document.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedJson {
    /// The normalised `CreateMessageRequest`.
    pub request: Value,
    /// Form that was recognized.
    pub form: ImportForm,
    /// Position of its literal in a program, line and column counted from 1.
    pub literal: Option<(usize, usize)>,
    /// What it was found in.
    pub container: Container,
    /// What only the program knows: `{{name}}` stands for it in the texts of the request.
    pub blanks: Vec<ImportedBlank>,
    /// What only the program knows and is no text, as JSON Pointers into the request: it is not in it.
    pub left_out: Vec<String>,
    /// Remarks on how it was understood where that could be otherwise, as sentences.
    pub asides: Vec<String>,
}

/// Why a document cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", terminal::text(.diagnostic))]
pub struct Error {
    /// Whether it is valid JSON, but not a part of a message.
    pub is_other: bool,
    /// What is wrong, where in the text, and what to do.
    pub diagnostic: Box<Diagnostic>,
    /// The messages in it, of which one has to be chosen; none where there is another error.
    pub candidates: Vec<Candidate>,
}

/// A message of a text that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its first words, or the title of its card.
    pub title: String,
    /// Form that was recognized.
    pub form: ImportForm,
    /// Line and column of its start, counted from 1.
    pub position: (usize, usize),
}

/// A parsed text whose form was recognized.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'a> {
    /// Value and its spans.
    pub source: Source<'a>,
    /// Form that was recognized.
    pub form: ImportForm,
    /// Byte offset of its start, if it is a part of the text, such as a literal of a program.
    pub literal: Option<usize>,
    /// What it was found in.
    pub container: Container,
    blanks: Vec<Blank>,
    /// Parameters of the call that stand elsewhere in the program.
    parameters: Vec<Value>,
    /// The value and remarks on it, where it was made to recognize the form.
    value: Option<(Value, Vec<String>)>,
}

impl<'a> Found<'a> {
    fn whole(source: Source<'a>, form: ImportForm) -> Self {
        Self {
            source,
            form,
            literal: None,
            container: Container::None,
            blanks: Vec::new(),
            parameters: Vec::new(),
            value: None,
        }
    }

    fn part(text: &'a str, literal: Literal) -> Option<Self> {
        let form = form(&value_of(&literal.node))?;
        Some(Self {
            source: Source::of_part(text, literal.node, literal.asides),
            form,
            literal: Some(literal.at),
            container: literal.container,
            blanks: literal.blanks,
            parameters: Vec::new(),
            value: None,
        })
    }

    /// Returns the imported document, in the API's own spelling.
    ///
    /// # Errors
    /// Returns why the text is no message, with its place and a remedy.
    pub fn open(&self) -> Result<ImportedJson, Error> {
        let read;
        let (value, asides) = if let Some(value) = &self.value {
            value
        } else {
            read = self.source.value();
            &read
        };
        let mut asides = asides.clone();
        let text = self.source.text();
        let (mut request, told) = request(self.form, value);
        asides.extend(told);
        if matches!(self.container, Container::Program | Container::Shell) {
            client_names::restore(&mut request, "CreateMessageRequest");
            request = normalise(Schema::builtin(), "CreateMessageRequest", &request);
            for parameters in &self.parameters {
                call_parameters::merge(&mut request, parameters);
            }
            call_parameters::add(&mut request, text, &self.source.root().span);
            call_parameters::remove_placeholder(&mut request);
        }
        let settled = blank_fields::settle(&mut request, &self.blanks, text);
        asides.extend(settled.asides);
        if has_returns(&request) {
            asides.push(RETURNS.to_owned());
        }
        if depth(&request) > DEPTH {
            return Err(placed(
                "Its values are nested too deep for a message.",
                "Make it flatter.",
            ));
        }
        Ok(ImportedJson {
            request,
            form: self.form,
            literal: self.literal.map(|at| position(text, at)),
            container: self.container,
            blanks: settled.blanks,
            left_out: settled.left_out,
            asides,
        })
    }

    /// Returns what a list of several shows of it.
    fn candidate(&self) -> Candidate {
        let at = self.literal.unwrap_or(0);
        let (value, _) = self.source.value();
        let (request, _) = request(self.form, &value);
        Candidate {
            title: title(&request),
            form: self.form,
            position: position(self.source.text(), at),
        }
    }
}

/// Returns the first words of a message, or the title of its first card.
fn title(request: &Value) -> String {
    const MOST: usize = 40;
    let places = [
        "/message/text",
        "/message/cardsV2/0/card/header/title",
        "/message/cardsV2/0/card/sections/0/header",
        "/message/cardsV2/0/cardId",
    ];
    let words = places
        .iter()
        .find_map(|place| request.pointer(place)?.as_str());
    let line = words.unwrap_or("").lines().next().unwrap_or("");
    let short: String = line
        .chars()
        .filter(|c| !c.is_control())
        .take(MOST)
        .collect();
    if short.is_empty() {
        "without a title".to_owned()
    } else {
        short
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
/// Returns why the text is no message, with its place and a remedy; or that it has several, with a list of them.
pub fn find(text: &str) -> Result<Found<'_>, Error> {
    let mut all = find_all(text)?;
    if all.len() > 1 {
        return Err(several(&all));
    }
    all.pop().ok_or_else(|| placed(NOTHING, EXPECTED))
}

/// Returns the message of a number, counted from 1, of a text that may have several.
///
/// # Errors
/// Returns why the text is no message, or that it has fewer.
pub fn find_numbered(text: &str, number: usize) -> Result<Found<'_>, Error> {
    let mut all = find_all(text)?;
    let count = all.len();
    match number.checked_sub(1).filter(|place| *place < count) {
        Some(place) => Ok(all.swap_remove(place)),
        None if count == 1 => Err(placed(
            &format!("There is one message in it, and none of the number {number}."),
            "Leave the number out.",
        )),
        None => Err(Error {
            diagnostic: Box::new(Diagnostic {
                title: format!(
                    "There are {count} messages in it, and none of the number {number}."
                ),
                ..*several(&all).diagnostic
            }),
            ..several(&all)
        }),
    }
}

/// Returns the error of a text with several messages, with a list of them.
fn several(all: &[Found<'_>]) -> Error {
    let candidates: Vec<Candidate> = all.iter().map(Found::candidate).collect();
    let lines: Vec<String> = candidates
        .iter()
        .zip(1..)
        .map(|(candidate, number)| {
            let (line, column) = candidate.position;
            format!(
                "  #{number}  {line}:{column}  {}: {}",
                candidate.form.words(),
                candidate.title
            )
        })
        .collect();
    Error {
        is_other: true,
        diagnostic: Box::new(Diagnostic {
            title: format!("There are {} messages in it.", all.len()),
            detail: lines.join("\n"),
            remedy: "Choose one by its number behind the file's name, such as FILE#2.".to_owned(),
            ..Diagnostic::default().in_file("", Some((1, 1)))
        }),
        candidates,
    }
}

const NOTHING: &str = "This is not JSON, and there is no message in it: neither in a program, nor in a shell command, nor between other words.";

/// Maximum number of code blocks that are looked at.
const BLOCKS: usize = 500;

/// Returns all messages of a text, in its order: at least one.
///
/// # Errors
/// Returns why there is none, with its place and a remedy.
pub fn find_all(text: &str) -> Result<Vec<Found<'_>>, Error> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(placed("It is empty.", EXPECTED));
    }
    // Most files are JSON from end to end; all that follows is for those that are not.
    let broken = match Source::read(text) {
        Ok(source) => return in_json(text, source),
        Err(diagnostic) => diagnostic,
    };
    let blocks = fence::blocks(text, &(0..text.len()));
    let whole = if blocks.len() > 1 {
        0..text.len()
    } else {
        block(text)
    };
    let is_code = is_program(text) || shell::is_shell(text, &whole) || has_docstring(text);
    let mut literals = Vec::new();
    for block in blocks.iter().take(BLOCKS) {
        literals.extend(search::of_part(text, block, &rank));
    }
    if literals.is_empty() && (is_code || !is_json(text, &whole)) {
        literals = search::of_part(text, &whole, &rank);
    }
    if literals.is_empty() {
        literals.extend(search::before_words(text, &whole, &rank));
    }
    if let Some(found) = listed(text, literals) {
        return Ok(found);
    }
    if !is_code && is_json(text, &whole) {
        return Err(broken.into());
    }
    torn(text).map(|found| vec![found])
}

/// Returns the messages of a text that is JSON: it is one, or holds some.
fn in_json<'a>(text: &'a str, source: Source<'a>) -> Result<Vec<Found<'a>>, Error> {
    let read = source.value();
    if let Some(form) = form(&read.0) {
        return Ok(vec![Found {
            value: Some(read),
            ..Found::whole(source, form)
        }]);
    }
    let inside = envelope::literals(source.root(), &rank);
    listed(text, inside).ok_or_else(|| unknown(&read.0))
}

/// Returns messages as they are opened: the sure ones, with what else the program says about the call.
fn listed(text: &str, literals: Vec<Literal>) -> Option<Vec<Found<'_>>> {
    let has_strong = literals.iter().any(|literal| literal.rank == Rank::Strong);
    let (kept, others): (Vec<Literal>, Vec<Literal>) = literals
        .into_iter()
        .partition(|literal| literal.rank == Rank::Strong || !has_strong);
    let mut found: Vec<Found<'_>> = kept
        .into_iter()
        .filter_map(|literal| Found::part(text, literal))
        .collect();
    if !has_strong {
        found.truncate(1);
    }
    if let [only] = &mut found[..] {
        let values = others.iter().map(|literal| value_of(&literal.node));
        only.parameters = values
            .filter(|value| form(value) == Some(ImportForm::Request))
            .collect();
    }
    (!found.is_empty()).then_some(found)
}

/// Maximum number of literals that are looked at in a program whose brackets do not fit together.
const TORN: usize = 200;

/// Returns the first literal of a program whose brackets do not fit together, or what is wrong with it.
fn torn(text: &str) -> Result<Found<'_>, Error> {
    for ObjectLiteral { at, value, source } in literals(text).take(TORN) {
        let is_empty = value.as_object().is_some_and(Map::is_empty);
        if let Some(form) = form(&value).filter(|_| !is_empty) {
            return Ok(Found {
                literal: Some(at),
                container: Container::Program,
                ..Found::whole(source?, form)
            });
        }
    }
    Err(nothing(text))
}

/// Creates the error of a text out of which no message can be read: none is in it, or it is written in a way that is
/// not read.
fn nothing(text: &str) -> Error {
    let Some(at) = unread::place(text) else {
        return placed(NOTHING, EXPECTED);
    };
    let (line, column) = position(text, at);
    let word: String = text[at..]
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    let remedy = if is_yaml(text) {
        "It is YAML, of which only the JSON in it is read: convert it, for example with `yq -o=json`, and open that."
    } else {
        "Open the JSON that is sent instead, for example as the program prints it."
    };
    Error {
        is_other: true,
        diagnostic: Box::new(
            Diagnostic::new(
                format!("There may be a message in it, but it cannot be read: {word} at {line}:{column} is written in none of the ways that are known here."),
                remedy,
            )
            .in_file("", Some((line, column))),
        ),
        candidates: Vec::new(),
    }
}

/// Says how sure it is that a value is a message.
fn rank(value: &Value) -> Option<Rank> {
    // An empty object may mean anything.
    if value.as_object().is_some_and(Map::is_empty) {
        return None;
    }
    let form = form(value)?;
    let has = |names: &[&str]| names.iter().any(|name| value.get(name).is_some());
    let is_sure = match form {
        ImportForm::Request => value.get("message").is_some_and(Value::is_object),
        ImportForm::Message => {
            has(&[
                "cardsV2",
                "cards_v2",
                "cards",
                "accessoryWidgets",
                "accessory_widgets",
            ]) || (value.get("text").is_some_and(Value::is_string)
                && !has(&["onClick", "on_click", "type", "icon", "value", "level"]))
        }
        ImportForm::Card => has(&["sections"]),
        ImportForm::Call
        | ImportForm::CardWithId
        | ImportForm::CardList
        | ImportForm::BareCards
        | ImportForm::TextAndCard
        | ImportForm::Foreign(_) => true,
        ImportForm::Sections | ImportForm::Section | ImportForm::Widgets | ImportForm::Widget => {
            false
        }
    };
    Some(if is_sure { Rank::Strong } else { Rank::Weak })
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
        ImportForm::TextAndCard => {
            let mut message = value.clone();
            if let Some(fields) = message.as_object_mut() {
                let card = fields.shift_remove("card");
                fields.insert("cardsV2".to_owned(), json!([{"card": card}]));
            }
            json!({"message": normalise(schema, "Message", &message)})
        }
        ImportForm::Foreign(system) => {
            let (message, omitted) = system.converted(value);
            let first = format!(
                "This is {}; it was converted to a message of Google Chat.",
                system.words()
            );
            let asides = std::iter::once(first).chain(omitted).collect();
            return (json!({"message": message}), asides);
        }
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

/// Converts a [`ImportForm::Call`] to a request, with its message under `message`.
fn plain(call: &Value) -> Value {
    let members = call.as_object().into_iter().flatten();
    let named = members.map(|(key, value)| match key.as_str() {
        BODY => ("message".to_owned(), value.clone()),
        _ => (key.clone(), value.clone()),
    });
    Value::Object(named.collect())
}

/// Remark on texts with the line ends of Windows.
const RETURNS: &str = "Its texts have the line ends of Windows (\\r\\n): each is drawn as one break, and \\n alone says the same.";

/// Returns whether a text has a line end of Windows.
fn has_returns(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains("\r\n"),
        Value::Array(items) => items.iter().any(has_returns),
        Value::Object(fields) => fields.values().any(has_returns),
        _ => false,
    }
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
    if let Some(system) = System::of(value) {
        return Some(ImportForm::Foreign(system));
    }
    if System::other(value).is_some() || envelope::is_event(value) {
        return None;
    }
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
    // A parameter of a URL, whose name has a dot.
    let has_parameter = || {
        value
            .get("createMessageNotificationOptions.notificationType")
            .map(|_| ())
    };
    if value.get("message").is_some_and(Value::is_object) {
        return Some(ImportForm::Request);
    }
    if value.get(BODY).is_some_and(Value::is_object) {
        return Some(ImportForm::Call);
    }
    if value.get("card").is_some_and(Value::is_object) {
        let has_text = value.get("text").is_some_and(Value::is_string);
        if has_text && value.get("cardId").is_none() {
            return Some(ImportForm::TextAndCard);
        }
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
        .or_else(|| {
            has("CreateMessageRequest", &[])
                .or_else(has_parameter)
                .map(|()| ImportForm::Request)
        })
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
        diagnostic: Box::new(Diagnostic {
            title: what.to_owned(),
            detail: expected.to_owned(),
            ..Diagnostic::default().in_file("", Some((1, 1)))
        }),
        candidates: Vec::new(),
    }
}

fn unknown(value: &Value) -> Error {
    if let Some(system) = System::other(value) {
        let what = format!("This is {system}, which is not converted.");
        return placed(&what, EXPECTED);
    }
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
            diagnostic: Box::new(diagnostic),
            candidates: Vec::new(),
        }
    }
}

fn harmless(key: &str) -> String {
    key.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests;
