//! The config file, profiles, and where files live.

pub mod clock;
pub mod config;
pub mod connect;
pub mod fault;
pub mod places;
pub mod profile;
pub mod section;
pub mod tokens;
