//! What the message line and the status line say.

pub mod message_line;
pub mod status_line;
