//! Syntax tree of a parsed text: values with their spans.

use std::ops::Range;

use serde_json::{Map, Value};

/// A value and its span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Byte range of the value.
    pub span: Range<usize>,
    /// Content.
    pub kind: NodeKind,
}

/// Content of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The members of an object in their order.
    Object(Vec<Member>),
    /// The items of a list in their order.
    List(Vec<Node>),
    /// A string, with escapes resolved.
    Text(String),
    /// A number, true, false or null.
    Plain(Value),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Byte range of the key, its quotes included.
    pub key: Range<usize>,
    /// Key, with escapes resolved.
    pub name: String,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Sets the span of the value and of all in it: it was read out of a text that stands there.
    pub fn move_to(&mut self, span: &Range<usize>) {
        self.span = span.clone();
        match &mut self.kind {
            NodeKind::Object(members) => {
                for member in members {
                    member.key = span.clone();
                    member.value.move_to(span);
                }
            }
            NodeKind::List(items) => items.iter_mut().for_each(|item| item.move_to(span)),
            NodeKind::Text(_) | NodeKind::Plain(_) => {}
        }
    }

    /// Returns the value as JSON.
    ///
    /// Of members with the same name the last counts, and `double` is called with the key of each that is
    /// passed over.
    pub fn value(&self, double: &mut impl FnMut(&str, &Range<usize>)) -> Value {
        match &self.kind {
            NodeKind::Object(members) => {
                let mut map = Map::with_capacity(members.len());
                for Member { key, name, value } in members {
                    if map.insert(name.clone(), value.value(double)).is_some() {
                        double(name, key);
                    }
                }
                Value::Object(map)
            }
            NodeKind::List(items) => items.iter().map(|item| item.value(double)).collect(),
            NodeKind::Text(text) => Value::String(text.clone()),
            NodeKind::Plain(value) => value.clone(),
        }
    }
}
