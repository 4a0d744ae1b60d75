//! Draws the spaces pane: the filter, and the spaces that match it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::events::pane::Pane;
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

/// Draws the pane and returns the cursor's cell: where the filter is typed, else on the row under the cursor.
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
    let mut current = None;
    for (row, y) in app.panes.spaces.rows_in_sight().zip(list.y..list.bottom()) {
        let is_chosen = row
            .space
            .is_some_and(|space| space.name == app.destination_name());
        if row.is_current {
            current = Some(Position { x: list.x, y });
        }
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
    let (top, rows) = app.panes.spaces.extent();
    if rows == 0 {
        draw_empty(app, theme, list, buffer);
    }
    scrollbar::draw(Extent { top, rows }, list, theme.scrollbar.into(), buffer);
    // A screen reader follows the cursor.
    let is_typed = !app.panes.spaces.filter().is_empty();
    current.filter(|_| !is_typed).or(caret).or(current)
}

fn below(inside: Rect) -> Rect {
    Rect {
        y: inside.y.saturating_add(1),
        height: inside.height.saturating_sub(1),
        ..inside
    }
}

fn aside(app: &App) -> String {
    let count = app.panes.spaces.count();
    let more = if app.panes.spaces.is_listing() {
        "+"
    } else {
        ""
    };
    let marked = app.panes.spaces.marked().len();
    if marked > 0 {
        // The pane is too narrow for both counts.
        return format!("{marked} marked");
    }
    let count = match app.panes.spaces.shown_count() {
        0 if count == 0 && app.panes.spaces.is_listing() => "…".to_owned(),
        shown if shown == count => format!("{count}{more}"),
        shown => format!("{shown} of {count}{more}"),
    };
    match app.panes.spaces.freshness() {
        Freshness::Failed(_) if app.panes.spaces.count() > 0 => {
            format!("{count}, from an earlier run")
        }
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
    let caret = line_input::draw(app.panes.spaces.filter(), field, &styles, buffer);
    if app.panes.spaces.filter().is_empty() {
        let words = if app.panes.spaces.is_filtering() {
            "name or Chat address"
        } else if app.panes.focus() == Pane::Spaces {
            "type to filter"
        } else {
            "to filter"
        };
        line_input::draw_placeholder(words, field, &styles, buffer);
    }
    caret.filter(|_| app.panes.spaces.is_filtering())
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
        let words = match row.label.strip_prefix("users/") {
            Some(person) => format!("→ @ {person}"),
            None => format!("→ use {}", row.label),
        };
        label::draw(&words, area, look, buffer);
        return;
    };
    let sign = match (row.is_marked, is_chosen) {
        (true, _) => "✓",
        (false, true) => "▸",
        (false, false) => " ",
    };
    label::draw(sign, area, look, buffer);
    let body = Rect {
        width: area.width.saturating_sub(2),
        ..label::beside(area, 1)
    };
    let sign = lit.unwrap_or(theme.sign);
    label::draw(&space_list::sign(space).to_string(), body, sign, buffer);
    let name = label::beside(body, 2);
    // The word for the kind is dropped before the name is cut.
    let kind = space_list::kind_word(space);
    let kind = if row.is_pinned {
        format!("{kind} ★")
    } else {
        kind.to_owned()
    };
    let room = name.width.saturating_sub(label::width(row.label));
    let name = if room > label::width(&kind) {
        label::draw_right(&kind, name, lit.unwrap_or(theme.dim), buffer)
    } else {
        name
    };
    let mark = theme.mark_on(lit.is_some());
    label::draw_marked(row.label, row.marks, name, (look.into(), mark), buffer);
}

fn draw_empty(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let asks = app.session.keymap().key_of(Place::Spaces, Action::Refresh);
    let words = match (app.panes.spaces.freshness(), app.panes.spaces.is_listing()) {
        (_, true) => match app.panes.spaces.waits() {
            "" => "Loading the spaces…".to_owned(),
            waits => format!("Loading the spaces…\n{waits}"),
        },
        (Freshness::Failed(_), _) => {
            let again = asks.map_or(String::new(), |key| format!("\n{key} tries again."));
            format!("The spaces could not be listed.{again}")
        }
        _ if app.panes.spaces.filter().is_empty() => {
            "This sender is in no space yet.\nAdd it to one in Google Chat.".to_owned()
        }
        _ => {
            let key = app.session.keymap().key_of(Place::Filter, Action::Back);
            let clears = key.map_or(String::new(), |key| format!("\n{key} clears the filter."));
            format!("No matches.{clears}")
        }
    };
    let area = Rect {
        width: area.width.saturating_sub(2),
        ..label::beside(area, 1)
    };
    label::draw_wrapped(&words, area, theme.dim, buffer);
}
