//! Widgets that hold no others.

use serde_json::Value;

use crate::look::block::Block;
use crate::look::button;
use crate::look::chip;
use crate::look::decorated;
use crate::look::ink::{Ink, Role};
use crate::look::input;
use crate::look::line::{Deed, Line};
use crate::look::marked;
use crate::look::picker;
use crate::look::picture;
use crate::look::read::{text, whole};
use crate::look::scene::Scene;
use crate::look::selection;
use crate::look::stack::Kinds;

/// The widgets of a column.
pub const IN_COLUMN: Kinds = Kinds {
    names: &[
        "textParagraph",
        "image",
        "decoratedText",
        "buttonList",
        "textInput",
        "selectionInput",
        "dateTimePicker",
        "chipList",
    ],
    draw,
};

/// The widgets of a card of a carousel.
pub const IN_CAROUSEL: Kinds = Kinds {
    names: &["textParagraph", "image", "buttonList"],
    draw,
};

/// A widget of a kind that holds no others.
#[must_use]
pub fn draw(kind: &str, of: &Value, at: &str, width: u16, scene: &Scene<'_>) -> Block {
    match kind {
        "textParagraph" => paragraph(of, at, width, scene),
        "image" => picture::image(of, width),
        "decoratedText" => decorated::decorated_text(of, at, width, scene),
        "buttonList" => button::buttons(of, at, width, scene),
        "textInput" => input::text_input(of, at, width, scene),
        "selectionInput" => selection::selection_input(of, at, width, scene),
        "dateTimePicker" => picker::date_time_picker(of, width),
        "chipList" => chip::chips(of, at, width, scene),
        _ => Block::new(),
    }
}

/// A `TextParagraph`, cut after its most lines unless it is open.
fn paragraph(of: &Value, at: &str, width: u16, scene: &Scene<'_>) -> Block {
    let source = text(of, "text");
    if source.is_empty() {
        return Block::new();
    }
    let syntax = decorated::syntax(of);
    let mut block = marked::block(source, syntax, Ink::default(), width, scene);
    let most = whole(of, "maxLines").and_then(|most| usize::try_from(most).ok());
    let Some(most) = most.filter(|most| *most > 0 && *most < block.len()) else {
        return block;
    };
    let is_open = scene.folds.is_open(at);
    if !is_open {
        block.truncate(most);
    }
    block.push(more(is_open, at, width));
    block
}

/// The handle that shows more, or less.
#[must_use]
pub fn more(is_open: bool, at: &str, width: u16) -> Line {
    let words = if is_open {
        "⌃ Show less"
    } else {
        "⌄ Show more"
    };
    Line::new(words, Role::Handle)
        .cut(width)
        .handle(Deed::Toggle(at.to_owned()))
}
