//! The text kit, which knows no Chat: a text area, single-line input, soft wrap, a pager.

pub mod actions;
pub mod buffer;
pub mod change;
pub mod common_affixes;
pub mod cursor;
pub mod edit;
pub mod line_input;
pub mod motion;
pub mod pager;
pub mod soft_wrap;
pub mod tab_strip;
pub mod text_area;
