//! Draws the help: the keys of a place, and the manual.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::help::Help;
use crate::app::model::App;
use crate::app::picker::command_palette::{self, HelpRow};
use crate::app::screen::footer;
use crate::input::keymap::Place;
use crate::view::border;
use crate::view::label;
use crate::view::line_input;
use crate::view::panes::spaces::line_styles;
use crate::view::scrollbar::{self, Extent};
use crate::view::theme::Theme;

/// The width limit of the keys' column, in cells.
const KEYS: u16 = 26;

/// Draws the box of the help, and returns the cursor's cell while words of it are searched for.
pub fn draw(
    app: &App,
    help: &Help,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let (title, scroll, find) = (help.title(), help.scroll, help.find.as_ref());
    let aside = footer::closes(app.session.keymap(), Place::Help);
    let inside = border::draw_dialog(&title, &aside, area, theme, buffer);
    let all = help.all(app.session.keymap());
    let rows = help.rows(app.session.keymap());
    let caret = find.and_then(|line| {
        label::draw("/", inside, theme.sign, buffer);
        let field = Rect {
            height: 1.min(inside.height),
            ..label::beside(inside, 2)
        };
        line_input::draw(line, field, &line_styles(theme), buffer)
    });
    let inside = match find {
        Some(_) => label::below(inside, 1),
        None => inside,
    };
    if rows.is_empty() {
        label::draw("No matches.", label::beside(inside, 1), theme.dim, buffer);
    }
    // The columns stay where they are while words are typed.
    let widest = all.iter().map(|row| match row {
        HelpRow::Key(keys, _) => label::width(keys) + 3,
        HelpRow::Heading(_) | HelpRow::Text(_) | HelpRow::Code(_) | HelpRow::Gap => 0,
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
            HelpRow::Text(words) => {
                label::draw(words, line, theme.text, buffer);
            }
            HelpRow::Code(words) => {
                label::draw(words, line, theme.value, buffer);
            }
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
    caret
}
