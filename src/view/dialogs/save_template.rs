//! Draws the dialog that asks for the title of a template.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::dialogs::save_template::SaveTemplate;
use crate::app::model::App;
use crate::view::border;
use crate::view::label;
use crate::view::line_input;
use crate::view::panes::spaces::line_styles;
use crate::view::theme::Theme;

/// Draws the box and returns the cursor's cell.
pub fn draw(
    app: &App,
    saving: &SaveTemplate,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let aside = if saving.awaits.is_some() {
        "saving…"
    } else {
        ""
    };
    let inside = border::draw_dialog("Save as a template", aside, area, theme, buffer);
    label::draw("›", inside, theme.sign, buffer);
    let caret = line_input::draw(
        &saving.title,
        label::beside(inside, 2),
        &line_styles(theme),
        buffer,
    );
    if saving.title.is_empty() {
        let field = label::beside(inside, 2);
        line_input::draw_placeholder("title", field, &line_styles(theme), buffer);
    }
    let note = Rect {
        x: inside.x.saturating_add(1),
        width: inside.width.saturating_sub(2),
        ..label::below(inside, 2)
    };
    let look = if saving.taken.is_some() {
        theme.warning
    } else {
        theme.dim
    };
    let words = saving.note(app.document.draft().request(), app.session.keymap());
    label::draw_wrapped(&words, note, look, buffer);
    caret
}
