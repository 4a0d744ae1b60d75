//! Fills a template with answers, safe in each place: escaped in card HTML and in URLs, repeated line by line.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::document::schema::{Kind as FieldKind, Schema, Type};
use crate::message::checks::url;
use crate::message::export;
use crate::message::template_field::{Kind, TemplateField};
use crate::message::template_placeholder;

/// Key of a list item that is repeated for each line of the field it names.
pub const EACH: &str = "{{each}}";

/// Fields of the API whose text is card HTML, unless it is set to Markdown.
const HTML: [(&str, &str); 5] = [
    ("TextParagraph", "text"),
    ("DecoratedText", "text"),
    ("DecoratedText", "topLabel"),
    ("DecoratedText", "bottomLabel"),
    ("Section", "header"),
];

/// Syntax of the place of a placeholder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    /// Plain text.
    Plain,
    /// Card HTML.
    Html,
    /// A URL.
    Address,
}

/// Returns a request with each placeholder replaced by its answer.
#[must_use]
pub fn filled(request: &Value, fields: &[TemplateField], answers: &[String]) -> Value {
    let answers = fields.iter().zip(0..).map(|(field, at)| {
        let answer = answers.get(at).map_or("", String::as_str);
        FieldAnswer {
            blank: field,
            text: answer,
        }
    });
    let filling = Filling {
        schema: Schema::builtin(),
        answers: answers.collect(),
    };
    filling.value(
        request,
        filling.schema.get("CreateMessageRequest"),
        Voice::Plain,
    )
}

#[derive(Clone, Copy)]
struct FieldAnswer<'a> {
    blank: &'a TemplateField,
    text: &'a str,
}

struct Filling<'a> {
    schema: &'a Schema,
    answers: Vec<FieldAnswer<'a>>,
}

impl<'a> Filling<'a> {
    fn value(&self, value: &Value, kind: Option<&Type>, voice: Voice) -> Value {
        match value {
            Value::String(text) => self.text(text, voice).into(),
            Value::Object(fields) => self.object(fields, kind).into(),
            Value::Array(items) => {
                let mut out = Vec::with_capacity(items.len());
                for item in items {
                    self.item(item, kind, voice, &mut out);
                }
                out.into()
            }
            other => other.clone(),
        }
    }

    fn object(&self, fields: &Map<String, Value>, kind: Option<&Type>) -> Map<String, Value> {
        let is_markdown = fields
            .get("textSyntax")
            .is_some_and(|word| word == "MARKDOWN");
        let mut out = Map::with_capacity(fields.len());
        for (key, value) in fields {
            let field = kind.and_then(|kind| kind.field(key));
            let is_html = kind.is_some_and(|kind| HTML.contains(&(kind.name.as_str(), key)));
            let voice = match field.map(|field| &field.kind) {
                Some(FieldKind::Address) => Voice::Address,
                _ if is_html && !is_markdown => Voice::Html,
                _ => Voice::Plain,
            };
            let below = field.and_then(|field| self.schema.type_of(field));
            out.insert(key.clone(), self.value(value, below, voice));
        }
        out
    }

    /// Adds an item of a list, once, or once for each line of the field that it names under [`EACH`].
    fn item(&self, item: &Value, kind: Option<&Type>, voice: Voice, out: &mut Vec<Value>) {
        let each = item.get(EACH).and_then(Value::as_str);
        let Some(answer) = each.and_then(|name| self.answer(name)) else {
            out.push(self.value(item, kind, voice));
            return;
        };
        let mut item = item.clone();
        if let Value::Object(fields) = &mut item {
            fields.shift_remove(EACH);
        }
        for line in answer.text.lines().filter(|line| !line.trim().is_empty()) {
            let mut answers = self.answers.clone();
            for own in answers.iter_mut().filter(|own| own.blank == answer.blank) {
                own.text = line.trim();
            }
            let filling = Filling { answers, ..*self };
            out.push(filling.value(&item, kind, voice));
        }
    }

    fn answer(&self, name: &str) -> Option<FieldAnswer<'a>> {
        let mut answers = self.answers.iter();
        answers.find(|answer| answer.blank.name == name).copied()
    }

    /// Fills a text line by line: a line with a multi-line field is repeated for each of its lines.
    fn text(&self, text: &str, voice: Voice) -> String {
        let end = if voice == Voice::Html { "<br>" } else { "\n" };
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let (line, after, gap) = cut(rest, end);
            let many = template_placeholder::all(line)
                .filter_map(|found| self.answer(found.name))
                .find(|answer| answer.blank.kind == Kind::Lines);
            match many {
                None => self.line(line, voice, None, &mut out),
                // A line with nothing but placeholders without an answer is dropped.
                Some(answer) if answer.text.is_empty() && self.is_blank(line) => {
                    rest = after;
                    continue;
                }
                Some(answer) if answer.text.is_empty() => self.line(line, voice, None, &mut out),
                Some(answer) => {
                    for (at, own) in answer.text.lines().enumerate() {
                        if at > 0 {
                            out.push_str(end);
                        }
                        self.line(line, voice, Some((answer.blank, own)), &mut out);
                    }
                }
            }
            out.push_str(gap);
            rest = after;
        }
        out
    }

    /// Returns whether no placeholder of a line has an answer.
    fn is_blank(&self, line: &str) -> bool {
        template_placeholder::all(line)
            .filter_map(|found| self.answer(found.name))
            .all(|answer| answer.text.is_empty())
    }

    fn line(
        &self,
        line: &str,
        voice: Voice,
        own: Option<(&TemplateField, &str)>,
        out: &mut String,
    ) {
        let mut done = 0;
        for found in template_placeholder::all(line) {
            let Some(answer) = self.answer(found.name) else {
                continue;
            };
            out.push_str(&line[done..found.range.start]);
            done = found.range.end;
            let text = match own {
                Some((field, text)) if field == answer.blank => text,
                _ => answer.text,
            };
            out.push_str(&safe(answer.blank, text, voice));
        }
        out.push_str(&line[done..]);
    }
}

/// Returns the first line of a text, the rest, and the separator between: `end` or a line end.
fn cut<'a>(text: &'a str, end: &str) -> (&'a str, &'a str, &'a str) {
    let at = [end, "\n"]
        .into_iter()
        .filter_map(|end| Some((text.find(end)?, end.len())))
        .min();
    match at {
        Some((at, len)) => (&text[..at], &text[at + len..], &text[at..at + len]),
        None => (text, "", ""),
    }
}

/// Returns an answer escaped for its place.
fn safe(field: &TemplateField, text: &str, voice: Voice) -> String {
    let flat = |text: &str| text.replace(['\n', '\r'], " ");
    let text = match (&field.kind, voice) {
        (Kind::Address, _) => whole(text),
        (_, Voice::Address) => export::url::encoded(text),
        _ => flat(text),
    };
    if voice != Voice::Html || field.markup {
        return text;
    }
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Completes a URL: with a scheme, and nothing in it that would end it early.
fn whole(text: &str) -> String {
    let ends = |c: char| c.is_control() || c.is_whitespace() || "\"'<>|\\^`{}".contains(c);
    let mut address = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if ends(c) {
            let c = c.to_string();
            address.extend(utf8_percent_encode(&c, NON_ALPHANUMERIC));
        } else {
            address.push(c);
        }
    }
    if url::looks_like_a_host(&address) {
        address.insert_str(0, "https://");
    }
    address
}

#[cfg(test)]
mod tests;
