//! What the program takes in and gives out: events, effects, notices, problems.

pub mod card_command;
pub mod effect;
pub mod event;
pub mod notice;
pub mod pane;
pub mod problem;
pub mod ticket;
