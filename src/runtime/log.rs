//! The log file: errors that are not shown on the screen. No secret and no word of a message goes there.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::store::atomic_write;

/// The size at which the file is rotated, in bytes; one old file is kept.
const LIMIT: u64 = 1 << 20;

/// Opens the log in a folder. A disk error costs the log, not the program.
pub fn open(folder: &Path) {
    let Ok(file) = file(folder) else { return };
    // yup-oauth2 would write tokens at its debug level; nothing below a warning of any library is kept.
    let filter = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("chatquill", LevelFilter::INFO);
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(Mutex::new(file))
        .with_ansi(false);
    // A second composer in one process (a test) keeps the first one's log.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(layer)
        .try_init();
}

fn file(folder: &Path) -> std::io::Result<File> {
    atomic_write::private_folder(folder)?;
    let path = folder.join("chatquill.log");
    if std::fs::metadata(&path).is_ok_and(|data| data.len() > LIMIT) {
        std::fs::rename(&path, folder.join("chatquill.old.log"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}
