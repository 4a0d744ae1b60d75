//! Reads the input of a command: a file, or standard input.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use serde_json::Value;

use crate::command::failure::Failure;
use crate::command::output;
use crate::document::parse::parser::COMMENTS;
use crate::document::schema::Schema;
use crate::document::validate::validate;
use crate::message::import::{self, ImportForm, ImportedJson};
use crate::store::input_file;

/// Opens a file as a request, `-` being standard input.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn request(file: &Path) -> Result<ImportedJson, Failure> {
    let name = name(file);
    let text = text(file)?;
    let opened = import::open(&text).map_err(|error| Failure::of_document(&name, &error))?;
    report_import(&name, &opened);
    Ok(opened)
}

/// Reports what kind of document it is, unless that is obvious, and how it was converted.
pub fn report_import(name: &str, opened: &ImportedJson) {
    if let Some((line, column)) = opened.literal {
        let form = opened.form.words();
        output::note(&format!(
            "{name}: taken as {form}, from {line}:{column} of the program"
        ));
    } else if !matches!(opened.form, ImportForm::Request | ImportForm::Message) {
        output::note(&format!("{name}: taken as {}", opened.form.words()));
    }
    for aside in opened.asides.iter().filter(|aside| *aside != COMMENTS) {
        output::note(&format!("{name}: {}", crate::chat::sanitize::line(aside)));
    }
}

/// Warns of fields that the schema does not know; the command continues all the same, but not in silence.
pub fn warn(file: &Path, request: &Value) {
    let file = name(file);
    for fault in validate(Schema::builtin(), "CreateMessageRequest", request) {
        let words = crate::chat::sanitize::line(&fault.kind.to_string());
        let place = crate::chat::sanitize::line(&fault.path);
        output::note(&format!("warning: {file}: {place}: {words}"));
    }
}

/// Returns the file's name in messages.
#[must_use]
pub fn name(file: &Path) -> String {
    input_file::name(file)
}

/// Reads a file as text, `-` being standard input.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn text(file: &Path) -> Result<String, Failure> {
    if input_file::is_input(file) && io::stdin().is_terminal() {
        output::note("reading the message from standard input; end it with Ctrl+D");
    }
    input_file::text(file).map_err(Failure::usage)
}
