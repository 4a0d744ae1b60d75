//! The contents of the message line and the status line.

pub mod message_line;
pub mod status_line;
