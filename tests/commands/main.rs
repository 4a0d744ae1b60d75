//! The headless commands of the built program: output, messages, exit statuses.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod attach;
mod auth;
mod bad_input;
mod blanks;
mod check;
mod check_formats;
mod check_reports;
mod config;
mod doctor;
mod drafts;
mod export;
mod files;
mod harness;
#[path = "../images/image_server.rs"]
#[expect(dead_code, reason = "other tests mean more harm")]
mod image_server;
mod init;
mod input_files;
mod log;
mod manual;
mod message;
mod opening;
mod person;
mod plain;
mod program_changes;
mod rate_guard;
mod reference;
mod refusals;
mod sandbox;
mod secrets;
mod send;
mod send_failure;
mod send_input;
mod send_policy;
mod send_space;
mod send_thread;
mod settings;
mod show;
mod stub_server;
mod webhook;
