//! The config file, profiles, and where files live.

pub mod account_file;
pub mod clipboard_command;
pub mod clock;
pub mod config;
pub mod config_file;
pub mod connect;
pub mod error;
pub mod keymaps;
pub mod log;
pub mod login;
pub mod paths;
pub mod permissions;
pub mod profile;
pub mod renamed;
pub mod secret_source;
pub mod table_reader;
pub mod token_file;
