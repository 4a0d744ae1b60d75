//! Draws the Card tab: the visible lines, the selected target and the marked part highlighted, and the
//! scrollbar.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::panes::preview::card::CardTab;
use crate::app::panes::preview::images::MessageImages;
use crate::document::pointer;
use crate::render::line::Line;
use crate::view::cell_writer::{self, CellWriter};
use crate::view::images;
use crate::view::message;
use crate::view::scrollbar::{self, Extent};
use crate::view::theme::Theme;

/// The sign of a row that shows what is marked.
const MARK: &str = "▌";

/// Draws the tab, laid out for the size of `area`.
pub fn draw(tab: &CardTab, images: &MessageImages, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    cell_writer::fill(area, theme.text.0, buffer);
    let width = area.width.saturating_sub(1).max(1);
    for (line, y) in tab.lines_in_sight().iter().zip(area.y..area.bottom()) {
        let mut writer = CellWriter::new(buffer, Position { x: area.x, y }, width);
        message::write(line, tab.pan(), theme, &mut writer);
        let marked = tab.lit().map(|lit| {
            let parts = line.parts().iter();
            parts.filter(move |part| pointer::is_within(&part.at, lit))
        });
        for part in marked.into_iter().flatten() {
            let cells = cells(part.start, part.width, tab.pan(), area, y);
            let cells = cells.intersection(Rect { width, ..area });
            let first = cells.x - area.x + tab.pan();
            light(cells, first, line, theme.json_revealed.0, buffer);
            // In the gap left of the area, so that it is seen without colours as well.
            if let Some(x) = area.x.checked_sub(1) {
                CellWriter::new(buffer, Position { x, y }, 1).write(MARK, theme.brand.into());
            }
        }
        let row = Rect {
            y,
            height: 1,
            width,
            ..area
        };
        images::hold(line, tab.pan(), images, row, buffer);
        let lit = line
            .handles()
            .iter()
            .filter(|handle| tab.chosen() == Some(&handle.action));
        for handle in lit {
            let cells = cells(handle.start, handle.width, tab.pan(), area, y);
            buffer.set_style(cells.intersection(Rect { width, ..area }), theme.current.0);
        }
    }
    let (top, rows) = tab.position();
    scrollbar::draw(Extent { top, rows }, area, theme.scrollbar.into(), buffer);
}

/// Returns whether a cell's symbol is neither blank nor a line of a frame.
fn is_word(symbol: &str) -> bool {
    !symbol.starts_with(|c| c == ' ' || ('\u{2500}'..='\u{257F}').contains(&c))
}

/// Highlights the cells that show a line from the cell `first` on.
///
/// All of them are styled where the style has a background, else the words, for an underlined frame is hard to read.
/// Images keep their own colours.
fn light(cells: Rect, first: u16, line: &Line, style: Style, buffer: &mut Buffer) {
    let has_ground = style.bg.is_some();
    for (x, column) in (cells.left()..cells.right()).zip(first..) {
        let is_picture = line.slices().iter().any(|slice| {
            (slice.start..slice.start.saturating_add(slice.fit.columns)).contains(&column)
        });
        if !is_picture
            && let Some(cell) = buffer.cell_mut((x, cells.y))
            && (has_ground || is_word(cell.symbol()))
        {
            cell.set_style(style);
        }
    }
}

/// Returns the cells of the screen that so many cells of a line take, from the cell `first` on.
fn cells(first: u16, width: u16, pan: u16, area: Rect, y: u16) -> Rect {
    let start = first.saturating_sub(pan);
    let end = first.saturating_add(width).saturating_sub(pan);
    Rect {
        x: area.x.saturating_add(start),
        y,
        width: end - start,
        height: 1,
    }
}
