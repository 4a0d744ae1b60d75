//! Draws a single-line input.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::cell_writer::CellWriter;
use crate::cells::grapheme;
use crate::editor::line_input::LineInput;

/// The styles of a single-line input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineStyles {
    /// The text, and the empty cells.
    pub text: Style,
    /// The selection, over `text`.
    pub selection: Style,
    /// The placeholder, shown while the input is empty.
    pub placeholder: Style,
}

/// Draws `line`, laid out for the width of `area`, into its first row and returns the cursor's cell.
pub fn draw(
    line: &LineInput,
    area: Rect,
    styles: &LineStyles,
    buffer: &mut Buffer,
) -> Option<Position> {
    let area = first_row(area, buffer)?;
    buffer.set_style(area, styles.text);
    let selected = line.selected_range().unwrap_or_default();
    let mut writer = CellWriter::new(buffer, area.as_position(), area.width);
    for cluster in grapheme::clusters(line.text(), line.first_in_sight()) {
        if writer.is_at_end() {
            break;
        }
        let is_selected = selected.contains(&cluster.at);
        writer.put(
            cluster,
            if is_selected {
                styles.selection
            } else {
                Style::new()
            },
        );
    }
    let x = area.x.checked_add(line.caret_column())?;
    let caret = Position { x, y: area.y };
    area.contains(caret).then_some(caret)
}

/// Draws the placeholder of an empty input.
pub fn draw_placeholder(words: &str, area: Rect, styles: &LineStyles, buffer: &mut Buffer) {
    if let Some(area) = first_row(area, buffer) {
        CellWriter::new(buffer, area.as_position(), area.width).write(words, styles.placeholder);
    }
}

fn first_row(area: Rect, buffer: &Buffer) -> Option<Rect> {
    let area = Rect { height: 1, ..area }.intersection(buffer.area);
    (!area.is_empty()).then_some(area)
}

#[cfg(test)]
mod tests;
