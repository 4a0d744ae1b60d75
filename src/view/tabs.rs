//! The bar of tabs on a narrow screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::pane::Pane;
use crate::app::state::App;
use crate::view::label;
use crate::view::theme::Theme;

/// Draws a tab for each pane, in equal parts of the row.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let width = (area.width / 4).max(1);
    for (pane, x) in Pane::ALL
        .into_iter()
        .zip((area.x..).step_by(usize::from(width)))
    {
        let look = if pane == app.focus {
            theme.current
        } else {
            theme.dim
        };
        let tab = Rect {
            x,
            width: width.saturating_sub(1),
            ..area
        };
        let title = format!(" {} ", pane.title());
        label::draw(&title, tab, look, buffer);
    }
}
