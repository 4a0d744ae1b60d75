//! Lenient JSON parser: reads what people and programs write, and records the span of each value.

pub mod ast;
pub mod bracket_recovery;
pub mod error;
pub mod escape;
pub mod lexer;
pub mod line_col;
pub mod number;
pub mod object_literal;
pub mod parser;
pub mod pieces;
pub mod program;
pub mod scalar;
pub mod source_map;
pub mod state;
