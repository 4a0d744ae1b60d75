//! The panes: their state, and what each does by itself.

pub mod cards;
pub mod options;
pub mod preview;
pub mod spaces;
