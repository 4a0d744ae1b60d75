//! Draws the table of a message to many spaces: its progress, and what has become of it in each.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::controllers::dialogs::broadcast::list;
use crate::app::dialogs::broadcast_table::BroadcastTable;
use crate::app::model::App;
use crate::app::screen::footer;
use crate::app::state::broadcast::{Broadcast, Row, RowState};
use crate::input::keymap::Place;
use crate::view::border;
use crate::view::label;
use crate::view::scrollbar::{self, Extent};
use crate::view::theme::{StyleSpec, Theme};

/// The least cells of what became of a message, beside the name of its space.
const LEAST: u16 = 12;

/// Draws the box; returns the first cell of the row under the cursor.
pub fn draw(
    app: &App,
    table: &BroadcastTable,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let send = app.broadcast.as_ref()?;
    let mut current = None;
    let aside = footer::closes(app.session.keymap(), Place::Broadcast);
    let inside = border::draw_dialog("Many spaces", &aside, area, theme, buffer);
    let body = Rect {
        x: inside.x + 1.min(inside.width),
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let list = list(area);
    if list.y > body.y {
        label::draw(&send.progress(app.ui.now()), body, theme.value, buffer);
        draw_bar(send, theme, label::below(body, 1), buffer);
    }
    let rows = send.rows();
    let in_sight = table.in_sight();
    let shown = rows
        .iter()
        .enumerate()
        .skip(in_sight.start)
        .take(in_sight.len());
    for ((number, row), line) in shown.zip(list.rows()) {
        let is_current = number == table.cursor();
        if is_current {
            buffer.set_style(line, theme.current.0);
            current = Some(line.as_position());
        }
        let line = Rect {
            x: body.x,
            width: body.width,
            ..line
        };
        draw_row(row, is_current, theme, line, buffer);
    }
    let extent = Extent {
        top: in_sight.start,
        rows: rows.len(),
    };
    scrollbar::draw(extent, list, theme.scrollbar.into(), buffer);
    let details = Rect {
        y: list.bottom() + 1,
        height: inside.bottom().saturating_sub(list.bottom() + 1),
        ..body
    };
    if let Some(row) = rows.get(table.cursor())
        && !details.is_empty()
    {
        label::draw_wrapped(&details_of(row), details, theme.text, buffer);
    }
    current
}

fn draw_bar(send: &Broadcast, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let counts = send.counts();
    let whole = send.rows().len().max(1);
    let cells = usize::from(area.width);
    let arrived = counts.sent * cells / whole;
    let done = (counts.sent + counts.failed) * cells / whole;
    let taken = label::draw(&"█".repeat(arrived), area, theme.gauge, buffer);
    let rest = label::beside(area, taken);
    let taken = label::draw(&"▓".repeat(done - arrived), rest, theme.gauge_over, buffer);
    let rest = label::beside(rest, taken);
    label::draw(&"░".repeat(cells - done), rest, theme.gauge_track, buffer);
}

fn draw_row(row: &Row, is_current: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (sign, words, look) = state(row, theme);
    let of = |look: StyleSpec| if is_current { theme.current } else { look };
    label::draw(sign, area, of(look), buffer);
    let rest = label::beside(area, 2);
    let name = rest.width / 2;
    let name = name.min(rest.width.saturating_sub(LEAST));
    let space = Rect {
        width: name.saturating_sub(1),
        ..rest
    };
    label::draw(&row.label, space, of(theme.text), buffer);
    label::draw(&words, label::beside(rest, name), of(look), buffer);
}

/// Returns the sign of what became of the message in a space, in words of one line, and its style.
fn state(row: &Row, theme: &Theme) -> (&'static str, String, StyleSpec) {
    match &row.state {
        RowState::OnTheWay(why) if why.is_empty() => ("…", "on its way".to_owned(), theme.dim),
        RowState::OnTheWay(why) => ("…", format!("waits: {why}"), theme.dim),
        RowState::Sent(sent) => ("✔", sent.name.clone(), theme.success),
        RowState::NotSent(failed) if failed.unsure => {
            ("?", failed.problem.title.clone(), theme.warning)
        }
        RowState::NotSent(failed) => ("✘", failed.problem.title.clone(), theme.error),
        RowState::Unfinished => (
            "?",
            "in doubt: it may have arrived".to_owned(),
            theme.warning,
        ),
    }
}

fn details_of(row: &Row) -> String {
    match &row.state {
        RowState::OnTheWay(why) => why.clone(),
        RowState::Sent(sent) => match &sent.earlier {
            Some(at) => format!("{}, sent before, at {at}", sent.name),
            None => sent.name.clone(),
        },
        RowState::NotSent(failed) => failed.problem.sentence(),
        RowState::Unfinished => {
            "The send ended before Chat answered. Going on sends it under the same request ID, so it cannot be posted twice."
                .to_owned()
        }
    }
}
