//! The text in its frame.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::layout;
use crate::app::pane::Pane;
use crate::app::state::App;
use crate::view::frame::{self, Focus};
use crate::view::text::{self, TextStyles};
use crate::view::theme::Theme;

/// Draws the text pane and returns the caret's cell.
pub fn text(
    app: &App,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    let aside = match app.text.len() {
        0 => String::new(),
        _ if app.editing.is_some() => "in your editor".to_owned(),
        _ => format!("line {}", app.text.caret().line + 1),
    };
    frame::draw("Text", &aside, area, focus, theme, buffer);
    let inside = layout::content(Pane::Text, area);
    let styles = TextStyles {
        text: theme.text.into(),
        selection: theme.selection.into(),
        placeholder: theme.placeholder.into(),
        scrollbar: theme.scrollbar.into(),
    };
    let caret = text::draw(&app.text, inside, &styles, buffer);
    if app.text.is_empty() {
        text::draw_placeholder("Write the message here", inside, &styles, buffer);
    }
    caret
}
