//! Controllers of the preview pane's tabs: what each is to the program, in one file each.

pub mod card;
pub mod checks;
pub mod code;
pub mod diff;
pub mod json;
pub mod scroll_motion;
pub mod tab_controller;
pub mod table;
pub mod thread;
