//! Text in the cells of a terminal: grapheme clusters and soft wrap.

pub mod grapheme;
pub mod wrap;
