//! A value that was found in a text, with what is not known of it.

use std::ops::Range;

use serde_json::Value;

use crate::document::parse::ast::Node;
use crate::document::parse::pieces::Blank;

/// What a value was found in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Container {
    /// Nothing else: the text is the value.
    #[default]
    None,
    /// A program.
    Program,
    /// A shell command.
    Shell,
    /// Prose, Markdown or YAML.
    Text,
    /// Other JSON.
    Json,
}

impl Container {
    /// Returns its name, with the article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "the file",
            Self::Program => "the program",
            Self::Shell => "the shell command",
            Self::Text => "the text",
            Self::Json => "the JSON",
        }
    }
}

/// How sure it is that a value is a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It has a field of a part of a message, which other values may have, too.
    Weak,
    /// It is a message or a card.
    Strong,
}

/// Says how sure it is that a value is a message; `None` if it is none.
pub type Judge<'a> = dyn Fn(&Value) -> Option<Rank> + 'a;

/// A value that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// The value with its spans.
    pub node: Node,
    /// Byte offset of its start.
    pub at: usize,
    /// What it was found in.
    pub container: Container,
    /// How sure it is that it is a message.
    pub rank: Rank,
    /// What only the program knows.
    pub blanks: Vec<Blank>,
    /// Remarks on how it was understood, as sentences.
    pub asides: Vec<String>,
    /// Number of the statement of the program that it is the value of.
    pub statement: Option<usize>,
    /// Numbers of the statements whose values it holds under their names.
    pub used: Vec<usize>,
    /// Places of the later statements of the program that changed it.
    pub carried_out: Vec<Range<usize>>,
}

impl Literal {
    /// Creates a literal without blanks.
    #[must_use]
    pub fn new(node: Node, container: Container, rank: Rank) -> Self {
        Self {
            at: node.span.start,
            node,
            container,
            rank,
            blanks: Vec::new(),
            asides: Vec::new(),
            statement: None,
            used: Vec::new(),
            carried_out: Vec::new(),
        }
    }
}

/// Returns the value of a node; of members with the same name the last counts.
#[must_use]
pub fn value_of(node: &Node) -> Value {
    node.value(&mut |_, _| {})
}
