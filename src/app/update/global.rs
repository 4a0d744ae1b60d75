//! The global actions, which mean the same in every place.

use crate::app::controllers::dialogs::activity;
use crate::app::controllers::dialogs::draft_title;
use crate::app::controllers::dialogs::{save_template, setup};
use crate::app::controllers::external_editor;
use crate::app::controllers::new_draft;
use crate::app::controllers::pane_sizes;
use crate::app::controllers::pinned_space;
use crate::app::controllers::preview;
use crate::app::controllers::profiles;
use crate::app::controllers::screen_settings;
use crate::app::controllers::send;
use crate::app::controllers::send_result;
use crate::app::controllers::send_test;
use crate::app::controllers::sent_message::{self, Part};
use crate::app::controllers::tabs::table;
use crate::app::controllers::unfinished;
use crate::app::dialogs::broadcast_table::BroadcastTable;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::help::Help;
use crate::app::events::effect::{ChatCommand, DiskCommand, Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone, Topic};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::picker::command_palette;
use crate::app::picker::list::{Picker, Purpose};
use crate::input::action::Action;
use crate::message::draft::at;

/// Handles actions the focused element ignored. A dialog closes for it.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) {
    match action {
        Action::Quit => effects.push(Effect::Quit),
        Action::Suspend => effects.push(Effect::Terminal(TerminalCommand::Suspend)),
        Action::Repaint => effects.push(Effect::Terminal(TerminalCommand::Repaint)),
        Action::CancelSend => cancel(app, effects),
        Action::Back => app.overlay.clear_notice(),
        Action::Send | Action::SendTest if unfinished::refuses(app) => {}
        Action::Send => send::ask(app, effects),
        Action::SendTest => send_test::ask(app, effects),
        action if pane_sizes::act(app, action) || screen_settings::show(app, action) => {}
        action if opens(app, action, effects) => {}
        action => {
            if let Some(pane) = pane_of(app, action) {
                app.overlay.close();
                app.panes.focus_on(pane);
            } else if let Some(tab) = table::shown_by(action) {
                preview::show(app, tab);
            } else {
                change(app, action, effects);
            }
        }
    }
}

fn pane_of(app: &App, action: Action) -> Option<Pane> {
    Some(match action {
        Action::NextPane => app.panes.focus().stepped(1),
        Action::PreviousPane => app.panes.focus().stepped(-1),
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
    app.overlay.open(match action {
        Action::ShowHelp => Dialog::Help(Box::new(Help::of(place))),
        Action::ShowManual => Dialog::Help(Box::new(Help::of_manual(place))),
        Action::ShowActivity => {
            Dialog::Activity(Box::new(activity::listed(&mut app.tickets, effects)))
        }
        Action::ShowBroadcast if app.broadcast.is_some() => {
            Dialog::Broadcast(BroadcastTable::default())
        }
        Action::ShowSize => Dialog::SizeReport(Box::default()),
        Action::ShowCommands => Dialog::Picker(Box::new(Picker::new(
            Purpose::Command,
            command_palette::commands(app.session.keymap(), place),
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
        Action::Paste => effects.push(app.register.ask(&mut app.tickets)),
        Action::Refresh => {
            let former = app.panes.spaces.listing().map(ChatCommand::Cancel);
            effects.extend(former.map(Effect::Chat));
            app.overlay.end_topic(Topic::Listing);
            effects.push(app.panes.spaces.refresh(&mut app.tickets));
        }
        Action::EditPaste => external_editor::open_paste(app, effects),
        Action::EditExternally => external_editor::open(app, effects),
        Action::ChooseProfile => profiles::show(app),
        Action::ShowSetup => setup::show(app),
        Action::ShowTemplates => new_draft::show(app, effects),
        Action::ShowBroadcast => app.overlay.show(Notice::new(
            Tone::Info,
            "No message was sent to many spaces in this run",
        )),
        Action::PinSpace => {
            let space = app.document.draft().parent().to_owned();
            pinned_space::toggle(app, Some(&space), effects);
        }
        Action::UnmarkAll => app.panes.spaces.unmark_all(),
        Action::SaveAsTemplate => save_template::ask_title(app),
        Action::NameDraft => draft_title::ask(app),
        Action::NewDraft => new_draft::open_draft(app, None, effects),
        Action::ReplyInThread => sent_message::reply_to_last(app, effects),
        Action::CopyMessageName => sent_message::copy_of_last(app, Part::Name, effects),
        Action::CopyMessageLink => sent_message::copy_of_last(app, Part::Link, effects),
        Action::EditMessage
        | Action::QuoteMessage
        | Action::ReadMessage
        | Action::DeleteMessage
        | Action::ReactToMessage
        | Action::PinMessage
        | Action::UnpinMessage => activity::on_last(app, action, effects),
        Action::CopyMessageText => sent_message::copy_of_last(app, Part::Text, effects),
        _ => {}
    }
}

/// Undoes a step of the draft, or makes it again.
pub fn undo(app: &mut App, action: Action) {
    app.overlay.close();
    let text = app.document.draft().text().to_owned();
    let mark = if action == Action::Undo {
        app.document.draft_mut().undo()
    } else {
        app.document.draft_mut().redo()
    };
    if let Some(mark) = mark {
        app.show_change(&mark);
        let changed = match mark.node {
            Some(_) => Some(Pane::Cards),
            None => (app.document.draft().text() != text).then_some(Pane::Text),
        };
        // A user who edits the message goes to where it changed, be it in the text or in a card.
        if let Some(pane) =
            changed.filter(|_| matches!(app.panes.focus(), Pane::Text | Pane::Cards))
        {
            app.panes.focus_on(pane);
        }
    } else if action == Action::Redo || !app.document.undo_later() {
        let what = if action == Action::Undo {
            "undo"
        } else {
            "redo"
        };
        app.overlay
            .show(Notice::new(Tone::Info, format!("Nothing to {what}")));
    }
}

fn cancel(app: &mut App, effects: &mut Vec<Effect>) {
    let latest = app.outbox.under_way().next().map(|entry| entry.ticket);
    match latest {
        Some(ticket) => send_result::cancel(app, ticket, effects),
        None => app
            .overlay
            .show(Notice::new(Tone::Info, "No send is on the way")),
    }
}

/// Requests the name of the draft's viewer, of whom the draft has only the ID.
pub fn request_viewer_name(app: &mut App, effects: &mut Vec<Effect>) {
    let user = app.document.draft().text_at(at::VIEWER_NAME);
    if !user.is_empty()
        && app.panes.options.name_of(user) == user
        && !app.document.draft().parent().is_empty()
    {
        let ticket = app.tickets.draw();
        effects.push(Effect::Chat(ChatCommand::ListMembers(
            ticket,
            app.document.draft().parent().to_owned(),
            None,
        )));
    }
}
