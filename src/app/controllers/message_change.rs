//! Controller of the changes of a message in Chat: asked, confirmed, under way, made or not.

use crate::app::controllers::edit_draft;
use crate::app::controllers::edit_send;
use crate::app::controllers::row_actions;
use crate::app::controllers::send;
use crate::app::controllers::send_parts;
use crate::app::dialogs::activity::{Activity, Mode, Question};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::emoji_choice::EmojiChoice;
use crate::app::dialogs::listed_send::ListedSend;
use crate::app::events::effect::{ChatCommand, DiskCommand, Effect};
use crate::app::events::message_change::{ChangeKind, MessageChange, NotChanged};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::state::message_changes::ChangeState;
use crate::delivery::change::Done;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::message::title::heading;

/// Begins the change that an action names: asks, lets an emoji be chosen, or makes it.
pub fn begin(app: &mut App, action: Action, row: &ListedSend<'_>, effects: &mut Vec<Effect>) {
    match action {
        Action::DeleteMessage => ask(app, ChangeKind::Delete),
        Action::ReactToMessage => set_mode(app, Mode::React(EmojiChoice::default())),
        Action::PinMessage => ask_if_guarded(app, ChangeKind::Pin, row, effects),
        Action::UnpinMessage => ask_if_guarded(app, ChangeKind::Unpin, row, effects),
        _ => {}
    }
}

/// Makes a change; a guarded profile wants its word typed first.
pub fn ask_if_guarded(
    app: &mut App,
    kind: ChangeKind,
    row: &ListedSend<'_>,
    effects: &mut Vec<Effect>,
) {
    if app.session.sender().policy.is_production {
        ask(app, kind);
    } else {
        make(app, kind, row, effects);
    }
}

/// Asks before a change.
fn ask(app: &mut App, kind: ChangeKind) {
    let typed = LineInput::default();
    set_mode(app, Mode::Ask(Question { kind, typed }));
}

/// Makes the change that was asked about, once the word of a guarded profile is typed.
pub fn answer(app: &mut App, row: &ListedSend<'_>, effects: &mut Vec<Effect>) {
    let is_production = app.session.sender().policy.is_production;
    let Some(activity) = open_list(app) else {
        return;
    };
    let Mode::Ask(question) = &activity.mode else {
        return;
    };
    let kind = question.kind.clone();
    if !is_production || question.typed.text().trim() == kind.word() {
        make(app, kind, row, effects);
    }
}

/// Makes a change of a listed message.
fn make(app: &mut App, kind: ChangeKind, row: &ListedSend<'_>, effects: &mut Vec<Effect>) {
    set_mode(app, Mode::List);
    let change = MessageChange {
        name: row.name().to_owned(),
        kind,
        origin: row.origin().cloned(),
    };
    let ticket = app.tickets.draw();
    let part = match row.live.map_or(1, send_parts::count) {
        1 => String::new(),
        parts => format!("part 1 of {parts} of "),
    };
    let space = row_actions::space_label(app, row);
    let what = format!("{part}{} in {space}", row.title());
    app.changes.begin(ticket, change.clone(), what);
    effects.push(Effect::Chat(ChatCommand::Change(ticket, change)));
}

/// Handles the outcome of a change, and has the history read again, which knows of it.
pub fn changed(
    app: &mut App,
    ticket: Ticket,
    answer: Result<Done, NotChanged>,
    effects: &mut Vec<Effect>,
) {
    let was_so = answer == Ok(Done::Already);
    let (state, returned) = match answer {
        Ok(Done::Made(message)) => (ChangeState::Made, Some(message)),
        Ok(Done::Already) => (ChangeState::Made, None),
        Err(failed) => (ChangeState::NotMade(failed), None),
    };
    let Some(entry) = app.changes.end(ticket, state) else {
        return;
    };
    let notice = match &entry.state {
        ChangeState::NotMade(failed) => failure(&entry.change.kind, failed),
        ChangeState::UnderWay(_) | ChangeState::Made => {
            let title = format!("✔ {}: {}", entry.change.kind.done(), entry.what);
            let notice = Notice::new(Tone::Success, title);
            notice.with(if was_so { "It was so already." } else { "" })
        }
    };
    let (kind, name) = (entry.change.kind.clone(), entry.change.name.clone());
    let is_made = entry.state == ChangeState::Made;
    let overtaken = match &entry.state {
        ChangeState::NotMade(failed) => failed.overtaken.clone(),
        ChangeState::UnderWay(_) | ChangeState::Made => None,
    };
    match &kind {
        ChangeKind::Delete if is_made => app.outbox.delete(&name),
        ChangeKind::Edit(sent) if is_made => {
            let fields = &sent.edit.message;
            app.outbox.edit(&name, fields, &heading(&sent.after));
        }
        _ => {}
    }
    let is_elsewhere =
        is_made && matches!(&kind, ChangeKind::Edit(sent) if sent.draft != *app.document.id());
    let notice = notice.topic(if is_elsewhere {
        Topic::Elsewhere
    } else {
        Topic::Outcome
    });
    app.overlay.show(notice.clone());
    if let ChangeKind::Edit(sent) = &kind {
        if is_made {
            edit_draft::made(app, sent, returned.as_ref(), &notice, effects);
        } else if let Some(message) = &overtaken
            && edit_send::overtaken(app, sent, message)
        {
            send::ask(app, effects);
        }
    }
    let ticket = app.tickets.draw();
    if let Some(activity) = open_list(app) {
        activity.awaits = Some(ticket);
        effects.push(Effect::Disk(DiskCommand::ListHistory(ticket)));
    }
}

/// Ends a change whose task broke; nobody knows whether it was made.
pub fn broke(app: &mut App, ticket: Ticket, problem: &Diagnostic) {
    let failed = NotChanged {
        problem: problem.clone(),
        unsure: true,
        overtaken: None,
    };
    app.changes.end(ticket, ChangeState::NotMade(failed));
}

/// Returns the notice of a change that was not made.
fn failure(kind: &ChangeKind, failed: &NotChanged) -> Notice {
    let mut notice = Notice::from(failed.problem.clone());
    if failed.unsure {
        notice.tone = Tone::Warning;
        notice.title = format!(
            "? Perhaps {}: {}",
            kind.not_done().to_lowercase(),
            notice.title
        );
        return notice.with("It may have been done all the same; doing it again is safe.");
    }
    notice.title = format!("✘ {}: {}", kind.not_done(), notice.title);
    notice
}

fn open_list(app: &mut App) -> Option<&mut Activity> {
    match app.overlay.dialog_mut() {
        Some(Dialog::Activity(activity)) => Some(activity),
        _ => None,
    }
}

fn set_mode(app: &mut App, mode: Mode) {
    if let Some(activity) = open_list(app) {
        activity.mode = mode;
    }
}
