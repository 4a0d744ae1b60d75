//! Parser of the four text syntaxes of messages and cards, into spans that can be rendered and checked.

pub mod angle_brackets;
pub mod code_span;
pub mod entity;
pub mod html;
pub mod markdown;
pub mod parse;
pub mod span;
pub mod tag;
