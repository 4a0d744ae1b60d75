//! The TLS configuration of the API and the token endpoint, created when a first call needs it.

use std::sync::{Arc, OnceLock};

use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::chat::error::Error;

static SHARED: OnceLock<Result<ClientConfig, String>> = OnceLock::new();

/// Returns the shared configuration, with the system's and the company's certificates and no ALPN set.
///
/// # Errors
/// Returns an error where the system has no certificates.
pub fn shared() -> Result<ClientConfig, Error> {
    SHARED
        .get_or_init(|| {
            let builder = builder().map_err(|error| error.to_string())?;
            let verified = builder
                .with_platform_verifier()
                .map_err(|error| error.to_string())?;
            Ok(verified.with_no_client_auth())
        })
        .clone()
        .map_err(|why| Error::Tls { why })
}

/// Returns a configuration without trusted certificates: for clients that speak plain HTTP on loopback, which must
/// start on a machine without any certificates.
///
/// # Errors
/// Returns what Google Chat, the token endpoint or the network refused, and why.
pub fn none() -> Result<ClientConfig, Error> {
    let builder = builder().map_err(|error| Error::Tls {
        why: error.to_string(),
    })?;
    Ok(builder
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth())
}

fn builder() -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, rustls::Error> {
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
}
