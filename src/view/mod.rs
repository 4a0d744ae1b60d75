//! State in, cells out.

pub mod ansi;
pub mod border;
pub mod cell_writer;
pub mod charset;
pub mod color_depth;
pub mod completion;
pub mod dialogs;
pub mod ground;
pub mod images;
pub mod json_highlight;
pub mod key_hints;
pub mod label;
pub mod line_input;
pub mod message;
pub mod message_line;
pub mod pager;
pub mod pane_bar;
pub mod panes;
pub mod screen;
pub mod scrollbar;
pub mod severity;
pub mod status_line;
pub mod tab_strip;
pub mod text_area;
pub mod theme;
pub mod title_bar;
