//! The panes: their state, and what each does by itself.

pub mod cards;
pub mod completion;
pub mod options;
pub mod pane_set;
pub mod preview;
pub mod spaces;
