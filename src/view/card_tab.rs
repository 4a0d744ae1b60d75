//! The Card tab: the lines in sight, the chosen handle lit, and the scrollbar.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::card_tab::CardTab;
use crate::look::line::Handle;
use crate::view::look;
use crate::view::pen::{self, Pen};
use crate::view::scrollbar::{self, Extent};
use crate::view::theme::Theme;

/// Draws the tab, settled for the size of `area`.
pub fn draw(tab: &CardTab, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    pen::fill(area, theme.text.0, buffer);
    let width = area.width.saturating_sub(1).max(1);
    for (line, y) in tab.lines_in_sight().iter().zip(area.y..area.bottom()) {
        let mut pen = Pen::new(buffer, Position { x: area.x, y }, width);
        look::write(line, tab.pan(), theme, &mut pen);
        let lit = line
            .handles()
            .iter()
            .filter(|handle| tab.chosen() == Some(&handle.deed));
        for handle in lit {
            let cells = cells(handle, tab.pan(), area, y);
            buffer.set_style(cells.intersection(Rect { width, ..area }), theme.current.0);
        }
    }
    let (top, rows) = tab.position();
    scrollbar::draw(Extent { top, rows }, area, theme.scrollbar.into(), buffer);
}

/// The cells of the screen that a handle takes.
fn cells(handle: &Handle, pan: u16, area: Rect, y: u16) -> Rect {
    let start = handle.start.saturating_sub(pan);
    let end = handle
        .start
        .saturating_add(handle.width)
        .saturating_sub(pan);
    Rect {
        x: area.x.saturating_add(start),
        y,
        width: end - start,
        height: 1,
    }
}
