//! The headless commands of the built program: results, words, exit statuses.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod bad_input;
mod check;
mod export;
mod home;
#[path = "../pictures/host.rs"]
#[expect(dead_code, reason = "other tests mean more harm")]
mod host;
mod opening;
mod sandbox;
mod send;
mod show;
mod stub;
