//! Draws the message line, or the key hints of the focused pane in its place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::events::notice::Tone;
use crate::app::model::App;
use crate::app::screen::{footer, message_line};
use crate::view::key_hints;
use crate::view::label;
use crate::view::theme::Theme;

/// Draws the message line.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let Some(notice) = message_line::current_message(app) else {
        draw_keys(app, theme, area, buffer);
        return;
    };
    let whole = area;
    let mut area = area;
    if message_line::has_hints_below(app) && area.height > 1 {
        area.height -= 1;
        draw_keys(app, theme, label::below(whole, area.height), buffer);
    }
    let title = match notice.tone {
        Tone::Question => theme.brand,
        Tone::Info => theme.info,
        Tone::Success => theme.success,
        Tone::Warning => theme.warning,
        Tone::Error => theme.error,
    };
    let mut rest = area;
    let rows = label::draw_wrapped(&notice.title, rest, title, buffer);
    rest = label::below(rest, rows);
    for line in &notice.lines {
        let rows = label::draw_wrapped(line, rest, theme.text, buffer);
        rest = label::below(rest, rows);
    }
}

/// Draws the key hints of the focused place, and the global ones that the status line has no room for.
fn draw_keys(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    key_hints::draw(footer::of_message_line(app), area, theme, buffer);
}
