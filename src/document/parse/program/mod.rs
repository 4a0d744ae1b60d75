//! Reads the literals of a program: what is written out is a value, what only the program knows is a blank.

pub mod calls;
pub mod dialect;
pub mod evaluation;
pub mod expression;
pub mod expression_parser;
pub mod expression_suffixes;
pub mod format_string;
pub mod here_document;
pub mod lexer;
pub mod quoted_string;
pub mod statements;
