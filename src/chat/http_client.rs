//! Configures every HTTP client of the program: certificates, proxies, and its user agent.

use reqwest::header::{HeaderMap, HeaderValue, USER_AGENT};
use reqwest::{ClientBuilder, Url, redirect};

use crate::chat::connector::CONNECT_TIMEOUT;
use crate::chat::endpoint::is_loopback;
use crate::chat::error::Error;
use crate::chat::tls;

/// Returns a client builder for the server of this URL; it follows no redirects.
///
/// Elsewhere the system's and the company's certificates count, and the proxies of the environment; on loopback no
/// proxy is used, and plain HTTP starts on a machine without any certificates.
///
/// # Errors
/// Returns what Google Chat, the token endpoint or the network refused, and why.
pub fn builder(to: &Url) -> Result<ClientBuilder, Error> {
    let tls = if to.scheme() == "http" {
        tls::none()?
    } else {
        let mut tls = tls::shared()?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        tls
    };
    let agent = concat!("chatquill/", env!("CARGO_PKG_VERSION"));
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .default_headers(HeaderMap::from_iter([(
            USER_AGENT,
            HeaderValue::from_static(agent),
        )]))
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(redirect::Policy::none());
    Ok(if is_loopback(to) {
        builder.no_proxy()
    } else {
        builder
    })
}
