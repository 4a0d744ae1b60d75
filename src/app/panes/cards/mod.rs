//! The cards pane: an outline of cards and accessory widgets, and the form of the part under the cursor.

pub mod actions;
pub mod apply;
pub mod clipboard;
pub mod date_time;
pub mod find_row;
pub mod folds;
pub mod form;
pub mod fresh;
pub mod layout;
pub mod mouse;
pub mod parse_value;
pub mod pickers;
pub mod reorder;
pub mod row_text;
pub mod scroll;
pub mod state;
pub mod typed_request;
pub mod value_editor;
