//! Draws the activity dialog: what is being sent or failed, and the history of all runs below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::controllers::dialogs::activity::parts;
use crate::app::controllers::number_format::{span, thousands};
use crate::app::controllers::row_actions;
use crate::app::controllers::sign_in_advice;
use crate::app::dialogs::activity::{Activity, Mode};
use crate::app::dialogs::listed_send::{ListedSend, SendState};
use crate::app::model::App;
use crate::app::screen::footer;
use crate::app::state::message_changes::ChangeEntry;
use crate::app::state::outbox::State;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::view::border;
use crate::view::dialogs::activity_change;
use crate::view::key_hints;
use crate::view::label;
use crate::view::line_input;
use crate::view::pager;
use crate::view::panes::spaces::line_styles;
use crate::view::theme::{StyleSpec, Theme};

/// The cells of the column of states.
const STATE: u16 = 12;

/// The cells of the column of times, a gap included.
const DAY: u16 = 11;

/// The most cells of the column of spaces, a gap included.
const SPACE: u16 = 22;

/// The least width of a row with a column of times.
const ROOMY: u16 = 60;

/// Draws the list, and below it the details of the send under the cursor; returns the cursor's cell.
pub fn draw(
    app: &App,
    activity: &Activity,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let total = activity.total(&app.outbox);
    let aside = if total == 0 {
        footer::closes(app.session.keymap(), Place::Activity)
    } else if activity.len() == total {
        thousands(total)
    } else {
        format!("{} of {}", thousands(activity.len()), thousands(total))
    };
    let inside = border::draw_dialog("Activity", &aside, area, theme, buffer);
    if total == 0 {
        draw_empty(app, activity, theme, inside, buffer);
        return None;
    }
    let parts = parts(area);
    if let Mode::React(choice) = &activity.mode {
        return activity_change::draw_choice(app, activity, choice, theme, &parts, buffer);
    }
    if let Mode::Read(sheet) = &activity.mode {
        label::draw("As it stands in Chat", parts.search, theme.info, buffer);
        pager::draw(sheet, theme, parts.sheet(), buffer, |row, writer| {
            writer.write(row.text, theme.text.into());
        });
        let closes = footer::closes(app.session.keymap(), Place::Activity);
        label::draw(&closes, parts.hints, theme.dim, buffer);
        return None;
    }
    let caret = draw_search(app, activity, theme, parts.search, buffer);
    let mut current = None;
    for ((send, is_current), row) in activity.rows_in_sight(&app.outbox).zip(parts.list.rows()) {
        let whole = Rect {
            x: inside.x,
            width: inside.width,
            ..row
        };
        if is_current {
            buffer.set_style(whole, theme.current.0);
            current = Some(whole.as_position());
        }
        draw_row(app, &send, is_current, theme, row, buffer);
    }
    if activity.is_empty() {
        label::draw("No send fits.", parts.list, theme.dim, buffer);
    }
    if let (Mode::Ask(question), Some(send)) = (&activity.mode, activity.chosen(&app.outbox)) {
        activity_change::draw_question(app, question, &send, theme, &parts, buffer);
    } else if let Some(send) = activity.chosen(&app.outbox) {
        draw_lines(
            &details(app, &send, theme),
            label::below(parts.details, 1),
            buffer,
        );
        draw_hints(app, &send, theme, parts.hints, buffer);
    }
    caret.or(current)
}

fn draw_empty(app: &App, activity: &Activity, theme: &Theme, inside: Rect, buffer: &mut Buffer) {
    let body = Rect {
        x: inside.x + 1.min(inside.width),
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let (words, look) = if activity.awaits.is_some() {
        ("Reading the history…".to_owned(), theme.dim)
    } else if activity.fault.is_empty() {
        let key = app.session.keymap().key_of(Place::Everywhere, Action::Send);
        let how = key.map_or(String::new(), |key| format!(" {key} sends the draft."));
        // The history leaves out what went to the embedded sandbox, for that ends with the program.
        let what = if app.session.sender().is_sandbox {
            "No messages sent in this run; the sandbox forgets those of earlier ones."
        } else {
            "No messages sent yet."
        };
        (format!("{what}{how}"), theme.dim)
    } else {
        (activity.fault.clone(), theme.error)
    };
    label::draw_wrapped(&words, body, look, buffer);
}

/// Draws the line of the search, or how to begin one; returns the cursor's cell while it is typed.
fn draw_search(
    app: &App,
    activity: &Activity,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let is_typed = matches!(activity.mode, Mode::Search);
    if !is_typed && activity.search().is_empty() {
        let key = app.session.keymap().key_of(Place::Activity, Action::Filter);
        let words = match (key, activity.awaits.is_some(), activity.fault.is_empty()) {
            (_, true, _) => "Reading the history…".to_owned(),
            (_, _, false) => activity.fault.clone(),
            (Some(key), ..) => format!("{key} to search"),
            (None, ..) => String::new(),
        };
        let look = if activity.fault.is_empty() {
            theme.dim
        } else {
            theme.error
        };
        label::draw(&words, area, look, buffer);
        return None;
    }
    label::draw("›", area, theme.sign, buffer);
    let field = label::beside(area, 2);
    let styles = line_styles(theme);
    let caret = line_input::draw(activity.search(), field, &styles, buffer);
    if activity.search().is_empty() {
        let words = "words, a space, a profile, a state";
        line_input::draw_placeholder(words, field, &styles, buffer);
    }
    caret.filter(|_| is_typed)
}

fn sign(state: SendState, theme: &Theme) -> (&'static str, StyleSpec) {
    match state {
        SendState::Sending => ("…", theme.info),
        SendState::Sent => ("✔", theme.success),
        SendState::Edited => ("✎", theme.success),
        SendState::Deleted => ("–", theme.dim),
        SendState::Unsure => ("?", theme.warning),
        SendState::NotSent => ("✘", theme.error),
        SendState::Cancelled => ("–", theme.warning),
    }
}

fn draw_row(
    app: &App,
    send: &ListedSend<'_>,
    is_current: bool,
    theme: &Theme,
    row: Rect,
    buffer: &mut Buffer,
) {
    let state = send.state();
    let (sign, look) = sign(state, theme);
    let (look, text, dim) = if is_current {
        (theme.current, theme.current, theme.current)
    } else {
        (look, theme.text, theme.dim)
    };
    let column = |area: Rect, cells: u16| Rect {
        width: cells.min(area.width),
        ..area
    };
    let word = format!("{sign} {}", state.word());
    label::draw(&word, column(row, STATE), look, buffer);
    let mut rest = label::beside(row, STATE);
    if row.width >= ROOMY {
        label::draw(send.day(), column(rest, DAY), dim, buffer);
        rest = label::beside(rest, DAY);
    }
    let mark = app.changes.last_of(send.name()).map(ChangeEntry::mark);
    let rest = label::draw_right(&mark.unwrap_or_default(), rest, dim, buffer);
    let space = row_actions::space_label(app, send);
    let cells = (label::width(&space) + 2).min(SPACE).min(rest.width / 2);
    label::draw(&space, column(rest, cells.saturating_sub(2)), text, buffer);
    label::draw(send.title(), label::beside(rest, cells), text, buffer);
}

/// Draws the keys that are of use, in as many rows as there are.
fn draw_hints(app: &App, send: &ListedSend<'_>, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let is_of_use = |action| row_actions::takes(app, send, action);
    let hints = footer::hints_for(app.session.keymap(), Place::Activity, is_of_use);
    let mut rest: Vec<_> = hints.collect();
    for row in area.rows() {
        let drawn = key_hints::draw(rest.clone(), row, theme, buffer);
        rest.drain(..drawn);
    }
}

fn draw_lines(lines: &[(String, StyleSpec)], area: Rect, buffer: &mut Buffer) {
    let mut rest = area;
    for (words, look) in lines.iter().filter(|(words, _)| !words.is_empty()) {
        if rest.is_empty() {
            return;
        }
        let rows = label::draw_wrapped(words, rest, *look, buffer);
        rest = label::below(rest, rows);
    }
}

fn details(app: &App, send: &ListedSend<'_>, theme: &Theme) -> Vec<(String, StyleSpec)> {
    let mut lines = Vec::new();
    if let Some(change) = app.changes.last_of(send.name()) {
        lines.push((change.words(), theme.text));
    }
    match send.live.map(|live| &live.state) {
        Some(State::Held(left)) => {
            let words = format!("It is sent in {left} s, unless it is taken back.");
            lines.push((words, theme.text));
        }
        Some(State::Sending { waits, .. }) => {
            lines.extend(waits.iter().map(|why| (why.clone(), theme.warning)));
        }
        Some(State::NotSent(failed)) => {
            let problem = &failed.problem;
            lines.extend([
                (problem.title.clone(), theme.error),
                (problem.place_text(), theme.text),
                (problem.detail.clone(), theme.text),
                (problem.remedy_without_mark(), theme.text),
            ]);
            let advice = problem.sign_in.and_then(|_| sign_in_advice::advice(app));
            lines.extend(advice.map(|advice| (advice, theme.text)));
        }
        Some(State::GivenUp) => {
            let is_webhook = send
                .live
                .is_some_and(|live| !live.request.webhook.is_empty());
            let words = if is_webhook {
                "It may have arrived all the same. A webhook may post it twice if it is sent again."
            } else {
                "It may have arrived all the same. Sending it again from here cannot post it twice."
            };
            lines.push((words.to_owned(), theme.text));
        }
        Some(State::Sent(_)) | None => lines.extend(facts(send, theme)),
    }
    lines
}

/// Returns what is known of a send that has ended.
fn facts(send: &ListedSend<'_>, theme: &Theme) -> Vec<(String, StyleSpec)> {
    let fact = |label: &str, value: &str| {
        if value.is_empty() {
            return (String::new(), theme.text);
        }
        (format!("{label:<8}{value}"), theme.text)
    };
    let mut lines = vec![fact("Name", send.name()), fact("Thread", send.thread())];
    if let Some(past) = send.past {
        let entry = &past.entry;
        lines.push(fact("Link", &entry.link));
        let sender = match (entry.origin.profile.as_str(), entry.sender.as_str()) {
            ("", kind) => format!("sandbox {kind}"),
            (profile, kind) => format!("{profile} {kind}"),
        };
        let size = format!(
            "{} · {} B · {}",
            past.time,
            thousands(entry.bytes),
            sender.trim()
        );
        lines.push(fact("Sent", &size));
        lines.push((entry.reason.clone(), theme.error));
    }
    if let Some(State::Sent(sent)) = send.live.map(|live| &live.state)
        && !sent.took.is_zero()
    {
        lines.push((format!("Took    {}", span(sent.took)), theme.dim));
    }
    lines
}
