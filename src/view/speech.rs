//! The lines where the program speaks, or names the keys of the focused pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::notice::Tone;
use crate::app::speech;
use crate::app::state::App;
use crate::app::wrap::{self, Policy};
use crate::input::keymap::Place;
use crate::view::label;
use crate::view::theme::Theme;

/// Draws the lines.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let Some(notice) = speech::said(app) else {
        draw_keys(app, app.place(), theme, area, buffer);
        return;
    };
    let title = match notice.tone {
        Tone::Info => theme.info,
        Tone::Success => theme.success,
        Tone::Warning => theme.warning,
        Tone::Error => theme.error,
    };
    let lines = std::iter::once((&notice.title, title))
        .chain(notice.lines.iter().map(|line| (line, theme.text)));
    let mut y = area.y;
    for (line, look) in lines {
        let breaks = wrap::breaks(line, area.width.max(1), Policy::Words);
        let starts = std::iter::once(0).chain(breaks.iter().copied());
        for (start, end) in starts.zip(breaks.iter().copied().chain([line.len()])) {
            if y >= area.bottom() {
                return;
            }
            label::draw(
                line[start..end].trim_end(),
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                look,
                buffer,
            );
            y += 1;
        }
    }
}

/// Draws the keys of a place that have a word in the footer.
pub fn draw_keys(app: &App, place: Place, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let hints =
        app.keymap.bindings(place).iter().filter_map(|binding| {
            Some((binding.chords().first()?.short(), binding.hint.as_deref()?))
        });
    let mut x = area.x;
    for (key, word) in hints {
        let needed = label::width(&key) + label::width(word) + 1;
        if x + needed > area.right() {
            break;
        }
        let at = |x: u16| Rect {
            x,
            width: area.right().saturating_sub(x),
            height: 1,
            ..area
        };
        x += label::draw(&key, at(x), theme.key, buffer) + 1;
        x += label::draw(word, at(x), theme.dim, buffer) + 2;
    }
}
