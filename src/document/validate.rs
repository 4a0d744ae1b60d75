//! Validates a document against the schema, and normalizes its spelling.

use std::fmt;

use serde_json::{Map, Value};

use crate::document::did_you_mean::{suggest, suggest_word};
use crate::document::pointer::Pointer;
use crate::document::proto3_scalar::{ScalarError, Shape, ValueKind, fit, whole};
use crate::document::schema::{Choice, Field, Kind, Schema, Type, snake};

/// One schema violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError {
    /// Path as a JSON Pointer into the validated value, with its keys as written.
    pub path: String,
    /// What is wrong.
    pub kind: SchemaErrorKind,
}

/// Kind of a schema violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaErrorKind {
    /// The type has no field of this name.
    UnknownField {
        /// The key as written.
        name: String,
        /// Did-you-mean suggestion: the nearest field.
        suggestion: Option<String>,
    },
    /// A field is set in camelCase and in `snake_case`.
    DuplicateField {
        /// The camelCase name of the field; the path leads to the second of the two.
        name: String,
    },
    /// The JSON type of a value is not the expected one.
    WrongType {
        /// Expected type.
        expected: Shape,
        /// JSON type of the value.
        found: ValueKind,
    },
    /// The JSON type of a value fits, but its content is not valid.
    BadValue {
        /// Expected type.
        expected: Shape,
        /// The value as JSON.
        value: String,
    },
    /// An enum has no value of this name or number.
    UnknownChoice {
        /// Name or number as written.
        value: String,
        /// Did-you-mean suggestion: the nearest name.
        suggestion: Option<String>,
    },
    /// More than one field of a union is set; the path leads to the object that has them.
    UnionConflict {
        /// The name of the union.
        union: String,
        /// The camelCase names of the fields in the order of the document.
        fields: Vec<String>,
    },
}

impl fmt::Display for SchemaErrorKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hint = |meant: &Option<String>| match meant {
            Some(name) => format!(" Did you mean {name}?"),
            None => String::new(),
        };
        match self {
            Self::UnknownField {
                name,
                suggestion: meant,
            } => {
                write!(out, "There is no field {name} here.{}", hint(meant))
            }
            Self::DuplicateField { name } => {
                write!(out, "The field {name} is set in two spellings.")
            }
            Self::WrongType { expected, found } => {
                write!(out, "This must be {expected}, but it is {found}.")
            }
            Self::BadValue { expected, value } => {
                write!(out, "This must be {expected}, but it is {value}.")
            }
            Self::UnknownChoice {
                value,
                suggestion: meant,
            } => {
                write!(out, "{value} is not one of the choices.{}", hint(meant))
            }
            Self::UnionConflict { fields, .. } => {
                write!(out, "Only one of these may be set: {}.", fields.join(", "))
            }
        }
    }
}

/// Returns all schema violations of a value that should be of a type, in the order of the document.
///
/// Follows the rules of proto3 JSON: names in camelCase or `snake_case`, enums by name or number, integers as
/// numbers or strings, null for unset. Returns none for a type that the schema does not know.
///
/// ```
/// use chatquill::document::validate::validate;
/// use chatquill::document::schema::Schema;
/// use serde_json::json;
///
/// let faults = validate(Schema::builtin(), "Button", &json!({"txt": "Open"}));
/// assert_eq!(faults[0].path, "/txt");
/// ```
pub fn validate(schema: &Schema, type_name: &str, value: &Value) -> Vec<SchemaError> {
    let mut walk = Walk {
        schema,
        path: Pointer::root(),
        faults: Vec::new(),
    };
    if let Some(kind) = schema.get(type_name) {
        walk.object(kind, value);
    }
    walk.faults
}

struct Walk<'a> {
    schema: &'a Schema,
    path: Pointer,
    faults: Vec<SchemaError>,
}

impl Walk<'_> {
    fn fault(&mut self, kind: SchemaErrorKind) {
        self.faults.push(SchemaError {
            path: self.path.as_str().to_owned(),
            kind,
        });
    }

    fn wrong_type(&mut self, expected: Shape, value: &Value) {
        self.fault(SchemaErrorKind::WrongType {
            expected,
            found: ValueKind::of(value),
        });
    }

    fn object(&mut self, kind: &Type, value: &Value) {
        let Value::Object(members) = value else {
            return self.wrong_type(Shape::Object, value);
        };
        // Only names in `snake_case` can be duplicates.
        let has_twins = members.keys().any(|key| key.contains('_'));
        let mut in_unions = 0;
        for (key, member) in members {
            let up = self.path.key(key);
            match kind.spelt(key) {
                None => self.fault(SchemaErrorKind::UnknownField {
                    name: key.clone(),
                    suggestion: meant_field(kind, key),
                }),
                Some(_) if member.is_null() => {}
                Some(field) if has_twins && is_second(members, key, field) => {
                    self.fault(SchemaErrorKind::DuplicateField {
                        name: field.name.clone(),
                    });
                }
                Some(field) => {
                    in_unions += usize::from(field.union.is_some());
                    self.field(field, member);
                }
            }
            self.path.up(up);
        }
        if in_unions > 1 {
            self.unions(kind, members);
        }
    }

    fn unions(&mut self, kind: &Type, members: &Map<String, Value>) {
        for union in &kind.unions {
            let mut set: Vec<String> = Vec::new();
            for (key, _) in members.iter().filter(|(_, member)| !member.is_null()) {
                if let Some(field) = kind.spelt(key)
                    && field.union.as_ref() == Some(&union.name)
                    && !set.contains(&field.name)
                {
                    set.push(field.name.clone());
                }
            }
            if set.len() > 1 {
                self.fault(SchemaErrorKind::UnionConflict {
                    union: union.name.clone(),
                    fields: set,
                });
            }
        }
    }

    fn field(&mut self, field: &Field, value: &Value) {
        if !field.repeated {
            return self.one(&field.kind, value);
        }
        let Value::Array(items) = value else {
            return self.wrong_type(Shape::List, value);
        };
        for (place, item) in items.iter().enumerate() {
            let up = self.path.item(place);
            self.one(&field.kind, item);
            self.path.up(up);
        }
    }

    fn one(&mut self, kind: &Kind, value: &Value) {
        match kind {
            Kind::Type(name) => {
                if let Some(kind) = self.schema.get(name) {
                    self.object(kind, value);
                }
            }
            Kind::Choice(choices) => self.choice(choices, value),
            plain => {
                let shape = Shape::of(plain);
                match fit(shape, value) {
                    Ok(()) => {}
                    Err(ScalarError::Type) => self.wrong_type(shape, value),
                    Err(ScalarError::Content) => self.fault(SchemaErrorKind::BadValue {
                        expected: shape,
                        value: value.to_string(),
                    }),
                }
            }
        }
    }

    fn choice(&mut self, choices: &[Choice], value: &Value) {
        match value {
            Value::String(word) => {
                if !choices.iter().any(|choice| choice.name == *word) {
                    let names = choices.iter().map(|choice| choice.name.as_str());
                    self.fault(SchemaErrorKind::UnknownChoice {
                        value: word.clone(),
                        suggestion: suggest_word(word, names).map(str::to_owned),
                    });
                }
            }
            Value::Number(number) => {
                if numbered(choices, value).is_none() {
                    self.fault(SchemaErrorKind::UnknownChoice {
                        value: number.to_string(),
                        suggestion: None,
                    });
                }
            }
            _ => self.wrong_type(Shape::Choice, value),
        }
    }
}

fn meant_field(kind: &Type, key: &str) -> Option<String> {
    let known = kind
        .fields
        .iter()
        .map(|field| (field.name.as_str(), field.aliases.as_slice()));
    suggest(key, known).map(str::to_owned)
}

/// Returns whether an earlier key of the object already sets the same field in the other spelling.
fn is_second(members: &Map<String, Value>, key: &str, field: &Field) -> bool {
    let other = if key != field.name {
        field.name.clone()
    } else if field
        .name
        .contains(|letter: char| letter.is_ascii_uppercase())
    {
        snake(&field.name)
    } else {
        return false;
    };
    members.get(&other).is_some_and(|twin| !twin.is_null())
        && members
            .keys()
            .find(|&earlier| earlier == key || *earlier == other)
            == Some(&other)
}

fn numbered<'a>(choices: &'a [Choice], value: &Value) -> Option<&'a Choice> {
    let number = whole(value)?;
    choices
        .iter()
        .find(|choice| i64::from(choice.number) == number)
}

/// Returns the document in the spelling of Google's answers: names in camelCase, enums by name, unset fields
/// left out.
///
/// What the schema does not know stays as it is, and so does the order.
pub fn normalise(schema: &Schema, type_name: &str, value: &Value) -> Value {
    match schema.get(type_name) {
        Some(kind) => object(schema, kind, value),
        None => value.clone(),
    }
}

fn object(schema: &Schema, kind: &Type, value: &Value) -> Value {
    let Value::Object(members) = value else {
        return value.clone();
    };
    let mut out = Map::with_capacity(members.len());
    for (key, member) in members {
        match kind.spelt(key) {
            Some(_) if member.is_null() => {}
            Some(field) => {
                // If a field is set in both spellings neither may be lost: the second keeps its own.
                let taken = members.get(&field.name).is_some_and(|own| !own.is_null());
                let name = if taken { key } else { &field.name };
                out.insert(name.clone(), self::field(schema, field, member));
            }
            None => {
                out.insert(key.clone(), member.clone());
            }
        }
    }
    Value::Object(out)
}

fn field(schema: &Schema, field: &Field, value: &Value) -> Value {
    match value {
        Value::Array(items) if field.repeated => items
            .iter()
            .map(|item| one(schema, &field.kind, item))
            .collect(),
        _ if field.repeated => value.clone(),
        _ => one(schema, &field.kind, value),
    }
}

fn one(schema: &Schema, kind: &Kind, value: &Value) -> Value {
    match kind {
        Kind::Type(name) => normalise(schema, name, value),
        Kind::Choice(choices) if value.is_number() => match numbered(choices, value) {
            Some(choice) => Value::String(choice.name.clone()),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests;
