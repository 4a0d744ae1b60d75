//! Slack's Block Kit and attachments.
//!
//! <https://docs.slack.dev/reference/block-kit/blocks>

use serde_json::{Value, json};

use crate::message::emoji::named;
use crate::message::foreign::card_builder::{CardBuilder, escaped, items, lose_others, text};

const NO_COUNTERPART: &str = "Google Chat has no counterpart";

/// Returns whether a value is a block of Block Kit.
#[must_use]
pub fn is_block(value: &Value) -> bool {
    const KINDS: [&str; 13] = [
        "section",
        "header",
        "divider",
        "image",
        "actions",
        "context",
        "rich_text",
        "input",
        "file",
        "video",
        "markdown",
        "table",
        "context_actions",
    ];
    KINDS.contains(&text(value, "type")) && value.get("widgets").is_none()
}

/// Converts a message.
#[must_use]
pub fn converted(value: &Value) -> (Value, Vec<String>) {
    let mut card = CardBuilder::default();
    if let Value::Array(list) = value {
        blocks(&mut card, list, "");
        return card.message();
    }
    card.text = mentions(text(value, "text"), "/text", true, &mut card.lost);
    blocks(&mut card, items(value, "blocks"), "/blocks");
    for (number, item) in items(value, "attachments").iter().enumerate() {
        attachment(&mut card, item, &format!("/attachments/{number}"));
    }
    lose_others(
        &mut card,
        value,
        "",
        &["text", "blocks", "attachments", "mrkdwn"],
        NO_COUNTERPART,
    );
    card.message()
}

fn blocks(card: &mut CardBuilder, list: &[Value], path: &str) {
    for (number, item) in list.iter().enumerate() {
        block(card, item, &format!("{path}/{number}"));
    }
}

fn block(card: &mut CardBuilder, item: &Value, path: &str) {
    match text(item, "type") {
        "header" => {
            let title = with_emoji(text(item.get("text").unwrap_or(&Value::Null), "text"));
            if !card.title(&title) {
                card.section(&escaped(&title));
            }
        }
        "section" => section(card, item, path),
        "divider" => card.divider(),
        "image" => image(card, item, path),
        "context" => {
            let mut words = Vec::new();
            for (number, element) in items(item, "elements").iter().enumerate() {
                if text(element, "type") == "image" {
                    card.lose(
                        &format!("{path}/elements/{number}"),
                        "an image in a line of text has no counterpart",
                    );
                } else {
                    words.push(html_of(card, element, path));
                }
            }
            card.html(&words.join(" "));
        }
        "actions" => buttons(card, items(item, "elements"), &format!("{path}/elements")),
        "rich_text" => {
            let words = rich_text(item);
            card.html(&words);
        }
        "markdown" => card.markdown(text(item, "text")),
        other => card.lose(&format!("{path} ({other})"), NO_COUNTERPART),
    }
}

fn section(card: &mut CardBuilder, item: &Value, path: &str) {
    if let Some(words) = item.get("text") {
        let words = html_of(card, words, path);
        card.html(&words);
    }
    for field in items(item, "fields") {
        let words = mentions(text(field, "text"), path, false, &mut card.lost);
        let (name, value) = name_and_value(&words);
        card.fact(name.trim_end_matches(':'), &html(value));
    }
    match item.get("accessory") {
        Some(accessory) if text(accessory, "type") == "image" => {
            image(card, accessory, &format!("{path}/accessory"));
        }
        Some(accessory) => buttons(
            card,
            std::slice::from_ref(accessory),
            &format!("{path}/accessory"),
        ),
        None => {}
    }
}

/// Splits `*Name:*\nvalue`.
fn name_and_value(words: &str) -> (&str, &str) {
    let split = words
        .strip_prefix('*')
        .and_then(|rest| rest.split_once('*'));
    match split {
        Some((name, value)) if !name.contains('\n') && !value.trim().is_empty() => {
            (name, value.trim_start_matches([' ', '\n', ':']))
        }
        _ => ("", words),
    }
}

fn image(card: &mut CardBuilder, item: &Value, path: &str) {
    let url = text(item, "image_url");
    if url.is_empty() {
        card.lose(path, "the image is a file of Slack");
    } else {
        card.image(url, text(item, "alt_text"));
    }
}

fn buttons(card: &mut CardBuilder, list: &[Value], path: &str) {
    let mut links = Vec::new();
    for (number, item) in list.iter().enumerate() {
        let words = item.get("text").map_or("", |words| {
            words.as_str().unwrap_or_else(|| text(words, "text"))
        });
        let url = text(item, "url");
        if url.is_empty() {
            let place = if list.len() == 1 && path.ends_with("accessory") {
                path.to_owned()
            } else {
                format!("{path}/{number}")
            };
            card.lose(
                &format!("{place} ({})", text(item, "type")),
                "only buttons that open a page are converted",
            );
        } else {
            links.push((with_emoji(words), url.to_owned()));
        }
    }
    card.buttons(&links);
}

fn attachment(card: &mut CardBuilder, item: &Value, path: &str) {
    let title = text(item, "title");
    let link = text(item, "title_link");
    if card.text.is_empty() {
        card.text = mentions(text(item, "pretext"), path, true, &mut card.lost);
    } else {
        card.html(&html(text(item, "pretext")));
    }
    if link.is_empty() {
        if !card.title(title) {
            card.section(&escaped(title));
        }
    } else {
        card.section("");
        let words = if title.is_empty() { link } else { title };
        card.html(&format!(
            "<a href=\"{}\">{}</a>",
            escaped(link).replace('"', "&quot;"),
            escaped(words)
        ));
    }
    if !text(item, "author_name").is_empty() {
        card.fact("", &escaped(text(item, "author_name")));
    }
    let words = mentions(text(item, "text"), path, false, &mut card.lost);
    card.html(&html(&words));
    for field in items(item, "fields") {
        let words = mentions(text(field, "value"), path, false, &mut card.lost);
        card.fact(text(field, "title"), &html(&words));
    }
    for key in ["image_url", "thumb_url"] {
        if !text(item, key).is_empty() {
            card.image(text(item, key), "");
        }
    }
    blocks(card, items(item, "blocks"), &format!("{path}/blocks"));
    buttons(card, items(item, "actions"), &format!("{path}/actions"));
    if !text(item, "footer").is_empty() {
        card.html(&format!("<i>{}</i>", escaped(text(item, "footer"))));
    }
    lose_others(card, item, path, &ATTACHMENT_FIELDS, NO_COUNTERPART);
}

/// The fields of an attachment that are converted, or mean nothing in Chat.
const ATTACHMENT_FIELDS: [&str; 14] = [
    "title",
    "title_link",
    "pretext",
    "author_name",
    "text",
    "fields",
    "image_url",
    "thumb_url",
    "blocks",
    "actions",
    "footer",
    "fallback",
    "mrkdwn_in",
    "type",
];

/// Returns a text object as card HTML.
fn html_of(card: &mut CardBuilder, value: &Value, path: &str) -> String {
    let words = text(value, "text");
    if text(value, "type") == "plain_text" {
        return escaped(&with_emoji(words));
    }
    html(&mentions(words, path, false, &mut card.lost))
}

/// Replaces Slack's mentions, which mean nothing elsewhere; only the message's text can mention everyone.
fn mentions(words: &str, path: &str, is_text: bool, lost: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((inside, after)) = rest[1..].split_once('>') else {
            break;
        };
        let (name, label) = inside.split_once('|').unwrap_or((inside, ""));
        match inside.chars().next() {
            Some('!') if is_text && ["!here", "!channel", "!everyone"].contains(&name) => {
                out.push_str("<users/all>");
            }
            Some('@' | '#' | '!') => {
                lost.push(format!(
                    "{path}: <{inside}> is a mention of Slack; its words stay."
                ));
                let words = if label.is_empty() { &name[1..] } else { label };
                if inside.starts_with('!') && label.is_empty() {
                    out.push('@');
                }
                out.push_str(words);
            }
            _ => {
                out.push('<');
                out.push_str(inside);
                out.push('>');
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns a text in Slack's markup as card HTML.
fn html(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(letter) = rest.chars().next() {
        let before = out.chars().next_back();
        let is_start = before.is_none_or(|c| !c.is_alphanumeric());
        if letter == '<'
            && let Some((inside, after)) = rest[1..].split_once('>')
        {
            let (url, label) = inside.split_once('|').unwrap_or((inside, inside));
            if url.contains("://") || url.starts_with("mailto:") {
                link(&mut out, url, label);
            } else {
                out.push_str(&escaped(&format!("<{inside}>")));
            }
            rest = after;
            continue;
        }
        if letter == '`'
            && let Some((code, after)) = code(rest)
        {
            out.push_str(&code);
            rest = after;
            continue;
        }
        if letter == ':'
            && let Some((emoji, after)) = emoji(rest)
        {
            out.push_str(emoji);
            rest = after;
            continue;
        }
        let tag = match letter {
            '*' => "b",
            '_' => "i",
            '~' => "s",
            _ => "",
        };
        let inside = rest[letter.len_utf8()..].split_once(letter);
        match inside.filter(|(inside, after)| {
            let is_word = !inside.is_empty()
                && !inside.contains('\n')
                && !inside.starts_with(' ')
                && !inside.ends_with(' ');
            is_word && !after.starts_with(|c: char| c.is_alphanumeric())
        }) {
            Some((inside, after)) if !tag.is_empty() && is_start => {
                out.extend(["<", tag, ">", &html(inside), "</", tag, ">"]);
                rest = after;
            }
            _ => {
                // Slack escapes these three itself.
                match letter {
                    '>' => out.push_str("&gt;"),
                    '<' => out.push_str("&lt;"),
                    letter => out.push(letter),
                }
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    out
}

/// Returns the code that a text begins with as card HTML, and what follows it.
fn code(rest: &str) -> Option<(String, &str)> {
    let (mark, tag) = if rest.starts_with("```") {
        ("```", "pre")
    } else {
        ("`", "code")
    };
    let (inside, after) = rest[mark.len()..].split_once(mark)?;
    let is_code = !inside.is_empty() && (tag == "pre" || !inside.contains('\n'));
    // Slack escapes angle brackets itself; what is left of them is not.
    let words = inside
        .trim_matches('\n')
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    is_code.then(|| (format!("<{tag}>{words}</{tag}>"), after))
}

/// Returns the emoji whose short name a text begins with, `:tada:`, and what follows it.
fn emoji(rest: &str) -> Option<(&'static str, &str)> {
    let (name, after) = rest.strip_prefix(':')?.split_once(':')?;
    Some((named(name)?, after))
}

/// Returns a plain text with its short names of emoji replaced.
fn with_emoji(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find(':') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((emoji, after)) = emoji(rest) {
            out.push_str(emoji);
            rest = after;
        } else {
            out.push(':');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Adds a link with a label that is HTML already.
fn link(out: &mut String, url: &str, label: &str) {
    out.extend([
        "<a href=\"",
        &url.replace('"', "&quot;"),
        "\">",
        label,
        "</a>",
    ]);
}

/// Returns the words of a rich text as card HTML.
fn rich_text(item: &Value) -> String {
    let mut out = String::new();
    for element in items(item, "elements") {
        match text(element, "type") {
            "rich_text_list" => {
                for entry in items(element, "elements") {
                    out.extend(["• ", &rich_text(entry), "<br>"]);
                }
            }
            kind if kind.starts_with("rich_text_") => {
                out.push_str(&rich_text(element));
                out.push_str("<br>");
            }
            "text" => out.push_str(&styled(element)),
            "link" => {
                let url = text(element, "url");
                let words = if text(element, "text").is_empty() {
                    url
                } else {
                    text(element, "text")
                };
                link(&mut out, url, &escaped(words));
            }
            "emoji" => match named(text(element, "name")) {
                Some(emoji) => out.push_str(emoji),
                None => out.extend([":", text(element, "name"), ":"]),
            },
            "broadcast" => out.push_str("@all"),
            _ => {}
        }
    }
    out.trim_end_matches("<br>").to_owned()
}

fn styled(element: &Value) -> String {
    let mut words = escaped(text(element, "text"));
    for (style, tag) in [
        ("bold", "b"),
        ("italic", "i"),
        ("strike", "s"),
        ("code", "code"),
    ] {
        if element.get("style").and_then(|styles| styles.get(style)) == Some(&json!(true)) {
            words = format!("<{tag}>{words}</{tag}>");
        }
    }
    words
}
