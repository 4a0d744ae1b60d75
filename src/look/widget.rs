//! The widgets of a section, each drawn by its kind.

use serde_json::Value;

use crate::look::block::Block;
use crate::look::carousel;
use crate::look::columns;
use crate::look::frame;
use crate::look::grid;
use crate::look::leaf;
use crate::look::scene::Scene;
use crate::look::stack::Kinds;

/// The widgets of a section.
pub const IN_SECTION: Kinds = Kinds {
    names: &[
        "textParagraph",
        "image",
        "decoratedText",
        "buttonList",
        "textInput",
        "selectionInput",
        "dateTimePicker",
        "divider",
        "grid",
        "columns",
        "carousel",
        "chipList",
    ],
    draw,
};

fn draw(kind: &str, of: &Value, at: &str, width: u16, scene: &Scene<'_>) -> Block {
    match kind {
        "divider" => vec![frame::rule(width)],
        "grid" => grid::grid(of, at, width, scene),
        "columns" => columns::columns(of, at, width, scene),
        "carousel" => carousel::carousel(of, at, width, scene),
        kind => leaf::draw(kind, of, at, width, scene),
    }
}
