//! Keys, the actions they trigger, and the keymap between them.

pub mod action;
pub mod chord;
pub mod event_result;
pub mod keymap;
