//! Rendering of messages: widgets, the guide's figures, and anything that the schema allows.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

#[path = "../generate/mod.rs"]
mod generate;
mod guide_figures;
mod images;
mod properties;
mod styled_text;
mod visible_text;
mod widgets;
