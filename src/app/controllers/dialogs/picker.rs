//! The pickers: a filter line above a list.

use crate::app::controllers::attach;
use crate::app::controllers::dialogs::dialog_controller::{
    DialogController, WIDTH, close_on_back, rows,
};
use crate::app::controllers::dialogs::viewer;
use crate::app::controllers::{import, new_draft, open_file, profiles, screen_settings, threads};
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::card_command::CardCommand;
use crate::app::events::effect::{DiskCommand, Effect};
use crate::app::events::notice::Notice;
use crate::app::layout;
use crate::app::model::App;
use crate::app::picker::list::{Pick, Picker, Purpose};
use crate::app::state::option_fields;
use crate::cells::wrap;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;
use crate::message::draft::at;
use crate::message::field_change::{Change, Grouping};
use ratatui::layout::Rect;
use std::path::{Path, PathBuf};

/// The controller of the dialog.
pub struct PickerController;

impl DialogController for PickerController {
    fn place(&self, app: &App) -> Place {
        match app.overlay.dialog() {
            Some(Dialog::Picker(picker)) if picker.purpose == Purpose::Draft => Place::Drafts,
            _ => Place::Filter,
        }
    }

    fn size(&self, app: &App, widest: u16) -> Option<(u16, u16)> {
        let Some(Dialog::Picker(picker)) = app.overlay.dialog() else {
            return None;
        };
        let width = widest.min(WIDTH);
        let height = rows(picker.total())
            .saturating_add(3 + note_rows(picker, width.saturating_sub(2)))
            .clamp(7, 24);
        Some((width, height))
    }

    fn question(&self, _: &App) -> Option<Notice> {
        None
    }

    fn layout(&self, app: &mut App, area: Rect) {
        if let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() {
            let (list, _) = parts(picker, area);
            picker.layout(list.width, usize::from(list.height));
        }
    }

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        if open_file::act(app, action, effects) {
            return EventResult::Consumed;
        }
        let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        if (action, picker.purpose) == (Action::Undo, Purpose::Draft)
            && !picker.line().can_undo()
            && app.ui.take_deleted()
        {
            let ticket = app.tickets.draw();
            picker.awaits = Some(ticket);
            effects.push(Effect::Disk(DiskCommand::RestoreDraft(ticket)));
            return EventResult::Consumed;
        }
        if picker.act(action) {
            return EventResult::Consumed;
        }
        match (action, picker.purpose) {
            (Action::Choose, _) => {
                if let Some(Pick::Folder(folder)) = picker.pick().cloned() {
                    picker.clear();
                    open_file::list(app, folder, effects);
                } else if let Some(pick) = viewer::typed(picker)
                    .or_else(|| picker.pick().cloned())
                    .or_else(|| typed(picker, app.ui.last_folder()))
                {
                    let purpose = picker.purpose;
                    app.overlay.close();
                    if let (Pick::File(path), Purpose::Attachment) = (&pick, purpose) {
                        attach::choose(app, path.clone(), effects);
                        return EventResult::Consumed;
                    }
                    return picked(app, pick, effects);
                }
            }
            (Action::Delete, Purpose::Draft) => delete_draft(app, effects),
            (action, _) => return close_on_back(app, action),
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() {
            picker.paste(text);
        }
        EventResult::Consumed
    }

    fn unfinished(&self, app: &App) -> Option<String> {
        let Some(Dialog::Picker(picker)) = app.overlay.dialog() else {
            return None;
        };
        // The palette chooses nothing of the message.
        let chooses_nothing = matches!(
            picker.purpose,
            Purpose::Command | Purpose::Notice | Purpose::Setting
        );
        let is_idle = chooses_nothing && picker.line().is_empty();
        (!is_idle).then(|| format!("\"{}\" is open", picker.title()))
    }

    fn click(&self, app: &mut App, area: Rect, cell: (u16, u16), times: u8) -> EventResult<Action> {
        match app.overlay.dialog_mut() {
            Some(Dialog::Picker(picker)) => {
                let (list, _) = parts(picker, area);
                click_row(picker, list, cell, times)
            }
            _ => EventResult::Ignored,
        }
    }
}

/// Handles a click into the list of a picker; the second one chooses.
pub fn click_row(
    picker: &mut Picker,
    list: Rect,
    (column, row): (u16, u16),
    times: u8,
) -> EventResult<Action> {
    let is_row = list.contains((column, row).into()) && picker.click(usize::from(row - list.y));
    if is_row && times == 2 {
        return EventResult::Then(Action::Choose);
    }
    EventResult::Consumed
}

/// Returns what the typed text is taken for, where no row matches and the picker allows that: a thread, a file, the
/// name of an icon.
fn typed(picker: &Picker, folder: &Path) -> Option<Pick> {
    let text = picker.line().text().trim();
    if text.is_empty() {
        return None;
    }
    match picker.purpose {
        Purpose::Thread => Some(Pick::Thread(text.to_owned())),
        // The disk thread knows where the home directory is.
        Purpose::Draft | Purpose::File | Purpose::Attachment if text.starts_with('~') => {
            Some(Pick::File(PathBuf::from(text)))
        }
        Purpose::Draft | Purpose::File | Purpose::Attachment => Some(Pick::File(folder.join(text))),
        _ => {
            let (path, name) = (picker.takes_typed.clone()?, text.to_owned());
            Some(Pick::Cards(CardCommand::Icon { path, name }))
        }
    }
}

/// Applies what a picked row selects; a command is left to who runs them.
fn picked(app: &mut App, pick: Pick, effects: &mut Vec<Effect>) -> EventResult<Action> {
    match pick {
        Pick::Run(action) => return EventResult::Then(action),
        Pick::Viewer(None) => {
            app.document
                .draft_mut()
                .change(&[Change::new(at::VIEWER, None)], Grouping::Alone);
        }
        Pick::Viewer(Some(user)) => {
            app.document
                .draft_mut()
                .change(&option_fields::shown_to(&user), Grouping::Alone);
        }
        Pick::Cards(command) => {
            let asked = app.panes.cards.perform(command, app.document.draft_mut());
            match asked {
                Some(picker) => app.overlay.open(Dialog::Picker(Box::new(picker))),
                None => app.overlay.close(),
            }
        }
        Pick::Thread(thread) => threads::choose(app, &thread),
        Pick::Open(id) if id == *app.document.id() => {}
        Pick::Open(id) => new_draft::open_draft(app, Some(id), effects),
        // The gallery handles them.
        Pick::Template(_) => {}
        Pick::Files => open_file::show(app, effects),
        Pick::Folder(folder) => open_file::list(app, folder, effects),
        Pick::File(path) => open_file::read(app, path, effects),
        Pick::Message(several, number) => import::choose(app, &several, number, effects),
        Pick::Profile(index) => profiles::choose(app, index, effects),
        Pick::Notice(index) => {
            let notice = app.overlay.past().nth(index).cloned();
            if let Some(notice) = notice {
                app.overlay.show(notice);
            }
        }
        Pick::Theme(_) | Pick::Language(_) | Pick::Width(_) | Pick::Markup(_) => {
            screen_settings::choose(app, pick, effects);
        }
    }
    EventResult::Consumed
}

/// Deletes the draft under the picker's cursor.
fn delete_draft(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() else {
        return;
    };
    let Some(Pick::Open(id)) = picker.pick().cloned() else {
        return;
    };
    if id == *app.document.id() {
        "This draft is open; open another one first".clone_into(&mut picker.note);
        return;
    }
    let ticket = app.tickets.draw();
    picker.awaits = Some(ticket);
    // What is undone next is the deletion, not the filter that led to it.
    picker.forget_typing();
    app.ui.delete_draft(id.clone());
    effects.push(Effect::Disk(DiskCommand::DeleteDraft(ticket, id)));
}

fn note_rows(picker: &Picker, width: u16) -> u16 {
    rows(wrap::paragraph(&picker.note, width.saturating_sub(2)).len())
}

/// Returns the areas of a picker's box: its list, below the filter line, and its note below that.
#[must_use]
pub fn parts(picker: &Picker, area: Rect) -> (Rect, Rect) {
    let inside = layout::inside(area);
    let note = note_rows(picker, inside.width).min(inside.height / 2);
    let list = Rect {
        y: inside.y.saturating_add(1),
        height: inside.height.saturating_sub(1 + note),
        ..inside
    };
    let foot = Rect {
        x: inside.x.saturating_add(1),
        y: list.bottom(),
        width: inside.width.saturating_sub(2),
        height: note,
    };
    (list, foot)
}
