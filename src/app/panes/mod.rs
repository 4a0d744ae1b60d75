//! What each pane holds and does by itself.

pub mod cards;
pub mod options;
pub mod preview;
pub mod spaces;
