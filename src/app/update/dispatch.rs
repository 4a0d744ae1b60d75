//! Dispatches an action: to the dialog, else the focused pane, else the global handler.

use serde_json::Value;

use crate::app::controllers::cards;
use crate::app::controllers::goto;
use crate::app::controllers::new_draft;
use crate::app::controllers::open_file;
use crate::app::controllers::preview;
use crate::app::controllers::save_file;
use crate::app::controllers::send;
use crate::app::controllers::send_result;
use crate::app::dialogs::dialog::{Dialog, GUARD};
use crate::app::events::card_command::CardCommand;
use crate::app::events::effect::{Effect, TerminalCommand};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::pane::Pane;
use crate::app::model::App;
use crate::app::panes::options::Outcome as OptionsOutcome;
use crate::app::panes::spaces::Outcome as SpacesOutcome;
use crate::app::picker::command_palette;
use crate::app::picker::list::{Pick, Picker, Purpose};
use crate::app::state::option_fields;
use crate::app::update::global;
use crate::editor::actions;
use crate::input::action::Action;
use crate::message::draft::at;
use crate::message::field_change::{Change, Grouping};

/// Dispatches an action to the focused dialog or pane, then to the global handler.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) {
    let is_done = if app.dialog.is_some() {
        in_dialog(app, action, effects)
    } else {
        in_pane(app, action, effects)
    };
    match action {
        _ if is_done => {}
        Action::OpenFile => open_file::show(app, effects),
        action => global::act(app, action, effects),
    }
}

fn in_pane(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    match app.focus {
        Pane::Spaces => in_spaces(app, action, effects),
        Pane::Text => in_text(app, action, effects),
        Pane::Options => {
            let outcome = app.options.act(action, &app.draft);
            in_options(app, outcome, effects)
        }
        Pane::Cards => cards::act(app, action, effects),
        Pane::Preview => preview::act(app, action, effects),
    }
}

fn in_spaces(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    if action == Action::Copy {
        effects.extend(
            app.spaces
                .chosen_name()
                .map(|name| Effect::Terminal(TerminalCommand::Copy(name.to_owned()))),
        );
        return true;
    }
    match app.spaces.act(action) {
        SpacesOutcome::Done => true,
        SpacesOutcome::Ignored => false,
        SpacesOutcome::Chosen(name) => {
            choose_space(app, name, effects);
            true
        }
    }
}

/// Sets the space of the message to this resource name.
pub fn choose_space(app: &mut App, name: String, effects: &mut Vec<Effect>) {
    effects.push(app.spaces.request_space(&name, &mut app.tickets));
    warn_of_viewer(app, &name);
    app.draft.change(
        &[Change::new(at::PARENT, Some(name.into()))],
        Grouping::Alone,
    );
    app.focus_on(Pane::Text);
}

/// Warns of a private viewer when the space changes: the viewer was chosen among the members of the former one.
fn warn_of_viewer(app: &mut App, name: &str) {
    let former = app.draft.parent();
    let viewer = app.draft.text_at(at::VIEWER_NAME);
    if viewer.is_empty() || former.is_empty() || former == name {
        return;
    }
    let title = format!(
        "Still visible only to {}, a member of {}",
        app.options.name_of(viewer),
        app.spaces.label_of(former)
    );
    app.notice = Some(Notice::new(Tone::Warning, title).with(format!(
        "Choose another viewer in Options if they are not in {}.",
        app.spaces.label_of(name)
    )));
}

fn in_text(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let before = app.text.caret_offset();
    match actions::text(&mut app.text, action) {
        actions::Outcome::Done => {}
        actions::Outcome::Ignored => return false,
        actions::Outcome::Change(splice) => app.apply_splice(&splice, before),
        actions::Outcome::Copy(text) => effects.push(Effect::Terminal(TerminalCommand::Copy(text))),
        actions::Outcome::Cut(splice) => {
            app.apply_splice(&splice, before);
            effects.push(Effect::Terminal(TerminalCommand::Copy(splice.removed)));
        }
    }
    true
}

fn in_options(app: &mut App, outcome: OptionsOutcome, effects: &mut Vec<Effect>) -> bool {
    match outcome {
        OptionsOutcome::Ignored => return false,
        OptionsOutcome::Done => {}
        OptionsOutcome::Change(changes) => {
            app.draft.change(&changes, Grouping::WithSame);
        }
        OptionsOutcome::PickViewer => global::pick_viewer(app, effects),
    }
    true
}

fn in_dialog(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    match &mut app.dialog {
        None => false,
        Some(Dialog::Guard(typed, again)) => match action {
            Action::Choose if typed.text().trim() == GUARD => {
                match *again {
                    Some(ticket) => send::again(app, ticket, effects),
                    None => send::go(app, effects),
                }
                true
            }
            Action::Choose => true,
            action if actions::line(typed, action) => true,
            action => close_on_back(app, action),
        },
        Some(Dialog::Confirm) => match action {
            Action::Choose => {
                send::go(app, effects);
                true
            }
            action => close_on_back(app, action),
        },
        Some(Dialog::ConfirmResend(_)) => match action {
            Action::Choose => {
                send::resend(app, effects);
                true
            }
            action => close_on_back(app, action),
        },
        Some(Dialog::Help { scroll, place }) => {
            let last = command_palette::help(&app.keymap, *place)
                .len()
                .saturating_sub(1);
            match action {
                Action::Up => *scroll = scroll.saturating_sub(1),
                Action::Down => *scroll = (*scroll + 1).min(last),
                Action::PageUp => *scroll = scroll.saturating_sub(10),
                Action::PageDown => *scroll = (*scroll + 10).min(last),
                Action::First => *scroll = 0,
                Action::Last => *scroll = last,
                action => return close_on_back(app, action),
            }
            true
        }
        Some(Dialog::Activity(_)) => in_activity(app, action, effects),
        Some(Dialog::TemplateGallery(_)) => new_draft::in_gallery(app, action, effects),
        Some(Dialog::TemplateForm(_)) => new_draft::in_template_form(app, action, effects),
        Some(Dialog::SaveTemplate(_)) => new_draft::in_save_template(app, action, effects),
        Some(Dialog::SizeReport(_)) => in_size_report(app, action),
        Some(Dialog::SaveFile(_)) => save_file::act(app, action, effects),
        Some(Dialog::Picker(_)) => in_picker(app, action, effects),
    }
}

fn close_on_back(app: &mut App, action: Action) -> bool {
    let closes = matches!(action, Action::Back | Action::ShowHelp);
    if closes {
        app.dialog = None;
    }
    closes
}

fn in_size_report(app: &mut App, action: Action) -> bool {
    let Some(Dialog::SizeReport(scale)) = &mut app.dialog else {
        return false;
    };
    if scale.act(action) {
        return true;
    }
    match (action, scale.place().map(str::to_owned)) {
        (Action::Choose, Some(path)) => goto::jump(app, &path, None),
        (Action::Choose, None) => {}
        (action, _) => return close_on_back(app, action),
    }
    true
}

fn in_activity(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::Activity(activity)) = &mut app.dialog else {
        return false;
    };
    if activity.act(action, app.outbox.entries().len()) {
        return true;
    }
    let row = activity.cursor();
    match action {
        Action::SendAgain => send::ask_again(app, row, effects),
        Action::ReplyInThread => send_result::reply(app, Some(row)),
        Action::CopyMessageName => send_result::copy_name(app, Some(row), effects),
        Action::Choose => global::restore_to_draft(app, row, effects),
        Action::CancelSend => {
            if let Some(ticket) = app.outbox.at(row).map(|entry| entry.ticket) {
                send_result::cancel(app, ticket, effects);
            }
        }
        Action::Delete => global::remove_from_outbox(app, row, effects),
        action => return close_on_back(app, action),
    }
    true
}

fn in_picker(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    if open_file::act(app, action, effects) {
        return true;
    }
    let Some(Dialog::Picker(picker)) = &mut app.dialog else {
        return false;
    };
    if picker.act(action) {
        return true;
    }
    match (action, picker.purpose) {
        (Action::Choose, _) => {
            if let Some(Pick::Folder(folder)) = picker.pick().cloned() {
                picker.clear();
                open_file::list(app, folder, effects);
            } else if let Some(pick) = picker.pick().cloned().or_else(|| typed(picker)) {
                app.dialog = None;
                picked(app, pick, effects);
            }
        }
        (Action::Delete, Purpose::Draft) => global::delete_draft(app, effects),
        (action, _) => return close_on_back(app, action),
    }
    true
}

/// Returns the typed text as the pick, where no row matches and the picker allows that.
fn typed(picker: &Picker) -> Option<Pick> {
    let path = picker.takes_typed.clone()?;
    let text = picker.line().text().trim();
    let value = Some(Value::from(text)).filter(|_| !text.is_empty());
    value.map(|value| {
        let value = Some(value);
        Pick::Cards(CardCommand::Set { path, value })
    })
}

/// Applies what a picked row selects.
pub fn picked(app: &mut App, pick: Pick, effects: &mut Vec<Effect>) {
    match pick {
        Pick::Run(action) => act(app, action, effects),
        Pick::Viewer(None) => {
            app.draft
                .change(&[Change::new(at::VIEWER, None)], Grouping::Alone);
        }
        Pick::Viewer(Some(user)) => {
            app.draft
                .change(&option_fields::shown_to(&user), Grouping::Alone);
        }
        Pick::Cards(deed) => {
            let asked = app.cards.perform(deed, &mut app.draft);
            app.dialog = asked.map(|picker| Dialog::Picker(Box::new(picker)));
        }
        Pick::Open(id) if id == app.draft_id => {}
        Pick::Open(id) => new_draft::open_draft(app, Some(id), effects),
        // The gallery handles them.
        Pick::Template(_) => {}
        Pick::Files => open_file::show(app, effects),
        Pick::Folder(folder) => open_file::list(app, folder, effects),
        Pick::File(path) => open_file::read(app, path, effects),
    }
}
