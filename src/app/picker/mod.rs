//! A list with a filter line: the picker, its fuzzy match, and the command palette.

pub mod command_palette;
pub mod fuzzy;
pub mod list;
