//! State in, cells out.

pub mod activity;
pub mod cards;
pub mod checks_tab;
pub mod chooser;
pub mod frame;
pub mod gauge;
pub mod help;
pub mod json;
pub mod json_tab;
pub mod keys;
pub mod label;
pub mod line;
pub mod options;
pub mod pane;
pub mod pen;
pub mod preview;
pub mod screen;
pub mod scrollbar;
pub mod severity;
pub mod spaces;
pub mod speech;
pub mod strip;
pub mod tabs;
pub mod text;
pub mod theme;
pub mod top;
