//! The log file: each attempt of a call, and errors that are not shown on the screen.
//!
//! No secret and no word of a message goes there.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::store::{atomic_write, own_file};

/// The size at which the file is rotated, in bytes; one old file is kept.
const LIMIT: u64 = 1 << 20;

/// The name of the log file in its folder.
const NAME: &str = "chatquill.log";

/// How much is logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// What is broken.
    Error,
    /// What did not work.
    Warn,
    /// Each attempt of a call as well.
    #[default]
    Info,
    /// What the program does in between as well.
    Debug,
}

/// The levels by their words, as the config file and `--log` have them.
pub const LEVELS: [(&str, LogLevel); 5] = [
    ("off", LogLevel::Off),
    ("error", LogLevel::Error),
    ("warn", LogLevel::Warn),
    ("info", LogLevel::Info),
    ("debug", LogLevel::Debug),
];

impl LogLevel {
    fn filter(self) -> LevelFilter {
        match self {
            Self::Off => LevelFilter::OFF,
            Self::Error => LevelFilter::ERROR,
            Self::Warn => LevelFilter::WARN,
            Self::Info => LevelFilter::INFO,
            Self::Debug => LevelFilter::DEBUG,
        }
    }
}

/// Opens the log in a folder. A disk error costs the log, not the program.
pub fn open(folder: &Path, level: LogLevel) {
    if level == LogLevel::Off {
        return;
    }
    let Ok(file) = file(folder) else { return };
    // yup-oauth2 would write tokens at its debug level; nothing below a warning of any library is kept.
    let filter = Targets::new()
        .with_default(level.filter().min(LevelFilter::WARN))
        .with_target("chatquill", level.filter());
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
    let path = folder.join(NAME);
    if fs::symlink_metadata(&path).is_ok_and(|data| data.len() > LIMIT) {
        fs::rename(&path, folder.join("chatquill.old.log"))?;
    }
    own_file::append(&path)
}
