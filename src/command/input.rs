//! What a command is given to read: a file, or standard input.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use serde_json::Value;

use crate::command::failure::Failure;
use crate::command::output;
use crate::document::conform::conform;
use crate::document::position::position;
use crate::document::schema::Schema;
use crate::message::open::{self, Opened};

/// The most bytes that are read; a message has at most 32,000.
const LIMIT: u64 = 8 << 20;

/// Opens a file as a request, `-` being standard input.
pub fn request(file: &Path) -> Result<Opened, Failure> {
    let name = name(file);
    let text = text(file)?;
    open::open(&text).map_err(|error| Failure::of_document(&name, &error))
}

/// Tells of what the schema does not know; it goes on all the same, but not in silence.
pub fn warn(file: &Path, request: &Value) {
    let file = name(file);
    for fault in conform(Schema::builtin(), "CreateMessageRequest", request) {
        let words = crate::chat::clean::line(&fault.kind.to_string());
        let place = crate::chat::clean::line(&fault.path);
        output::note(&format!("warning: {file}: {place}: {words}"));
    }
}

/// What a file is called in sentences.
#[must_use]
pub fn name(file: &Path) -> String {
    if file == Path::new("-") {
        "standard input".to_owned()
    } else {
        crate::chat::clean::line(&file.display().to_string())
    }
}

/// Reads a file as text, `-` being standard input.
pub fn text(file: &Path) -> Result<String, Failure> {
    let name = name(file);
    let bytes = if file == Path::new("-") {
        if io::stdin().is_terminal() {
            output::note("reading the message from standard input; end it with Ctrl+D");
        }
        limited(io::stdin().lock())
    } else {
        File::open(file).and_then(limited)
    }
    .map_err(|error| {
        Failure::Usage(format!(
            "{name}: It cannot be read: {error}. Check the path."
        ))
    })?;
    if bytes.len() as u64 > LIMIT {
        return Err(Failure::Usage(format!(
            "{name}: It is larger than {} MiB. A message has at most 32,000 bytes.",
            LIMIT >> 20
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let head = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        let (line, column) = position(&head, valid);
        Failure::Usage(format!(
            "{name}:{line}:{column}: This is not UTF-8 text. Save the file as UTF-8."
        ))
    })
}

fn limited(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
