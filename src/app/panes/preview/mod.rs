//! The preview pane: its tabs, and what each shows.

pub mod card;
pub mod checks;
pub mod click_targets;
pub mod code;
pub mod diff;
pub mod diff_lines;
pub mod highlight;
pub mod images;
pub mod json;
pub mod json_printer;
pub mod part_marks;
pub mod tabs;
pub mod thread;
pub mod url_wrap;
pub mod width;
