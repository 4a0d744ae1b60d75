//! Blanks of a message that a program fills in: kept where a text may stand, left out elsewhere.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::document::parse::error::quoted;
use crate::document::parse::line_col::position;
use crate::document::parse::pieces::Blank;
use crate::document::pointer;
use crate::document::schema::{Field, Kind, Schema, Type};
use crate::message::template_placeholder;

/// A blank that is left in a request: `{{name}}` stands in its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedBlank {
    /// Its name.
    pub name: String,
    /// What the program fills in, as written.
    pub written: String,
    /// Line and column of its first place, counted from 1.
    pub position: (usize, usize),
    /// The remark on it, which is among those on the whole, too.
    pub remark: String,
}

/// What became of the blanks of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The blanks that are left in it.
    pub blanks: Vec<ImportedBlank>,
    /// The paths of what was left out, as JSON Pointers into the request.
    pub left_out: Vec<String>,
    /// Remarks on all, as sentences.
    pub asides: Vec<String>,
}

/// Removes from a request what only the program knows and is no text.
///
/// Returns the blanks that are left, the paths that are left out, and remarks on all.
pub fn settle(request: &mut Value, blanks: &[Blank], text: &str) -> Settled {
    if blanks.is_empty() {
        return Settled::default();
    }
    let schema = Schema::builtin();
    let mut settling = Settling {
        schema,
        blanks: blanks
            .iter()
            .map(|blank| (blank.name.as_str(), blank))
            .collect(),
        text,
        asides: Vec::new(),
        left_out: Vec::new(),
    };
    if let Some(root) = schema.get("CreateMessageRequest") {
        settling.object(root, request, "");
    }
    let mut asides = settling.asides;
    let names: HashSet<String> = template_placeholder::names(request).into_iter().collect();
    let mut left = Vec::new();
    for blank in blanks {
        if !names.contains(&blank.name) {
            continue;
        }
        let (line, column) = position(text, blank.at);
        let remark = format!(
            "{} at {line}:{column} is filled in by the program: it is the blank {{{{{}}}}} here.",
            shown(blank, text),
            blank.name
        );
        asides.push(remark.clone());
        left.push(ImportedBlank {
            name: blank.name.clone(),
            written: blank.written.clone(),
            position: (line, column),
            remark,
        });
    }
    Settled {
        blanks: left,
        left_out: settling.left_out,
        asides,
    }
}

/// Returns a blank as it stands in the program, with its marks.
fn shown(blank: &Blank, text: &str) -> String {
    let here = text.get(blank.at..).unwrap_or("");
    let has_marks = !blank.is_whole && here.starts_with(['$', '{', '#', '%']);
    let length = here
        .find(&blank.written)
        .map(|start| start + blank.written.len());
    match length.filter(|length| has_marks && *length < blank.written.len() + 8) {
        Some(length) => quoted(&here[..length + to_close(&here[..length], &here[length..])]),
        None => quoted(&blank.written),
    }
}

/// Returns how much further the bracket is that closes what is open, behind a format such as `:.1f`, on its line.
fn to_close(before: &str, after: &str) -> usize {
    const FAR: usize = 24;
    let count = |letter: char| before.matches(letter).count();
    let close = match (count('{') > count('}'), count('(') > count(')')) {
        (true, _) if before.starts_with("${{") => "}}",
        (true, _) => "}",
        (false, true) => ")",
        (false, false) => return 0,
    };
    let line = after.lines().next().unwrap_or("");
    let at = line.find(close).filter(|at| *at <= FAR);
    at.map_or(0, |at| at + close.len())
}

struct Settling<'a> {
    schema: &'a Schema,
    blanks: HashMap<&'a str, &'a Blank>,
    text: &'a str,
    asides: Vec<String>,
    left_out: Vec<String>,
}

impl Settling<'_> {
    fn object(&mut self, known: &Type, value: &mut Value, path: &str) {
        let Value::Object(fields) = value else {
            return;
        };
        fields.retain(|key, value| {
            let path = pointer::join(path, key);
            known
                .field(key)
                .is_none_or(|field| self.keeps(field, value, &path))
        });
    }

    /// Returns whether a field is kept; its values are settled.
    fn keeps(&mut self, field: &Field, value: &mut Value, path: &str) -> bool {
        if let Value::Array(items) = value {
            let mut number = 0;
            items.retain_mut(|item| {
                number += 1;
                self.keeps_one(field, item, &format!("{path}/{}", number - 1))
            });
            return true;
        }
        if field.repeated {
            return self.told(value, path);
        }
        self.keeps_one(field, value, path)
    }

    fn keeps_one(&mut self, field: &Field, value: &mut Value, path: &str) -> bool {
        if let Some(known) = self.schema.type_of(field) {
            if value.is_object() {
                self.object(known, value, path);
                return true;
            }
            return self.told(value, path);
        }
        let is_text = matches!(field.kind, Kind::Text | Kind::Lines | Kind::Address);
        if is_text && !matches!(path, "/requestId" | "/parent") {
            return true;
        }
        self.told(value, path)
    }

    /// Returns whether a value is known; else it is told that it is left out.
    fn told(&mut self, value: &Value, path: &str) -> bool {
        let Some(text) = value.as_str() else {
            return true;
        };
        let mut names = template_placeholder::all(text);
        let Some(blank) = names.find_map(|found| self.blanks.get(found.name).copied()) else {
            return true;
        };
        let (line, column) = position(self.text, blank.at);
        let written = quoted(&blank.written);
        self.left_out.push(path.to_owned());
        self.asides.push(match path {
            "/requestId" => format!(
                "The requestId is left out: {written} at {line}:{column} makes a new one each time, and an export writes that again."
            ),
            "/parent" => format!("The space is left out: {written} at {line}:{column} is known only to the program."),
            _ => format!("{path} is left out: {written} at {line}:{column} is known only to the program."),
        });
        false
    }
}
