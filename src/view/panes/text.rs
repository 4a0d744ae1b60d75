//! Draws the text pane: the text area in its border.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::events::pane::Pane;
use crate::app::layout;
use crate::app::model::App;
use crate::message::draft::at;
use crate::view::border::{self, Focus};
use crate::view::severity;
use crate::view::text_area::{self, TextStyles, Underline};
use crate::view::theme::Theme;

/// Draws the text pane and returns the cursor's cell.
pub fn text(
    app: &App,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    let aside = match app.text.len() {
        0 => String::new(),
        _ if app
            .editor_session
            .as_ref()
            .is_some_and(|editing| editing.part.is_none()) =>
        {
            "in your editor".to_owned()
        }
        _ => format!("line {}", app.text.caret().line + 1),
    };
    border::draw("Text", &aside, area, focus, theme, buffer);
    let inside = layout::content(Pane::Text, area);
    let styles = text_styles(theme);
    let caret = text_area::draw(&app.text, inside, &styles, buffer);
    text_area::draw_slips(&app.text, &underlines(app, theme), inside, buffer);
    if app.text.is_empty() {
        text_area::draw_placeholder("Write the message here", inside, &styles, buffer);
    }
    caret
}

/// Returns the parts of the text that have findings, the gravest last.
fn underlines(app: &App, theme: &Theme) -> Vec<Underline> {
    let found: Vec<Underline> = app
        .findings
        .at(at::TEXT)
        .filter_map(|finding| {
            let part = finding.part.clone()?;
            let (sign, look) = severity::sign_and_look(finding.severity, theme);
            Some(Underline {
                from: app.text.place(part.start),
                to: app.text.place(part.end),
                sign,
                style: look.into(),
            })
        })
        .collect();
    found.into_iter().rev().collect()
}

/// Returns the styles of a text area.
#[must_use]
pub fn text_styles(theme: &Theme) -> TextStyles {
    TextStyles {
        // The screen below has the theme's own already.
        text: Style::new(),
        selection: theme.selection.into(),
        placeholder: theme.placeholder.into(),
        scrollbar: theme.scrollbar.into(),
    }
}
