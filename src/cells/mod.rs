//! Text in the cells of a terminal: clusters, and the rows they make.

pub mod grapheme;
pub mod wrap;
