//! Imports any JSON that people have as a request.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::diagnostics::diagnostic::Diagnostic;
use crate::diagnostics::terminal;
use crate::document::parse::line_col::position;
use crate::document::parse::object_literal::{ObjectLiteral, is_program, literals};
use crate::document::parse::parser::DEPTH;
use crate::document::parse::pieces::Blank;
use crate::document::parse::source_map::{Source, block};
use crate::document::schema::Schema;
use crate::document::validate::normalise;
use crate::message::foreign::system::System;
use crate::message::form_recognition::{form, rank};
use crate::message::import_form::ImportForm;
use crate::message::import_request::request;
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
            asides.extend(call_parameters::add(
                &mut request,
                text,
                &self.source.root().span,
            ));
            call_parameters::remove_placeholder(&mut request);
        }
        if self.container == Container::Program {
            asides.extend(unread_beside(text, &[self.source.root().span.clone()]));
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

/// Returns a remark on a message of a program that is not read, beside those that are.
fn unread_beside(text: &str, read: &[Range<usize>]) -> Option<String> {
    let at = unread::builder(text, read)?;
    let word = word_at(text, at);
    let (line, column) = position(text, at);
    Some(format!(
        "There may be another message in it, which cannot be read: {word} at {line}:{column} builds it in none of the ways that are known here."
    ))
}

/// Returns the word at a byte of a text.
fn word_at(text: &str, at: usize) -> String {
    text[at..]
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// Returns the error of a text with several messages, with a list of them.
fn several(all: &[Found<'_>]) -> Error {
    let candidates: Vec<Candidate> = all.iter().map(Found::candidate).collect();
    let mut lines: Vec<String> = candidates
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
    let read: Vec<Range<usize>> = all
        .iter()
        .map(|one| one.source.root().span.clone())
        .collect();
    let program = all.iter().find(|one| one.container == Container::Program);
    lines.extend(program.and_then(|one| unread_beside(one.source.text(), &read)));
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
    let word = word_at(text, at);
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
