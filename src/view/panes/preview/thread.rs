//! Draws the Thread tab: the visible lines of its messages, and the scrollbar.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::panes::preview::thread::ThreadTab;
use crate::view::cell_writer::{self, CellWriter};
use crate::view::message;
use crate::view::scrollbar::{self, Extent};
use crate::view::theme::Theme;

/// Draws the tab, laid out for the size of `area`.
pub fn draw(tab: &ThreadTab, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    cell_writer::fill(area, theme.text.0, buffer);
    let width = area.width.saturating_sub(1).max(1);
    for (line, y) in tab.lines_in_sight().iter().zip(area.y..area.bottom()) {
        let mut writer = CellWriter::new(buffer, Position { x: area.x, y }, width);
        message::write(line, 0, theme, &mut writer);
    }
    let (top, rows) = tab.position();
    scrollbar::draw(Extent { top, rows }, area, theme.scrollbar.into(), buffer);
}
