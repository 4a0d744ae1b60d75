//! Parses what is between angle brackets in the text of a message.

use std::ops::Range;

use crate::message::markup::span::Mention;
use crate::message::markup::tag;

/// Content of angle brackets.
///
/// Ranges are of the source, lengths of the whole in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Angle {
    /// A user is mentioned.
    Mention {
        /// Who.
        who: Mention,
        /// Length of the whole, in bytes.
        length: usize,
    },
    /// A mention that names nobody.
    Nobody {
        /// Length of the whole, in bytes.
        length: usize,
    },
    /// A custom emoji.
    Emoji {
        /// Length of the whole, in bytes.
        length: usize,
    },
    /// A link with a label.
    Link {
        /// Byte range of the URL.
        address: Range<usize>,
        /// Length in bytes of the label, after the URL and a bar.
        label: usize,
    },
    /// A link with a label that leads to no web address.
    Elsewhere {
        /// Byte range of the text in place of the URL.
        address: Range<usize>,
    },
    /// A URL alone.
    Address {
        /// Length in bytes of the URL, without the brackets.
        length: usize,
    },
    /// The tag of a citation.
    Citation {
        /// The ID; empty in the closing tag.
        id: Range<usize>,
        /// Length of the whole, in bytes.
        length: usize,
        /// Whether it is the closing tag.
        is_closing: bool,
    },
}

/// Parses a `<` of Chat markup.
#[must_use]
pub fn of_chat(source: &str, at: usize) -> Option<Angle> {
    let inside = tag::angled(source, at)?;
    let (from, length) = (at + 1, inside.len() + 2);
    if let Some(id) = inside.strip_prefix("users/") {
        return Some(mention(source, from + 6..from + 6 + id.len(), length));
    }
    if let Some(emoji) = emoji(inside) {
        return Some(emoji);
    }
    if let Some((url, label)) = inside.split_once('|') {
        let address = from..from + url.len();
        let is_known = tag::is_web(url) || url.starts_with("mailto:");
        let is_link = !label.is_empty() && !url.contains(char::is_whitespace);
        return is_link.then_some(if is_known {
            Angle::Link {
                address,
                label: label.len(),
            }
        } else {
            Angle::Elsewhere { address }
        });
    }
    hugged(inside)
}

/// Parses a `<` of Markdown.
#[must_use]
pub fn of_markdown(source: &str, at: usize) -> Option<Angle> {
    let inside = tag::angled(source, at);
    if let Some(found) = inside.and_then(|inside| emoji(inside).or_else(|| hugged(inside))) {
        return Some(found);
    }
    let found = tag::tag(source, at)?;
    let (length, is_closing) = (found.length, found.is_closing);
    match found.name {
        "chat-user" if !is_closing => {
            let user = found.attribute("data-user").map(|user| {
                let bare = source[user.clone()].strip_prefix("users/");
                user.end - bare.map_or(0, str::len)..user.end
            });
            let Some(id) = user.or_else(|| found.attribute("data-email")) else {
                return Some(Angle::Nobody { length });
            };
            let end = "</chat-user>";
            let is_closed = source[at + length..].starts_with(end);
            Some(mention(
                source,
                id,
                length + if is_closed { end.len() } else { 0 },
            ))
        }
        "chat-citation" => {
            let id = found.attribute("data-id").unwrap_or(at..at);
            Some(Angle::Citation {
                id,
                length,
                is_closing,
            })
        }
        _ => None,
    }
}

fn mention(source: &str, id: Range<usize>, length: usize) -> Angle {
    let name = &source[id.clone()];
    let who = match name {
        name if !tag::is_user(name) => return Angle::Nobody { length },
        "all" => Mention::All,
        name if name.contains('@') => Mention::Email(id),
        _ => Mention::User(id),
    };
    Angle::Mention { who, length }
}

fn emoji(inside: &str) -> Option<Angle> {
    let id = inside.strip_prefix("customEmojis/")?;
    tag::is_user(id).then_some(Angle::Emoji {
        length: inside.len() + 2,
    })
}

fn hugged(inside: &str) -> Option<Angle> {
    let fits =
        tag::is_web(inside) && !inside.contains(char::is_whitespace) && !inside.contains('|');
    fits.then_some(Angle::Address {
        length: inside.len(),
    })
}
