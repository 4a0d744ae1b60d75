//! The built program in a pseudo terminal, against a sandbox: what the screen shows, and what Google received.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod bad_input;
mod bulk_input;
mod cards;
mod checks;
mod copy_and_save;
mod diff;
mod drafts;
mod environment;
mod failures;
mod history;
#[path = "../images/image_server.rs"]
#[expect(dead_code, reason = "other tests mean more harm")]
mod image_server;
mod images;
mod job_control;
mod key_counts;
mod launch;
mod manners;
mod open_file;
mod panic;
mod profiles;
mod restored;
#[path = "../api/sandbox_client.rs"]
#[expect(dead_code, reason = "other tests talk more")]
mod sandbox_client;
mod send;
mod send_parts;
mod session;
mod setup;
mod signals;
mod templates;
mod unsaved;
mod webhooks;
