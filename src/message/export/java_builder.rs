//! Writes a request as a chain of the builders that Google's Java messages have.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::client_libraries::Clients;
use super::expr;
use super::string_literal::{self, Quotes, quoted};
use crate::document::schema::{Field, Kind, Schema, Type};

/// Maximum line width in columns, as far as the texts allow.
const WIDTH: usize = 100;
/// Indent of a chain relative to the expression it continues, in columns.
const STEP: usize = 4;

/// Writes builders, and collects the imports they need.
#[derive(Debug, Default)]
pub struct Builders {
    /// Classes to import, by their full names.
    pub imports: BTreeSet<String>,
}

impl Builders {
    /// Returns `.setX(…)` for each member of an object of a known type, each on a line of its own that begins
    /// at `indent`.
    pub fn setters(&mut self, known: &Type, fields: &Map<String, Value>, indent: usize) -> String {
        let mut out = String::new();
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            let Some(field) = known.field(name) else {
                continue;
            };
            let note = expr::note(name);
            match value {
                Value::Array(items) => {
                    for item in items {
                        self.setter("add", known, field, item, indent, &mut out);
                    }
                }
                value => {
                    if !note.is_empty() {
                        new_line(indent, &mut out);
                        out.push_str("// ");
                        out.push_str(note);
                    }
                    self.setter("set", known, field, value, indent, &mut out);
                }
            }
        }
        out
    }

    /// Writes one setter, on one line if it fits.
    fn setter(
        &mut self,
        verb: &str,
        known: &Type,
        field: &Field,
        value: &Value,
        indent: usize,
        out: &mut String,
    ) {
        new_line(indent, out);
        // The number of an enum value has a setter of its own.
        let suffix = match (&field.kind, value) {
            (Kind::Choice(_), Value::Number(_)) => "Value",
            _ => "",
        };
        let head = format!(".{verb}{}{suffix}(", capital(&field.name));
        let argument = self.argument(known, field, value, indent + STEP);
        out.push_str(&head);
        out.push_str(&joined(&argument, indent + head.len()));
        out.push(')');
    }

    fn argument(&mut self, known: &Type, field: &Field, value: &Value, indent: usize) -> String {
        match (&field.kind, value) {
            (Kind::Type(_), Value::Object(fields)) => {
                let Some(inner) = Schema::builtin().type_of(field) else {
                    return String::new();
                };
                let full = Clients::builtin().type_name(&inner.name).unwrap_or("");
                let class = self.class(full);
                format!(
                    "{class}.newBuilder(){}",
                    self.setters(inner, fields, indent)
                )
            }
            (Kind::Choice(_), Value::String(word)) => {
                let name = format!("{}.{}", known.name, field.name);
                let full = Clients::builtin().choice_name(&name).unwrap_or("");
                format!("{}.{word}", self.class(full))
            }
            (Kind::Time, Value::String(text)) => {
                self.import("com.google.protobuf.util.Timestamps");
                format!("Timestamps.parse({})", quoted(text, Quotes::Java))
            }
            (Kind::Long, Value::String(number)) => format!("{number}L"),
            (Kind::Long, Value::Number(number)) => format!("{number}L"),
            (Kind::Real, Value::Number(number)) if known.name == "Color" => {
                let number = format!("{number}f");
                // It is wrapped because it may be unset.
                if field.name == "alpha" {
                    self.import("com.google.protobuf.FloatValue");
                    return format!("FloatValue.of({number})");
                }
                number
            }
            // An integer without the suffix would be one of 32 bits.
            (Kind::Real, Value::Number(number)) => format!("{number}d"),
            (_, Value::String(text)) => text_of(text, indent),
            (_, value) => value.to_string(),
        }
    }

    /// Imports the class of a name in the protocol buffers, and returns its name in the code.
    pub fn class(&mut self, full: &str) -> String {
        for package in ["google.apps.card.v1", "google.chat.v1", "google.type"] {
            let Some(path) = full.strip_prefix(package).and_then(|p| p.strip_prefix('.')) else {
                continue;
            };
            let outer = path.split('.').next().unwrap_or(path);
            self.import(&format!("com.{package}.{outer}"));
            return path.to_owned();
        }
        full.to_owned()
    }

    /// Imports a class.
    pub fn import(&mut self, class: &str) {
        self.imports.insert(class.to_owned());
    }
}

/// Returns a text as a literal: on one line, or if it is too long for that its lines one below the other.
fn text_of(text: &str, indent: usize) -> String {
    let whole = quoted(text, Quotes::Java);
    if indent + whole.chars().count() < WIDTH {
        return whole;
    }
    let Some(lines) = string_literal::lines(text) else {
        return whole;
    };
    let lines: Vec<String> = lines
        .into_iter()
        .map(|line| quoted(line, Quotes::Java))
        .collect();
    let mut break_before = String::new();
    new_line(indent, &mut break_before);
    lines.join(&format!("{break_before}+ "))
}

/// Returns a chain of short setters in one line, if it fits from `column` on.
fn joined(argument: &str, column: usize) -> String {
    let is_broken = argument.lines().map(str::trim_start).any(|line| {
        // Comments end with their line, and texts of several lines stay so.
        line.starts_with("//") || line.starts_with('+')
    });
    if is_broken {
        return argument.to_owned();
    }
    let line: String = argument.lines().map(str::trim_start).collect();
    if column + line.chars().count() < WIDTH {
        line
    } else {
        argument.to_owned()
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(letters)
        .collect()
}

fn new_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}
