//! The whole program as one value, and the one function that changes it.

pub mod caret;
pub mod cluster;
pub mod json;
pub mod line;
pub mod motion;
pub mod preview;
pub mod rows;
pub mod splice;
pub mod text;
pub mod typing;
pub mod wrap;
