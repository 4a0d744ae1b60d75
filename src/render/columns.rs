//! One or two columns, side by side or, on a narrow screen, below each other.

use serde_json::Value;

use crate::render::block::{Across, Block, Column, Down, aligned, join_columns};
use crate::render::context::RenderContext;
use crate::render::json_access::{list, text};
use crate::render::line::Line;
use crate::render::widget_list::{self, Container, Widget, WidgetSet};

/// Up to this width of the screen the second column wraps below the first. Chat does so up to 480
/// pixels on the web, where a cell has about ten.
/// <https://developers.google.com/workspace/chat/api/reference/rest/v1/cards#columns>
const STACKED: u16 = 48;

/// The least width of two columns side by side, in cells.
const LEAST: u16 = 24;

/// The cells between two columns.
const GAP: u16 = 2;

/// Draws `Columns`; of more than two only two are drawn.
#[must_use]
pub fn columns(
    of: &Value,
    at: &str,
    width: u16,
    context: &RenderContext<'_>,
    all: &'static [Widget],
) -> Block {
    let set = WidgetSet {
        all,
        within: Container::Column,
    };
    let items = list(of, "columnItems");
    let items = &items[..items.len().min(2)];
    let at = |number: usize| format!("{at}/columnItems/{number}");
    let one = |number: usize, item: &Value, width: u16| {
        let across = Across::read(item);
        let at = format!("{}/widgets", at(number));
        let block = widget_list::all(list(item, "widgets"), &at, set, width, context);
        aligned(block, across, width)
    };
    let [first, second] = items else {
        return items
            .iter()
            .enumerate()
            .flat_map(|(number, item)| one(number, item, width))
            .collect();
    };
    let is_narrow = context.width <= STACKED && !context.is_desktop;
    if is_narrow || width < LEAST {
        let both = [one(0, first, width), one(1, second, width)];
        let both: Vec<Block> = both.into_iter().filter(|one| !one.is_empty()).collect();
        return both.join(&Line::default());
    }
    let widths = widths(first, second, width - GAP);
    let both = [first, second].into_iter().enumerate().zip(widths);
    let columns = both
        .map(|((number, item), width)| Column {
            block: one(number, item, width),
            width,
            down: Down::read(text(item, "verticalAlignment")),
        })
        .collect();
    join_columns(columns, GAP)
}

/// Returns the widths of two columns, in cells.
///
/// Half each if both fill the space or both take what they need; else 70 % for the one that fills.
fn widths(first: &Value, second: &Value, width: u16) -> [u16; 2] {
    let is_small = |item: &Value| text(item, "horizontalSizeStyle") == "FILL_MINIMUM_SPACE";
    let share = match (is_small(first), is_small(second)) {
        (true, false) => 30,
        (false, true) => 70,
        _ => 50,
    };
    let left = u16::try_from(u32::from(width) * share / 100).unwrap_or(width);
    [left, width - left]
}
