//! What messages look like: widgets, the guide's figures, and anything that the schema allows.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod any;
mod drawn;
mod figures;
#[path = "../generate/mod.rs"]
mod generate;
mod seen;
mod visible;
mod widgets;
