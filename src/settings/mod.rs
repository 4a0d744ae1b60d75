//! The config file, profiles, and where files live.

pub mod clock;
pub mod config;
pub mod connect;
pub mod error;
pub mod paths;
pub mod profile;
pub mod renamed;
pub mod table_reader;
pub mod token_file;
