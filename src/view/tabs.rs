//! The bar of tabs on a narrow screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::settle;
use crate::app::state::App;
use crate::view::label;
use crate::view::theme::Theme;

/// Draws a tab for each pane.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    for (pane, columns) in settle::tabs() {
        let look = if pane == app.focus {
            theme.current
        } else {
            theme.dim
        };
        let tab = Rect {
            x: area.x + columns.start,
            width: columns.end - columns.start,
            ..area
        };
        label::draw(&format!(" {} ", pane.title()), tab, look, buffer);
    }
}
