//! Delivery: what the command line and the composer send arrives once, and what they report of it is true.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod attachments;
mod broadcast;
mod composer;
mod composer_broadcast;
mod composer_doubt;
mod composer_edit;
mod composer_killed;
mod composer_walk;
#[path = "../terminal/environment.rs"]
mod environment;
mod fault_matrix;
mod harness;
mod history;
mod key_latency;
mod live;
mod lookups;
mod message;
mod nothing_twice;
mod outbox;
mod random;
mod records;
mod request_id;
#[path = "../terminal/restored.rs"]
mod restored;
#[path = "../api/sandbox_client.rs"]
#[expect(dead_code, reason = "other tests talk more")]
mod sandbox_client;
mod send_doubt;
mod send_status;
#[path = "../terminal/session.rs"]
#[expect(dead_code, reason = "other tests type and look more")]
mod session;
mod torture;
mod two_at_once;
mod undo_send;
mod webhook;
