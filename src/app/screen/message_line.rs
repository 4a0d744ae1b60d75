//! The message line above the status line: a question, a notice, a task under way, or key hints.

use std::time::Duration;

use crate::app::controllers::dialogs::table;
use crate::app::controllers::sign_in_advice;
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::model::App;
use crate::app::state::outbox::State;
use crate::cells::wrap;

/// The frames of the spinner, one cell each.
const SPINNER: [&str; 8] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"];

/// How long a frame of the spinner is shown.
pub const FRAME: Duration = Duration::from_millis(120);

/// Returns the current message; `None` where the key hints of the focused pane may be shown instead.
#[must_use]
pub fn current_message(app: &App) -> Option<Notice> {
    if let Some(question) = table::controller(app).and_then(|controller| controller.question(app)) {
        let refusal = app.overlay.notice();
        let refusal = refusal.filter(|notice| notice.topic == Topic::Refusal);
        return Some(match refusal {
            Some(refusal) => question.with(refusal.title.clone()),
            None => question,
        });
    }
    if let Some(notice) = app.overlay.notice() {
        return Some(sign_in_advice::advised(app, notice.clone()));
    }
    under_way(app)
}

fn under_way(app: &App) -> Option<Notice> {
    let count = app.outbox.under_way().count();
    let entry = app.outbox.under_way().next()?;
    let cancel = app
        .session
        .keymap()
        .key_of(app.place(), crate::input::action::Action::CancelSend);
    let cancel = cancel.map_or(String::new(), |chord| chord.to_string());
    let (since, waits) = match &entry.state {
        State::Sending { since, waits } => (since, waits),
        State::Held(left) => {
            let title = format!("Sends to {} in {left} s", entry.space);
            let how = match cancel.as_str() {
                "" => String::new(),
                key => format!(" · {key} takes it back"),
            };
            return Some(Notice::new(Tone::Info, format!("{title}{how}")));
        }
        State::Sent(_) | State::NotSent(_) | State::GivenUp => return None,
    };
    let elapsed = app.ui.now().saturating_sub(since.unwrap_or(app.ui.now()));
    let frame = (app.ui.now().as_millis() / FRAME.as_millis()) as usize % SPINNER.len();
    let more = if count > 1 {
        format!(" and {} more", count - 1)
    } else {
        String::new()
    };
    let key = match cancel.as_str() {
        "" => String::new(),
        key => format!(" · {key} cancels"),
    };
    let title = format!(
        "{} Sending to {}{more} · {:.1} s{key}",
        SPINNER[frame],
        entry.space,
        elapsed.as_secs_f32()
    );
    let many = app.broadcast.as_ref();
    let many = many.filter(|many| many.ticket == entry.ticket);
    let progress = many.map_or(String::new(), |many| many.progress(app.ui.now()));
    let notice = Notice::new(Tone::Info, title).with(progress);
    Some(notice.with(waits.clone().unwrap_or_default()))
}

/// The least height of a screen on which a notice leaves a row to the key hints, in cells.
const ROOMY: u16 = 12;

/// Returns whether the key hints have the last row of the message line, below a notice.
///
/// A question says itself which keys answer it.
#[must_use]
pub fn has_hints_below(app: &App) -> bool {
    let asks = table::controller(app).is_some_and(|controller| controller.question(app).is_some());
    !asks && app.ui.size().height >= ROOMY
}

/// Returns how many rows the message takes at the screen's width.
#[must_use]
pub fn rows(app: &App) -> u16 {
    let width = app.ui.size().width.saturating_sub(2).max(1);
    let Some(notice) = current_message(app) else {
        return 1;
    };
    let lines = std::iter::once(&notice.title).chain(&notice.lines);
    let rows: usize = lines.map(|line| wrap::paragraph(line, width).len()).sum();
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    rows.saturating_add(u16::from(has_hints_below(app)))
}
