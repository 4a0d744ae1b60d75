//! Images from hostile servers: each ends with a plain reason, in time and within limits.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod fetch;
mod image_server;
mod image_thread;
