//! Reads the literals of a program: what is written out is a value, what only the program knows is a blank.

pub mod builders;
pub mod call_texts;
pub mod calls;
pub mod changed_values;
pub mod changes;
pub mod dialect;
pub mod evaluation;
pub mod expression;
pub mod expression_parser;
pub mod expression_suffixes;
pub mod format_string;
pub mod here_document;
pub mod lexer;
pub mod names;
pub mod paths;
pub mod quoted_string;
pub mod scopes;
pub mod statement;
pub mod statements;
