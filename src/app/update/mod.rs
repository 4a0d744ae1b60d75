//! The one function that changes the program, and what it dispatches to.

pub mod dispatch;
pub mod global;
pub mod handle_event;
pub mod mouse;
pub mod paste;
pub mod reconcile;
pub mod replies;
