//! chatquill: a keyboard-driven terminal composer for Google Chat messages.

#![doc = include_str!("ARCHITECTURE.md")]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "a test that cannot go on should stop"
    )
)]

pub mod app;
pub mod cells;
pub mod chat;
pub mod command;
pub mod delivery;
pub mod diagnostics;
pub mod document;
pub mod editor;
pub mod images;
pub mod input;
pub mod message;
pub mod plain;
pub mod platform;
pub mod render;
pub mod runtime;
pub mod sandbox;
pub mod settings;
pub mod store;
pub mod view;
