//! The contents of the title line, the message line and the status line.

pub mod footer;
pub mod message_line;
pub mod status_line;
pub mod title_line;
