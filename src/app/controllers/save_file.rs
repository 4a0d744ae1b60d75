//! Copies or saves the contents of a preview tab.

use crate::app::controllers::preview_card;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::save_file::SaveFile;
use crate::app::events::effect::{Effect, FileCommand};
use crate::app::events::event::WriteResult;
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::panes::preview::tabs::Tab;
use crate::app::state::findings::Findings;
use crate::editor::actions;
use crate::editor::line_input::LineInput;
use crate::input::action::Action;
use crate::input::keymap::Place;
use crate::message::export::json;
use crate::message::export::language::Language;

/// Returns the content of the current tab, as text.
#[must_use]
pub fn content(app: &App) -> String {
    let preview = &app.preview;
    match preview.tab {
        Tab::Json => preview.json.copy(),
        Tab::Card => preview.card.copy(preview_card::source(app)),
        Tab::Code => preview.code.pager.text().to_owned(),
        Tab::Diff => preview.diff.lines().signed(),
        Tab::Checks => format_findings(&app.findings),
    }
}

/// Formats the findings, a paragraph each.
fn format_findings(findings: &Findings) -> String {
    let mut paragraphs = findings.all().iter().map(|finding| {
        let rule = finding.rule;
        let head = finding.severity.word();
        format!(
            "{head}[{}] {}\n  at {}\n  {}",
            rule.id, finding.message, finding.path, rule.help
        )
    });
    let first = paragraphs
        .next()
        .unwrap_or_else(|| "No problems.".to_owned());
    paragraphs.fold(first, |all, next| format!("{all}\n\n{next}"))
}

/// Asks for the path to write the tab's content to.
pub fn ask(app: &mut App) {
    let (text, file) = match app.preview.tab {
        // A person reads the file, so it is pretty-printed; it means the same as what is sent.
        Tab::Json => (
            json::pretty(app.draft.request()),
            Language::Json.file_name(),
        ),
        Tab::Card => (content(app), "message.txt"),
        Tab::Code => (content(app), app.preview.code.language().file_name()),
        Tab::Diff => (content(app), "message.diff"),
        Tab::Checks => (content(app), "checks.txt"),
    };
    app.dialog = Some(Dialog::SaveFile(Box::new(SaveFile {
        line: LineInput::new(file),
        text,
        what: app.preview.tab.title(),
        taken: None,
        fault: String::new(),
        awaits: None,
    })));
}

/// Handles an action in the path line. Returns whether it was consumed.
pub fn act(app: &mut App, action: Action, effects: &mut Vec<Effect>) -> bool {
    let Some(Dialog::SaveFile(keeping)) = &mut app.dialog else {
        return false;
    };
    match action {
        Action::Choose => write(app, effects),
        Action::Back => app.dialog = None,
        action => {
            let is_for_it = actions::line(&mut keeping.line, action);
            if is_for_it {
                keeping.fault.clear();
            }
            return is_for_it;
        }
    }
    true
}

fn write(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(Dialog::SaveFile(keeping)) = &mut app.dialog else {
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
    let open = match &mut app.dialog {
        Some(Dialog::SaveFile(keeping)) if keeping.awaits == Some(ticket) => Some(keeping),
        _ => None,
    };
    match (answer, open) {
        (WriteResult::Done(name), open) => {
            if open.is_some() {
                app.dialog = None;
            }
            app.notice = Some(Notice::new(Tone::Success, format!("✔ Written to {name}")));
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
            app.notice = Some(Notice::new(Tone::Warning, title));
        }
        (WriteResult::Failed(problem), None) => app.notice = Some(Notice::from(problem)),
    }
}

/// Returns the path line as a notice.
#[must_use]
pub fn question(app: &App, keeping: &SaveFile) -> Notice {
    let key = |action| {
        let chord = app.keymap.key_of(Place::SaveFile, action);
        chord.map_or(String::new(), |chord| chord.to_string())
    };
    let path = keeping.line.text();
    let (before, after) = path.split_at(keeping.line.caret().min(path.len()));
    // What is typed comes first, so that it is visible on the smallest screen.
    let title = format!("Write the {} tab to › {before}▏{after}", keeping.what);
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
