//! A message being composed, and the request Google will get.
pub mod blank;
pub mod checks;
pub mod colour;
pub mod draft;
pub mod export;
pub mod fill;
pub mod gallery;
pub mod icons;
pub mod identifier;
pub mod markup;
pub mod open;
pub mod placeholder;
pub mod reference;
pub mod request;
pub mod size;
pub mod template;
pub mod thread;
