//! The composer's loop, tasks, terminal and clock.

pub mod chat_tasks;
pub mod chat_thread;
pub mod clipboard;
pub mod coalesce;
pub mod disk_thread;
pub mod event_loop;
pub mod external_editor;
pub mod file_tasks;
pub mod image_output;
pub mod image_thread;
pub mod log;
pub mod panic;
pub mod signals;
pub mod startup;
pub mod terminal;
pub mod terminal_events;
pub mod terminal_reader;
