//! Draws the dialogs, over the panes.

pub mod activity;
pub mod activity_change;
pub mod broadcast;
pub mod help;
pub mod picker;
pub mod save_template;
pub mod setup;
pub mod size_report;
pub mod template_form;
pub mod template_gallery;
