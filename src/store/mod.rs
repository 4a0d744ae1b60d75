//! Drafts, outbox and caches on disk.

pub mod atomic;
pub mod beside;
pub mod drafts;
pub mod folder;
pub mod given;
pub mod habits;
pub mod history;
pub mod outbox;
pub mod spaces;
pub mod templates;
