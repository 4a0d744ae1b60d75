//! The four syntaxes of text in messages and cards, as spans that can be drawn and judged.

pub mod angle_brackets;
pub mod code_span;
pub mod html;
pub mod markdown;
pub mod parse;
pub mod span;
pub mod tag;
