//! Drafts, outbox and caches on disk.

pub mod atomic_write;
pub mod attachment;
pub mod broadcast_log;
pub mod credentials;
pub mod directory;
pub mod drafts;
pub mod edit_drafts;
pub mod file_lock;
pub mod foreign_version;
pub mod history;
pub mod history_entry;
pub mod input_file;
pub mod outbox;
pub mod own_file;
pub mod rate_ledger;
pub mod regular_file;
pub mod sidecar;
pub mod space_cache;
pub mod stamp;
pub mod templates;
pub mod theme_files;
pub mod trash;
pub mod ui_state;
pub mod undo_file;
pub mod webhooks;
