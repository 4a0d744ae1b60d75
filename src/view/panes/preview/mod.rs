//! The preview pane and its tabs, drawn.

pub mod card;
pub mod checks;
pub mod code;
pub mod diff;
pub mod json;
pub mod tabs;
