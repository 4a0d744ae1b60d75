//! Draws the Checks tab: the findings, the gravest first, and the details of one of them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::model::App;
use crate::app::panes::preview::checks::{INDENT, Kind, Row};
use crate::input::chord::Chord;
use crate::input::keymap::Place;
use crate::view::label;
use crate::view::scrollbar::{self, Extent};
use crate::view::severity;
use crate::view::theme::Theme;

/// Draws the visible rows; returns the first cell of the finding under the cursor.
pub fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    if app.findings.all().is_empty() {
        let (words, look) = if app.document.draft().is_blank() {
            ("Nothing to check yet: the message is empty.", theme.dim)
        } else {
            ("✔ No problems found.", theme.success)
        };
        label::draw_wrapped(words, area, look, buffer);
        return None;
    }
    let tab = &app.panes.preview.checks;
    let mut current = None;
    for ((row, is_current), cells) in tab.rows_in_sight().zip(area.rows()) {
        let cells = Rect {
            width: cells.width.saturating_sub(1),
            ..cells
        };
        if is_current && row.kind == Kind::Sentence {
            current = Some(cells.as_position());
        }
        draw_row(app, row, is_current, theme, cells, buffer);
    }
    let (top, rows) = tab.position();
    let bar = theme.scrollbar.into();
    scrollbar::draw(Extent { top, rows }, area, bar, buffer);
    current
}

fn draw_row(
    app: &App,
    row: &Row,
    is_current: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let words = label::beside(area, INDENT);
    match row.kind {
        Kind::Sentence | Kind::More => draw_sentence(app, row, is_current, theme, area, buffer),
        Kind::Place | Kind::Source => {
            label::draw(&row.words, words, theme.dim, buffer);
        }
        Kind::Help => {
            label::draw(&row.words, words, theme.text, buffer);
        }
        Kind::Key(action) => {
            let key = app.session.keymap().key_of(Place::Checks, action);
            let key = key.map_or_else(String::new, Chord::short);
            let taken = label::draw(&key, area, theme.key, buffer);
            let rest = label::beside(area, (taken + 1).max(INDENT));
            label::draw(&row.words, rest, theme.text, buffer);
        }
        Kind::Gap => {}
    }
}

fn draw_sentence(
    app: &App,
    row: &Row,
    is_current: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Some(finding) = app.findings.all().get(row.finding) else {
        return;
    };
    let is_ignored = app.findings.is_ignored(row.finding);
    let (sign, look) = severity::sign_and_look(finding.severity, theme);
    let (sign, look, text): (_, Style, Style) = match (is_current, is_ignored) {
        (true, false) => (sign, theme.current.into(), theme.current.into()),
        (true, true) => ("–", theme.current.into(), theme.current.into()),
        (false, false) => (sign, look.into(), theme.text.into()),
        (false, true) => ("–", theme.dim.into(), theme.dim.into()),
    };
    if is_current {
        buffer.set_style(area, theme.current.0);
    }
    if row.kind == Kind::Sentence {
        label::draw(sign, area, look, buffer);
    }
    label::draw(&row.words, label::beside(area, INDENT), text, buffer);
}
