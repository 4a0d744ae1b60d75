//! The URL of an incoming webhook: the space it posts to, and the secret that lets it.

use std::fmt;

use percent_encoding::percent_decode_str;
use reqwest::Url;

use crate::chat::endpoint::{self, BaseUrl};
use crate::chat::secret::Secret;

/// What stands before the space's ID, however much of the path before it was lost.
const SPACES: &str = "spaces/";

/// Google's host.
const HOST: &str = "chat.googleapis.com";

/// The parameters of a webhook's URL that are part of its secret.
const SECRETS: [&str; 2] = ["key", "token"];

/// The parameters that a message may carry as well; its own replace those of the URL.
const OF_MESSAGE: [&str; 2] = ["threadKey", "messageReplyOption"];

/// An incoming webhook: it creates messages in one space, and nothing else.
///
/// Its `Debug` and `Display` show neither key nor token.
///
/// ```
/// use chatquill::chat::webhook::Webhook;
///
/// let text = "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k&#38;token=t%3D";
/// let webhook = Webhook::parse(text).expect("a webhook's URL, damaged by a web page");
/// assert_eq!(webhook.space(), "spaces/AAAA");
/// assert!(!format!("{webhook} {webhook:?}").contains("t%3D"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    base: BaseUrl,
    space: String,
    /// The parameters as they were given, byte for byte: `token` ends in `%3D`, in `=`, or in neither.
    parameters: Vec<Secret>,
    was_repaired: bool,
}

/// Why a text is not the URL of a webhook. No part of the text is in it, for that may be the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// It is no URL at all, or one of another kind.
    #[error("this is not the URL of a webhook")]
    NotAWebhook,
    /// The server is not Google's, and not on this machine.
    #[error("the URL does not lead to chat.googleapis.com")]
    OtherServer,
    /// The URL has no `key`.
    #[error("the URL has no key")]
    NoKey,
    /// The URL has no `token`.
    #[error("the URL has no token")]
    NoToken,
}

impl WebhookError {
    /// Returns what to do about it.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::NotAWebhook | Self::OtherServer => {
                "Copy it in Chat: the space's menu, Apps & integrations, Webhooks. It begins with https://chat.googleapis.com/v1/spaces/."
            }
            Self::NoKey | Self::NoToken => {
                "A shell without quotes drops what follows &: copy the whole URL again, and put it into quotes."
            }
        }
    }
}

impl Webhook {
    /// Parses a webhook's URL as people paste it.
    ///
    /// Damage on the way is repaired: quotes and angle brackets around it, `&#38;` and `&amp;` of web pages, `^&` and
    /// `\&` of shells.
    ///
    /// # Errors
    /// Returns why the text is not the URL of a webhook.
    pub fn parse(given: &str) -> Result<Self, WebhookError> {
        let text = repaired(given);
        if !text.starts_with("https://") && !text.starts_with("http://") {
            return Err(WebhookError::NotAWebhook);
        }
        let url = Url::parse(&text).map_err(|_| WebhookError::NotAWebhook)?;
        let space = space(&url).ok_or(WebhookError::NotAWebhook)?;
        if url.host_str() != Some(HOST) && !endpoint::is_loopback(&url) {
            return Err(WebhookError::OtherServer);
        }
        let origin = url.origin().ascii_serialization();
        let base = BaseUrl::parse(&origin).map_err(|_| WebhookError::OtherServer)?;
        let parameters: Vec<&str> = url.query().unwrap_or("").split('&').collect();
        let has = |name: &str| {
            let mut found = parameters.iter();
            found.any(|parameter| {
                let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
                key == name && !value.is_empty()
            })
        };
        if !has("key") {
            return Err(WebhookError::NoKey);
        }
        if !has("token") {
            return Err(WebhookError::NoToken);
        }
        Ok(Self {
            base,
            space,
            parameters: parameters.into_iter().map(Secret::new).collect(),
            was_repaired: text != given.trim(),
        })
    }

    /// Returns whether a text is, or was meant to be, the URL of a webhook, and so may hold its secret.
    ///
    /// Generous: a text that only looks like one must not be shown, logged or sent to anybody either.
    #[must_use]
    pub fn is_meant(text: &str) -> bool {
        if !Self::may_be_in(text) {
            return false;
        }
        let text = repaired(text).to_ascii_lowercase();
        let text: String = text.split_whitespace().collect();
        let Some((before, rest)) = text.split_once(SPACES) else {
            return false;
        };
        let is_of_chat = before.contains(HOST);
        (is_of_chat || before.ends_with("/v1/") && rest.contains("/messages"))
            && SECRETS.iter().any(|name| {
                rest.contains(&format!("?{name}=")) || rest.contains(&format!("&{name}="))
            })
    }

    /// Returns whether a text may hold the URL of a webhook; cheap enough for every text at every key.
    #[must_use]
    pub fn may_be_in(text: &str) -> bool {
        text.contains(SPACES)
    }

    /// Returns the resource name of its space, such as `spaces/AAAA`.
    #[must_use]
    pub fn space(&self) -> &str {
        &self.space
    }

    /// Returns the base URL of its server.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// Returns whether its text had to be repaired.
    #[must_use]
    pub fn was_repaired(&self) -> bool {
        self.was_repaired
    }

    /// Returns the URL as text, for the file it is kept in.
    #[must_use]
    pub fn reveal(&self) -> Secret {
        Secret::new(format!("{}?{}", self.address(), self.raw(|_| true)))
    }

    /// Returns the URL that a message with these query parameters is posted to.
    ///
    /// `requestId` is left out: Google documents none for webhooks.
    #[must_use]
    pub fn create_url(&self, query: &[(String, String)]) -> Option<Url> {
        let given = |name: &str| query.iter().any(|(key, _)| key == name);
        let raw = self.raw(|name| !OF_MESSAGE.contains(&name) || !given(name));
        let mut url = Url::parse(&format!("{}?{raw}", self.address())).ok()?;
        let own = query.iter().filter(|(key, _)| key != "requestId");
        for (key, value) in own {
            url.query_pairs_mut().append_pair(key, value);
        }
        Some(url)
    }

    fn address(&self) -> String {
        format!("{}/v1/{}/messages", self.base.text(), self.space)
    }

    /// Returns the parameters whose names are kept, byte for byte.
    fn raw(&self, keep: impl Fn(&str) -> bool) -> String {
        let kept = self.parameters.iter().map(Secret::reveal).filter(|text| {
            let name = text.split('=').next().unwrap_or(text);
            keep(name)
        });
        kept.collect::<Vec<_>>().join("&")
    }
}

impl fmt::Display for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}?key=•••&token=•••", self.address())
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Webhook({self})")
    }
}

/// Undoes what web pages, shells and mail programs do to a URL.
fn repaired(given: &str) -> String {
    let is_wrapping = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '`');
    given
        .trim_matches(is_wrapping)
        .replace("&#38;", "&")
        .replace("&amp;", "&")
        .replace("^&", "&")
        .replace("\\&", "&")
        .replace("\\?", "?")
        .replace("\\=", "=")
}

/// Returns the resource name of the space that a webhook's path names.
fn space(url: &Url) -> Option<String> {
    let mut segments = url.path_segments()?;
    let is_api = segments.next() == Some("v1") && segments.next() == Some("spaces");
    let id = percent_decode_str(segments.next()?).decode_utf8().ok()?;
    let is_id = !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let is_collection = segments.next() == Some("messages") && segments.all(str::is_empty);
    (is_api && is_id && is_collection).then(|| format!("spaces/{id}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str =
        "https://chat.googleapis.com/v1/spaces/AA-b_1/messages?key=AIza-1&token=s3cr3t%3D";

    #[test]
    fn a_url_is_taken_as_people_paste_it() {
        for given in [
            PLAIN.to_owned(),
            format!("  {PLAIN}\n"),
            format!("\"{PLAIN}\""),
            format!("<{PLAIN}>"),
            PLAIN.replace('&', "&#38;"),
            PLAIN.replace('&', "&amp;"),
            PLAIN.replace('&', "^&"),
            PLAIN.replace('&', "\\&"),
        ] {
            let webhook = Webhook::parse(&given).unwrap();
            assert_eq!(webhook.space(), "spaces/AA-b_1");
            assert_eq!(webhook.reveal().reveal(), PLAIN, "{given}");
            assert_eq!(webhook.was_repaired(), given.trim() != PLAIN);
            assert!(Webhook::is_meant(&given));
        }
    }

    #[test]
    fn the_bytes_of_the_query_stay_as_they_are() {
        for token in ["t%3D", "t=", "t", "t%3D%3D", "a+b", "a%2Bb"] {
            let given = format!("http://127.0.0.1:9/v1/spaces/A/messages?token={token}&key=k");
            let url = Webhook::parse(&given).unwrap().create_url(&[]).unwrap();
            assert_eq!(url.as_str(), given);
        }
    }

    #[test]
    fn a_message_brings_its_own_thread_and_no_request_id() {
        let given = format!("{PLAIN}&threadKey=old&messageReplyOption=REPLY_MESSAGE_OR_FAIL");
        let webhook = Webhook::parse(&given).unwrap();
        let query = [
            ("threadKey".to_owned(), "a b".to_owned()),
            ("requestId".to_owned(), "never".to_owned()),
        ];
        let url = webhook.create_url(&query).unwrap();
        let expected = format!("{PLAIN}&messageReplyOption=REPLY_MESSAGE_OR_FAIL&threadKey=a+b");
        assert_eq!(url.as_str(), expected);
    }

    #[test]
    fn what_is_no_webhook_is_told_apart() {
        for (given, why) in [
            ("", WebhookError::NotAWebhook),
            ("spaces/AAAA", WebhookError::NotAWebhook),
            (
                "https://chat.google.com/room/AAAA",
                WebhookError::NotAWebhook,
            ),
            (
                "https://chat.googleapis.com/v1/spaces/A/members?key=k&token=t",
                WebhookError::NotAWebhook,
            ),
            (
                "https://hooks.slack.com/v1/spaces/A/messages?key=k&token=t",
                WebhookError::OtherServer,
            ),
            (
                "http://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t",
                WebhookError::OtherServer,
            ),
            (
                "https://chat.googleapis.com/v1/spaces/A/messages?key=k",
                WebhookError::NoToken,
            ),
            (
                "https://chat.googleapis.com/v1/spaces/A/messages",
                WebhookError::NoKey,
            ),
            (
                "https://chat.googleapis.com/v1/spaces/A/messages?key=&token=t",
                WebhookError::NoKey,
            ),
        ] {
            assert_eq!(Webhook::parse(given), Err(why), "{given}");
        }
        assert!(!Webhook::is_meant("https://chat.google.com/room/A?key=1"));
    }

    #[test]
    fn what_was_meant_to_be_a_webhook_holds_a_secret_however_damaged_it_is() {
        for given in [
            "https://chat.googleapis.com/spaces/A/messages?key=k&token=t",
            "chat.googleapis.com/v1/spaces/A/messages?key=k",
            "HTTPS://Chat.Googleapis.com/v1/spaces/A/messages?key=k",
            "https://chat.googleapis.com/v1/spaces/A/mess\nages?key=k&token=t",
            "https://chat.googleapis.com/v1/spaces/A?token=t",
            "https://chat.googleapis.com/v1/spaces/A/messages?\nkey=k",
        ] {
            assert!(Webhook::is_meant(given), "{given}");
        }
        for given in [
            "spaces/A",
            "https://chat.googleapis.com/v1/spaces/A/messages?pageToken=t",
            "https://example.com/spaces/A/messages?key=k",
        ] {
            assert!(!Webhook::is_meant(given), "{given}");
        }
    }

    #[test]
    fn it_does_not_print_its_secret() {
        let webhook = Webhook::parse(PLAIN).unwrap();
        let printed = format!("{webhook} {webhook:?} {:#?}", Some(&webhook));
        assert!(
            !printed.contains("s3cr3t") && !printed.contains("AIza"),
            "{printed}"
        );
    }
}
