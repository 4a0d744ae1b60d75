//! Draws the JSON tab: its visible rows, highlighted, and the scrollbar.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::controllers::tabs::json::GAP;
use crate::app::panes::preview::json::{JsonTab, VisibleRow};
use crate::view::cell_writer::{self, CellWriter};
use crate::view::json_highlight::{self, JsonStyles};
use crate::view::scrollbar::{self, Extent};
use crate::view::severity::SeverityStyles;

/// The styles of the tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JsonTabStyles {
    /// The empty cells, and the background of everything else.
    pub pane: Style,
    /// The lines above the body.
    pub head: Style,
    /// The tokens of the body.
    pub json: JsonStyles,
    /// Marked rows, under the colours of their tokens.
    pub mark: Style,
    /// The signs of findings, in the column left of the area.
    pub severities: SeverityStyles,
    /// The scrollbar at the right edge.
    pub scrollbar: Style,
}

/// Draws `tab`, laid out for the size of `area`.
pub fn draw(tab: &JsonTab, area: Rect, styles: &JsonTabStyles, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    cell_writer::fill(area, styles.pane, buffer);
    for (shown, row) in tab.rows_in_sight().zip(area.rows()) {
        let width = row.width.saturating_sub(1);
        if let VisibleRow::Body {
            is_marked: true, ..
        } = shown
        {
            buffer.set_style(Rect { width, ..row }, styles.mark);
        }
        let (VisibleRow::Head { indent, .. } | VisibleRow::Body { indent, .. }) = shown;
        let start = Position {
            x: row.x.saturating_add(indent.min(width)),
            y: row.y,
        };
        let mut writer = CellWriter::new(buffer, start, (width - indent.min(width)).max(1));
        let finding = match shown {
            VisibleRow::Head { text, finding, .. } => {
                writer.write(text, styles.head);
                finding
            }
            VisibleRow::Body {
                text,
                start,
                finding,
                ..
            } => {
                json_highlight::write(text, start, tab.tokens(), &styles.json, &mut writer);
                finding
            }
        };
        if let (Some(severity), Some(x)) = (finding, row.x.checked_sub(1 + GAP)) {
            let mut gap = CellWriter::new(buffer, Position { x, y: row.y }, 1);
            gap.write(severity.sign(), styles.severities.of(severity));
        }
    }
    let (top, rows) = tab.position();
    scrollbar::draw(Extent { top, rows }, area, styles.scrollbar, buffer);
}

#[cfg(test)]
mod tests;
