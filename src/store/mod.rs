//! Drafts, outbox and caches on disk.

pub mod atomic_write;
pub mod directory;
pub mod drafts;
pub mod history;
pub mod input_file;
pub mod outbox;
pub mod sidecar;
pub mod space_cache;
pub mod templates;
pub mod ui_state;
