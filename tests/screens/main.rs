//! Screens of the program: states reached by events alone, drawn, and compared with snapshots.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod cards;
mod deferred;
mod every_field;
mod failures;
mod fixtures;
mod forms;
mod harness;
mod image_output;
mod properties;
mod purity;
mod screen_text;
mod screenshots;
mod sizes;
mod snapshots;
mod states;
mod svg;
mod templates;
