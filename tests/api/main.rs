//! The API on the wire: our description of it compared with what Google publishes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on should stop"
)]

mod card_files;
mod client;
mod config_schema;
mod discovery;
mod edit_message;
mod fault_injection;
#[path = "../generate/mod.rs"]
mod generate;
mod generator;
mod import;
mod insertion_points;
mod json_schema;
mod mutated_files;
mod mutations;
mod opening;
mod opening_languages;
mod pins;
mod policy;
mod programs;
mod refusals;
mod required_content;
mod round_trip;
mod sandbox;
mod sandbox_client;
mod sandbox_matches_checks;
mod schema;
mod send;
mod shrink;
mod stub_server;
mod tokens;
mod uploads;
mod valid_references;
