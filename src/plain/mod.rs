//! The composer in plain lines, for screen readers, dumb terminals and serial lines.

pub mod blank;
pub mod command;
pub mod composer;
pub mod line;
pub mod options;
pub mod readout;
