//! Draws the title bar: the draft, the sender, the space.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::model::App;
use crate::app::screen::title_line;
use crate::view::label;
use crate::view::theme::Theme;

/// Draws the title bar.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let line = title_line::title_line(app, area.width);
    let look = if app.session.blocked().is_some() {
        theme.error
    } else if app.session.sender().policy.is_production {
        theme.warning
    } else {
        theme.dim
    };
    let mut rest = label::draw_right(&line.sender, area, look, buffer);
    let parts = [
        (line.brand, theme.brand),
        (&line.draft, theme.value),
        (&line.edited, theme.warning),
        (&line.target, theme.chosen),
    ];
    for (words, look) in parts.into_iter().filter(|(words, _)| !words.is_empty()) {
        let taken = label::draw(words, rest, look, buffer) + 2;
        rest = label::beside(rest, taken);
    }
}
