//! Loads `assets/schema.toml`: the layout of the file, and what must hold in it.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::document::schema::{
    Choice, Field, Kind, Limit, Meaning, Schema, Send, Senders, Type, Union, Where,
};

static BUILTIN: LazyLock<Schema> = LazyLock::new(builtin);

/// Why a schema file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not TOML, or has an unknown key or word.
    #[error("The schema file cannot be read: {0}")]
    Layout(#[from] toml::de::Error),
    /// A field is of a kind that is neither plain nor a type of the file.
    #[error(
        "The schema gives {type_name}.{field} the kind {kind}, which is neither a plain kind nor a type of the file."
    )]
    UnknownKind {
        /// The type that has the field.
        type_name: String,
        /// The field.
        field: String,
        /// The kind as written.
        kind: String,
    },
    /// An enum has no values, or another kind has them.
    #[error(
        "The schema must give {type_name}.{field} choices if it is of kind choice, and only then."
    )]
    Choices {
        /// The type that has the field.
        type_name: String,
        /// The field.
        field: String,
    },
}

impl Schema {
    /// Returns the schema that is built into the program, parsed on first use.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Parses a schema from the text of a file like `assets/schema.toml`.
    ///
    /// # Errors
    /// Returns the place and the fault of a file that is no schema.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let read: IndexMap<String, TypeEntry> = toml::from_str(text)?;
        let mut types = Vec::with_capacity(read.len());
        for (name, entry) in read {
            types.push(entry.into_type(name)?);
        }
        let index = types
            .iter()
            .enumerate()
            .map(|(place, kind)| (kind.name.clone(), place))
            .collect();
        let schema = Self { types, index };
        schema.kinds_exist()?;
        Ok(schema)
    }

    fn kinds_exist(&self) -> Result<(), Error> {
        for holder in self.types() {
            for field in &holder.fields {
                if let Kind::Type(kind) = &field.kind
                    && self.get(kind).is_none()
                {
                    return Err(Error::UnknownKind {
                        type_name: holder.name.clone(),
                        field: field.name.clone(),
                        kind: kind.clone(),
                    });
                }
            }
        }
        Ok(())
    }
}

#[expect(
    clippy::expect_used,
    reason = "the file is part of the program, and a test reads it"
)]
fn builtin() -> Schema {
    Schema::parse(include_str!("../../assets/schema.toml"))
        .expect("assets/schema.toml is read by a test")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeEntry {
    label: String,
    help: String,
    #[serde(default)]
    methods: Vec<String>,
    #[serde(default)]
    node: bool,
    #[serde(default)]
    sign: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    start: Map<String, Value>,
    means: Option<Meaning>,
    needs: Option<String>,
    #[serde(default)]
    fields: IndexMap<String, FieldEntry>,
}

impl TypeEntry {
    fn into_type(self, name: String) -> Result<Type, Error> {
        let mut fields = Vec::with_capacity(self.fields.len());
        let mut unions: Vec<Union> = Vec::new();
        let mut index = HashMap::with_capacity(self.fields.len());
        for (field_name, entry) in self.fields {
            let field = entry.into_field(&name, field_name)?;
            index.insert(field.name.clone(), fields.len());
            if let Some(union) = &field.union {
                match unions.iter_mut().find(|known| known.name == *union) {
                    Some(known) => known.members.push(field.name.clone()),
                    None => unions.push(Union {
                        name: union.clone(),
                        members: vec![field.name.clone()],
                    }),
                }
            }
            fields.push(field);
        }
        Ok(Type {
            name,
            label: self.label,
            help: self.help,
            methods: self.methods,
            fields,
            unions,
            is_node: self.node,
            sign: self.sign,
            words: self.words,
            start: self.start,
            means: self.means,
            needs: self.needs,
            index,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "these are the keys of the file"
)]
struct FieldEntry {
    kind: String,
    #[serde(default)]
    repeated: bool,
    #[serde(default)]
    choices: Vec<ChoiceEntry>,
    union: Option<String>,
    #[serde(default)]
    required: bool,
    #[serde(default, rename = "where")]
    place: Where,
    #[serde(default)]
    send: Send,
    #[serde(default)]
    senders: Senders,
    #[serde(default)]
    output_only: bool,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    presence: bool,
    #[serde(default)]
    https: bool,
    form: Option<String>,
    prefix: Option<String>,
    alphabet: Option<String>,
    max_chars: Option<usize>,
    min_items: Option<usize>,
    max_items: Option<usize>,
    min: Option<f64>,
    max: Option<f64>,
    #[serde(default)]
    values: Vec<i64>,
    default: Option<String>,
    #[serde(default)]
    slips: Vec<String>,
    means: Option<Meaning>,
    unique: Option<String>,
    help: String,
}

impl FieldEntry {
    fn into_field(self, type_name: &str, name: String) -> Result<Field, Error> {
        if (self.kind == "choice") == self.choices.is_empty() {
            return Err(Error::Choices {
                type_name: type_name.to_owned(),
                field: name,
            });
        }
        Ok(Field {
            name,
            kind: kind(self.kind, self.choices),
            repeated: self.repeated,
            union: self.union,
            required: self.required,
            output_only: self.output_only,
            deprecated: self.deprecated,
            presence: self.presence,
            send: self.send,
            scope: if self.output_only {
                Where::OutputOnly
            } else if self.deprecated {
                Where::Deprecated
            } else {
                self.place
            },
            senders: self.senders,
            limit: Limit {
                max_chars: self.max_chars,
                min_items: self.min_items,
                max_items: self.max_items,
                min: self.min,
                max: self.max,
                values: self.values,
                https: self.https,
                prefix: self.prefix,
                alphabet: self.alphabet,
                form: self.form,
            },
            default: self.default,
            aliases: self.slips,
            means: self.means,
            unique: self.unique,
            help: self.help,
        })
    }
}

fn kind(word: String, choices: Vec<ChoiceEntry>) -> Kind {
    match word.as_str() {
        "text" => Kind::Text,
        "lines" => Kind::Lines,
        "flag" => Kind::Flag,
        "whole" => Kind::Whole,
        "long" => Kind::Long,
        "real" => Kind::Real,
        "bytes" => Kind::Bytes,
        "time" => Kind::Time,
        "duration" => Kind::Duration,
        "address" => Kind::Address,
        "choice" => Kind::Choice(
            (0..)
                .zip(choices)
                .map(|(place, choice)| Choice {
                    name: choice.name,
                    number: choice.number.unwrap_or(place),
                    help: choice.help,
                    deprecated: choice.deprecated,
                    senders: choice.senders,
                })
                .collect(),
        ),
        _ => Kind::Type(word),
    }
}

/// A value of an enum: its name alone, or a table with more about it.
#[derive(Default)]
struct ChoiceEntry {
    name: String,
    number: Option<i32>,
    help: String,
    deprecated: bool,
    senders: Senders,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceTable {
    name: String,
    number: Option<i32>,
    #[serde(default)]
    help: String,
    #[serde(default)]
    deprecated: bool,
    #[serde(default)]
    senders: Senders,
}

impl<'de> Deserialize<'de> for ChoiceEntry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(WordOrTable)
    }
}

// By hand: an untagged enum would copy each word first, and hide which key of a table is wrong.
struct WordOrTable;

impl<'de> Visitor<'de> for WordOrTable {
    type Value = ChoiceEntry;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a word, or a table with its name")
    }

    fn visit_str<E>(self, word: &str) -> Result<ChoiceEntry, E> {
        Ok(ChoiceEntry {
            name: word.to_owned(),
            ..ChoiceEntry::default()
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ChoiceEntry, A::Error> {
        let table = ChoiceTable::deserialize(MapAccessDeserializer::new(map))?;
        Ok(ChoiceEntry {
            name: table.name,
            number: table.number,
            help: table.help,
            deprecated: table.deprecated,
            senders: table.senders,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_faulty_file_is_told_with_its_place() {
        let plain =
            |field: &str| format!("[Card]\nlabel = \"\"\nhelp = \"\"\n[Card.fields]\n{field}\n");
        for (text, words) in [
            (plain("a = { knd = \"text\", help = \"\" }"), "line 5"),
            (
                plain("a = { knd = \"text\", help = \"\" }"),
                "unknown field `knd`",
            ),
            (
                plain("a = { kind = \"txet\", help = \"\" }"),
                "Card.a the kind txet",
            ),
            (
                plain("a = { kind = \"choice\", help = \"\" }"),
                "Card.a choices",
            ),
            (
                plain("a = { kind = \"text\", choices = [\"A\"], help = \"\" }"),
                "Card.a choices",
            ),
            (
                plain("a = { kind = \"choice\", choices = [{ nme = \"A\" }], help = \"\" }"),
                "unknown field `nme`",
            ),
            (plain("a = { kind = \"text\" }"), "missing field `help`"),
        ] {
            let told = Schema::parse(&text).unwrap_err().to_string();
            assert!(told.contains(words), "{told}");
        }
    }
}
