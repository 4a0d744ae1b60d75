//! Draws the spaces pane: the filter, and the spaces that match it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::model::App;
use crate::app::panes::spaces::{Freshness, Row};
use crate::app::state::space_list;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::view::border::{self, Focus};
use crate::view::label;
use crate::view::line_input::{self, LineStyles};
use crate::view::scrollbar::{self, Extent};
use crate::view::theme::Theme;

/// Draws the pane and returns the cursor's cell, if the filter is focused.
pub fn draw(
    app: &App,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    let inside = border::draw("Spaces", &aside(app), area, focus, theme, buffer);
    let [filter, list] = [
        Rect {
            height: 1.min(inside.height),
            ..inside
        },
        below(inside),
    ];
    let caret = draw_filter(app, theme, filter, buffer);
    for (row, y) in app.spaces.rows_in_sight().zip(list.y..list.bottom()) {
        let is_chosen = row
            .space
            .is_some_and(|space| space.name == app.draft.parent());
        draw_row(
            &row,
            is_chosen,
            theme,
            Rect {
                y,
                height: 1,
                ..list
            },
            focus,
            buffer,
        );
    }
    let (top, rows) = app.spaces.extent();
    if rows == 0 {
        draw_empty(app, theme, list, buffer);
    }
    scrollbar::draw(Extent { top, rows }, list, theme.scrollbar.into(), buffer);
    caret
}

fn below(inside: Rect) -> Rect {
    Rect {
        y: inside.y.saturating_add(1),
        height: inside.height.saturating_sub(1),
        ..inside
    }
}

fn aside(app: &App) -> String {
    let count = app.spaces.count();
    let more = if app.spaces.is_listing() { "+" } else { "" };
    let count = match app.spaces.shown_count() {
        0 if count == 0 && app.spaces.is_listing() => "…".to_owned(),
        shown if shown == count => format!("{count}{more}"),
        shown => format!("{shown} of {count}{more}"),
    };
    match app.spaces.freshness() {
        Freshness::Failed(_) if app.spaces.count() > 0 => format!("{count}, from an earlier run"),
        _ => count,
    }
}

fn draw_filter(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    label::draw("/", area, theme.dim, buffer);
    let field = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    };
    let styles = line_styles(theme);
    let caret = line_input::draw(app.spaces.filter(), field, &styles, buffer);
    if app.spaces.filter().is_empty() {
        let words = if app.spaces.is_filtering() {
            "name or Chat address"
        } else {
            "to filter"
        };
        line_input::draw_placeholder(words, field, &styles, buffer);
    }
    caret.filter(|_| app.spaces.is_filtering())
}

/// Returns the styles of a single-line input.
#[must_use]
pub fn line_styles(theme: &Theme) -> LineStyles {
    LineStyles {
        text: theme.text.into(),
        selection: theme.selection.into(),
        placeholder: theme.placeholder.into(),
    }
}

fn draw_row(
    row: &Row<'_>,
    is_chosen: bool,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) {
    // A highlighted row has one style from end to end; only the underline shows what the filter matched.
    let lit = match (row.is_current, focus, is_chosen) {
        (true, Focus::Here, _) => Some(theme.current),
        (true, Focus::Elsewhere, false) => Some(theme.current_dim),
        _ => None,
    };
    if let Some(look) = lit {
        buffer.set_style(area, look.0);
    }
    let look = lit.unwrap_or(if is_chosen { theme.chosen } else { theme.text });
    let Some(space) = row.space else {
        label::draw(&format!("→ use {}", row.label), area, look, buffer);
        return;
    };
    label::draw(if is_chosen { "▸" } else { " " }, area, look, buffer);
    let body = Rect {
        width: area.width.saturating_sub(2),
        ..label::beside(area, 1)
    };
    let sign = lit.unwrap_or(theme.sign);
    label::draw(&space_list::sign(space).to_string(), body, sign, buffer);
    let name = label::beside(body, 2);
    // The word for the kind is dropped before the name is cut.
    let kind = space_list::kind_word(space);
    let room = name.width.saturating_sub(label::width(row.label));
    let name = if room > label::width(kind) {
        label::draw_right(kind, name, lit.unwrap_or(theme.dim), buffer)
    } else {
        name
    };
    let mark = theme.mark_on(lit.is_some());
    label::draw_marked(row.label, row.marks, name, (look.into(), mark), buffer);
}

fn draw_empty(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let asks = app.keymap.key_of(Place::Spaces, Action::Refresh);
    let words = match (app.spaces.freshness(), app.spaces.is_listing()) {
        (_, true) => "Loading the spaces…".to_owned(),
        (Freshness::Failed(_), _) => {
            let again = asks.map_or(String::new(), |key| format!("\n{key} tries again."));
            format!("The spaces could not be listed.{again}")
        }
        _ if app.spaces.filter().is_empty() => {
            "This sender is in no space yet.\nAdd it to one in Google Chat.".to_owned()
        }
        _ => "No matches.\nEsc clears the filter.".to_owned(),
    };
    let area = Rect {
        width: area.width.saturating_sub(2),
        ..label::beside(area, 1)
    };
    label::draw_wrapped(&words, area, theme.dim, buffer);
}
