//! A value that was read, and where each part of it stands.

use std::ops::Range;

use serde_json::{Map, Value};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the value.
    pub span: Range<usize>,
    /// What is in it.
    pub inside: Inside,
}

/// What is in a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inside {
    /// The members of an object in their order.
    Object(Vec<Member>),
    /// The items of a list in their order.
    List(Vec<Node>),
    /// A text, as it is meant.
    Text(String),
    /// A number, true, false or null.
    Plain(Value),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The bytes of the key, its quotes included.
    pub key: Range<usize>,
    /// The key as it is meant.
    pub name: String,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value; of members with one name the last counts, and `double` is told the key of each
    /// that is passed over.
    pub fn value(&self, double: &mut impl FnMut(&str, &Range<usize>)) -> Value {
        match &self.inside {
            Inside::Object(members) => {
                let mut map = Map::with_capacity(members.len());
                for Member { key, name, value } in members {
                    if map.insert(name.clone(), value.value(double)).is_some() {
                        double(name, key);
                    }
                }
                Value::Object(map)
            }
            Inside::List(items) => items.iter().map(|item| item.value(double)).collect(),
            Inside::Text(text) => Value::String(text.clone()),
            Inside::Plain(value) => value.clone(),
        }
    }
}
