//! M32: booleans and numbers in quotation marks, and the request as it reads without them.

use std::borrow::Cow;

use serde_json::{Number, Value};

use crate::document::edit::Edit;
use crate::document::pointer::Pointer;
use crate::document::proto3_scalar::{Shape, fit, whole};
use crate::document::schema::{Field, Kind, Schema, Type};
use crate::message::checks::collector::Report;
use crate::message::checks::finding::Finding;
use crate::message::checks::rules::message::QUOTED_VALUE;

/// Returns the request with each boolean and number out of its quotation marks, so that no rule stumbles over them.
///
/// Reports booleans only: that numbers may be texts is part of JSON for protocol buffers.
pub fn read<'a>(request: &'a Value, report: &mut Report<'_>) -> Cow<'a, Value> {
    let mut walk = Walk {
        path: Pointer::root(),
        found: Vec::new(),
    };
    if let Some(kind) = Schema::builtin().get("CreateMessageRequest") {
        walk.object(kind, request);
    }
    if walk.found.is_empty() {
        return Cow::Borrowed(request);
    }
    let mut read = request.clone();
    for (path, value) in walk.found {
        if value.is_boolean() {
            report.add(finding(&path, &value));
        }
        if let Some(place) = read.pointer_mut(&path) {
            *place = value;
        }
    }
    Cow::Owned(read)
}

fn finding(path: &str, value: &Value) -> Finding {
    let name = path.rsplit('/').next().unwrap_or("");
    let words = format!("{name} is \"{value}\" in quotation marks, a text.");
    let edits = vec![Edit::Replace {
        path: path.to_owned(),
        value: value.clone(),
    }];
    Finding::new(&QUOTED_VALUE, path, words).safely(format!("Write {value}"), edits)
}

struct Walk {
    path: Pointer,
    /// Paths of the values, and what they mean.
    found: Vec<(String, Value)>,
}

impl Walk {
    fn object(&mut self, kind: &Type, value: &Value) {
        for (key, value) in value.as_object().into_iter().flatten() {
            if let Some(field) = kind.spelt(key) {
                let up = self.path.key(key);
                self.field(field, value);
                self.path.up(up);
            }
        }
    }

    fn field(&mut self, field: &Field, value: &Value) {
        let Value::Array(items) = value else {
            return self.one(field, value);
        };
        for (place, item) in items.iter().enumerate() {
            let up = self.path.item(place);
            self.one(field, item);
            self.path.up(up);
        }
    }

    fn one(&mut self, field: &Field, value: &Value) {
        if let Some(kind) = Schema::builtin().type_of(field) {
            self.object(kind, value);
        } else if let Some(meant) = meant(&field.kind, value) {
            self.found.push((self.path.as_str().to_owned(), meant));
        }
    }
}

/// Returns the boolean or number that a text holds, if its field is one of those.
///
/// Google itself writes numbers of 64 bits as texts: those stay.
fn meant(kind: &Kind, value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    let shape = Shape::of(kind);
    fit(shape, value).ok()?;
    match shape {
        Shape::Flag => text.parse().ok().map(Value::Bool),
        Shape::Whole => whole(value).map(Value::from),
        Shape::Real => Number::from_f64(text.parse().ok()?).map(Value::Number),
        _ => None,
    }
}
