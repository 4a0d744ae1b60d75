//! What goes over the wire: our description of the API held against what Google publishes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod client;
mod published;
mod schema;
mod server;
mod tokens;
