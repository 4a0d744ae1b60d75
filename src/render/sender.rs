//! Sender line of a message: who sends it, when, and who alone sees it.

use serde_json::Value;

use crate::chat::sender::SenderKind;
use crate::render::block::{Block, indented, tag_part};
use crate::render::context::RenderContext;
use crate::render::input_box::words;
use crate::render::json_access::{object, text};
use crate::render::line::Line;
use crate::render::rich_text::RichText;
use crate::render::style::{Role, TextStyle};

/// Returns the label of a sender whose name is not known.
#[must_use]
pub fn called(kind: SenderKind) -> &'static str {
    match kind {
        SenderKind::App => "Chat app",
        SenderKind::User => "You",
        SenderKind::Webhook => "Webhook",
    }
}

/// Draws the lines above the message, which is indented by `indent` cells.
#[must_use]
pub fn sender(message: &Value, indent: u16, context: &RenderContext<'_>) -> Block {
    let width = context.width;
    let mut line = Line::default();
    let mut name = RichText::of(context.sender, TextStyle::of(Role::Title));
    let is_app = context.kind != SenderKind::User;
    if is_app {
        name.push(" ▐", Role::Dim);
        name.push("App", Role::Badge);
        name.push("▌", Role::Dim);
    } else {
        // Chat names the app next to the person it speaks for; no request holds its name.
        name.push(" via Chat app", Role::Dim);
    }
    name.push(&format!(" {}", context.time), Role::Dim);
    let avatar = if is_app { "◆ " } else { "● " };
    let whole = name.wrapped(u16::MAX);
    let needed = whole.first().map_or(0, Line::width) + 2;
    let mut block = if needed <= width {
        line.write(avatar, Role::Icon);
        line.append(whole.into_iter().next().unwrap_or_default());
        vec![line]
    } else {
        name.wrapped(width)
    };
    if let Some(viewer) = object(message, "privateMessageViewer") {
        let name = context.name_of(text(viewer, "name"));
        let label = format!("⊙ Only visible to {name}");
        let label = words(&label, Role::Dim, width - indent);
        let label = tag_part(label, "/message/privateMessageViewer", width - indent);
        block.extend(label.into_iter().map(|line| indented(line, indent)));
    }
    block
}
