//! Controller of the file picker, which enters folders and filters while one types.

use crate::store::directory::{Folder, FolderEntry};
use std::path::{Path, PathBuf};

use crate::app::controllers::import;
use crate::app::controllers::send;
use crate::app::dialogs::dialog::Dialog;
use crate::app::events::effect::{Effect, FileCommand};
use crate::app::events::event::Brought;
use crate::app::events::notice::Notice;
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::picker::list::{Chooser, Item, Pick, Purpose};
use crate::app::state::opening::Opening;
use crate::chat::sanitize;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::input::action::Action;

/// Shows the files of the folder that was shown last, at first the working directory.
pub fn show(app: &mut App, effects: &mut Vec<Effect>) {
    let folder = app.folder.clone();
    let mut chooser = Chooser::new(Purpose::File, Vec::new());
    chooser.heading = heading(&folder);
    app.dialog = Some(Dialog::Chooser(Box::new(chooser)));
    list(app, folder, effects);
}

/// Requests the entries of a folder.
pub fn list(app: &mut App, folder: PathBuf, effects: &mut Vec<Effect>) {
    if let Some(Dialog::Chooser(chooser)) = &mut app.dialog {
        let ticket = app.tickets.draw();
        chooser.awaits = Some(ticket);
        effects.push(Effect::File(FileCommand::ListFolder(ticket, folder)));
    }
}

/// Requests the contents of a file.
pub fn read(app: &mut App, path: PathBuf, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    app.opening = Opening::File(ticket);
    effects.push(Effect::File(FileCommand::ReadFile(ticket, path)));
}

/// Handles the keys that the file picker has beyond those of every picker.
///
/// A slash enters the folder that is typed; what deletes before the first letter goes up. Returns whether the
/// action was consumed.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::Chooser(chooser)) = &mut app.dialog else {
        return false;
    };
    let typed = chooser.line().text();
    let target = match action {
        _ if chooser.purpose != Purpose::File => return false,
        Action::DeleteBefore if typed.is_empty() => Some(app.folder.join("..")),
        Action::Insert('/') => Some(target(&app.folder, typed, chooser.pick())),
        _ => None,
    };
    let Some(target) = target else {
        return false;
    };
    chooser.clear();
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
pub fn listed(app: &mut App, ticket: Ticket, answer: Result<Folder, Diagnostic>) {
    let Some(Dialog::Chooser(chooser)) = &mut app.dialog else {
        return;
    };
    if chooser.awaits != Some(ticket) {
        return;
    }
    chooser.awaits = None;
    match answer {
        Err(problem) => chooser.note = problem.sentence(),
        Ok(Folder { path, entries }) => {
            chooser.note.clear();
            chooser.heading = heading(&path);
            let above = path
                .parent()
                .map(|above| Item::new("../", "", Pick::Folder(above.to_owned())));
            let items = above.into_iter().chain(entries.iter().map(item));
            chooser.replace(items.collect());
            chooser.first();
            app.folder = path;
        }
    }
}

fn heading(folder: &Path) -> String {
    format!(
        "Open a file · {}",
        sanitize::line(&folder.to_string_lossy())
    )
}

fn item(entry: &FolderEntry) -> Item {
    let name = entry.path.file_name().unwrap_or_default().to_string_lossy();
    let name = sanitize::line(&name);
    if entry.is_folder {
        Item::new(format!("{name}/"), "", Pick::Folder(entry.path.clone()))
    } else {
        let bytes = usize::try_from(entry.bytes).unwrap_or(usize::MAX);
        let detail = format!("{} B", send::thousands(bytes));
        Item::new(name, detail, Pick::File(entry.path.clone()))
    }
}

/// Imports a file that was read.
pub fn brought(
    app: &mut App,
    ticket: Ticket,
    answer: Result<Box<Brought>, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    if !app.opening.end_file(ticket) {
        return;
    }
    match answer {
        Ok(brought) => import::bring(app, *brought, effects),
        Err(problem) => app.notice = Some(Notice::from(problem)),
    }
}
