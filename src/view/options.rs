//! The options pane: all rows, or the sum of what is set where there is no room.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::options::{self, Field, Row};
use crate::app::settle::OPTION_LABEL;
use crate::app::state::App;
use crate::message::thread::Certainty;
use crate::view::frame::{self, Focus};
use crate::view::label;
use crate::view::line;
use crate::view::spaces::line_styles;
use crate::view::theme::Theme;

/// Draws the pane and returns the caret's cell, if a value is being typed.
pub fn draw(
    app: &App,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    let inside = frame::draw("Options", "", area, focus, theme, buffer);
    let rows = app.options.rows(&app.draft, app.sender_kind());
    if usize::from(inside.height) < Field::ALL.len() && focus == Focus::Elsewhere {
        draw_brief(app, &rows, theme, inside, buffer);
        return None;
    }
    let mut caret = None;
    // Where not all rows fit, the one under the cursor is in sight.
    let here = Field::ALL
        .iter()
        .position(|field| *field == app.options.current())
        .unwrap_or(0);
    let skipped = (here + 1).saturating_sub(usize::from(inside.height));
    for (row, y) in rows.iter().skip(skipped).zip(inside.y..inside.bottom()) {
        caret = draw_row(
            app,
            row,
            theme,
            Rect {
                y,
                height: 1,
                ..inside
            },
            focus,
            buffer,
        )
        .or(caret);
    }
    if usize::from(inside.height) > Field::ALL.len() {
        let last = Rect {
            y: inside.y + 7,
            height: 1,
            ..inside
        };
        draw_forecast(app, theme, last, buffer);
    }
    caret
}

fn draw_row(
    app: &App,
    row: &Row,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    let is_current = focus == Focus::Here && row.field == app.options.current();
    let look = if is_current {
        theme.current
    } else {
        theme.label
    };
    let name = Rect {
        width: OPTION_LABEL - 1,
        ..area
    };
    if is_current {
        buffer.set_style(name, look.0);
    }
    label::draw(&format!(" {}", row.field.label()), name, look, buffer);
    let value = Rect {
        x: area.x + OPTION_LABEL,
        width: area.width.saturating_sub(OPTION_LABEL),
        ..area
    };
    if let Some((_, typed)) = app
        .options
        .editing()
        .filter(|(field, _)| *field == row.field)
    {
        let caret = line::draw(typed, value, &line_styles(theme), buffer);
        let rest = after(value, label::width(typed.text()) + 2);
        draw_fault(row, theme, rest, buffer);
        return caret;
    }
    let taken = label::draw(
        &row.value,
        value,
        if row.is_set { theme.value } else { theme.dim },
        buffer,
    );
    draw_fault(row, theme, after(value, taken + 2), buffer);
    None
}

fn after(area: Rect, cells: u16) -> Rect {
    let cells = cells.min(area.width);
    Rect {
        x: area.x + cells,
        width: area.width - cells,
        ..area
    }
}

fn draw_fault(row: &Row, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if let Some(fault) = &row.fault {
        label::draw(&format!("✘ {fault}"), area, theme.error, buffer);
    }
}

fn draw_forecast(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let told = options::forecast(&app.draft, app.space());
    let (sign, look) = match told.certainty {
        Certainty::Sure => ("→", theme.dim),
        Certainty::Doubtful => ("⚠", theme.warning),
        Certainty::Refused => ("✘", theme.error),
    };
    label::draw(&format!(" {sign} {}", told.words), area, look, buffer);
}

fn draw_brief(app: &App, rows: &[Row], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let row = Rect {
        height: 1.min(area.height),
        ..area
    };
    let mut x = row.x + 1;
    for option in rows
        .iter()
        .filter(|row| row.is_set || matches!(row.field, Field::Viewer | Field::Thread))
    {
        let left = Rect {
            x,
            width: row.right().saturating_sub(x),
            ..row
        };
        let name = label::draw(option.field.label(), left, theme.dim, buffer) + 1;
        let left = after(left, name);
        let look = match (&option.fault, option.is_set) {
            (Some(_), _) => theme.error,
            (None, true) => theme.value,
            (None, false) => theme.text,
        };
        x = left.x + label::draw(&option.value, left, look, buffer) + 2;
        if x >= row.right() {
            break;
        }
    }
    if area.height > 1 {
        draw_forecast(
            app,
            theme,
            Rect {
                y: area.y + 1,
                height: 1,
                ..area
            },
            buffer,
        );
    }
}
