//! Controller of the options: their rows, and the actions on them.

use crate::app::controllers::attach;
use crate::app::controllers::quotes;
use crate::app::controllers::threads;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::notice::{Notice, Tone};
use crate::app::model::App;
use crate::app::panes::options::{OptionInputs, OptionsEvent, Row};
use crate::app::picker::list::{Item, Pick, Picker, Purpose};
use crate::app::state::option_fields::{Field, cleared, pointers};
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::message::draft::at;
use crate::message::field_change::Grouping;

/// Returns all options of the open draft, ready for drawing.
#[must_use]
pub fn rows(app: &App) -> Vec<Row> {
    let edit = app.document.edit();
    app.panes.options.rows(&OptionInputs {
        draft: app.document.draft(),
        findings: &app.findings,
        quote: quotes::line(app),
        files: files(app),
        edited_thread: edit.map(|target| target.thread.clone()),
    })
}

/// Returns the files that go with the message, in one line; empty where none does.
fn files(app: &App) -> String {
    let chosen = attach::line(app);
    let uploaded = app.document.draft().get(at::ATTACHMENT);
    let uploaded = match uploaded.and_then(|list| list.as_array().map(Vec::len)) {
        None | Some(0) => String::new(),
        Some(1) => "1 uploaded file".to_owned(),
        Some(count) => format!("{count} uploaded files"),
    };
    let both = [chosen, uploaded];
    let both: Vec<&str> = both
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    both.join(" · ")
}

/// Handles an action in the pane.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult {
    if refuses(app, action) {
        return EventResult::Consumed;
    }
    match app.panes.options.act(action, app.document.draft()) {
        EventResult::Consumed => {}
        EventResult::Ignored => return EventResult::Ignored,
        EventResult::Then(OptionsEvent::Change(changes)) => {
            threads::change(app, &changes, Grouping::WithSame);
        }
        EventResult::Then(OptionsEvent::PickThread) => threads::pick(app, effects),
        EventResult::Then(OptionsEvent::PickViewer) => pick_viewer(app, effects),
        EventResult::Then(OptionsEvent::TellQuote) => quotes::tell(app),
        EventResult::Then(OptionsEvent::AttachFile) => attach::show(app, effects),
        EventResult::Then(OptionsEvent::DetachFiles) => {
            attach::remove(app, effects);
            threads::change(app, &cleared(Field::Files), Grouping::Alone);
        }
    }
    EventResult::Consumed
}

/// Pastes into the option under the cursor.
pub fn paste(app: &mut App, pasted: &str) {
    if refuses(app, Action::Choose) {
        return;
    }
    let draft = app.document.draft();
    if let EventResult::Then(OptionsEvent::Change(changes)) = app.panes.options.paste(pasted, draft)
    {
        threads::change(app, &changes, Grouping::WithSame);
    }
}

/// Returns whether an action would do something to the option under the cursor, so that its key hint is shown.
#[must_use]
pub fn is_of_use(app: &App, action: Action) -> bool {
    let field = app.panes.options.current();
    let is_set = || {
        let files = field == Field::Files && !app.document.files().is_empty();
        let draft = app.document.draft();
        files || pointers(field).iter().any(|at| draft.get(at).is_some())
    };
    match action {
        Action::Clear => is_set(),
        _ if is_fixed(app, action) => false,
        Action::PickThread => field == Field::Thread,
        Action::NextValue | Action::PreviousValue => {
            matches!(field, Field::Reply | Field::Notification | Field::Markup)
        }
        _ => true,
    }
}

/// Returns whether an action would change an option that an edit leaves as it is.
fn is_fixed(app: &App, action: Action) -> bool {
    let field = app.panes.options.current();
    let is_open = app.panes.options.editing().is_some();
    app.document.edit().is_some()
        && !is_open
        && match action {
            Action::Choose | Action::NextValue | Action::PreviousValue => !field.is_editable(),
            Action::PickThread => true,
            // What an edit cannot carry can be taken out of its draft.
            Action::Clear => !is_of_use(app, Action::Clear),
            _ => false,
        }
}

/// Says that an edit cannot change an option. Returns whether that is so, and the action would have changed it.
fn refuses(app: &mut App, action: Action) -> bool {
    if !is_fixed(app, action) {
        return false;
    }
    let field = match action {
        Action::PickThread => Field::Thread,
        _ => app.panes.options.current(),
    };
    let title = match field {
        Field::Thread => "An edit cannot move a message: it stays in its thread".to_owned(),
        Field::Files => "An edit leaves the files of the message as they are".to_owned(),
        field => format!(
            "{}: settled when the message was sent; an edit cannot change it",
            field.label()
        ),
    };
    app.overlay.show(Notice::new(Tone::Info, title));
    true
}

/// Opens the picker of who sees the message, from the members of the space.
fn pick_viewer(app: &mut App, effects: &mut Vec<Effect>) {
    if app.document.draft().parent().is_empty() {
        app.overlay.show(Notice::new(
            Tone::Info,
            "Choose a space first; the viewer must be one of its members",
        ));
        return;
    }
    let everyone = Item::new("Everyone in the space", "", Pick::Viewer(None));
    let mut picker = Picker::new(Purpose::Viewer, vec![everyone]);
    let ticket = app.tickets.draw();
    picker.awaits = Some(ticket);
    effects.push(Effect::Chat(ChatCommand::ListMembers(
        ticket,
        app.document.draft().parent().to_owned(),
        None,
    )));
    app.overlay.open(Dialog::Picker(Box::new(picker)));
}
