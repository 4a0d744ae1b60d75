//! Controller of the file picker, which enters folders and filters while one types.

use crate::store::directory::{Folder, FolderEntry};
use std::path::{Path, PathBuf};

use crate::app::controllers::import;
use crate::app::controllers::number_format;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{Effect, FileCommand};
use crate::app::events::event::FoundMessage;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::picker::list::{Item, Pick, Picker, Purpose};
use crate::app::state::open_state::Opening;
use crate::chat::sanitize;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;

/// Shows the files of the folder that was shown last, at first the working directory.
pub fn show(app: &mut App, effects: &mut Vec<Effect>) {
    show_for(app, Purpose::File, effects);
}

/// Shows the files of that folder for a purpose.
pub fn show_for(app: &mut App, purpose: Purpose, effects: &mut Vec<Effect>) {
    let folder = app.ui.last_folder().to_owned();
    let mut picker = Picker::new(purpose, Vec::new());
    picker.heading = heading(purpose, &folder);
    app.overlay.open(Dialog::Picker(Box::new(picker)));
    list(app, folder, effects);
}

/// Requests the entries of a folder.
pub fn list(app: &mut App, folder: PathBuf, effects: &mut Vec<Effect>) {
    if let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() {
        let ticket = app.tickets.draw();
        picker.awaits = Some(ticket);
        effects.push(Effect::File(FileCommand::ListFolder(ticket, folder)));
    }
}

/// Requests the contents of a file.
pub fn read(app: &mut App, path: PathBuf, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    app.pending_open = Opening::File(ticket);
    effects.push(Effect::File(FileCommand::ReadFile(ticket, path)));
}

/// Handles the keys that the file picker has beyond those of every picker.
///
/// A slash enters the folder that is typed; what deletes before the first letter goes up. Returns whether the
/// action was consumed.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() else {
        return false;
    };
    let typed = picker.line().text();
    let target = match action {
        _ if !picker.purpose.is_of_files() => return false,
        Action::DeleteBefore if typed.is_empty() => Some(app.ui.last_folder().join("..")),
        Action::Insert('/') => Some(target(app.ui.last_folder(), typed, picker.pick())),
        _ => None,
    };
    let Some(target) = target else {
        return false;
    };
    picker.clear();
    list(app, target, effects);
    true
}

/// Returns the folder that is meant by what was typed before a slash.
///
/// That is the root, the home directory, the parent, or the folder under the cursor if its name begins so.
fn target(folder: &Path, typed: &str, pick: Option<&Pick>) -> PathBuf {
    match (typed, pick) {
        ("", _) => PathBuf::from("/"),
        ("~", _) => PathBuf::from("~"),
        (typed, Some(Pick::Folder(path))) if is_called(path, typed) => path.clone(),
        (typed, _) => folder.join(typed),
    }
}

/// Returns whether the name of a folder begins with `typed`.
fn is_called(path: &Path, typed: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.to_lowercase().starts_with(&typed.to_lowercase())
}

/// Shows the entries of a folder that was requested.
pub fn on_folder(app: &mut App, ticket: Ticket, answer: Result<Folder, Diagnostic>) {
    let Some(Dialog::Picker(picker)) = app.overlay.dialog_mut() else {
        return;
    };
    if picker.awaits != Some(ticket) {
        return;
    }
    picker.awaits = None;
    match answer {
        Err(problem) => picker.note = problem.sentence(),
        Ok(Folder { path, entries }) => {
            picker.note.clear();
            picker.heading = heading(picker.purpose, &path);
            let above = path
                .parent()
                .map(|above| Item::new("../", "", Pick::Folder(above.to_owned())));
            let items = above.into_iter().chain(entries.iter().map(item));
            picker.replace(items.collect());
            picker.first();
            app.ui.enter_folder(path);
        }
    }
}

fn heading(purpose: Purpose, folder: &Path) -> String {
    let what = match purpose {
        Purpose::Attachment => "Attach a file",
        _ => "Open a file",
    };
    format!("{what} · {}", sanitize::line(&folder.to_string_lossy()))
}

fn item(entry: &FolderEntry) -> Item {
    let name = entry.path.file_name().unwrap_or_default().to_string_lossy();
    let name = sanitize::line(&name);
    if entry.is_folder {
        Item::new(format!("{name}/"), "", Pick::Folder(entry.path.clone()))
    } else {
        let bytes = usize::try_from(entry.bytes).unwrap_or(usize::MAX);
        let detail = format!("{} B", number_format::thousands(bytes));
        Item::new(name, detail, Pick::File(entry.path.clone()))
    }
}

/// Imports a file that was read.
pub fn on_imported(
    app: &mut App,
    ticket: Ticket,
    answer: Result<FoundMessage, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    if !app.pending_open.end_file(ticket) {
        return;
    }
    match answer {
        Ok(found) => import::open(app, found, effects),
        Err(problem) => app.overlay.show(problem),
    }
}
