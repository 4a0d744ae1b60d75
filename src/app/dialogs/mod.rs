//! What lies over the panes and takes the keys.

pub mod activity;
pub mod dialog;
pub mod save_file;
pub mod save_template;
pub mod size_report;
pub mod template_answer;
pub mod template_form;
pub mod template_gallery;
pub mod template_layout;
