//! The config file, profiles, and where files live.
