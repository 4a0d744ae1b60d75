//! The Google Chat API over HTTPS.

pub mod auth;
pub mod client;
pub mod connector;
pub mod console;
pub mod credentials;
pub mod endpoint;
pub mod error;
pub mod explain;
pub mod http_client;
pub mod named_resources;
pub mod oauth_client;
pub mod pacer;
pub mod pagination;
pub mod redirect;
pub mod resources;
pub mod retry;
pub mod sanitize;
pub mod secret;
pub mod sender;
pub mod sign_in;
pub mod tls;
pub mod token_cache;
pub mod transport;
pub mod upload;
pub mod webhook;
pub mod write_policy;
