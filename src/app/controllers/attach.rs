//! Controller of the files that go with a message: chosen here, uploaded when it is sent.

use std::path::PathBuf;

use crate::app::controllers::number_format::thousands;
use crate::app::controllers::open_file;
use crate::app::events::effect::{Effect, FileCommand};
use crate::app::events::notice::{Notice, Tone};
use crate::app::events::ticket::Ticket;
use crate::app::model::App;
use crate::app::picker::list::Purpose;
use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::attached_file::AttachedFile;

/// How many files a line names.
const NAMED: usize = 4;

/// Shows the files, if this sender may attach one.
pub fn show(app: &mut App, effects: &mut Vec<Effect>) {
    if let Some(notice) = refusal(app) {
        app.overlay.show(notice);
        return;
    }
    open_file::show_for(app, Purpose::Attachment, effects);
}

/// Returns why no file may be attached; `None` where one may.
fn refusal(app: &App) -> Option<Notice> {
    let why = |title: &str, what: &str| Some(Notice::new(Tone::Info, title).with(what));
    if app.document.edit().is_some() {
        return why(
            "An edit leaves the files of the message as they are",
            "chatquill message edit changes them.",
        );
    }
    if app.session.sender().kind == SenderKind::User {
        return None;
    }
    why(
        "Only a person can attach files; an app and a webhook cannot",
        "Choose a profile with sender = \"user\", or put a link into the text.",
    )
}

/// Reads a file that was picked, for its size and its hash.
pub fn choose(app: &mut App, path: PathBuf, effects: &mut Vec<Effect>) {
    let ticket = app.tickets.draw();
    app.attaching = Some((ticket, app.document.id().clone()));
    effects.push(Effect::File(FileCommand::DescribeFile(ticket, path)));
}

/// Adds a file that was read to the draft that it was picked for.
pub fn on_described(
    app: &mut App,
    ticket: Ticket,
    answer: Result<AttachedFile, Diagnostic>,
    effects: &mut Vec<Effect>,
) {
    let is_it = |asked: &mut (Ticket, String)| asked.0 == ticket;
    let Some((_, draft)) = app.attaching.take_if(is_it) else {
        return;
    };
    match answer {
        Err(problem) => app.overlay.show(problem),
        Ok(_) if draft != *app.document.id() => {
            let title = "Not attached: another draft was opened meanwhile";
            app.overlay.show(Notice::new(Tone::Info, title));
        }
        Ok(file) => {
            let is_program = file.is_program();
            effects.push(app.document.attach(file));
            app.check();
            let mut notice = Notice::new(Tone::Success, format!("✔ {}", words(app)));
            if is_program {
                notice.tone = Tone::Warning;
                notice = notice.with("It is a program, which Google Chat may refuse.");
            }
            app.overlay.show(notice);
        }
    }
}

/// Removes all files from the draft; those on disk stay.
pub fn remove(app: &mut App, effects: &mut Vec<Effect>) {
    let files = app.document.files().to_vec();
    let title = match app.document.detach(&files) {
        None => "No file goes with the message",
        Some(save) => {
            effects.push(save);
            app.check();
            "The message goes without files now"
        }
    };
    app.overlay.show(Notice::new(Tone::Info, title));
}

/// Returns the files in one line: their names and their size; empty where there are none.
#[must_use]
pub fn line(app: &App) -> String {
    let files = app.document.files();
    if files.is_empty() {
        return String::new();
    }
    let names = files.iter().take(NAMED);
    let names: Vec<String> = names.map(|file| sanitize::line(&file.name)).collect();
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let bytes = files.iter().map(|file| file.bytes).sum::<u64>();
    let bytes = thousands(usize::try_from(bytes).unwrap_or(usize::MAX));
    format!("{}{more}: {bytes} B", names.join(", "))
}

/// Returns what goes with the message, for the question before a send; empty where nothing does.
#[must_use]
pub fn words(app: &App) -> String {
    match line(app) {
        files if files.is_empty() => files,
        files => format!("With {files} are uploaded first"),
    }
}

/// Returns how many files go with the message, for the line of its size; empty where none does.
#[must_use]
pub fn count(app: &App) -> String {
    match app.document.files().len() {
        0 => String::new(),
        1 => "+ 1 file".to_owned(),
        count => format!("+ {count} files"),
    }
}
