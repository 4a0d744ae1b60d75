//! URL of a request: its path and query, percent-encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Characters that are encoded: all but the unreserved ones, so that the text needs no quotes in any language.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// URL of Google's server, unless the environment names another.
pub const GOOGLE: &str = "https://chat.googleapis.com";

/// Returns the path that creates a message in a space, from the version on: `/v1/spaces/AAAA/messages`.
#[must_use]
pub fn path(parent: &str) -> String {
    let segments: Vec<String> = parent.split('/').map(encoded).collect();
    format!("/v1/{}/messages", segments.join("/"))
}

/// Returns `name=value` joined by `&`.
#[must_use]
pub fn query(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    pairs.join("&")
}

/// Returns the text with all but the unreserved characters as `%XX`.
#[must_use]
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_need_no_quotes() {
        for (parent, expected) in [
            ("spaces/AAAA", "/v1/spaces/AAAA/messages"),
            (
                "spaces/a b'$\"/你",
                "/v1/spaces/a%20b%27%24%22/%E4%BD%A0/messages",
            ),
        ] {
            assert_eq!(path(parent), expected);
        }
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            query(&[pair("a.b", "1&2"), pair("c", "d e")]),
            "a.b=1%262&c=d%20e"
        );
        assert_eq!(query(&[]), "");
    }
}
