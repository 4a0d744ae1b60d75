//! Grids of tiles.

use serde_json::Value;

use crate::render::block::{Across, Block, Column, Down, aligned, join_columns, shares, tag_part};
use crate::render::border;
use crate::render::context::RenderContext;
use crate::render::image;
use crate::render::input_box::words;
use crate::render::json_access::{list, object, text, whole};
use crate::render::style::{Role, TextStyle};

/// Number of columns of a grid that does not set it.
///
/// Chat's own number differs by screen.
const COLUMNS: usize = 2;

/// Minimum width of a tile, in cells.
///
/// Where tiles would be narrower there are fewer columns.
const TILE: u16 = 12;

/// Draws a `Grid`.
#[must_use]
pub fn grid(of: &Value, at: &str, width: u16, context: &RenderContext<'_>) -> Block {
    let mut block = words(text(of, "title"), TextStyle::of(Role::Title), width);
    let asked = whole(of, "columnCount").and_then(|count| usize::try_from(count).ok());
    let asked = asked.filter(|count| *count > 0).unwrap_or(COLUMNS);
    let fitting = usize::from((width + 1) / (TILE + 1)).max(1);
    let count = asked.min(fitting);
    let widths = shares(width, count);
    let has_border = object(of, "borderStyle").is_some_and(|style| text(style, "type") == "STROKE");
    let items: Vec<(usize, &Value)> = list(of, "items").iter().enumerate().collect();
    for row in items.chunks(count) {
        let columns = row
            .iter()
            .zip(&widths)
            .map(|(&(number, item), &width)| Column {
                block: tag_part(
                    tile(item, has_border, width, context),
                    &format!("{at}/items/{number}"),
                    width,
                ),
                width,
                down: Down::Top,
            })
            .collect();
        block.extend(join_columns(columns, 1));
    }
    block
}

/// Draws a `GridItem`: its image, with title and subtitle below or above.
fn tile(item: &Value, has_border: bool, width: u16, context: &RenderContext<'_>) -> Block {
    let inner = if has_border {
        border::inside(width)
    } else {
        width
    };
    let mut said = words(text(item, "title"), Role::Text, inner);
    said.extend(words(text(item, "subtitle"), Role::Dim, inner));
    let said = aligned(said, Across::Center, inner);
    let picture =
        object(item, "image").map_or(Block::new(), |image| image::tile(image, inner, context));
    let mut block = match text(item, "layout") {
        "TEXT_ABOVE" => [said, picture],
        _ => [picture, said],
    }
    .concat();
    if has_border {
        block = border::around(vec![block], width, border::Kind::Round);
    }
    block
}
