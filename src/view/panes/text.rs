//! Draws the text pane: the text area in its border.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::app::dialogs::dialog::Dialog;
use crate::app::events::pane::Pane;
use crate::app::layout;
use crate::app::model::App;
use crate::editor::buffer::Place;
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
    let aside = match app.panes.text.len() {
        0 => String::new(),
        _ if app.document.is_text_in_editor() => "in your editor".to_owned(),
        _ => format!("line {}", app.panes.text.caret().line + 1),
    };
    let aside = match &app.panes.vim {
        None => aside,
        Some(vim) => format!("{} {aside}", vim.mode().name())
            .trim_end()
            .to_owned(),
    };
    border::draw("Text", &aside, area, focus, theme, buffer);
    let inside = layout::content(Pane::Text, area);
    let styles = text_styles(theme);
    let caret = text_area::draw(&app.panes.text, inside, &styles, buffer);
    let marks = matches_in_sight(app);
    let look = theme.mark_on(false).add_modifier(Modifier::UNDERLINED);
    text_area::draw_marks(&app.panes.text, &marks, look, inside, buffer);
    text_area::draw_slips(&app.panes.text, &underlines(app, theme), inside, buffer);
    if app.panes.text.is_empty() {
        text_area::draw_placeholder("Write the message here", inside, &styles, buffer);
    }
    caret
}

/// Returns the matches of find that are in sight, without the current one, which is selected.
fn matches_in_sight(app: &App) -> Vec<(Place, Place)> {
    let Some(Dialog::Find(bar)) = app.overlay.dialog() else {
        return Vec::new();
    };
    let text = &app.panes.text;
    let mut rows = text.rows_in_sight().map(|(row, _)| row);
    let Some(first) = rows.next() else {
        return Vec::new();
    };
    let last = rows.last().unwrap_or(first);
    let offset = |line, byte| text.offset(Place { line, byte });
    let (from, to) = (offset(first.line, first.start), offset(last.line, last.end));
    let start = bar.matches().partition_point(|range| range.end <= from);
    let found = bar.matches()[start..].iter();
    let in_sight = found.take_while(|range| range.start < to);
    let current = bar.current();
    let others = in_sight.filter(|range| Some(*range) != current.as_ref());
    others
        .map(|range| (text.place(range.start), text.place(range.end)))
        .collect()
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
                from: app.panes.text.place(part.start),
                to: app.panes.text.place(part.end),
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
