//! The dialogs, which lie over the panes and take the focus.

pub mod activity;
pub mod broadcast_table;
pub mod dialog;
pub mod emoji_choice;
pub mod find_bar;
pub mod help;
pub mod listed_send;
pub mod manual;
pub mod overlay;
pub mod save_file;
pub mod save_template;
pub mod setup;
pub mod size_report;
pub mod template_answer;
pub mod template_form;
pub mod template_gallery;
pub mod template_layout;
