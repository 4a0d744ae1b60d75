//! The message line above the status line: a question, a notice, a task under way, or key hints.

use std::time::Duration;

use crate::app::controllers::save_file;
use crate::app::controllers::send;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::notice::{Notice, Tone};
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
    match &app.dialog {
        Some(Dialog::Confirm) => return Some(send::question(app)),
        Some(Dialog::Guard(typed, again)) => {
            return Some(send::guarded(app, typed.text(), *again));
        }
        Some(Dialog::ConfirmResend(second)) => return Some(send::resend_question(app, second)),
        Some(Dialog::SaveFile(line)) => return Some(save_file::question(app, line)),
        _ => {}
    }
    if let Some(notice) = &app.notice {
        return Some(notice.clone());
    }
    under_way(app)
}

fn under_way(app: &App) -> Option<Notice> {
    let count = app.outbox.under_way().count();
    let entry = app.outbox.under_way().next()?;
    let State::Sending { since, waits } = &entry.state else {
        return None;
    };
    let elapsed = app.now.saturating_sub(since.unwrap_or(app.now));
    let frame = (app.now.as_millis() / FRAME.as_millis()) as usize % SPINNER.len();
    let more = if count > 1 {
        format!(" and {} more", count - 1)
    } else {
        String::new()
    };
    let key = app
        .keymap
        .key_of(app.place(), crate::input::action::Action::CancelSend)
        .map_or(String::new(), |chord| format!(" · {chord} cancels"));
    let title = format!(
        "{} Sending to {}{more} · {:.1} s{key}",
        SPINNER[frame],
        entry.space,
        elapsed.as_secs_f32()
    );
    Some(Notice::new(Tone::Info, title).with(waits.clone().unwrap_or_default()))
}

/// Returns how many rows the message takes at the screen's width.
#[must_use]
pub fn rows(app: &App) -> u16 {
    let width = app.size.width.saturating_sub(2).max(1);
    let Some(notice) = current_message(app) else {
        return 1;
    };
    let lines = std::iter::once(&notice.title).chain(&notice.lines);
    let rows: usize = lines.map(|line| wrap::paragraph(line, width).len()).sum();
    u16::try_from(rows).unwrap_or(u16::MAX)
}
