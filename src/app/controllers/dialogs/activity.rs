//! The activity: what is being sent or failed, and the history of all runs below it.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::{
    DialogController, WIDTH, close_on_back, rows,
};
use crate::app::controllers::sent_message::{self, Part};
use crate::app::controllers::tabs::scroll_motion::scroll_motion;
use crate::app::controllers::{
    broadcast, message_change, read_message, row_actions, send, send_result,
};
use crate::app::dialogs::activity::{Activity, ChosenSend, Mode};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::help::Help;
use crate::app::dialogs::listed_send::ListedSend;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::message_change::ChangeKind;
use crate::app::events::notice::Notice;
use crate::app::events::past_send::PastSend;
use crate::app::events::ticket::{Ticket, Tickets};
use crate::app::layout;
use crate::app::model::App;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::editor::actions;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The most rows of sends that are shown at once, where the screen has room.
const MOST: u16 = 14;

/// The rows of the box beside those of the sends: borders, search, details, key hints.
const BESIDE: u16 = 13;

/// The controller of the dialog.
pub struct ActivityController;

impl DialogController for ActivityController {
    fn place(&self, app: &App) -> Place {
        let Some(Dialog::Activity(activity)) = app.overlay.dialog() else {
            return Place::Activity;
        };
        match activity.mode {
            Mode::List | Mode::Read(_) => Place::Activity,
            Mode::Ask(_) if !app.session.sender().policy.is_production => Place::ConfirmChange,
            Mode::Search | Mode::Ask(_) | Mode::React(_) => Place::Filter,
        }
    }

    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)> {
        let Some(Dialog::Activity(activity)) = app.overlay.dialog() else {
            return None;
        };
        let height = match activity.total(&app.outbox) {
            0 => 4,
            // What is read back takes all the room that the list may.
            _ if matches!(activity.mode, Mode::Read(_)) => MOST + BESIDE,
            count => rows(count).min(MOST) + BESIDE,
        };
        Some((widest.min(WIDTH), height))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, area: Rect) {
        let parts = parts(area);
        if let Some(Dialog::Activity(activity)) = app.overlay.dialog_mut() {
            let width = parts.search.width.saturating_sub(2);
            activity.layout(&app.outbox, width, usize::from(parts.list.height));
            let sheet = parts.sheet();
            if let Mode::Read(pager) = &mut activity.mode {
                pager.layout(sheet.width, sheet.height);
            }
        }
    }

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::Activity(activity)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match activity.mode {
            Mode::List => in_list(app, action, effects),
            Mode::Search => in_search(activity, action),
            Mode::Ask(_) => in_question(app, action, effects),
            Mode::React(_) => in_choice(app, action, effects),
            Mode::Read(_) => in_message(activity, action),
        }
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        let Some(Dialog::Activity(activity)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match &mut activity.mode {
            Mode::List => return EventResult::Ignored,
            Mode::Search => activity.paste_search(text),
            Mode::React(choice) => choice.paste(text),
            // The word is to be typed.
            Mode::Ask(_) | Mode::Read(_) => {}
        }
        EventResult::Consumed
    }

    fn click(&self, app: &mut App, area: Rect, cell: (u16, u16), times: u8) -> EventResult<Action> {
        let list = parts(area).list;
        let Some(Dialog::Activity(activity)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        if matches!(activity.mode, Mode::Ask(_) | Mode::React(_) | Mode::Read(_)) {
            return EventResult::Consumed;
        }
        let is_row = list.contains(cell.into()) && activity.click(usize::from(cell.1 - list.y));
        if is_row && times == 2 && matches!(activity.mode, Mode::List) {
            return EventResult::Then(Action::Choose);
        }
        EventResult::Consumed
    }

    /// Returns that no hint is shown, since the box shows its keys itself.
    fn shows_hint(&self, _: &App, _: Action) -> bool {
        false
    }
}

/// The parts of the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The line of the search.
    pub search: Rect,
    /// The rows of the sends.
    pub list: Rect,
    /// What is known of the send under the cursor.
    pub details: Rect,
    /// The key hints.
    pub hints: Rect,
}

impl Parts {
    /// Returns the place of a message that is shown instead of the list.
    #[must_use]
    pub fn sheet(&self) -> Rect {
        Rect {
            height: self.list.height + self.details.height,
            ..self.list
        }
    }
}

/// Returns the parts of the box; `area` is all of it, borders included.
///
/// On a low screen the rows of the sends and the hints stay.
#[must_use]
pub fn parts(area: Rect) -> Parts {
    let inside = layout::inside(area);
    let search = 1.min(inside.height / 3);
    let hints = if inside.height < 8 { 1 } else { 2 }.min(inside.height.saturating_sub(1));
    let room = inside.height - search - hints;
    let details = if room < 8 { room / 2 } else { 8 };
    let part = |y: u16, height: u16| Rect {
        x: inside.x + 1.min(inside.width),
        width: inside.width.saturating_sub(2),
        y: inside.y + y,
        height,
    };
    let list = room - details;
    Parts {
        search: part(0, search),
        list: part(search, list),
        details: part(search + list, details),
        hints: part(search + room, hints),
    }
}

/// Returns the list as it opens, and has the history read.
pub fn listed(tickets: &mut Tickets, effects: &mut Vec<Effect>) -> Activity {
    let ticket = tickets.draw();
    effects.push(Effect::Disk(DiskCommand::ListHistory(ticket)));
    Activity::new(ticket)
}

/// Takes the history into the open list.
pub fn on_history(app: &mut App, ticket: Ticket, answer: Result<Vec<PastSend>, Diagnostic>) {
    let Some(Dialog::Activity(activity)) = app.overlay.dialog_mut() else {
        return;
    };
    if activity.awaits != Some(ticket) {
        return;
    }
    activity.awaits = None;
    match answer {
        Ok(past) => {
            activity.fault.clear();
            activity.take_history(past, &app.outbox);
        }
        Err(problem) => {
            activity.fault.clone_from(&problem.title);
            app.overlay.show(problem);
        }
    }
}

fn in_search(activity: &mut Activity, action: Action) -> EventResult<Action> {
    match action {
        Action::Up | Action::Down | Action::PageUp | Action::PageDown => {
            activity.act(action);
        }
        Action::Choose => activity.mode = Mode::List,
        Action::Back => {
            activity.clear_search();
            activity.mode = Mode::List;
        }
        action => return EventResult::of(activity.edit_search(action)),
    }
    EventResult::Consumed
}

/// Handles the keys of the question; all others wait until it is answered.
fn in_question(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
    let chosen = chosen(app);
    let Some(Dialog::Activity(activity)) = app.overlay.dialog_mut() else {
        return EventResult::Ignored;
    };
    let Mode::Ask(question) = &mut activity.mode else {
        return EventResult::Ignored;
    };
    match (action, chosen) {
        (Action::Choose, Some(chosen)) => message_change::answer(app, &chosen.row(), effects),
        (Action::Choose | Action::Back, _) => activity.mode = Mode::List,
        (Action::Quit | Action::Suspend | Action::Repaint, _) => return EventResult::Ignored,
        (action, _) => {
            actions::line(&mut question.typed, action);
        }
    }
    EventResult::Consumed
}

/// Handles the keys of the message that was read back.
fn in_message(activity: &mut Activity, action: Action) -> EventResult<Action> {
    let Mode::Read(pager) = &mut activity.mode else {
        return EventResult::Ignored;
    };
    match (action, scroll_motion(action)) {
        (_, Some(motion)) => {
            pager.step(motion);
        }
        (Action::Back, None) => activity.mode = Mode::List,
        (Action::Quit | Action::Suspend | Action::Repaint, None) => return EventResult::Ignored,
        (_, None) => {}
    }
    EventResult::Consumed
}

/// Handles the keys of the choice of an emoji.
fn in_choice(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
    let chosen = chosen(app);
    let Some(Dialog::Activity(activity)) = app.overlay.dialog_mut() else {
        return EventResult::Ignored;
    };
    let Mode::React(choice) = &mut activity.mode else {
        return EventResult::Ignored;
    };
    match (action, chosen) {
        (Action::Choose, Some(chosen)) => {
            if let Some(emoji) = choice.chosen().map(str::to_owned) {
                let kind = ChangeKind::React(emoji);
                message_change::ask_if_guarded(app, kind, &chosen.row(), effects);
            }
        }
        (Action::Choose | Action::Back, _) => activity.mode = Mode::List,
        (action, _) => return EventResult::of(choice.act(action)),
    }
    EventResult::Consumed
}

/// Opens the list at the message sent last, and does what an action does to it there.
pub fn on_last(app: &mut App, action: Action, effects: &mut Vec<Effect>) {
    let Some(ticket) = app.outbox.last_sent().map(|(entry, _)| entry.ticket) else {
        sent_message::show_earlier(app, "Nothing was sent in this run yet");
        return;
    };
    let mut activity = listed(&mut app.tickets, effects);
    activity.layout(&app.outbox, 0, 1);
    activity.seek_ticket(ticket);
    app.overlay.open(Dialog::Activity(Box::new(activity)));
    on_row(app, action, effects);
}

fn in_list(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
    let Some(Dialog::Activity(activity)) = app.overlay.dialog_mut() else {
        return EventResult::Ignored;
    };
    if activity.act(action) {
        return EventResult::Consumed;
    }
    match action {
        Action::Filter => activity.mode = Mode::Search,
        Action::Back if !activity.search().is_empty() => activity.clear_search(),
        Action::ShowHelp => {
            let help = Help::of(Place::Activity);
            app.overlay.open(Dialog::Help(Box::new(help)));
        }
        action if is_of_row(action) => on_row(app, action, effects),
        action => return close_on_back(app, action),
    }
    EventResult::Consumed
}

/// Returns whether an action is about the send under the cursor.
fn is_of_row(action: Action) -> bool {
    matches!(
        action,
        Action::Choose
            | Action::SendAgain
            | Action::ReplyInThread
            | Action::CopyMessageName
            | Action::CopyMessageLink
            | Action::CopyMessageText
            | Action::CancelSend
            | Action::Delete
            | Action::EditMessage
            | Action::QuoteMessage
            | Action::ReadMessage
            | Action::DeleteMessage
            | Action::ReactToMessage
            | Action::PinMessage
            | Action::UnpinMessage
    )
}

/// Does what an action does to the send under the cursor, or says why it does not apply.
fn on_row(app: &mut App, action: Action, effects: &mut Vec<Effect>) {
    let Some(chosen) = chosen(app) else {
        return;
    };
    let row = chosen.row();
    if let Some(why) = row_actions::refusal(app, &row, action) {
        app.overlay.show(why);
        return;
    }
    let at = row.live.and_then(|live| app.outbox.row_of(live.ticket));
    match (action, at) {
        (Action::Choose, _) => sent_message::reopen(app, &row, effects),
        (Action::ReplyInThread, _) => {
            sent_message::reply(app, row.parent(), row.thread(), effects);
        }
        (Action::EditMessage | Action::QuoteMessage | Action::ReadMessage, _) => {
            if let Some(purpose) = read_message::purpose(action) {
                read_message::begin(app, purpose, &row, effects);
            }
        }
        (Action::CopyMessageName, _) => copy(app, &row, Part::Name, effects),
        (Action::CopyMessageLink, _) => copy(app, &row, Part::Link, effects),
        (Action::CopyMessageText, _) => copy(app, &row, Part::Text, effects),
        (
            Action::DeleteMessage
            | Action::ReactToMessage
            | Action::PinMessage
            | Action::UnpinMessage,
            _,
        ) => message_change::begin(app, action, &row, effects),
        (Action::SendAgain, Some(at)) => send::ask_again(app, at, effects),
        (Action::Delete, Some(at)) => remove_from_outbox(app, at, effects),
        (Action::CancelSend, _) => {
            if let Some(live) = row.live {
                send_result::cancel(app, live.ticket, effects);
            }
        }
        _ => {}
    }
}

/// Returns the send under the cursor.
fn chosen(app: &App) -> Option<ChosenSend> {
    match app.overlay.dialog() {
        Some(Dialog::Activity(activity)) => activity.chosen_owned(&app.outbox),
        _ => None,
    }
}

fn copy(app: &mut App, row: &ListedSend<'_>, part: Part, effects: &mut Vec<Effect>) {
    let found = sent_message::copied(app, row, part);
    sent_message::tell_copy(app, found, effects);
}

/// Removes a message from the outbox, unless it is on its way.
fn remove_from_outbox(app: &mut App, row: usize, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.remove(row) else {
        return;
    };
    if entry.is_unsent() {
        broadcast::forget(app, entry.ticket, effects);
    }
    if entry.is_unsent() && !entry.request.request_id.is_empty() {
        let ended = DiskCommand::EndSend(entry.request.request_id);
        effects.push(Effect::Disk(ended));
    }
}
