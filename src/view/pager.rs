//! Draws a pager: the visible rows, each drawn by its owner, and the scrollbar.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::cell_writer::CellWriter;
use super::label;
use super::scrollbar::{self, Extent};
use super::theme::Theme;
use crate::editor::pager::{Pager, PagerRow};

/// Draws `sheet`, laid out for the size of `area`; `paint` writes the content of a row.
pub fn draw(
    sheet: &Pager,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
    paint: impl Fn(PagerRow<'_>, &mut CellWriter<'_>),
) {
    let area = area.intersection(buffer.area);
    for (shown, row) in sheet.rows_in_sight().zip(area.rows()) {
        let start = Position { x: row.x, y: row.y };
        let width = row.width.saturating_sub(1).max(1);
        paint(shown, &mut CellWriter::new(buffer, start, width));
        if shown.goes_on && row.width > 1 {
            label::draw("↵", label::beside(row, row.width - 1), theme.dim, buffer);
        }
    }
    let (top, rows) = sheet.position();
    scrollbar::draw(Extent { top, rows }, area, theme.scrollbar.into(), buffer);
}
