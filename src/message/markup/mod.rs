//! The four syntaxes of text in messages and cards, as spans that can be drawn and judged.

pub mod angle;
pub mod code;
pub mod html;
pub mod read;
pub mod span;
pub mod tag;
pub mod text;
