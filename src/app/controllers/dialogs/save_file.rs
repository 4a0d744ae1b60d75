//! The line that asks for the path to write a tab, or a draft that the disk refused, to.

use ratatui::layout::Rect;

use crate::app::controllers::dialogs::dialog_controller::DialogController;
use crate::app::controllers::tabs::tab_controller::TabController;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::save_file::SaveFile;
use crate::app::events::effect::{Effect, FileCommand};
use crate::app::events::event::WriteResult;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::event_result::EventResult;
use crate::input::keymap::Place;

/// The controller of the dialog.
pub struct SaveFileController;

impl DialogController for SaveFileController {
    fn place(&self, _: &App) -> Place {
        Place::SaveFile
    }

    fn size(&self, _: &App, _: u16) -> Option<(u16, u16)> {
        None
    }

    fn question(&self, app: &App) -> Option<Notice> {
        let Some(Dialog::SaveFile(saving)) = app.overlay.dialog() else {
            return None;
        };
        Some(path_line(app, saving))
    }

    fn layout(&self, _: &mut App, _: Rect) {}

    fn act(&self, app: &mut App, action: Action, effects: &mut Vec<Effect>) -> EventResult<Action> {
        let Some(Dialog::SaveFile(saving)) = app.overlay.dialog_mut() else {
            return EventResult::Ignored;
        };
        match action {
            Action::Choose => write(app, effects),
            Action::Back => app.overlay.close(),
            action if actions::dialog_line(&mut saving.line, action) => saving.fault.clear(),
            _ => return EventResult::Ignored,
        }
        EventResult::Consumed
    }

    fn paste(&self, app: &mut App, text: &str) -> EventResult {
        if let Some(Dialog::SaveFile(saving)) = app.overlay.dialog_mut() {
            saving.line.paste(text);
        }
        EventResult::Consumed
    }

    fn unfinished(&self, app: &App) -> Option<String> {
        let Some(Dialog::SaveFile(saving)) = app.overlay.dialog() else {
            return None;
        };
        Some(format!("the path for the {} is being typed", saving.what))
    }

    fn click(&self, _: &mut App, _: Rect, _: (u16, u16), _: u8) -> EventResult<Action> {
        EventResult::Consumed
    }
}

/// Asks for the path to write a tab's content to.
pub fn ask(app: &mut App, tab: &dyn TabController) {
    let saving = SaveFile {
        line: LineInput::new(tab.file_name(app)),
        text: tab.file_text(app),
        what: format!("{} tab", tab.title()),
        rescues: None,
        taken: None,
        fault: String::new(),
        awaits: None,
    };
    app.overlay.open(Dialog::SaveFile(Box::new(saving)));
}

/// Offers another place for the draft, which the disk refused when the user quit.
pub fn rescue(app: &mut App, problem: &Diagnostic) {
    let path = format!("~/{}.json", app.document.id());
    let saving = SaveFile {
        fault: format!("{}. {}", problem.sentence(), lost_words(app)),
        ..of_draft(app, &path)
    };
    app.overlay.ask(Dialog::SaveFile(Box::new(saving)));
}

/// Writes the draft to a path that was typed already.
pub fn write_draft(app: &mut App, path: &str, effects: &mut Vec<Effect>) {
    let saving = of_draft(app, path);
    app.overlay.ask(Dialog::SaveFile(Box::new(saving)));
    write(app, effects);
}

fn of_draft(app: &App, path: &str) -> SaveFile {
    let draft = app.document.draft();
    SaveFile {
        line: LineInput::new(path),
        text: serde_json::to_string_pretty(draft.request()).unwrap_or_default(),
        what: "draft".to_owned(),
        rescues: Some(draft.revision()),
        taken: None,
        fault: String::new(),
        awaits: None,
    }
}

/// Returns what becomes of the words where the user quits all the same.
fn lost_words(app: &App) -> String {
    let key = app.session.keymap().name_of(Place::SaveFile, Action::Quit);
    format!("{key} once more quits without the last words.")
}

fn write(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(Dialog::SaveFile(keeping)) = app.overlay.dialog_mut() else {
        return;
    };
    let path = keeping.line.text().trim().to_owned();
    if keeping.awaits.is_some() {
        return;
    }
    if path.is_empty() {
        "Type the path of a file.".clone_into(&mut keeping.fault);
        return;
    }
    let ticket = app.tickets.draw();
    keeping.awaits = Some(ticket);
    keeping.fault.clear();
    let overwrites = keeping.taken.as_ref() == Some(&path);
    let mut text = keeping.text.clone();
    text.push('\n');
    effects.push(Effect::File(FileCommand::WriteFile {
        ticket,
        path,
        text,
        overwrites,
    }));
}

/// Handles the result of the write.
///
/// A file that exists already, or cannot be written, leaves the line open.
pub fn on_written(app: &mut App, ticket: Ticket, answer: WriteResult) {
    let open = match app.overlay.dialog_mut() {
        Some(Dialog::SaveFile(keeping)) if keeping.awaits == Some(ticket) => Some(keeping),
        _ => None,
    };
    match (answer, open) {
        (WriteResult::Done(name), open) => {
            if let Some(saving) = open {
                let rescues = saving.rescues;
                app.overlay.close();
                if let Some(revision) = rescues {
                    app.document.rescued(revision);
                }
            }
            app.overlay
                .show(Notice::new(Tone::Success, format!("✔ Written to {name}")));
        }
        (WriteResult::Exists(_), Some(keeping)) => {
            keeping.awaits = None;
            keeping.taken = Some(keeping.line.text().trim().to_owned());
        }
        (WriteResult::Failed(problem), Some(keeping)) => {
            keeping.awaits = None;
            keeping.fault = problem.sentence();
        }
        (WriteResult::Exists(name), None) => {
            let title = format!("Not written: the file {name} already exists");
            app.overlay.show(Notice::new(Tone::Warning, title));
        }
        (WriteResult::Failed(problem), None) => app.overlay.show(problem),
    }
}

/// Returns the path line as a notice.
fn path_line(app: &App, keeping: &SaveFile) -> Notice {
    let key = |action| {
        let chord = app.session.keymap().key_of(Place::SaveFile, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let path = keeping.line.text();
    let (before, after) = path.split_at(keeping.line.caret().min(path.len()));
    // What is typed comes first, so that it is visible on the smallest screen.
    let title = format!("Write the {} to › {before}▏{after}", keeping.what);
    if !keeping.fault.is_empty() {
        return Notice::new(Tone::Error, title).with(keeping.fault.clone());
    }
    let is_taken = keeping.taken.as_deref() == Some(path.trim());
    let (tone, keys) = if is_taken {
        let keys = format!(
            "The file already exists. {} overwrites it, {} returns; or type another path",
            key(Action::Choose),
            key(Action::Back)
        );
        (Tone::Warning, keys)
    } else {
        let keys = format!(
            "{} writes, {} returns · ~ is your home",
            key(Action::Choose),
            key(Action::Back)
        );
        (Tone::Info, keys)
    };
    Notice::new(tone, title).with(keys)
}
