//! The input of `chatquill send`: a file, standard input, the options, or all of them.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use serde_json::{Value, json};

use crate::command::arguments::Send;
use crate::command::failure::Failure;
use crate::command::{input_file, output, overrides, template_argument};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::settings::paths::Paths;
use crate::store::edit_drafts;
use crate::store::input_file as stored;

/// The word that means standard input.
const STDIN: &str = "-";

/// Returns the request as it would be sent: the input with its blanks filled in, and the options applied.
///
/// The space stays as it is in the input where `--space` is a name, which is looked up later.
///
/// # Errors
/// Where the input cannot be read, or an option cannot be as it is.
pub fn request(paths: &Paths, options: &Send) -> Result<Value, Failure> {
    let is_piped_text = options.text.as_deref() == Some(STDIN);
    let file = options.file.as_deref();
    if is_piped_text && file.is_some_and(stored::is_input) {
        return Err(Failure::usage(Diagnostic::new(
            "Standard input cannot be both the message and its text.",
            "Keep - or --text -, and give the other by a file or an option.",
        )));
    }
    let mut request = match (file, &options.template) {
        (Some(file), _) => {
            edit_drafts::refuse_edit(file).map_err(Failure::usage)?;
            input_file::filled_request(file, &options.set)?
        }
        (None, Some(template)) => template_argument::request(paths, template, &options.set)?,
        (None, None) => json!({}),
    };
    let text = if is_piped_text {
        Some(piped_text()?)
    } else {
        options.text.clone()
    };
    overrides::apply(options, text.as_deref(), &mut request)?;
    if let Some(id) = &options.request_id
        && let Some(fields) = request.as_object_mut()
    {
        fields.insert("requestId".to_owned(), json!(id));
    }
    Ok(request)
}

/// Reads a text from standard input, less one final line end, which a pipe adds.
///
/// # Errors
/// Where it cannot be read.
pub fn piped_text() -> Result<String, Failure> {
    if io::stdin().is_terminal() {
        output::note("reading the text from standard input, up to its end");
    }
    let mut text = stored::text(Path::new(STDIN)).map_err(Failure::usage)?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(text)
}
