//! Renders a whole message.

use serde_json::Value;

use crate::message::checks::text_syntax::TextSyntax;
use crate::render::block::{Block, indented, tag_part};
use crate::render::border;
use crate::render::card;
use crate::render::context::RenderContext;
use crate::render::image;
use crate::render::input_box::words;
use crate::render::json_access::{list, object, text};
use crate::render::line::Line;
use crate::render::markup;
use crate::render::sender::sender;
use crate::render::style::{Role, TextStyle};
use crate::render::widget::BELOW_MESSAGE;

/// Maximum width of a card, in cells.
const CARD: u16 = 76;

/// Width in cells from which on the message is below the sender's name, not below the avatar.
const WIDE: u16 = 50;

/// Renders a request's message as Chat shows it to its readers, in lines of at most `scene.width` cells.
#[must_use]
pub fn render(request: &Value, context: &RenderContext<'_>) -> Block {
    let message = request.get("message").unwrap_or(&Value::Null);
    let indent = indent(context.width);
    let mut block = sender(message, indent, context);
    let held = contents(request, context);
    block.extend(held.into_iter().map(|line| indented(line, indent)));
    block
        .into_iter()
        .map(|line| line.cut(context.width))
        .collect()
}

/// Returns by how many cells a message is indented below its sender in so many cells.
#[must_use]
pub fn indent(width: u16) -> u16 {
    if width >= WIDE { 2 } else { 0 }
}

/// Renders what a request's message holds, without its sender, for a place that is indented.
#[must_use]
pub fn contents(request: &Value, context: &RenderContext<'_>) -> Block {
    let message = request.get("message").unwrap_or(&Value::Null);
    let width = context.width - indent(context.width);
    let mut parts = vec![
        quoted(message, width, context),
        body(message, width, context),
    ];
    let cards = list(message, "cardsV2");
    for (number, of) in cards.iter().enumerate() {
        if let Some(of) = object(of, "card") {
            let at = format!("/message/cardsV2/{number}");
            let width = width.min(CARD);
            let card = card::card(of, &format!("{at}/card"), width, context);
            parts.push(tag_part(card, &at, width));
        }
    }
    parts.push(attachments(message, width));
    parts.push(accessories(message, width, context));
    parts.push(sources(message, width));
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        let nothing = "Nothing to see yet: write a text or add a card.";
        parts.push(words(nothing, Role::Dim, width));
    }
    let mut block = Block::new();
    let notice = notification(message, width);
    for part in parts
        .into_iter()
        .chain(Some(notice).filter(|it| !it.is_empty()))
    {
        block.extend(part);
        block.push(Line::default());
    }
    block.pop();
    block
}

/// Renders the text of the message, in the syntax in which the checks read it.
fn body(message: &Value, width: u16, context: &RenderContext<'_>) -> Block {
    let said = text(message, "text");
    if said.is_empty() {
        return Block::new();
    }
    let read_as = TextSyntax::of(message, Some(context.kind));
    let style = TextStyle::default();
    let mut block = markup::block(said, read_as.syntax(), style, width, context);
    // A reader who takes it for what Chat draws must know that this is a guess.
    if read_as.is_doubtful(said) {
        let guess = format!(
            "Drawn as {}, as it is written; markupSyntax is unset, so the app's default decides.",
            read_as.name()
        );
        block.extend(words(&guess, Role::Dim, width));
    }
    tag_part(block, "/message/text", width)
}

/// Renders the quoted message, as far as the request describes it.
fn quoted(message: &Value, width: u16, context: &RenderContext<'_>) -> Block {
    let Some(of) = object(message, "quotedMessageMetadata") else {
        return Block::new();
    };
    let verb = match text(of, "quoteType") {
        "FORWARD" => "Forwards",
        _ => "Answers",
    };
    let snapshot = object(of, "quotedMessageSnapshot").unwrap_or(&Value::Null);
    let mut said = format!("{verb} {}", text(of, "name"));
    let quoted = text(snapshot, "text");
    if !quoted.is_empty() {
        said = format!("{}: {quoted}", context.name_of(text(snapshot, "sender")));
    }
    let room = if width > 8 { width - 2 } else { width };
    let sign = if width > 8 { "▎ " } else { "" };
    let rows = words(&said, Role::Dim, room).into_iter().map(|line| {
        let mut row = Line::new(sign, Role::Frame);
        row.append(line);
        row
    });
    tag_part(rows.collect(), "/message/quotedMessageMetadata", width)
}

/// Renders the attachments.
///
/// Before they are uploaded their names are not in the request.
fn attachments(message: &Value, width: u16) -> Block {
    let mut block = Block::new();
    for (number, file) in list(message, "attachment").iter().enumerate() {
        let name = match text(file, "contentName") {
            "" => "Attached file",
            name => name,
        };
        let needed = crate::render::line::width(name).saturating_add(border::SIDES + 3);
        let width = width.min(needed);
        let label = words(&format!("📎 {name}"), Role::Text, border::inside(width));
        let frame = border::around(vec![label], width, border::Kind::Round);
        block.extend(tag_part(
            frame,
            &format!("/message/attachment/{number}"),
            width,
        ));
    }
    block
}

fn accessories(message: &Value, width: u16, context: &RenderContext<'_>) -> Block {
    let mut block = Block::new();
    for (number, widget) in list(message, "accessoryWidgets").iter().enumerate() {
        let at = format!("/message/accessoryWidgets/{number}");
        if let Some((_, drawn)) = BELOW_MESSAGE.draw(widget, &at, width, context) {
            block.extend(tag_part(drawn, &at, width));
        }
    }
    block
}

/// Renders the sources below the message: those that are set, else those of its citations.
fn sources(message: &Value, width: u16) -> Block {
    let Some(elements) = object(message, "elements") else {
        return Block::new();
    };
    let own = list(elements, "citedSources");
    let cited = list(elements, "citations")
        .iter()
        .flat_map(|citation| list(citation, "citedSources"));
    let all: Vec<&Value> = if own.is_empty() {
        cited.collect()
    } else {
        own.iter().collect()
    };
    let mut block = Block::new();
    for source in all {
        let said = match text(source, "title") {
            "" => image::name(text(source, "uri")),
            title => title,
        };
        block.extend(words(&format!("↗ {said}"), Role::Link, width));
    }
    if !block.is_empty() {
        block.splice(0..0, words("Sources", Role::Label, width));
    }
    tag_part(block, "/message/elements", width)
}

/// Renders the text that a notification shows in place of the cards.
fn notification(message: &Value, width: u16) -> Block {
    let said = text(message, "fallbackText");
    if said.is_empty() {
        return Block::new();
    }
    let block = words(&format!("🔔 Notification: {said}"), Role::Dim, width);
    tag_part(block, "/message/fallbackText", width)
}
