//! Syntactic checks of URLs of pages and images.

/// Returns whether a URL is absolute: a scheme and something after it, without spaces.
#[must_use]
pub fn is_whole(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let has_spaces = url.contains(|c: char| c.is_whitespace() || c.is_control());
    if !is_scheme || has_spaces {
        return false;
    }
    if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        return rest.starts_with("//") && !host(url).is_empty();
    }
    // `example.com:8080/path` has no scheme, but a port.
    let is_port = scheme.contains('.') && rest.starts_with(|c: char| c.is_ascii_digit());
    !rest.is_empty() && !is_port
}

/// Returns an address with no white space around it, and with that inside of it encoded.
#[must_use]
pub fn without_spaces(url: &str) -> String {
    url.trim().replace(' ', "%20")
}

/// Returns the scheme of a URL, as it is written: `https` of `https://example.com`.
#[must_use]
pub fn scheme(url: &str) -> Option<&str> {
    url.split_once(':').map(|(scheme, _)| scheme)
}

/// Returns whether Chat opens addresses of a scheme.
///
/// Google names http and https only; mailto and tel are let pass (unconfirmed).
#[must_use]
pub fn is_opened(scheme: &str) -> bool {
    ["https", "http", "mailto", "tel"]
        .into_iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Returns whether a text would be a URL with `https://` before it.
#[must_use]
pub fn looks_like_a_host(url: &str) -> bool {
    let host = url.split(['/', '?', '#']).next().unwrap_or("");
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    host.contains('.')
        && !host.starts_with('.')
        && host.chars().all(is_host)
        && !url.contains(char::is_whitespace)
}

/// Returns the host of a URL, without port and user.
#[must_use]
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    if let Some(inside) = host.strip_prefix('[') {
        return inside.split(']').next().unwrap_or("");
    }
    host.split(':').next().unwrap_or("")
}

/// Returns whether a host can be reached from within one network only.
#[must_use]
pub fn is_private(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    if let Ok(address) = host.parse::<std::net::Ipv4Addr>() {
        return address.is_private()
            || address.is_loopback()
            || address.is_link_local()
            || address.is_unspecified();
    }
    if let Ok(address) = host.parse::<std::net::Ipv6Addr>() {
        return address.is_loopback()
            || address.is_unique_local()
            || address.is_unicast_link_local();
    }
    let endings = [
        ".local",
        ".localhost",
        ".internal",
        ".lan",
        ".corp",
        ".home.arpa",
        ".test",
        ".intranet",
    ];
    !host.is_empty() && (!host.contains('.') || endings.iter().any(|end| host.ends_with(end)))
}

/// Returns the file name extension of a URL's path, in lower case: `png` of `https://e.com/a.PNG?x=1`.
#[must_use]
pub fn ending(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let path = rest.split(['?', '#']).next()?;
    let (_, path) = path.split_once('/')?;
    let (_, end) = path.rsplit('/').next()?.rsplit_once('.')?;
    Some(end.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        for (url, whole, host_of, private) in [
            ("https://example.com/a b", false, "example.com", false),
            ("https://example.com", true, "example.com", false),
            (
                "HTTPS://u:p@Example.com:8080/x?y#z",
                true,
                "Example.com",
                false,
            ),
            ("mailto:ada@example.com", true, "", false),
            ("tel:+44123", true, "", false),
            ("example.com/path", false, "", false),
            ("example.com:8080/path", false, "", false),
            ("/path", false, "", false),
            ("https://", false, "", false),
            ("https:///path", false, "", false),
            ("http://localhost:3000/a.png", true, "localhost", true),
            ("https://10.1.2.3/a.png", true, "10.1.2.3", true),
            ("https://172.32.0.1/a.png", true, "172.32.0.1", false),
            ("https://[::1]/a.png", true, "::1", true),
            ("https://wiki/a.png", true, "wiki", true),
            ("https://grafana.corp/a.png", true, "grafana.corp", true),
        ] {
            assert_eq!(is_whole(url), whole, "{url}");
            assert_eq!(host(url), host_of, "{url}");
            assert_eq!(is_private(host(url)), private, "{url}");
        }
        assert!(
            looks_like_a_host("example.com/a")
                && !looks_like_a_host("a b.c")
                && !looks_like_a_host("here")
        );
        for (url, end) in [
            ("https://e.com/a.b/c.PNG?x=.gif", Some("png")),
            ("https://e.com", None),
            ("https://e.com/a.b/c", None),
            ("https://e.com/x.svg#y", Some("svg")),
        ] {
            assert_eq!(ending(url).as_deref(), end, "{url}");
        }
    }
}
