//! Text in the cells of a terminal: clusters, and the rows they make.

pub mod cluster;
pub mod wrap;
