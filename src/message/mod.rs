//! A message being composed, and the request Google will get.
pub mod checks;
pub mod colour;
pub mod draft;
pub mod icons;
pub mod identifier;
pub mod markup;
pub mod open;
pub mod reference;
pub mod request;
pub mod size;
pub mod thread;
