//! Renders a message that is in Chat: who sent it, when, and what it holds.

use serde_json::{Value, json};

use crate::chat::sender::SenderKind;
use crate::message::message_edit::marked;
use crate::render::block::{Block, indented};
use crate::render::context::RenderContext;
use crate::render::folds::Folds;
use crate::render::image_store::ImageStore;
use crate::render::json_access::text;
use crate::render::message::{contents, indent};
use crate::render::rich_text::RichText;
use crate::render::sender::called;
use crate::render::style::{Role, TextStyle};

/// Renders a `Message` as Chat returned it, in lines of at most `width` cells; images are boxes.
///
/// `names` looks up a user's display name by resource name, which Chat leaves out where a person asks.
#[must_use]
pub fn posted(message: &Value, width: u16, names: &dyn Fn(&str) -> Option<String>) -> Block {
    let from = message.get("sender").unwrap_or(&Value::Null);
    let kind = match text(from, "type") {
        "HUMAN" => SenderKind::User,
        _ => SenderKind::App,
    };
    let user = text(from, "name");
    let told = Some(text(from, "displayName").to_owned()).filter(|name| !name.is_empty());
    let name = told.or_else(|| names(user)).unwrap_or_else(|| match user {
        "" => called(kind).to_owned(),
        user => user.to_owned(),
    });
    let avatar = if kind == SenderKind::User {
        "● "
    } else {
        "◆ "
    };
    let mut head = RichText::of(avatar, TextStyle::of(Role::Icon));
    head.push(&name, TextStyle::of(Role::Title));
    if kind != SenderKind::User {
        head.push(" ▐", Role::Dim);
        head.push("App", Role::Badge);
        head.push("▌", Role::Dim);
    }
    head.push(
        &format!(" {}", time(text(message, "createTime"))),
        Role::Dim,
    );
    if !text(message, "lastUpdateTime").is_empty() {
        head.push(" · edited", Role::Dim);
    }
    let context = RenderContext {
        is_desktop: true,
        kind,
        sender: &name,
        time: "",
        width,
        folds: &Folds::default(),
        pictures: &ImageStore::default(),
        names,
    };
    let mut block = head.wrapped(width);
    let below = contents(&json!({ "message": marked(message) }), &context);
    block.extend(below.into_iter().map(|line| indented(line, indent(width))));
    block.into_iter().map(|line| line.cut(width)).collect()
}

/// Returns day and minute of a time, RFC 3339, as Chat returns it: in UTC.
fn time(of: &str) -> String {
    match of.get(..16).and_then(|minute| minute.split_once('T')) {
        Some((day, minute)) => format!("{day} {minute} UTC"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_in_chat_has_its_sender_its_time_and_its_words() {
        let message = json!({
            "sender": {"name": "users/1", "type": "HUMAN"}, "createTime": "2026-11-24T08:12:44.5Z",
            "lastUpdateTime": "2026-11-24T09:00:00Z", "text": "is green", "formattedText": "is *green*",
        });
        let names = |user: &str| (user == "users/1").then(|| "Ada".to_owned());
        let lines: Vec<String> = posted(&message, 60, &names)
            .iter()
            .map(|line| line.text().trim_end().to_owned())
            .collect();
        assert_eq!(lines, ["● Ada 2026-11-24 08:12 UTC · edited", "  is green"]);
        let app = json!({"sender": {"type": "BOT", "displayName": "Builds"}, "text": "x"});
        let first = posted(&app, 30, &|_| None)[0].text();
        assert!(first.starts_with("◆ Builds ▐App▌"), "{first}");
    }
}
