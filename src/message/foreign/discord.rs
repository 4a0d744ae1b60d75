//! Discord's messages with embeds.
//!
//! <https://discord.com/developers/docs/resources/message#embed-object>

use serde_json::Value;

use crate::message::foreign::card_builder::{
    CardBuilder, escaped, items, lose_others, text, unmarked,
};

const NO_COUNTERPART: &str = "Google Chat has no counterpart";

/// Converts a message.
#[must_use]
pub fn converted(value: &Value) -> (Value, Vec<String>) {
    let mut card = CardBuilder::default();
    card.text = mentions(text(value, "content"), "/content", &mut card.lost);
    card.is_markdown = true;
    for (number, embed) in items(value, "embeds").iter().enumerate() {
        one(&mut card, embed, &format!("/embeds/{number}"));
    }
    for (number, row) in items(value, "components").iter().enumerate() {
        buttons(&mut card, row, &format!("/components/{number}"));
    }
    lose_others(
        &mut card,
        value,
        "",
        &["content", "embeds", "components"],
        NO_COUNTERPART,
    );
    card.message()
}

/// Replaces Discord's mentions and its own emoji, `<@1>`, `<#2>` and `<:name:3>`, which mean nothing elsewhere.
fn mentions(words: &str, path: &str, lost: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let inside = rest[1..].split_once('>').map_or("", |(inside, _)| inside);
        let emoji = inside.trim_start_matches('a').strip_prefix(':');
        let number = inside.trim_start_matches(['@', '#', '&', '!']);
        let is_mention = inside.starts_with(['@', '#'])
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit());
        match emoji.and_then(|emoji| emoji.split_once(':')) {
            Some((name, _)) => {
                lost.push(format!(
                    "{path}: <{inside}> is an emoji of Discord; its name stays."
                ));
                out.extend([":", name, ":"]);
            }
            None if is_mention => {
                lost.push(format!(
                    "{path}: <{inside}> is a mention of Discord; its words stay."
                ));
                out.extend([&inside[..1], number]);
            }
            None => {
                out.push('<');
                rest = &rest[1..];
                continue;
            }
        }
        rest = &rest[inside.len() + 2..];
    }
    out.push_str(rest);
    out
}

fn one(card: &mut CardBuilder, embed: &Value, path: &str) {
    const KNOWN: [&str; 9] = [
        "title",
        "url",
        "description",
        "author",
        "fields",
        "image",
        "thumbnail",
        "footer",
        "type",
    ];
    card.section("");
    if !text(embed, "title").is_empty() && !card.title(&unmarked(text(embed, "title"))) {
        card.markdown(&format!("**{}**", text(embed, "title")));
    }
    let of = |key: &str, inner: &str| {
        embed
            .get(key)
            .map_or("", |value| text(value, inner))
            .to_owned()
    };
    let author = of("author", "name");
    if !author.is_empty() {
        card.subtitle(&author);
    }
    let words = mentions(
        text(embed, "description"),
        &format!("{path}/description"),
        &mut card.lost,
    );
    card.markdown(&words);
    for field in items(embed, "fields") {
        card.fact(
            &escaped(text(field, "name")),
            &escaped(text(field, "value")),
        );
    }
    for key in ["image", "thumbnail"] {
        let url = of(key, "url");
        if url.starts_with("attachment:") {
            card.lose(&format!("{path}/{key}"), "the image is a file of Discord");
        } else if !url.is_empty() {
            card.image(&url, "");
        }
    }
    let footer = of("footer", "text");
    if !footer.is_empty() {
        card.markdown(&format!("_{footer}_"));
    }
    if !text(embed, "url").is_empty() {
        card.buttons(&[("Open".to_owned(), text(embed, "url").to_owned())]);
    }
    lose_others(card, embed, path, &KNOWN, NO_COUNTERPART);
}

fn buttons(card: &mut CardBuilder, row: &Value, path: &str) {
    let mut links = Vec::new();
    for (number, item) in items(row, "components").iter().enumerate() {
        if text(item, "url").is_empty() {
            card.lose(
                &format!("{path}/components/{number}"),
                "only buttons that open a page are converted",
            );
        } else {
            links.push((text(item, "label").to_owned(), text(item, "url").to_owned()));
        }
    }
    card.buttons(&links);
}
