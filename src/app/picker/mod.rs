//! The picker, which is a list with a filter line; its fuzzy match; the command palette.

pub mod command_palette;
pub mod fuzzy;
pub mod list;
pub mod word_rank;
