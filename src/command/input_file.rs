//! Reads the input of a command: a file, or standard input.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use serde_json::Value;

use crate::command::failure::Failure;
use crate::command::{output, template_argument};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::parse::error::quoted;
use crate::document::parse::parser::COMMENTS;
use crate::document::schema::Schema;
use crate::document::validate::validate;
use crate::message::import::ImportedJson;
use crate::message::import_form::ImportForm;
use crate::message::source::blank_fields::ImportedBlank;
use crate::message::template::{self, Template};
use crate::message::template_field::TemplateField;
use crate::store::input_file;

/// Opens a file as a request that can be sent, `-` being standard input; `FILE#2` is its second message.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn request(file: &Path) -> Result<ImportedJson, Failure> {
    let opened = request_with_blanks(file)?;
    match opened.blanks.first() {
        Some(blank) => {
            let remedy = format!(
                "Write the value itself, or open the file in the composer and replace {{{{{}}}}} there.",
                blank.name
            );
            Err(unfilled(&name(file), blank, &remedy))
        }
        None => Ok(opened),
    }
}

/// Opens a file as a request, with what only a program knows as `{{name}}` in its texts.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn request_with_blanks(file: &Path) -> Result<ImportedJson, Failure> {
    let opened = opened(file)?;
    report_import(&name(file), &opened);
    Ok(opened)
}

fn opened(file: &Path) -> Result<ImportedJson, Failure> {
    let text = text(file)?;
    input_file::opened(&text, file)
        .map_err(|error| Failure::usage(input_file::of_text(file, &text, &error)))
}

/// Opens a file as a request whose blanks are filled in: what only its program knows; with `--set` each `{{name}}`, too.
///
/// # Errors
/// Where it cannot be read, or a blank is unknown or open.
pub fn filled_request(file: &Path, given: &[String]) -> Result<Value, Failure> {
    let values = template_argument::values(given)?;
    let mut opened = opened(file)?;
    let has_value = |blank: &&ImportedBlank| values.value(&blank.name).is_some();
    let filled: Vec<&ImportedBlank> = opened.blanks.iter().filter(has_value).collect();
    let is_open = |remark: &String| filled.iter().all(|blank| blank.remark != *remark);
    opened.asides = opened
        .asides
        .iter()
        .filter(|remark| is_open(remark))
        .cloned()
        .collect();
    report_import(&name(file), &opened);
    if opened.blanks.is_empty() && !values.is_set() {
        return Ok(opened.request);
    }
    let name = name(file);
    let failed = |error: template::Error| Failure::usage(format!("{name}: {error}."));
    let mut template = Template::of_opened(opened.clone(), &name).map_err(failed)?;
    if !values.is_set() {
        let is_of_program =
            |field: &TemplateField| opened.blanks.iter().any(|blank| blank.name == field.name);
        template.fields.retain(is_of_program);
    }
    let answers = values.answers(&template.fields, &name);
    let answers = answers.map_err(Failure::usage)?;
    let both = template.fields.iter().zip(&answers);
    let open: Vec<&TemplateField> = both
        .filter(|(_, answer)| answer.is_none())
        .map(|(field, _)| field)
        .collect();
    let Some(first) = open.first() else {
        let answers: Vec<String> = answers.into_iter().flatten().collect();
        return Ok(template.fill(&answers));
    };
    let blank = opened.blanks.iter().find(|blank| blank.name == first.name);
    Err(match blank {
        Some(blank) => unfilled(&name, blank, &template_argument::to_fill(&open)),
        None => Failure::usage(
            Diagnostic::new(
                "It has blanks that are not filled in.",
                template_argument::to_fill(&open),
            )
            .in_file(name, None),
        ),
    })
}

/// Creates the failure of a message that cannot be sent, since only its program knows all of it.
fn unfilled(name: &str, blank: &ImportedBlank, remedy: &str) -> Failure {
    let written = quoted(&blank.written);
    let what = format!("Something is filled in here that only the program knows: {written}.");
    Failure::usage(Diagnostic::new(what, remedy).in_file(name, Some(blank.position)))
}

/// Reports what kind of document it is, unless that is obvious, and how it was converted.
pub fn report_import(name: &str, opened: &ImportedJson) {
    for remark in remarks(opened) {
        output::note(&format!("{name}: {remark}"));
    }
}

/// Returns what it was taken for, unless that is obvious, and how it was converted.
#[must_use]
pub fn remarks(opened: &ImportedJson) -> Vec<String> {
    let mut remarks = Vec::new();
    let form = opened.form.words();
    if let Some((line, column)) = opened.literal {
        let container = opened.container.words();
        remarks.push(format!(
            "taken as {form}, from {line}:{column} of {container}"
        ));
    } else if !matches!(opened.form, ImportForm::Request | ImportForm::Message) {
        remarks.push(format!("taken as {form}"));
    }
    let asides = opened.asides.iter().filter(|aside| *aside != COMMENTS);
    remarks.extend(asides.map(|aside| crate::chat::sanitize::line(aside)));
    remarks
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
