//! The status line: how many bytes of 32,000, and the keys of everywhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::send::thousands;
use crate::app::state::App;
use crate::input::keymap::Place;
use crate::message::size;
use crate::view::label;
use crate::view::speech;
use crate::view::theme::Theme;

/// The cells of the bar.
const BAR: usize = 10;

/// From so many bytes on the gauge warns: Google does not say how exactly it counts.
const NEAR: usize = 30_000;

/// Draws the line.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let bytes = app.bytes;
    let look = match bytes {
        bytes if bytes > size::LIMIT => theme.gauge_over,
        bytes if bytes > NEAR => theme.gauge_near,
        _ => theme.gauge,
    };
    let filled = (bytes * BAR).div_ceil(size::LIMIT).min(BAR);
    let mut x = area.x;
    if area.width >= 60 {
        x += label::draw(&"▓".repeat(filled), area, look, buffer);
        x += label::draw(
            &"░".repeat(BAR - filled),
            Rect { x, ..area },
            theme.gauge_track,
            buffer,
        ) + 1;
    }
    let left = Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    };
    let count = format!("{} / {} B", thousands(bytes), thousands(size::LIMIT));
    let over = match bytes.saturating_sub(size::LIMIT) {
        0 => String::new(),
        over => format!("  {} too many", thousands(over)),
    };
    x += label::draw(
        &format!("{count}{over}"),
        left,
        if bytes > NEAR { look } else { theme.text },
        buffer,
    ) + 3;
    let keys = hints_width(app);
    let start = area.right().saturating_sub(keys).max(x);
    let rest = Rect {
        x: start,
        width: area.right().saturating_sub(start),
        ..area
    };
    speech::draw_keys(app, Place::Everywhere, theme, rest, buffer);
}

/// The cells that the keys of everywhere take, without the gap after the last.
fn hints_width(app: &App) -> u16 {
    let hints = app
        .keymap
        .bindings(Place::Everywhere)
        .iter()
        .filter_map(|binding| {
            Some(
                label::width(&binding.chords().first()?.short())
                    + label::width(binding.hint.as_deref()?)
                    + 3,
            )
        });
    hints.sum::<u16>().saturating_sub(2)
}
