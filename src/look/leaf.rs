//! Widgets that hold no others.

use serde_json::Value;

use crate::look::block::Block;
use crate::look::button;
use crate::look::chip;
use crate::look::decorated;
use crate::look::ink::Ink;
use crate::look::input;
use crate::look::paragraph::paragraph;
use crate::look::picker;
use crate::look::picture;
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
        "textParagraph" => paragraph(of, Ink::default(), at, width, scene),
        "image" => picture::image(of, width, scene),
        "decoratedText" => decorated::decorated_text(of, at, width, scene),
        "buttonList" => button::buttons(of, at, width, scene),
        "textInput" => input::text_input(of, at, width, scene),
        "selectionInput" => selection::selection_input(of, at, width, scene),
        "dateTimePicker" => picker::date_time_picker(of, width),
        "chipList" => chip::chips(of, at, width, scene),
        _ => Block::new(),
    }
}
