//! chatquill: a keyboard-driven terminal composer for Google Chat messages.
//!
//! # The map of the house
//!
//! A draft is the request that Google will get, as a JSON tree. The program is one value,
//! `app::model::App`, and one function that changes it, `app::update::handle_event::update`,
//! which reads no clock, no disk and no network; the picture is one function of that value. What the
//! world must do is a list of plain effects that [`runtime`] carries out.
//!
//! Folders stand on floors and import from lower floors only, and so do the parts of `app`; a test
//! reads the sources to keep it so.
//!
//! | folder | what lives there | floor |
//! |---|---|---|
//! | [`diagnostics`] | what went wrong: what happened, why, what to do, and where | 0 |
//! | [`cells`] | text in the cells of a terminal: clusters, and the rows they make | 1 |
//! | [`document`] | a JSON document that is edited and verified by a schema | 1 |
//! | [`chat`] | the Google Chat API over HTTPS | 1 |
//! | [`input`] | keys, and the words for what they ask | 1 |
//! | [`message`] | a message being composed, and the request Google will get | 2 |
//! | [`editor`] | the text kit, which knows no Chat: text area, single-line input, soft wrap, pager | 2 |
//! | [`images`] | pictures from elsewhere: fetched and decoded within limits, and made ready for a terminal | 2 |
//! | [`render`] | a message as Chat shows it, as lines of styled text for a width | 3 |
//! | [`store`] | drafts, records of sends, history and caches on disk | 3 |
//! | [`delivery`] | the one way a message goes out: its record, the calls, doubt | 4 |
//! | [`app`] | the whole program as one value, and the one function that changes it | 5 |
//! | [`sandbox`] | Google Chat on loopback | 5 |
//! | [`settings`] | the config file, profiles, the clock, and where files live | 6 |
//! | [`view`] | state in, cells out | 6 |
//! | [`runtime`] | the composer's loop, tasks and terminal | 7 |
//! | [`command`] | the headless commands | 7 |

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
pub mod render;
pub mod runtime;
pub mod sandbox;
pub mod settings;
pub mod store;
pub mod view;
