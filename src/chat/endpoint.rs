//! Base URL of the Google Chat API, and the URLs of resources below it.

use reqwest::Url;

use crate::chat::error::Error;

/// Google's own base URL.
pub const GOOGLE: &str = "https://chat.googleapis.com";

/// Base URL of all calls: `https` anywhere, plain `http` on loopback only.
///
/// ```
/// use chatquill::chat::endpoint::BaseUrl;
///
/// let base = BaseUrl::parse("http://127.0.0.1:8085")?;
/// let messages = base.resource("spaces/AAAA/messages")?;
/// assert_eq!(messages.as_str(), "http://127.0.0.1:8085/v1/spaces/AAAA/messages");
/// assert!(base.resource("spaces/../users").is_err());
/// # Ok::<(), chatquill::chat::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    url: Url,
}

impl BaseUrl {
    /// Parses a base URL such as `https://chat.googleapis.com` or `http://127.0.0.1:8085`.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub fn parse(given: &str) -> Result<Self, Error> {
        let wrong = |why: &str| Error::Address {
            given: crate::chat::sanitize::line(given),
            why: why.to_owned(),
        };
        let mut url = Url::parse(given.trim())
            .map_err(|error| wrong(&format!("it is not a URL ({error})")))?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(wrong("only https:// addresses are supported"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("it must not hold a user name or a password"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("a base address has no query and no fragment"));
        }
        if url.scheme() == "http" && !is_loopback(&url) {
            return Err(wrong(
                "plain http would show the token to the network; it is allowed on loopback only",
            ));
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self { url })
    }

    /// Returns the base as a URL.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Returns the base as text, without a trailing slash.
    #[must_use]
    pub fn text(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// Returns host and port, for messages.
    #[must_use]
    pub fn host(&self) -> String {
        place(&self.url)
    }

    /// Returns the URL of a resource or collection below `v1/`, such as `spaces/AAAA/messages`.
    ///
    /// Each segment is percent-encoded; empty, `.` and `..` segments are refused, because they would leave the
    /// resource.
    ///
    /// # Errors
    /// Returns what Google Chat, the token endpoint or the network refused, and why.
    pub fn resource(&self, name: &str) -> Result<Url, Error> {
        let mut url = self.url.clone();
        let odd = |segment: &str| matches!(segment, "" | "." | "..");
        if name.split('/').any(odd) {
            return Err(Error::Name {
                given: crate::chat::sanitize::line(name),
            });
        }
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push("v1").extend(name.split('/'));
        }
        Ok(url)
    }
}

/// Returns host and port of a URL, for messages; never its query, which may hold a secret.
#[must_use]
pub fn place(url: &Url) -> String {
    let host = url.host_str().unwrap_or("?");
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Returns whether a URL's host is this machine: `127.0.0.0/8`, `::1` or `localhost`.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_are_told_apart() {
        for (given, works) in [
            ("https://chat.googleapis.com", true),
            ("https://chat.googleapis.com/", true),
            ("http://127.0.0.1:8085", true),
            ("http://[::1]:8085", true),
            ("http://localhost:8085", true),
            ("http://chat.googleapis.com", false),
            ("http://127.0.0.1.evil.example", false),
            ("ftp://127.0.0.1", false),
            ("https://me:secret@chat.googleapis.com", false),
            ("https://chat.googleapis.com/?key=1", false),
            ("chat.googleapis.com", false),
            ("", false),
        ] {
            assert_eq!(BaseUrl::parse(given).is_ok(), works, "{given}");
        }
    }

    #[test]
    fn resources_stay_below_the_base() {
        let base = BaseUrl::parse("http://127.0.0.1:8085/").unwrap();
        for (name, expected) in [
            ("spaces", Some("http://127.0.0.1:8085/v1/spaces")),
            (
                "spaces/AAAA/messages",
                Some("http://127.0.0.1:8085/v1/spaces/AAAA/messages"),
            ),
            (
                "spaces/a?b#c%/messages",
                Some("http://127.0.0.1:8085/v1/spaces/a%3Fb%23c%25/messages"),
            ),
            ("spaces/../messages", None),
            ("spaces//messages", None),
        ] {
            let url = base.resource(name).ok();
            assert_eq!(url.as_ref().map(Url::as_str), expected, "{name}");
        }
    }
}
