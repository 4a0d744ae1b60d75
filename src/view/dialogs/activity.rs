//! Draws the activity dialog: what was sent, is being sent, or failed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::controllers::send::span;
use crate::app::dialogs::activity::Activity;
use crate::app::model::App;
use crate::app::state::outbox::{Entry, State};
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::view::border;
use crate::view::key_hints;
use crate::view::label;
use crate::view::theme::{StyleSpec, Theme};

/// Draws the list, and below it the details of the message under the cursor.
pub fn draw(app: &App, activity: &Activity, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let entries = app.outbox.entries();
    let aside = if entries.is_empty() {
        key_hints::closes(&app.keymap, Place::Activity)
    } else {
        entries.len().to_string()
    };
    let inside = border::draw_dialog("Activity", &aside, area, theme, buffer);
    let body = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    if entries.is_empty() {
        let key = app.keymap.key_of(Place::Everywhere, Action::Send);
        let how = key.map_or(String::new(), |key| format!(" {key} sends the draft."));
        let words = format!("No messages sent yet.{how}");
        label::draw(&words, body, theme.dim, buffer);
    }
    let rows = usize::from(inside.height / 2);
    let skipped = (activity.cursor() + 1).saturating_sub(rows);
    for ((at, entry), y) in entries
        .iter()
        .enumerate()
        .skip(skipped)
        .take(rows)
        .zip(inside.y..)
    {
        let row = Rect {
            y,
            height: 1,
            ..inside
        };
        let is_current = at == activity.cursor();
        if is_current {
            buffer.set_style(row, theme.current.0);
        }
        draw_row(
            entry,
            is_current,
            theme,
            Rect {
                y,
                height: 1,
                ..body
            },
            buffer,
        );
    }
    if let Some(entry) = entries.get(activity.cursor()) {
        let y = inside.y + u16::try_from(entries.len().min(rows)).unwrap_or(0) + 1;
        let rest = Rect {
            y,
            height: inside.bottom().saturating_sub(y + 1),
            ..body
        };
        draw_details(entry, theme, rest, buffer);
    }
    if let Some(entry) = entries.get(activity.cursor()) {
        let last = label::below(body, body.height.saturating_sub(1));
        let hints =
            key_hints::hints_for(&app.keymap, Place::Activity, |action| entry.takes(action));
        key_hints::draw(&hints, last, theme, buffer);
    }
}

fn state(entry: &Entry, theme: &Theme) -> (&'static str, StyleSpec) {
    match &entry.state {
        State::Sending { .. } => ("… sending", theme.info),
        State::Sent(_) => ("✔ sent", theme.success),
        State::NotSent(failed) if failed.unsure => ("? unsure", theme.warning),
        State::NotSent(_) => ("✘ not sent", theme.error),
        State::GivenUp => ("– cancelled", theme.warning),
    }
}

fn draw_row(entry: &Entry, is_current: bool, theme: &Theme, row: Rect, buffer: &mut Buffer) {
    let (word, look) = state(entry, theme);
    let (look, text) = if is_current {
        (theme.current, theme.current)
    } else {
        (look, theme.text)
    };
    label::draw(
        word,
        Rect {
            width: 12.min(row.width),
            ..row
        },
        look,
        buffer,
    );
    let rest = Rect {
        x: row.x + 12,
        width: row.width.saturating_sub(12),
        ..row
    };
    label::draw(
        &format!("{}  {}", entry.space, entry.excerpt),
        rest,
        text,
        buffer,
    );
}

fn draw_details(entry: &Entry, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut rest = area;
    for (words, look) in details(entry, theme) {
        let rows = label::draw_wrapped(&words, rest, look, buffer);
        rest = label::below(rest, rows);
    }
}

fn details(entry: &Entry, theme: &Theme) -> Vec<(String, StyleSpec)> {
    match &entry.state {
        State::Sending { waits, .. } => waits
            .iter()
            .map(|why| (why.clone(), theme.warning))
            .collect(),
        State::Sent(sent) => vec![
            (format!("Name    {}", sent.name), theme.text),
            (format!("Thread  {}", sent.thread), theme.text),
            (format!("Took    {}", span(sent.took)), theme.dim),
        ],
        State::NotSent(failed) => {
            let problem = &failed.problem;
            [
                (problem.title.clone(), theme.error),
                (problem.place_text(), theme.text),
                (problem.detail.clone(), theme.text),
                (problem.remedy_without_mark(), theme.text),
            ]
            .into_iter()
            .filter(|(line, _)| !line.is_empty())
            .collect()
        }
        State::GivenUp => {
            vec![(
                "It may have arrived all the same. Sending it again from here cannot post it twice."
                    .to_owned(),
                theme.text,
            )]
        }
    }
}
