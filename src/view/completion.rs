//! Draws the completion at the cursor of the text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::controllers::completion;
use crate::app::model::App;
use crate::app::panes::completion::Kind;
use crate::view::border;
use crate::view::label;
use crate::view::theme::Theme;

/// Draws the menu, where one is shown.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let menu = &app.panes.completion;
    let Some(area) = menu.area().filter(|_| completion::is_shown(app)) else {
        return;
    };
    let title = match menu.kind() {
        Some(Kind::Emoji) => "Emoji",
        Some(Kind::Member) | None => "Mention",
    };
    let (at, all) = menu.position();
    let aside = format!("{} of {all}", at + 1);
    let inside = border::draw_dialog(title, &aside, area, theme, buffer);
    for ((row, is_current), y) in menu.rows_in_sight().zip(inside.y..inside.bottom()) {
        let line = Rect {
            y,
            height: 1,
            ..inside
        };
        let (look, faint) = if is_current {
            (theme.current, theme.current)
        } else {
            (theme.text, theme.dim)
        };
        buffer.set_style(line, look.0);
        let line = Rect {
            x: line.x + 1,
            width: line.width.saturating_sub(2),
            ..line
        };
        let taken = label::draw(&row.label, line, look, buffer);
        let rest = label::beside(line, taken.saturating_add(2));
        label::draw_right(&row.detail, rest, faint, buffer);
    }
}
