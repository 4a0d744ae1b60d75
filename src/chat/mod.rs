//! The Google Chat API over HTTPS.

pub mod address;
pub mod auth;
pub mod clean;
pub mod client;
pub mod credentials;
pub mod dial;
pub mod error;
pub mod explain;
pub mod http;
pub mod keep;
pub mod paging;
pub mod retry;
pub mod secret;
pub mod sender;
pub mod tls;
pub mod transport;
pub mod wire;
