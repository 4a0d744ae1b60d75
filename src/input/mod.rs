//! Keys, and the words for what they ask.

pub mod action;
pub mod chord;
pub mod keymap;
