//! Drafts, outbox and caches on disk.

pub mod atomic;
pub mod outbox;
