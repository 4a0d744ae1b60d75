//! What goes over the wire: our description of the API held against what Google publishes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should stop"
)]

mod agree;
mod breaks;
mod cards;
mod client;
mod editing;
mod facts;
mod faults;
#[path = "../generate/mod.rs"]
mod generate;
mod generated;
mod opening;
mod places;
mod published;
mod sandbox;
mod schema;
mod sending;
mod server;
mod smallest;
mod switches;
mod talk;
mod tokens;
mod uploads;
