//! What only some systems have, behind plain functions; nothing else in the program names a system.
pub mod desktop;
pub mod files;
pub mod process;
pub mod readable;
pub mod signals;
pub mod terminal;
