//! Paragraphs of text, cut after their maximum number of lines unless they are open.

use serde_json::Value;

use crate::message::markup::span::Syntax;
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::json_access::{text, whole};
use crate::render::line::{ClickAction, Line};
use crate::render::markup;
use crate::render::style::{Role, TextStyle};

/// Draws a `TextParagraph`; `ink` is the style of its plain text.
///
/// Lines beyond its `maxLines` are hidden behind a handle, as Chat has it.
#[must_use]
pub fn paragraph(
    of: &Value,
    style: TextStyle,
    at: &str,
    width: u16,
    context: &RenderContext<'_>,
) -> Block {
    let source = text(of, "text");
    if source.is_empty() {
        return Block::new();
    }
    let mut block = markup::block(source, syntax(of), style, width, context);
    let most = whole(of, "maxLines").and_then(|most| usize::try_from(most).ok());
    let Some(most) = most.filter(|most| *most > 0 && *most < block.len()) else {
        return block;
    };
    let is_open = context.folds.is_open(at);
    if !is_open {
        block.truncate(most);
    }
    block.push(more(is_open, at, width));
    block
}

/// Returns the syntax of a `TextParagraph`.
#[must_use]
pub fn syntax(paragraph: &Value) -> Syntax {
    match text(paragraph, "textSyntax") {
        "MARKDOWN" => Syntax::CardMarkdown,
        _ => Syntax::CardHtml,
    }
}

/// Draws the handle that shows more, or less.
#[must_use]
pub fn more(is_open: bool, at: &str, width: u16) -> Line {
    let words = if is_open {
        "⌃ Show less"
    } else {
        "⌄ Show more"
    };
    Line::new(words, Role::Handle)
        .cut(width)
        .handle(ClickAction::Toggle(at.to_owned()))
}
