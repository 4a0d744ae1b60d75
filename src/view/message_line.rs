//! Draws the message line, or the key hints of the focused pane in its place.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::controllers::preview;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::notice::Tone;
use crate::app::model::App;
use crate::app::screen::message_line;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::view::key_hints;
use crate::view::label;
use crate::view::status_line;
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
    let title = match notice.tone {
        Tone::Info if matches!(app.dialog, Some(Dialog::Confirm)) => theme.brand,
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
    let place = app.place();
    let mut hints = match place {
        // Its box shows them.
        Place::Activity => Vec::new(),
        place @ Place::TemplateForm => {
            let takes_lines =
                matches!(&app.dialog, Some(Dialog::TemplateForm(form)) if form.takes_lines());
            let is_of_use = |action| action != Action::Newline || takes_lines;
            key_hints::hints_for(&app.keymap, place, is_of_use)
        }
        place => {
            let own = place.own();
            let hints = own.flat_map(|place| {
                let is_of_use = |action| app.dialog.is_some() || preview::is_of_use(app, action);
                key_hints::hints_for(&app.keymap, place, is_of_use)
            });
            hints.collect()
        }
    };
    if app.dialog.is_none() {
        let everywhere = key_hints::hints(&app.keymap, Place::Everywhere);
        hints.extend(everywhere.into_iter().skip(status_line::keys_shown(app)));
    }
    key_hints::draw(&hints, area, theme, buffer);
}
