//! The text and the preview in their frames.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::json::Form;
use crate::app::layout;
use crate::app::pane::Pane;
use crate::app::state::App;
use crate::view::frame::{self, Focus};
use crate::view::json::JsonStyles;
use crate::view::preview::{self, PreviewStyles};
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

/// Draws the preview pane, which has no caret.
pub fn preview(app: &App, theme: &Theme, area: Rect, focus: Focus, buffer: &mut Buffer) {
    let aside = match app.preview.form() {
        Form::Pretty => "",
        Form::Compact => "as sent",
    };
    frame::draw("JSON", aside, area, focus, theme, buffer);
    let inside = layout::content(Pane::Preview, area);
    let styles = PreviewStyles {
        pane: theme.text.into(),
        head: theme.json_head.into(),
        json: JsonStyles {
            key: theme.json_key.into(),
            string: theme.json_string.into(),
            number: theme.json_number.into(),
            literal: theme.json_literal.into(),
            punctuation: theme.json_punctuation.into(),
        },
        mark: theme.json_revealed.into(),
        scrollbar: theme.scrollbar.into(),
    };
    preview::draw(&app.preview, inside, &styles, buffer);
}
