//! One delivery: what the command line and the composer send arrives once, and what they tell of it is true.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod chance;
mod composer;
mod composer_doubt;
mod composer_killed;
mod fault_matrix;
#[path = "../terminal/given.rs"]
mod given;
mod lane;
mod nothing_twice;
mod records;
mod request_id;
mod send_doubt;
mod send_status;
#[path = "../terminal/session.rs"]
#[expect(dead_code, reason = "other tests type and look more")]
mod session;
#[path = "../api/talk.rs"]
#[expect(dead_code, reason = "other tests talk more")]
mod talk;
mod two_at_once;
#[path = "../terminal/world.rs"]
mod world;
