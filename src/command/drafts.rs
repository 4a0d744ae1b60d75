//! `chatquill drafts`: lists the drafts and the deleted ones, shows one, brings one back.

use std::io::ErrorKind;

use serde_json::{Value, json};

use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::SenderArgs;
use crate::command::client_setup::Setup;
use crate::command::drafts_arguments::{Drafts as Action, DraftsList, DraftsShow};
use crate::command::failure::Failure;
use crate::command::{output, show, table};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::draft_file::{DraftEntry, EditedMessage};
use crate::render::sender::called;
use crate::store::drafts::{Drafts, Error};
use crate::store::regular_file;

/// Runs the command.
///
/// # Errors
/// Where there is no such draft, or the disk refuses it; with the exit status of its kind.
pub fn run(setup: &Setup, who: &SenderArgs, action: &Action) -> Result<(), Failure> {
    let drafts = Drafts::new(setup.paths.drafts());
    match action {
        Action::List(options) => list(&drafts, options),
        Action::Show(options) => show_draft(&drafts, who, options),
        Action::Restore(options) => {
            let id = drafts
                .restore(&options.id)
                .map_err(|error| refused(&options.id, &error, "list --trash"))?;
            output::result(&id)
        }
    }
}

fn entries(drafts: &Drafts, is_trash: bool) -> Vec<DraftEntry> {
    if is_trash {
        drafts.deleted()
    } else {
        drafts.list(None)
    }
}

fn list(drafts: &Drafts, options: &DraftsList) -> Result<(), Failure> {
    let found = entries(drafts, options.trash);
    if options.json {
        return output::result(&table::json_list(found.iter().map(row)));
    }
    if found.is_empty() {
        output::note(if options.trash {
            "the trash is empty"
        } else {
            "there is no draft yet"
        });
        return Ok(());
    }
    let rows: Vec<[String; 6]> = found
        .iter()
        .map(|entry| {
            [
                sanitize::name(&entry.id),
                if entry.is_open_elsewhere {
                    "open".to_owned()
                } else {
                    entry.saved.clone()
                },
                format!("{} B", entry.bytes),
                sanitize::name(&entry.parent),
                entry
                    .edit
                    .as_ref()
                    .map_or("", EditedMessage::words)
                    .to_owned(),
                sanitize::line(&entry.excerpt),
            ]
        })
        .collect();
    output::result(&table::columns(&rows))
}

fn row(entry: &DraftEntry) -> Value {
    json!({
        "draft": entry.id,
        "title": entry.excerpt,
        "space": entry.parent,
        "bytes": entry.bytes,
        "open": entry.is_open_elsewhere,
        "edits": entry.edit.as_ref().map(|edit| &edit.name),
        "mayHaveBeenMade": entry.edit.as_ref().is_some_and(|edit| edit.is_pending),
    })
}

fn show_draft(drafts: &Drafts, who: &SenderArgs, options: &DraftsShow) -> Result<(), Failure> {
    let list = if options.trash {
        "list --trash"
    } else {
        "list"
    };
    let missing = || Error::Disk(options.id.clone(), ErrorKind::NotFound.into());
    let is_it = |entry: &DraftEntry| entry.id == options.id;
    // Only what the list has: a name is no path.
    let request = if !entries(drafts, options.trash).iter().any(is_it) {
        Err(missing())
    } else if options.trash {
        drafts.read_deleted(&options.id)
    } else {
        drafts.read(&options.id)
    };
    let request = request.map_err(|error| refused(&options.id, &error, list))?;
    if options.json {
        return output::result(&output::pretty(&request));
    }
    let kind = who.kind.map_or(SenderKind::App, SenderKind::from);
    let drawn = show::draw(&request, (kind, called(kind)), "now", None, options.color)?;
    output::result(&drawn)
}

/// Returns the failure of a draft that cannot be had; `list` shows those that can.
fn refused(id: &str, error: &Error, list: &str) -> Failure {
    match error {
        Error::Disk(_, error) if error.kind() == ErrorKind::NotFound => {
            Failure::usage(Diagnostic::new(
                format!("There is no draft {id:?} here."),
                format!("chatquill drafts {list} shows their names."),
            ))
        }
        Error::Broken { .. } => Failure::usage(error.to_string()),
        Error::Disk(_, why) if regular_file::is_about_content(why) => {
            Failure::usage(error.to_string())
        }
        Error::Taken(_) | Error::Disk(..) => Failure::later(error.to_string()),
    }
}
