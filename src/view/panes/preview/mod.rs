//! Draws the preview pane and its tabs.

pub mod card;
pub mod checks;
pub mod code;
pub mod diff;
pub mod json;
pub mod tabs;
pub mod thread;
