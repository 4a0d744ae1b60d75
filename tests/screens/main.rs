//! Screens of the program: states reached by events alone, drawn, and compared with snapshots.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod activity;
mod broadcast;
mod cards;
mod choosing;
mod completion;
mod consent;
mod deferred;
mod editor;
mod edits;
mod every_field;
mod failures;
mod find;
mod fixtures;
mod footer;
mod formats;
mod forms;
mod harness;
mod image_output;
mod import;
mod notices;
mod pane_sizes;
mod people;
mod profiles;
mod properties;
mod purity;
mod quotes;
mod register;
mod row_cursor;
mod screen_text;
mod screenshots;
mod send_and_type;
mod send_parts;
mod send_policy;
mod send_test;
mod setup;
mod sizes;
mod snapshots;
mod states;
mod svg;
mod templates;
mod threads;
mod undo_send;
mod vim;
