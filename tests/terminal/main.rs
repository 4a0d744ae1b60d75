//! The built program in a pseudo terminal, against a sandbox: what a person sees, and what Google got.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod bad_input;
mod broken;
mod cards;
mod changes;
mod checks;
mod drafts;
mod failing;
mod given;
#[path = "../pictures/host.rs"]
#[expect(dead_code, reason = "other tests mean more harm")]
mod host;
mod input;
mod jobs;
mod opening;
mod pictures;
mod sending;
mod session;
mod signals;
mod taking;
#[path = "../api/talk.rs"]
#[expect(dead_code, reason = "other tests talk more")]
mod talk;
mod templates;
mod world;
