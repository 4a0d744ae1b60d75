//! Going on with a message to many spaces that is not in all of them: asked before it, as before each send.

use crate::app::controllers::broadcast::{NAMED, names, obstructed, set_aside, start};
use crate::app::controllers::number_format::thousands;
use crate::app::controllers::sender_label::sender_label;
use crate::app::controllers::{row_actions, send_policy};
use crate::app::dialogs::dialog::{Dialog, GuardedSend};
use crate::app::events::effect::Effect;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::broadcast::{Broadcast, RowState};
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::keymap::Place;

/// Returns the message of a ticket, if it has ended and is not in all spaces.
fn found(app: &App, ticket: Ticket) -> Option<&Broadcast> {
    let mut sends = app.broadcast.iter().chain(&app.broken_broadcasts);
    sends.find(|send| send.ticket == ticket && send.can_resume())
}

/// Asks whether to go on with the message of a ticket; a guarded profile wants its word typed.
pub fn ask(app: &mut App, ticket: Ticket) {
    let Some(send) = found(app, ticket) else {
        return;
    };
    let mut rows = send.rows().iter();
    let denied = rows.find_map(|row| send_policy::denied(app, &row.space));
    let entry = app.outbox.entry(ticket);
    if entry.is_none_or(|entry| entry.is_foreign) {
        let title = "It was sent by another profile, or to another server";
        let notice = Notice::new(Tone::Info, title).with(row_actions::switch_first(app));
        app.overlay.show(notice);
    } else if let Some(notice) = denied {
        app.overlay.show(notice);
    } else if app.broadcast.as_ref().is_some_and(Broadcast::is_running) {
        let notice = obstructed("another message is on its way to many spaces");
        app.overlay
            .show(notice.with("Wait for it to end, or stop it."));
    } else if app.session.sender().policy.is_production {
        let guard = Dialog::Guard(LineInput::default(), GuardedSend::Again(ticket));
        app.overlay.ask(guard);
    } else {
        app.overlay.ask(Dialog::ConfirmResume(ticket));
    }
}

/// Returns the line that asks before it goes on: how many spaces miss it and which, and its words.
#[must_use]
pub fn question(app: &App, ticket: Ticket) -> Option<Notice> {
    let send = found(app, ticket)?;
    let key = |action| {
        let chord = app.session.keymap().key_of(Place::Confirm, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let (missing, of) = (send.counts().failed, send.rows().len());
    let title = format!(
        "Send to the {} of {} spaces where it is missing? {} sends, {} returns",
        thousands(missing),
        thousands(of),
        key(Action::Choose),
        key(Action::Back)
    );
    let lines = details(app, ticket).into_iter();
    Some(lines.fold(Notice::new(Tone::Question, title), Notice::with))
}

/// Returns what is known before it goes on: its words, the spaces where it is missing, and who sends.
#[must_use]
pub fn details(app: &App, ticket: Ticket) -> Vec<String> {
    let Some(send) = found(app, ticket) else {
        return Vec::new();
    };
    let missing = |state: &RowState| !matches!(state, RowState::Sent(_));
    let rows = send.rows().iter().filter(|row| missing(&row.state));
    let spaces: Vec<String> = rows.map(|row| row.space.clone()).collect();
    vec![
        send.excerpt.clone(),
        names(app, &spaces, NAMED),
        format!(
            "{} B as {}. Where it may have arrived, it goes under the same request ID: nowhere twice.",
            thousands(send.message.body.len()),
            sender_label(app)
        ),
    ]
}

/// Goes on with the message of a ticket where it is missing, if it has ended.
pub fn go(app: &mut App, ticket: Ticket, effects: &mut Vec<Effect>) {
    if app.broadcast.as_ref().is_some_and(Broadcast::is_running) {
        return;
    }
    let mut sends = app.broken_broadcasts.iter();
    if let Some(at) = sends.position(|send| send.ticket == ticket) {
        let send = app.broken_broadcasts.remove(at);
        set_aside(app);
        app.broadcast = Some(send);
    }
    let is_it = |send: &mut Broadcast| send.ticket == ticket && send.can_resume();
    let Some(mut send) = app.broadcast.take_if(is_it) else {
        return;
    };
    app.outbox.drop_entry(send.ticket);
    send.resume(app.tickets.draw());
    let order = send.order_to_resume();
    start(app, send, order, effects);
}
