//! The composing pane's text: its rows in sight, the selection, the scrollbar.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::cluster::{self, Strip};
use super::scrollbar::{self, Extent};
use crate::app::rows::Row;
use crate::app::text::{Place, Text};
use crate::app::wrap::{self, Policy};

/// How the parts of a text look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextStyles {
    /// What is written, and the empty cells.
    pub text: Style,
    /// What is selected, over `text`.
    pub selection: Style,
    /// The words shown while nothing is written.
    pub placeholder: Style,
    /// The bar at the right edge.
    pub scrollbar: Style,
}

/// Draws `text`, settled for the size of `area`, and returns the caret's cell if it is in sight.
pub fn draw(text: &Text, area: Rect, styles: &TextStyles, buffer: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buffer.area);
    buffer.set_style(area, styles.text);
    let selection = text.selection();
    let (top, rows) = text.position();
    for ((row, shown), y) in text.rows_in_sight().zip(area.top()..area.bottom()) {
        let strip = Strip {
            start: Position { x: area.x, y },
            width: text.row_width().min(area.width),
        };
        match selection.and_then(|selection| within(row, selection)) {
            None => {
                let mut column = 0;
                for cluster in wrap::clusters(shown, 0) {
                    column = cluster::put(cluster, column, strip, Style::new(), buffer);
                }
            }
            Some(selected) => draw_selected(row, shown, &selected, strip, styles, buffer),
        }
    }
    scrollbar::draw(Extent { top, rows }, area, styles.scrollbar, buffer);
    let (column, row) = text.caret_cell()?;
    let caret = Position {
        x: area.x.checked_add(column)?,
        y: area.y.checked_add(row)?,
    };
    area.contains(caret).then_some(caret)
}

/// Draws the words that stand in an empty pane.
pub fn draw_placeholder(words: &str, area: Rect, styles: &TextStyles, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let breaks = wrap::breaks(words, area.width.saturating_sub(1).max(1), Policy::Words);
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([words.len()]);
    for ((start, end), y) in starts.zip(ends).zip(area.top()..area.bottom()) {
        let strip = Strip {
            start: Position { x: area.x, y },
            width: area.width,
        };
        let mut column = 0;
        for cluster in wrap::clusters(&words[start..end], 0) {
            column = cluster::put(cluster, column, strip, styles.placeholder, buffer);
        }
    }
}

/// The selected part of a row, in bytes of its line; one more than the line has when the line end is
/// selected with it.
fn within(row: Row, (from, to): (Place, Place)) -> Option<std::ops::Range<usize>> {
    if row.line < from.line || row.line > to.line {
        return None;
    }
    let start = if row.line == from.line { from.byte } else { 0 };
    let end = if row.line < to.line {
        usize::MAX
    } else {
        to.byte
    };
    let is_part = start <= row.end && end > row.start;
    is_part.then_some(start..end)
}

fn draw_selected(
    row: Row,
    shown: &str,
    selected: &std::ops::Range<usize>,
    strip: Strip,
    styles: &TextStyles,
    buffer: &mut Buffer,
) {
    let mut column = 0;
    for cluster in wrap::clusters(shown, 0) {
        let style = if selected.contains(&(row.start + cluster.at)) {
            styles.selection
        } else {
            Style::new()
        };
        column = cluster::put(cluster, column, strip, style, buffer);
    }
    // A selected line end shows as one cell after the line, or an empty line would show nothing.
    if selected.end == usize::MAX && !row.goes_on && selected.start <= row.end {
        let x = strip.start.x.saturating_add(column.min(strip.width));
        if let Some(cell) = buffer.cell_mut((x, strip.start.y)) {
            cell.set_style(styles.selection);
        }
    }
}

#[cfg(test)]
mod tests;
