//! Draws the options pane: all rows, or a summary of what is set where there is no room.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::controllers::options;
use crate::app::controllers::quick_fix;
use crate::app::model::App;
use crate::app::panes::options::Row;
use crate::app::state::option_fields::{self, Field};
use crate::app::update::reconcile::OPTION_LABEL;
use crate::message::thread::Certainty;
use crate::view::border::{self, Focus};
use crate::view::label;
use crate::view::line_input;
use crate::view::panes::spaces::line_styles;
use crate::view::severity;
use crate::view::theme::{StyleSpec, Theme};

/// The fewest cells in which the summary shows a value.
const LEAST_VALUE: u16 = 8;

/// Draws the pane and returns the cursor's cell: in the value that is edited, else on the row under the cursor.
pub fn draw(
    app: &App,
    theme: &Theme,
    area: Rect,
    focus: Focus,
    buffer: &mut Buffer,
) -> Option<Position> {
    let inside = border::draw("Options", "", area, focus, theme, buffer);
    let rows = options::rows(app);
    if usize::from(inside.height) < Field::ALL.len() && focus == Focus::Elsewhere {
        draw_brief(app, &rows, theme, inside, buffer);
        return None;
    }
    let mut caret = None;
    for (row, y) in rows
        .iter()
        .skip(app.panes.options.offset())
        .zip(inside.y..inside.bottom())
    {
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
    let shown = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let foot = label::below(inside, shown);
    let here = app.panes.options.current();
    let current = rows
        .iter()
        .find(|row| row.field == here && focus == Focus::Here);
    // The forecast says what happens to the thread, unless there is something worse to report.
    let told = current
        .and_then(|row| row.finding.as_ref())
        .filter(|finding| here != Field::Thread || finding.is_error());
    match told {
        Some(finding) => {
            let (sign, look) = severity::sign_and_look(finding.severity, theme);
            let words = [
                finding.message.clone(),
                quick_fix::profile_that_can(app, finding),
            ];
            draw_foot(sign, words.join(" ").trim_end(), look, foot, buffer);
        }
        None => draw_forecast(app, theme, foot, buffer),
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
    let is_current = focus == Focus::Here && row.field == app.panes.options.current();
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
        .panes
        .options
        .editing()
        .filter(|(field, _)| *field == row.field)
    {
        let caret = line_input::draw(typed, value, &line_styles(theme), buffer);
        let rest = label::beside(value, label::width(typed.text()) + 2);
        draw_finding(row, is_current, theme, rest, buffer);
        return caret;
    }
    let taken = label::draw(
        &row.value,
        value,
        if row.is_set { theme.value } else { theme.dim },
        buffer,
    );
    let rest = label::beside(value, taken + 2);
    draw_finding(row, is_current, theme, rest, buffer);
    is_current.then_some(area.as_position())
}

/// Marks a row with a finding. What the foot shows in full is not repeated.
fn draw_finding(row: &Row, is_current: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if let Some(finding) = &row.finding {
        let (sign, look) = severity::sign_and_look(finding.severity, theme);
        let words = if is_current || row.field == Field::Thread {
            sign.to_owned()
        } else {
            format!("{sign} {}", finding.message)
        };
        label::draw(&words, area, look, buffer);
    }
}

fn draw_forecast(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if app.document.draft().parent().is_empty() {
        draw_foot("→", "No space is chosen yet", theme.dim, area, buffer);
        return;
    }
    if app.document.edit().is_some() {
        draw_foot("→", "An edit stays in its thread", theme.dim, area, buffer);
        return;
    }
    let told = option_fields::forecast(app.document.draft(), app.space());
    let (sign, look) = match told.certainty {
        Certainty::Sure => ("→", theme.dim),
        Certainty::Doubtful => ("⚠", theme.warning),
        Certainty::Refused => ("✘", theme.error),
    };
    draw_foot(sign, &told.words, look, area, buffer);
}

fn draw_foot(sign: &str, words: &str, look: StyleSpec, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    label::draw(sign, label::beside(area, 1), look, buffer);
    label::draw_wrapped(words, label::beside(area, 3), look, buffer);
}

fn draw_brief(app: &App, rows: &[Row], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut rest = Rect {
        height: 1.min(area.height),
        ..label::beside(area, 1)
    };
    for option in rows.iter().filter(|row| match row.field {
        Field::Viewer | Field::Thread => true,
        // The forecast says what happens with it.
        Field::Reply => false,
        _ => row.is_set,
    }) {
        let look = match (&option.finding, option.is_set) {
            (Some(finding), _) => severity::sign_and_look(finding.severity, theme).1,
            (None, true) => theme.value,
            (None, false) => theme.text,
        };
        let name = label::width(option.field.label()) + 1;
        if name + label::width(&option.value).min(LEAST_VALUE) > rest.width {
            label::draw("…", rest, theme.dim, buffer);
            break;
        }
        label::draw(option.field.label(), rest, theme.dim, buffer);
        rest = label::beside(rest, name);
        // Of the name of a thread the end tells which it is.
        let value = match option.field {
            Field::Thread if option.value.starts_with("spaces/") => {
                option.value.rsplit('/').next().unwrap_or_default()
            }
            _ => &option.value,
        };
        let taken = label::draw(value, rest, look, buffer);
        rest = label::beside(rest, taken + 2);
    }
    draw_forecast(app, theme, label::below(area, 1), buffer);
}
