//! What the program takes in and gives out: events, effects, notices.

pub mod broadcast;
pub mod card_command;
pub mod effect;
pub mod event;
pub mod message_change;
pub mod notice;
pub mod pane;
pub mod past_send;
pub mod read_back;
pub mod ticket;
