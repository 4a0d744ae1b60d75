//! Drafts, outbox and caches on disk.
