//! The composer's loop, tasks, terminal and clock.

pub mod batch;
pub mod clipboard;
pub mod disk;
pub mod editor;
pub mod files;
pub mod input;
pub mod keys;
pub mod log;
pub mod panic;
pub mod pictures;
pub mod pixels;
pub mod run;
pub mod signals;
pub mod start;
pub mod tasks;
pub mod terminal;
pub mod worker;
