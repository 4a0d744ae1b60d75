//! What the program draws: states reached by events alone, drawn, and compared with stored screens.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod any;
mod building;
mod every_field;
mod failures;
mod following;
mod forms;
mod paper;
mod picture;
mod pictures;
mod pixels;
mod purity;
mod sizes;
mod snapshots;
mod stage;
mod states;
mod templates;
mod world;
