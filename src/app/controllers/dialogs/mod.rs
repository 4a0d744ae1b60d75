//! Controllers of the dialogs: what each is to the program, in one file each.

pub mod activity;
pub mod broadcast;
pub mod confirm;
pub mod confirm_resend;
pub mod confirm_resume;
pub mod dialog_controller;
pub mod draft_title;
pub mod find;
pub mod format;
pub mod guard;
pub mod help;
pub mod picker;
pub mod save_file;
pub mod save_template;
pub mod setup;
pub mod size_report;
pub mod table;
pub mod template_form;
pub mod template_gallery;
pub mod viewer;
