//! The values of a program, their names, and what later statements change of them.

use std::ops::Range;

use crate::document::parse::program::expression::{Argument, Expr, api_name};
use crate::document::parse::program::names::Names;

/// A value of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Name it is assigned to; empty if there is none.
    pub name: String,
    /// The value.
    pub value: Expr,
    /// What later statements change of it, in the order of the text.
    pub changes: Vec<Change>,
}

/// The values of a program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// Its values in the order of the text.
    pub statements: Vec<Statement>,
    /// Its names.
    pub names: Names,
    /// Whether its members begin with a capital letter, which those of the API do not, as in Go and C#.
    pub has_capitals: bool,
}

impl Program {
    /// Returns the name of a member as the API spells it.
    #[must_use]
    pub fn member(&self, name: String) -> String {
        if self.has_capitals {
            api_name(&name)
        } else {
            name
        }
    }
}

/// A change of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Byte range of the statement.
    pub span: Range<usize>,
    /// Names and numbers of the members that lead to what is changed.
    pub path: Vec<String>,
    /// What is done.
    pub kind: ChangeKind,
    /// Whether it stands in a branch, a loop or a function of its own.
    pub is_nested: bool,
}

/// What is done to a value.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangeKind {
    /// It is set; the bytes are those of its name.
    Set(Range<usize>, Expr),
    /// Items or words are put behind it: `+=`.
    Added(Expr),
    /// An item is put behind it: `<<`, `$list[] =`.
    Appended(Expr),
    /// One of its methods is called, or a function that works in the same way.
    Called(String, Vec<Argument>),
    /// It is removed.
    Removed,
    /// Something that is not read.
    Unread,
}
