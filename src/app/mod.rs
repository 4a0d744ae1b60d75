//! The whole program as one value, and the one function that changes it.

pub mod controllers;
pub mod dialogs;
pub mod events;
pub mod layout;
pub mod model;
pub mod panes;
pub mod picker;
pub mod screen;
pub mod state;
pub mod update;
