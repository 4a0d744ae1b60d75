//! The global actions, which mean the same in every place.

use crate::app::controllers::external_editor;
use crate::app::controllers::new_draft;
use crate::app::controllers::preview;
use crate::app::controllers::send;
use crate::app::controllers::send_result;
use crate::app::dialogs::activity::Activity;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{ChatCommand, DiskCommand, Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::app::picker::command_palette;
use crate::app::picker::list::{Item, Pick, Picker, Purpose};
use crate::app::state::outbox::State;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::draft::{Draft, at};
use crate::message::field_change::{Change, Grouping};

/// Handles actions the focused element ignored. A dialog closes for it.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Quit => effects.push(Effect::Quit),
        Action::Suspend => effects.push(Effect::Terminal(TerminalCommand::Suspend)),
        Action::Repaint => effects.push(Effect::Terminal(TerminalCommand::Repaint)),
        Action::CancelSend => cancel(app, effects),
        Action::Back => app.notice = None,
        Action::Send => send::ask(app, effects),
        action if opens(app, action, effects) => {}
        action => {
            if let Some(pane) = pane_of(app, action) {
                app.dialog = None;
                app.focus_on(pane);
            } else if let Some(tab) = Tab::shown_by(action) {
                preview::show(app, tab);
            } else {
                change(app, action, effects);
            }
        }
    }
}

fn pane_of(app: &App, action: Action) -> Option<Pane> {
    Some(match action {
        Action::NextPane => app.focus.stepped(1),
        Action::PreviousPane => app.focus.stepped(-1),
        Action::FocusSpaces => Pane::Spaces,
        Action::FocusText => Pane::Text,
        Action::FocusCards => Pane::Cards,
        Action::FocusOptions => Pane::Options,
        Action::FocusPreview => Pane::Preview,
        _ => return None,
    })
}

fn opens(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let place = app.pane_place();
    app.dialog = Some(match action {
        Action::ShowHelp => Dialog::Help { place, scroll: 0 },
        Action::ShowActivity => Dialog::Activity(Activity::default()),
        Action::ShowSize => Dialog::SizeReport(Box::default()),
        Action::ShowCommands => Dialog::Picker(Box::new(Picker::new(
            Purpose::Command,
            command_palette::commands(&app.keymap, place),
        ))),
        Action::ShowDrafts => {
            let mut picker = Picker::new(Purpose::Draft, Vec::new());
            let ticket = app.tickets.draw();
            picker.awaits = Some(ticket);
            effects.push(Effect::Disk(DiskCommand::ListDrafts(ticket)));
            Dialog::Picker(Box::new(picker))
        }
        _ => return false,
    });
    true
}

fn change(app: &mut App, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Undo | Action::Redo => undo(app, action),
        Action::Refresh => effects.push(app.spaces.refresh(&mut app.tickets)),
        Action::EditExternally => external_editor::open(app, effects),
        Action::ShowTemplates => new_draft::show(app, effects),
        Action::SaveAsTemplate => new_draft::ask_title(app),
        Action::NewDraft => new_draft::open_draft(app, None, effects),
        Action::ReplyInThread => send_result::reply(app, None),
        Action::CopyMessageName => send_result::copy_name(app, None, effects),
        _ => {}
    }
}

fn undo(app: &mut App, action: Action) {
    app.dialog = None;
    let text = app.draft.text().to_owned();
    let mark = if action == Action::Undo {
        app.draft.undo()
    } else {
        app.draft.redo()
    };
    if let Some(mark) = mark {
        app.show_change(&mark);
        let changed = match mark.node {
            Some(_) => Some(Pane::Cards),
            None => (app.draft.text() != text).then_some(Pane::Text),
        };
        // A user who edits the message goes to where it changed, be it in the text or in a card.
        if let Some(pane) = changed.filter(|_| matches!(app.focus, Pane::Text | Pane::Cards)) {
            app.focus_on(pane);
        }
    } else {
        let what = if action == Action::Undo {
            "undo"
        } else {
            "redo"
        };
        app.notice = Some(Notice::new(Tone::Info, format!("Nothing to {what}")));
    }
}

fn cancel(app: &mut App, effects: &mut Vec<Effect>) {
    let latest = app.outbox.under_way().next().map(|entry| entry.ticket);
    match latest {
        Some(ticket) => send_result::cancel(app, ticket, effects),
        None => app.notice = Some(Notice::new(Tone::Info, "No send is on the way")),
    }
}

/// Deletes the draft under the picker's cursor.
pub fn delete_draft(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(Dialog::Picker(picker)) = &mut app.dialog else {
        return;
    };
    let Some(Pick::Open(id)) = picker.pick().cloned() else {
        return;
    };
    if id == app.draft_id {
        "This draft is open; open another one first".clone_into(&mut picker.note);
        return;
    }
    let ticket = app.tickets.draw();
    picker.awaits = Some(ticket);
    effects.push(Effect::Disk(DiskCommand::DeleteDraft(ticket, id)));
}

/// Requests the name of the draft's viewer, of whom the draft has only the ID.
pub fn request_viewer_name(app: &mut App, effects: &mut Vec<Effect>) {
    let user = app.draft.text_at(at::VIEWER_NAME);
    if !user.is_empty() && app.options.name_of(user) == user && !app.draft.parent().is_empty() {
        let ticket = app.tickets.draw();
        effects.push(Effect::Chat(ChatCommand::ListMembers(
            ticket,
            app.draft.parent().to_owned(),
            None,
        )));
    }
}

/// Opens the picker of who sees the message, from the members of the space.
pub fn pick_viewer(app: &mut App, effects: &mut Vec<Effect>) {
    if app.draft.parent().is_empty() {
        app.notice = Some(Notice::new(
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
        app.draft.parent().to_owned(),
        None,
    )));
    app.dialog = Some(Dialog::Picker(Box::new(picker)));
}

/// Restores a message of the outbox to the draft, if that is empty, to be changed and sent again.
///
/// A message that was sent stays in the outbox, too; one on its way is left alone.
pub fn restore_to_draft(app: &mut App, row: usize, effects: &mut Vec<Effect>) {
    let Some(entry) = app.outbox.at(row) else {
        return;
    };
    if matches!(entry.state, State::Sending { .. }) {
        let key = app.keymap.name_of(app.place(), Action::CancelSend);
        let title = format!("It is on the way; {key} cancels it first");
        app.notice = Some(Notice::new(Tone::Info, title));
        return;
    }
    if !app.draft.is_empty() {
        let key = app.keymap.name_of(Place::Everywhere, Action::ShowTemplates);
        app.notice = Some(
            Notice::new(Tone::Info, "The open draft is not empty")
                .with(format!("Start a new one ({key}), then open it there.")),
        );
        return;
    }
    let was_sent = matches!(entry.state, State::Sent(_));
    let is_known_unsent = entry.is_unsent() && !entry.is_in_doubt() && !entry.is_foreign;
    let message = serde_json::from_str(&entry.request.body).unwrap_or_default();
    let parent = entry.request.parent.clone();
    let mut changes = [at::MESSAGE_ID, at::REPLY_OPTION, at::NOTIFICATION_OPTIONS]
        .map(|pointer| Change::new(pointer, None))
        .to_vec();
    changes.push(Change::new(at::PARENT, Some(parent.into())));
    changes.push(Change::new(at::MESSAGE, Some(message)));
    changes.extend(Draft::from_query(&entry.request.query));
    if was_sent {
        // The ID is in use by the message that was sent.
        changes.push(Change::new(at::MESSAGE_ID, None));
    }
    app.draft.change(&changes, Grouping::Alone);
    app.sync_text(usize::MAX);
    app.spaces.seek(app.draft.parent());
    app.dialog = None;
    app.focus_on(Pane::Text);
    // What may be in Chat keeps its record: sent again as it is, it uses the same ID.
    if is_known_unsent {
        remove_from_outbox(app, row, effects);
    }
}

/// Removes a message from the outbox, unless it is on its way.
pub fn remove_from_outbox(app: &mut App, row: usize, effects: &mut Vec<Effect>) {
    if let Some(entry) = app.outbox.remove(row)
        && entry.is_unsent()
        && !entry.request.request_id.is_empty()
    {
        let ended = DiskCommand::EndSend(entry.request.request_id);
        effects.push(Effect::Disk(ended));
    }
}
