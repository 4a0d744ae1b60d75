//! Draws the panes.

pub mod cards;
pub mod options;
pub mod preview;
pub mod spaces;
pub mod text;
