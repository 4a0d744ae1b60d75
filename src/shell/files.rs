//! Folders that are listed and files that are read for the person, each on a thread of its own: a disk
//! that hangs holds up neither keys nor drafts.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tokio::sync::mpsc::UnboundedSender;

use crate::app::event::{Brought, Event, Folder, Reply};
use crate::app::problem::Problem;
use crate::app::ticket::Ticket;
use crate::shell::panic::Watch;
use crate::store::folder;
use crate::store::given::{self, Refusal};

/// Lists a folder.
pub fn list(ticket: Ticket, path: PathBuf, events: &UnboundedSender<Event>) {
    answer(ticket, events, move || Reply::Folder(listed(&path)));
}

/// Reads a file and opens it as a message.
pub fn read(ticket: Ticket, path: PathBuf, events: &UnboundedSender<Event>) {
    answer(ticket, events, move || {
        Reply::Brought(brought(&path).map(Box::new))
    });
}

fn answer(
    ticket: Ticket,
    events: &UnboundedSender<Event>,
    question: impl FnOnce() -> Reply + Send + 'static,
) {
    let watch = Watch {
        problem: Problem::new("The files could not be read", "The log says more."),
        events: events.clone(),
    };
    let told = events.clone();
    let started = std::thread::Builder::new()
        .name("files".into())
        .spawn(move || {
            let watch = watch;
            // Nobody listens once the program ends.
            let _ = watch.events.send(Event::Replied(ticket, question()));
        });
    if let Err(error) = started {
        let title = format!("The files could not be read: {error}");
        let broke = Reply::Broke(Problem::new(title, "Close other programs and try again."));
        let _ = told.send(Event::Replied(ticket, broke));
    }
}

fn listed(path: &Path) -> Result<Folder, Problem> {
    folder::list(path).map_err(|error| Problem {
        title: format!("{} cannot be listed", given::name(path)),
        detail: format!("{error}."),
        remedy: "Choose another folder.".into(),
    })
}

/// A file as a message; nothing that could keep a reader waiting for ever is read.
fn brought(path: &Path) -> Result<Brought, Problem> {
    let name = given::name(path);
    let is_file = fs::metadata(path).map(|met| met.is_file());
    let is_file = is_file.or_else(|error| match error.kind() {
        // Reading it will say so.
        io::ErrorKind::NotFound => Ok(true),
        _ => Err(error),
    });
    if matches!(is_file, Ok(false)) {
        return Err(Problem::new(
            format!("Not opened: {name} is no file"),
            "Choose a file with a message.",
        ));
    }
    let opened = given::open(path).map_err(|refusal| problem(&refusal))?;
    Ok(Brought { name, opened })
}

/// Why a file was not opened, for the person at the screen.
#[must_use]
pub fn problem(refusal: &Refusal) -> Problem {
    Problem {
        title: format!("Not opened: {}", refusal.place),
        detail: refusal.what.clone(),
        remedy: refusal.remedy.clone(),
    }
}
