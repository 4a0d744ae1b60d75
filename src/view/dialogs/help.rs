//! Draws the key help of a place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::model::App;
use crate::app::picker::command_palette::{self, HelpRow};
use crate::input::keymap::Place;
use crate::view::border;
use crate::view::key_hints;
use crate::view::label;
use crate::view::scrollbar::{self, Extent};
use crate::view::theme::Theme;

/// The width limit of the keys' column, in cells.
const KEYS: u16 = 26;

/// Draws the box, scrolled down by `scroll` rows.
pub fn draw(
    app: &App,
    place: Place,
    scroll: usize,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let title = format!("Help: {}", command_palette::title(place));
    let aside = key_hints::closes(&app.keymap, Place::Help);
    let inside = border::draw_dialog(&title, &aside, area, theme, buffer);
    let rows = command_palette::help(&app.keymap, place);
    let widest = rows.iter().map(|row| match row {
        HelpRow::Key(keys, _) => label::width(keys) + 3,
        HelpRow::Heading(_) | HelpRow::Gap => 0,
    });
    let column = widest.max().unwrap_or(0).min(KEYS).min(inside.width / 2);
    for (row, y) in rows.iter().skip(scroll).zip(inside.y..inside.bottom()) {
        let line = Rect {
            x: inside.x + 1,
            y,
            width: inside.width.saturating_sub(2),
            height: 1,
        };
        match row {
            HelpRow::Gap => {}
            HelpRow::Heading(words) => {
                label::draw(words, line, theme.title_focused, buffer);
            }
            HelpRow::Key(keys, words) => {
                let cell = Rect {
                    width: column.saturating_sub(1),
                    ..line
                };
                let keys = command_palette::keys_within(keys, cell.width);
                label::draw(keys, cell, theme.key, buffer);
                let rest = label::beside(line, column);
                label::draw(words, rest, theme.text, buffer);
            }
        }
    }
    scrollbar::draw(
        Extent {
            top: scroll,
            rows: rows.len(),
        },
        inside,
        theme.scrollbar.into(),
        buffer,
    );
}
