//! Lists folders and reads and writes files for the user, each on a thread of its own: a disk that hangs delays
//! neither keys nor drafts.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;

use crate::app::events::effect::FileCommand;
use crate::app::events::event::{
    Event, FileReply, FoundMessage, ImportedMessage, Reply, SeveralMessages, WriteResult,
};
use crate::app::events::ticket::Ticket;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::attached_file::{AttachedFile, LIMIT};
use crate::message::preset::Preset;
use crate::runtime::panic::PanicGuard;
use crate::settings::paths;
use crate::store::directory::{self, Folder};
use crate::store::{attachment, edit_drafts, input_file};

/// Starts a file command on a thread of its own.
pub fn start(command: FileCommand, events: &UnboundedSender<Event>) {
    match command {
        FileCommand::ListFolder(ticket, path) => {
            answer(ticket, events, move || FileReply::Folder(listed(&path)));
        }
        FileCommand::ReadFile(ticket, path) => {
            answer(ticket, events, move || {
                FileReply::Imported(import(&directory::expanded(&path)))
            });
        }
        FileCommand::DescribeFile(ticket, path) => {
            answer(ticket, events, move || {
                FileReply::Described(described(&directory::expanded(&path)))
            });
        }
        FileCommand::WriteFile {
            ticket,
            path,
            text,
            overwrites,
        } => answer(ticket, events, move || {
            let here = std::env::current_dir().unwrap_or_default();
            FileReply::Written(written(&paths::expand(&path, &here), &text, overwrites))
        }),
    }
}

fn written(path: &Path, text: &str, overwrites: bool) -> WriteResult {
    let name = input_file::name(path);
    if path.is_dir() {
        return WriteResult::Failed(Diagnostic::new(
            format!("{name} is a folder"),
            "Add the name of a file.",
        ));
    }
    let mut options = fs::OpenOptions::new();
    options.write(true);
    if overwrites {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let done = options.open(path).and_then(|mut file| {
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
    });
    match done {
        Ok(()) => WriteResult::Done(name),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => WriteResult::Exists(name),
        Err(error) => WriteResult::Failed(Diagnostic {
            title: format!("Cannot write {name}"),
            detail: format!("{error}."),
            remedy: "Type another path.".into(),
            ..Diagnostic::default()
        }),
    }
}

/// Reads a file that goes with a message.
fn described(path: &Path) -> Result<AttachedFile, Diagnostic> {
    attachment::describe(path, LIMIT).map_err(|error| {
        let title = format!("Not attached: {}: {error}", input_file::name(path));
        Diagnostic::new(title, "Choose another file.")
    })
}

fn answer(
    ticket: Ticket,
    events: &UnboundedSender<Event>,
    question: impl FnOnce() -> FileReply + Send + 'static,
) {
    let watch = PanicGuard {
        problem: Diagnostic::new("The files could not be read", "See the log."),
        events: events.clone(),
    };
    let told = events.clone();
    let started = std::thread::Builder::new()
        .name("files".into())
        .spawn(move || {
            let watch = watch;
            // Nobody listens once the program ends.
            let _ = watch
                .events
                .send(Event::Replied(ticket, Reply::File(question())));
        });
    if let Err(error) = started {
        let title = format!("The files could not be read: {error}");
        let broke = Reply::Panicked(Diagnostic::new(
            title,
            "Close other programs and try again.",
        ));
        let _ = told.send(Event::Replied(ticket, broke));
    }
}

fn listed(path: &Path) -> Result<Folder, Diagnostic> {
    directory::list(path).map_err(|error| Diagnostic {
        title: format!("Cannot list {}", input_file::name(path)),
        detail: format!("{error}."),
        remedy: "Choose another folder.".into(),
        ..Diagnostic::default()
    })
}

/// Imports a file as a message; nothing that could block a reader for ever is read.
fn import(path: &Path) -> Result<FoundMessage, Diagnostic> {
    let name = input_file::name(path);
    let is_file = fs::metadata(path).map(|met| met.is_file());
    let is_file = is_file.or_else(|error| match error.kind() {
        // Reading it will report that.
        io::ErrorKind::NotFound => Ok(true),
        _ => Err(error),
    });
    if matches!(is_file, Ok(false)) {
        return Err(Diagnostic::new(
            format!("Not opened: {name} is not a file"),
            "Choose a file with a message.",
        ));
    }
    let text = input_file::text(path).map_err(|found| not_opened(&found))?;
    found(text, path)
}

/// Opens the text of a file as a message.
///
/// # Errors
/// Returns why there is none in it.
pub fn found(text: String, path: &Path) -> Result<FoundMessage, Diagnostic> {
    let name = input_file::name(path);
    edit_drafts::refuse_edit(path).map_err(|found| not_opened(&found))?;
    match input_file::opened(&text, path) {
        Ok(opened) => Ok(FoundMessage::One(Box::new(ImportedMessage {
            name,
            opened,
            preset: Preset::default(),
        }))),
        Err(error) if !error.candidates.is_empty() => {
            Ok(FoundMessage::Several(Arc::new(SeveralMessages {
                name,
                text,
                candidates: error.candidates,
                preset: Preset::default(),
            })))
        }
        Err(error) => Err(not_opened(&input_file::of_text(path, &text, &error))),
    }
}

/// Returns why a file was not opened, in words for the user.
#[must_use]
pub fn not_opened(found: &Diagnostic) -> Diagnostic {
    found.under(format!("Not opened: {}", found.place_text()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let name = input_file::name(&path);
        for (text, overwrites, expected, held) in [
            ("one", false, WriteResult::Done(name.clone()), "one"),
            ("two", false, WriteResult::Exists(name.clone()), "one"),
            ("3", true, WriteResult::Done(name.clone()), "3"),
        ] {
            assert_eq!(written(&path, text, overwrites), expected);
            assert_eq!(fs::read_to_string(&path).unwrap(), held);
        }
        for path in [
            folder.path().to_owned(),
            folder.path().join("no/such/folder"),
        ] {
            for overwrites in [false, true] {
                let answer = written(&path, "x", overwrites);
                assert!(matches!(answer, WriteResult::Failed(_)), "{answer:?}");
            }
        }
    }
}
