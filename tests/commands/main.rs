//! The headless commands of the built program: output, messages, exit statuses.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod bad_input;
mod check;
mod export;
mod harness;
#[path = "../images/image_server.rs"]
#[expect(dead_code, reason = "other tests mean more harm")]
mod image_server;
mod input_files;
mod sandbox;
mod send;
mod show;
mod stub_server;
