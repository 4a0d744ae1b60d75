//! Expressions of a program, as far as they say what a value is.

use std::ops::Range;

use serde_json::Value;

use crate::document::parse::pieces::Piece;

/// An expression and its span.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Byte range.
    pub span: Range<usize>,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// Members of an object in their order.
    Object(Vec<Entry>),
    /// Items of a list.
    List(Vec<Expr>),
    /// A string, perhaps with something filled in.
    Text(Vec<Piece>),
    /// A number, true, false or null.
    Plain(Value),
    /// `undefined`.
    Undefined,
    /// A name, with its dots: `a.b.c`.
    Name(String),
    /// A call of a function or a class: its name with its dots, and what it is given.
    Call(String, Vec<Argument>),
    /// A call of a method of a value.
    Method(Box<Expr>, String, Vec<Argument>),
    /// Texts and other values that are joined.
    Joined(Vec<Expr>),
    /// Items of another list that are inserted here.
    Spread(Box<Expr>),
    /// A text that others are put into, as with Python's `%`.
    Formatted(Box<Expr>, Box<Expr>),
    /// Anything else; what is in it may still hold values.
    Other(Vec<Expr>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Byte range of the key; `None` for the members of another object that are inserted here.
    pub key: Option<Range<usize>>,
    /// Name; empty where another object is inserted.
    pub name: String,
    /// Its value.
    pub value: Expr,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name, if it has one: `text="…"`.
    pub name: Option<(String, Range<usize>)>,
    /// Its value.
    pub value: Expr,
}

impl Expr {
    /// Returns the expressions that it is made of.
    #[must_use]
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Object(entries) => entries.iter().map(|entry| &entry.value).collect(),
            ExprKind::List(items) | ExprKind::Joined(items) | ExprKind::Other(items) => {
                items.iter().collect()
            }
            ExprKind::Call(_, arguments) => {
                arguments.iter().map(|argument| &argument.value).collect()
            }
            ExprKind::Method(receiver, _, arguments) => {
                let mut all = vec![&**receiver];
                all.extend(arguments.iter().map(|argument| &argument.value));
                all
            }
            ExprKind::Spread(inner) => vec![inner],
            ExprKind::Formatted(format, values) => vec![format, values],
            ExprKind::Text(_) | ExprKind::Plain(_) | ExprKind::Undefined | ExprKind::Name(_) => {
                Vec::new()
            }
        }
    }

    /// Returns an expression that says nothing about its value.
    #[must_use]
    pub fn other(span: Range<usize>, inside: Vec<Self>) -> Self {
        Self {
            span,
            kind: ExprKind::Other(inside),
        }
    }
}

/// Returns the name of a field of Go or C# as the API spells it: without the capital letter.
#[must_use]
pub fn api_name(written: &str) -> String {
    let mut letters = written.chars();
    let is_loud = written.chars().all(|c| c.is_uppercase() || c == '_');
    match letters.next() {
        Some(_) if is_loud => written.to_lowercase(),
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
