//! The text kit, which knows no Chat: a text area, single-line input, soft wrap, a pager.

pub mod actions;
pub mod buffer;
pub mod change;
pub mod common_affixes;
pub mod cursor;
pub mod edit;
pub mod line_history;
pub mod line_input;
pub mod list_item;
pub mod motion;
pub mod pager;
pub mod search;
pub mod soft_wrap;
pub mod surround;
pub mod tab_strip;
pub mod text_area;
pub mod vim;
pub mod vim_motion;
