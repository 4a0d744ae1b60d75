//! The Google Chat API over HTTPS.

pub mod auth;
pub mod client;
pub mod connector;
pub mod credentials;
pub mod endpoint;
pub mod error;
pub mod explain;
pub mod http_client;
pub mod pagination;
pub mod resources;
pub mod retry;
pub mod sanitize;
pub mod secret;
pub mod sender;
pub mod tls;
pub mod token_cache;
pub mod transport;
