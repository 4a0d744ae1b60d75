//! What the program takes in and gives out: events, effects, notices.

pub mod card_command;
pub mod effect;
pub mod event;
pub mod notice;
pub mod pane;
pub mod ticket;
