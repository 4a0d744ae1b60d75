//! A message being composed, and the request Google will get.

pub mod open;
pub mod request;
