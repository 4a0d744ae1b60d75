//! The dialogs, which lie over the panes and take the focus.

pub mod activity;
pub mod dialog;
pub mod save_file;
pub mod save_template;
pub mod size_report;
pub mod template_answer;
pub mod template_form;
pub mod template_gallery;
pub mod template_layout;
