//! Message templates: a request with template fields, as a template file holds it.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::message::checks::format_value;
use crate::message::import::{self, ImportedJson};
use crate::message::source::blank_fields::ImportedBlank;
use crate::message::template_field::{Kind, TemplateField};
use crate::message::template_fill;
use crate::message::template_placeholder;

/// Key of a template file that holds its title and its fields.
pub const HEAD: &str = "template";

/// A message template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Title.
    pub title: String,
    /// Purpose, in a sentence; may be empty.
    pub about: String,
    /// Template fields to fill before it is used, in order.
    pub fields: Vec<TemplateField>,
    request: Value,
}

/// Why a template file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not a message.
    #[error("{place}{what}", place = place(.0), what = .0.diagnostic.title)]
    Message(#[from] import::Error),
    /// Its head does not have the expected layout.
    #[error("the \"template\" of the file cannot be read: {0}")]
    Head(#[from] serde_json::Error),
    /// A field has a name that cannot be a placeholder.
    #[error("\"{0}\" is not a valid name of a blank; use letters, digits, - and _")]
    Name(String),
    /// Two fields have the same name.
    #[error("two blanks are named \"{0}\"")]
    Twice(String),
    /// A field of kind choice has no choices, or another kind has some.
    #[error("the blank \"{0}\" must have choices if its kind is choice, and only then")]
    Choices(String),
}

fn place(error: &import::Error) -> String {
    let (line, column) = error.diagnostic.position();
    format!("{line}:{column}: ")
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[serde(default)]
    title: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    blanks: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    prompt: String,
    #[serde(default)]
    kind: Word,
    #[serde(default)]
    choices: Vec<String>,
    #[serde(default)]
    default: String,
    #[serde(default)]
    markup: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    #[default]
    Text,
    Lines,
    Address,
    Choice,
}

impl Template {
    /// Creates a template of a message that a program fills in: each of its blanks is a field.
    ///
    /// What the program would fill in is the prompt.
    #[must_use]
    pub fn of_import(title: String, imported: &ImportedJson) -> Self {
        Self {
            title,
            about: "The program fills these in. What is left empty stays {{name}} in the draft."
                .into(),
            fields: imported.blanks.iter().map(imported_field).collect(),
            request: imported.request.clone(),
        }
    }

    /// Parses a template file: any JSON that can be imported as a message, with a head under [`HEAD`] or
    /// without.
    ///
    /// Without a title it is called `name`. A `{{placeholder}}` that the head does not list becomes a field of
    /// its name.
    ///
    /// # Errors
    /// Returns why the text is no message, with its place and a remedy.
    pub fn parse(text: &str, name: &str) -> Result<Self, Error> {
        Self::of_opened(import::open(text)?, name)
    }

    /// Creates a template of a message that was opened, as [`Self::parse`] does; what only its program knows is a
    /// field, too.
    ///
    /// # Errors
    /// Returns what is wrong with its head.
    pub fn of_opened(opened: ImportedJson, name: &str) -> Result<Self, Error> {
        let mut request = opened.request;
        let head = request
            .pointer_mut(opened.form.pointer())
            .and_then(Value::as_object_mut)
            .and_then(|fields| fields.shift_remove(HEAD));
        let head = head
            .map(serde_json::from_value::<Head>)
            .transpose()?
            .unwrap_or_default();
        let mut blanks = Vec::with_capacity(head.blanks.len());
        for entry in head.blanks {
            blanks.push(entry.into_blank()?);
        }
        let mut seen = HashSet::new();
        if let Some(twice) = blanks.iter().find(|field| !seen.insert(field.name.clone())) {
            return Err(Error::Twice(twice.name.clone()));
        }
        for found in template_placeholder::names(&request) {
            if !seen.contains(&found) {
                let of_program = opened.blanks.iter().find(|blank| blank.name == found);
                blanks.push(of_program.map_or_else(|| TemplateField::named(found), imported_field));
            }
        }
        let title = if head.title.is_empty() {
            name.to_owned()
        } else {
            head.title
        };
        Ok(Self {
            title,
            about: head.about,
            fields: blanks,
            request,
        })
    }

    /// Returns the request with its placeholders as they are in the file.
    #[must_use]
    pub fn request(&self) -> &Value {
        &self.request
    }

    /// Returns the request with each placeholder replaced by an answer, in the order of the fields.
    ///
    /// An answer that is missing counts as empty.
    #[must_use]
    pub fn fill(&self, answers: &[String]) -> Value {
        template_fill::filled(&self.request, &self.fields, answers)
    }

    /// Returns the request with those placeholders replaced that have an answer; the others stay.
    #[must_use]
    pub fn fill_answered(&self, answers: &[String]) -> Value {
        let both = self.fields.iter().cloned().zip(answers.iter().cloned());
        let (fields, answers): (Vec<TemplateField>, Vec<String>) =
            both.filter(|(_, answer)| !answer.trim().is_empty()).unzip();
        template_fill::filled(&self.request, &fields, &answers)
    }

    /// Returns the request with each placeholder replaced by the default, or else the name of its field.
    #[must_use]
    pub fn example(&self) -> Value {
        let answer = |field: &TemplateField| match field.default.as_str() {
            "" => format!("‹{}›", field.prompt),
            proposed => proposed.to_owned(),
        };
        let answers: Vec<String> = self.fields.iter().map(answer).collect();
        self.fill(&answers)
    }
}

/// Returns the field for what only a program knows.
fn imported_field(blank: &ImportedBlank) -> TemplateField {
    TemplateField {
        prompt: format_value::shortened(&blank.written),
        ..TemplateField::named(blank.name.clone())
    }
}

impl Entry {
    fn into_blank(self) -> Result<TemplateField, Error> {
        if !template_placeholder::is_name(&self.name) {
            return Err(Error::Name(self.name));
        }
        if (self.kind == Word::Choice) == self.choices.is_empty() {
            return Err(Error::Choices(self.name));
        }
        let mut default = self.default;
        let kind = match self.kind {
            Word::Text => Kind::Text,
            Word::Lines => Kind::Lines,
            Word::Address => Kind::Address,
            Word::Choice => {
                if !self.choices.contains(&default) {
                    default.clone_from(&self.choices[0]);
                }
                Kind::Choice(self.choices)
            }
        };
        let prompt = if self.prompt.is_empty() {
            self.name.clone()
        } else {
            self.prompt
        };
        Ok(TemplateField {
            name: self.name,
            prompt,
            kind,
            default,
            markup: self.markup,
        })
    }
}

/// Returns a draft as a template file: with a head, and without what belongs to one space or one send.
#[must_use]
pub fn kept(request: &Value, title: &str) -> Value {
    let blanks: Vec<Value> = template_placeholder::names(request)
        .into_iter()
        .map(|name| json!({"name": name, "prompt": name}))
        .collect();
    let mut head = json!({"title": title});
    if !blanks.is_empty() {
        head["blanks"] = blanks.into();
    }
    let mut fields = Map::from_iter([(HEAD.to_owned(), head)]);
    for (key, value) in request.as_object().into_iter().flatten() {
        if !OF_ONE_SEND.contains(&key.as_str()) {
            fields.insert(key.clone(), value.clone());
        }
    }
    if let Some(Value::Object(message)) = fields.get_mut("message") {
        message.retain(|key, value| {
            let is_elsewhere = key == "thread" && value.get("name").is_some();
            !(is_elsewhere || OF_ONE_SPACE.contains(&key.as_str()))
        });
        if !message.contains_key("thread") {
            fields.shift_remove("messageReplyOption");
        }
    }
    Value::Object(fields)
}

const OF_ONE_SEND: [&str; 3] = ["parent", "messageId", "requestId"];
const OF_ONE_SPACE: [&str; 3] = [
    "privateMessageViewer",
    "quotedMessageMetadata",
    "attachment",
];

#[cfg(test)]
mod tests;
