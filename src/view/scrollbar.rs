//! Draws a thin bar at a pane's right edge that shows which part of its rows is visible.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The scroll position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The first visible row.
    pub top: usize,
    /// The number of rows.
    pub rows: usize,
}

/// Draws the bar into the last column of `area`; nothing when all rows are visible.
pub fn draw(extent: Extent, area: Rect, style: Style, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let height = usize::from(area.height);
    if extent.rows <= height || height == 0 || area.width < 2 {
        return;
    }
    let thumb = (height * height / extent.rows).max(1);
    let hidden = extent.rows - height;
    let top = (extent.top.min(hidden) * (height - thumb) + hidden / 2) / hidden;
    for (row, y) in area.rows().zip(area.y..).take(top + thumb).skip(top) {
        if let Some(cell) = buffer.cell_mut((row.right() - 1, y)) {
            cell.set_symbol("▐").set_style(style);
        }
    }
}
