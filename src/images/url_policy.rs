//! URL policy of images: which URLs may be fetched.

use reqwest::Url;

use crate::chat::endpoint::{is_loopback, place};
use crate::images::error::ImageError;

/// Validates a URL that is about to be fetched: `https` anywhere, plain `http` on this machine only, and no
/// user name in it.
///
/// `from` is the URL that redirects there: a server elsewhere may not redirect to this machine.
///
/// # Errors
/// Returns why the picture cannot be fetched or shown.
pub fn check_url(given: &str, from: Option<&Url>) -> Result<Url, ImageError> {
    let url = match from {
        Some(from) => from.join(given),
        None => Url::parse(given.trim()),
    };
    let url = url.map_err(|_| ImageError::NoAddress)?;
    let is_near = is_loopback(&url);
    match url.scheme() {
        _ if url.host().is_none() => return Err(ImageError::NoAddress),
        "https" => {}
        "http" if is_near => {}
        _ => return Err(ImageError::NotHttps),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(ImageError::Credentials);
    }
    if is_near && from.is_some_and(|from| !is_loopback(from)) {
        return Err(ImageError::PrivateHost);
    }
    Ok(url)
}

/// Returns the host of a URL, with its port if it has one; `None` if the URL would not be fetched.
#[must_use]
pub fn host(given: &str) -> Option<String> {
    check_url(given, None).ok().map(|url| place(&url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged() {
        for (given, expected) in [
            ("https://e.com/a.png", Ok("https://e.com/a.png")),
            (" HTTPS://e.com:444/a ", Ok("https://e.com:444/a")),
            ("http://127.0.0.1:8085/a", Ok("http://127.0.0.1:8085/a")),
            ("http://[::1]/a", Ok("http://[::1]/a")),
            ("http://localhost/a", Ok("http://localhost/a")),
            ("https://127.0.0.1/a", Ok("https://127.0.0.1/a")),
            ("http://e.com/a.png", Err(ImageError::NotHttps)),
            ("http://127.0.0.1.e.com/a", Err(ImageError::NotHttps)),
            ("http://10.0.0.1/a", Err(ImageError::NotHttps)),
            ("ftp://e.com/a", Err(ImageError::NotHttps)),
            ("file:///etc/passwd", Err(ImageError::NoAddress)),
            ("data:image/png;base64,AAAA", Err(ImageError::NoAddress)),
            ("javascript:alert(1)", Err(ImageError::NoAddress)),
            ("https://me@e.com/a", Err(ImageError::Credentials)),
            ("https://me:secret@e.com/a", Err(ImageError::Credentials)),
            ("chart.png", Err(ImageError::NoAddress)),
            ("", Err(ImageError::NoAddress)),
        ] {
            let judged = check_url(given, None);
            assert_eq!(
                judged.as_ref().map(Url::as_str),
                expected.as_ref().copied(),
                "{given}"
            );
        }
    }

    #[test]
    fn redirects_are_judged_anew() {
        let far = "https://e.com/a/b.png";
        let near = "http://127.0.0.1:80/a";
        for (from, to, expected) in [
            (far, "c.png", Ok("https://e.com/a/c.png")),
            (far, "//cdn.e.com/d", Ok("https://cdn.e.com/d")),
            (far, "http://e.com/c", Err(ImageError::NotHttps)),
            (far, near, Err(ImageError::PrivateHost)),
            (far, "https://localhost/a", Err(ImageError::PrivateHost)),
            (far, "https://me@e.com/", Err(ImageError::Credentials)),
            (near, "/c", Ok("http://127.0.0.1/c")),
            (near, far, Ok(far)),
            (near, "http://e.com/", Err(ImageError::NotHttps)),
        ] {
            let from = Url::parse(from).unwrap();
            let judged = check_url(to, Some(&from));
            assert_eq!(
                judged.as_ref().map(Url::as_str),
                expected.as_ref().copied(),
                "{from} to {to}"
            );
        }
    }

    #[test]
    fn hosts_are_named() {
        assert_eq!(host("https://e.com/a?key=1").as_deref(), Some("e.com"));
        assert_eq!(
            host("http://127.0.0.1:81/").as_deref(),
            Some("127.0.0.1:81")
        );
        assert_eq!(host("http://e.com/"), None);
    }
}
