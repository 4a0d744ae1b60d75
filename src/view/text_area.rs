//! Draws the text area: its visible rows, the selection, the scrollbar.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::cell_writer::{self, CellWriter};
use super::scrollbar::{self, Extent};
use crate::cells::grapheme;
use crate::cells::wrap::{self, Policy};
use crate::editor::buffer::Place;
use crate::editor::soft_wrap::Row;
use crate::editor::text_area::Text;

/// The styles of a text area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextStyles {
    /// The text, and the empty cells.
    pub text: Style,
    /// The selection, over `text`.
    pub selection: Style,
    /// The placeholder, shown while the text is empty.
    pub placeholder: Style,
    /// The scrollbar at the right edge.
    pub scrollbar: Style,
}

/// Draws `text`, laid out for the size of `area`, and returns the cursor's cell if it is visible.
pub fn draw(text: &Text, area: Rect, styles: &TextStyles, buffer: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buffer.area);
    cell_writer::fill(area, styles.text, buffer);
    let selection = text.selection();
    let (top, rows) = text.position();
    for ((row, shown), y) in text.rows_in_sight().zip(area.top()..area.bottom()) {
        let width = text.row_width().min(area.width);
        let mut writer = CellWriter::new(buffer, Position { x: area.x, y }, width);
        match selection.and_then(|selection| within(row, selection)) {
            None => writer.write(shown, Style::new()),
            Some(selected) => draw_selected(row, shown, &selected, styles.selection, &mut writer),
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

/// A part of a text that has a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underline {
    /// Its start.
    pub from: Place,
    /// Its end.
    pub to: Place,
    /// The sign before its first row.
    pub sign: &'static str,
    /// The style of the sign; the part is underlined in its colour.
    pub style: Style,
}

/// Underlines the visible parts of `text` that have findings, and draws their signs in the column left of
/// `area`.
///
/// Later ones are drawn over earlier ones.
pub fn draw_slips(text: &Text, slips: &[Underline], area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for ((row, shown), y) in text.rows_in_sight().zip(area.top()..area.bottom()) {
        let width = text.row_width().min(area.width);
        for underline in slips {
            let Some(part) = within(row, (underline.from, underline.to)) else {
                continue;
            };
            let underlined = Style {
                bg: None,
                add_modifier: Modifier::UNDERLINED,
                ..underline.style
            };
            let line = Rect {
                y,
                width,
                height: 1,
                ..area
            };
            style_part(row, shown, &part, underlined, line, buffer);
            let is_first = row.line == underline.from.line
                && row.start <= underline.from.byte
                && (underline.from.byte < row.end || !row.goes_on);
            if let Some(x) = area.x.checked_sub(1).filter(|_| is_first) {
                CellWriter::new(buffer, Position { x, y }, 1)
                    .write(underline.sign, underline.style);
            }
        }
    }
}

/// Marks parts of `text`, where they are visible, in a style.
pub fn draw_marks(
    text: &Text,
    parts: &[(Place, Place)],
    style: Style,
    area: Rect,
    buffer: &mut Buffer,
) {
    let area = area.intersection(buffer.area);
    for ((row, shown), y) in text.rows_in_sight().zip(area.top()..area.bottom()) {
        let line = Rect {
            y,
            width: text.row_width().min(area.width),
            height: 1,
            ..area
        };
        for part in parts.iter().filter_map(|part| within(row, *part)) {
            style_part(row, shown, &part, style, line, buffer);
        }
    }
}

/// Styles the cells of a part of a row, which is given in bytes of its line.
fn style_part(
    row: Row,
    shown: &str,
    part: &Range<usize>,
    style: Style,
    line: Rect,
    buffer: &mut Buffer,
) {
    let mut column = 0;
    for cluster in grapheme::clusters(shown, 0) {
        let next = column + cluster.width(column);
        if part.contains(&(row.start + cluster.at)) {
            let width = next.min(line.width).saturating_sub(column);
            let cells = Rect::new(line.x + column, line.y, width, 1);
            buffer.set_style(cells.intersection(line), style);
        }
        column = next;
    }
}

/// Draws the placeholder of an empty text.
pub fn draw_placeholder(words: &str, area: Rect, styles: &TextStyles, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let breaks = wrap::breaks(words, area.width.saturating_sub(1).max(1), Policy::Words);
    let starts = std::iter::once(0).chain(breaks.iter().copied());
    let ends = breaks.iter().copied().chain([words.len()]);
    for ((start, end), y) in starts.zip(ends).zip(area.top()..area.bottom()) {
        let mut writer = CellWriter::new(buffer, Position { x: area.x, y }, area.width);
        writer.write(&words[start..end], styles.placeholder);
    }
}

/// Returns the selected part of a row, in bytes of its line.
///
/// It ends one byte after the line when the line end is selected with it.
fn within(row: Row, (from, to): (Place, Place)) -> Option<Range<usize>> {
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
    selected: &Range<usize>,
    style: Style,
    writer: &mut CellWriter<'_>,
) {
    for cluster in grapheme::clusters(shown, 0) {
        let is_selected = selected.contains(&(row.start + cluster.at));
        writer.put(cluster, if is_selected { style } else { Style::new() });
    }
    // A selected line end shows as one cell after the line, or an empty line would show nothing.
    if selected.end == usize::MAX && !row.goes_on {
        writer.style_next(style);
    }
}

#[cfg(test)]
mod tests;
