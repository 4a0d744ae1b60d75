//! Controller of a message of the activity that is read back from Chat: to be edited, quoted or shown.

use serde_json::Value;

use crate::app::controllers::edit_draft;
use crate::app::controllers::quotes;
use crate::app::controllers::sent_message;
use crate::app::dialogs::activity::{Activity, Mode};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::listed_send::ListedSend;
use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::events::read_back::{ReadBack, ReadPurpose};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::editor::pager::Pager;
use crate::input::action::Action;
use crate::message::export::json::pretty;

/// Returns what an action reads a message for; `None` where it reads none.
#[must_use]
pub fn purpose(action: Action) -> Option<ReadPurpose> {
    match action {
        Action::EditMessage => Some(ReadPurpose::Edit),
        Action::QuoteMessage => Some(ReadPurpose::Quote),
        Action::ReadMessage => Some(ReadPurpose::Show),
        _ => None,
    }
}

/// Requests the message of a row as it stands in Chat.
pub fn begin(app: &mut App, purpose: ReadPurpose, row: &ListedSend<'_>, effects: &mut Vec<Effect>) {
    let is_open = |name: &str| app.document.edit().is_some_and(|edit| edit.name == name);
    if purpose == ReadPurpose::Edit && is_open(row.name()) {
        app.overlay.close();
        app.panes.focus_on(Pane::Text);
        app.overlay
            .show(Notice::new(Tone::Info, "Its edit is open already"));
        return;
    }
    let ticket = app.tickets.draw();
    let Some(activity) = open_list(app) else {
        return;
    };
    activity.reading = Some((ticket, purpose));
    app.overlay
        .show(Notice::new(Tone::Info, "Reading the message from Chat…"));
    let (name, origin) = (row.name().to_owned(), row.origin().cloned());
    effects.push(Effect::Chat(ChatCommand::ReadMessage(ticket, name, origin)));
}

/// Takes the message that was read. One that is not waited for any more is dropped.
pub fn on_message(app: &mut App, ticket: Ticket, read: ReadBack, effects: &mut Vec<Effect>) {
    if quotes::on_message(app, ticket, &read) {
        return;
    }
    let Some(activity) = open_list(app) else {
        return;
    };
    let Some((_, purpose)) = activity.reading.take_if(|(asked, _)| *asked == ticket) else {
        return;
    };
    let Some(chosen) = (match app.overlay.dialog() {
        Some(Dialog::Activity(activity)) => activity.chosen_owned(&app.outbox),
        _ => None,
    }) else {
        return;
    };
    app.overlay.clear_notice();
    match (purpose, read.answer) {
        (ReadPurpose::Edit, answer) => {
            let read = ReadBack { answer, ..read };
            edit_draft::start(app, &chosen.row(), read, effects);
        }
        (ReadPurpose::Quote, Ok(message)) => sent_message::quote(app, &message, effects),
        (ReadPurpose::Show, Ok(message)) => show(app, &message),
        (ReadPurpose::Quote | ReadPurpose::Show, Err(unread)) => app.overlay.show(unread.problem),
    }
}

/// Shows a message as Chat returned it, in place of the list.
fn show(app: &mut App, message: &Value) {
    let mut pager = Pager::default();
    pager.set(pretty(message));
    if let Some(activity) = open_list(app) {
        activity.mode = Mode::Read(Box::new(pager));
    }
}

fn open_list(app: &mut App) -> Option<&mut Activity> {
    match app.overlay.dialog_mut() {
        Some(Dialog::Activity(activity)) => Some(activity),
        _ => None,
    }
}
