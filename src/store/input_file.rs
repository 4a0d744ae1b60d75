//! Reads an input file or standard input, and opens it as a message.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::chat::sanitize;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::document::parse::line_col::position;
use crate::message::import::{self, Found, ImportedJson};
use crate::message::source::unread;
use crate::store::regular_file;

/// Maximum bytes that are read; a message has at most 32,000.
pub const LIMIT: u64 = 1 << 20;

/// Why a document of this name cannot be opened, harmless on a terminal.
#[must_use]
pub fn of_document(name: &str, error: &import::Error) -> Diagnostic {
    let found = &error.diagnostic;
    Diagnostic {
        title: sanitize::text(&found.title),
        detail: sanitize::text(&found.detail),
        remedy: sanitize::text(&found.remedy),
        excerpt: found.excerpt.clone(),
        ..Diagnostic::default().in_file(name, Some(found.position()))
    }
}

/// Why the text of a file is no message; words that are no JSON are sent by another command, which the remedy says.
#[must_use]
pub fn of_text(file: &Path, text: &str, error: &import::Error) -> Diagnostic {
    let mut found = of_document(&name(file), error);
    let is_words = !text.trim().is_empty() && unread::place(text).is_none();
    if is_words && !text.contains(['{', '[']) {
        found.remedy = if is_input(file) {
            WORDS.to_owned()
        } else {
            format!(
                "To send these words as they are: chatquill send --text - < {}",
                name(file)
            )
        };
    }
    found
}

/// What to do with words that are no JSON.
const WORDS: &str = "To send these words as they are, give --text - instead: it reads the text from standard input.";

/// Reads and opens a file, `-` being standard input; `FILE#2` is the second message of a file that has several.
///
/// # Errors
/// Returns why the file cannot be opened, with its place and a remedy.
pub fn open(file: &Path) -> Result<ImportedJson, Diagnostic> {
    let text = text(file)?;
    opened(&text, file).map_err(|error| of_text(file, &text, &error))
}

/// Opens the text of a file, of which the name may say which message is meant.
///
/// # Errors
/// Returns why the text is no message, with its place and a remedy.
pub fn opened(text: &str, file: &Path) -> Result<ImportedJson, import::Error> {
    match numbered(file).1 {
        Some(number) => import::find_numbered(text, number)?.open(),
        None => import::open(text),
    }
}

/// Returns the messages in the text of a file: one where the name of the file says which, else all.
///
/// # Errors
/// Returns why the text is no message.
pub fn find_all<'a>(
    text: &'a str,
    file: &Path,
) -> Result<Vec<(Option<usize>, Found<'a>)>, import::Error> {
    if let Some(number) = numbered(file).1 {
        return Ok(vec![(Some(number), import::find_numbered(text, number)?)]);
    }
    let all = import::find_all(text)?;
    let has_several = all.len() > 1;
    let numbers = (1..).map(|number| has_several.then_some(number));
    Ok(numbers.zip(all).collect())
}

/// Returns the name of a file in messages, without the number of a message.
#[must_use]
pub fn file_name(file: &Path) -> String {
    name(&numbered(file).0)
}

/// Splits the number of a message off the name of a file, unless the file itself is called so.
pub(super) fn numbered(file: &Path) -> (PathBuf, Option<usize>) {
    let whole = || (file.to_owned(), None);
    let Some((path, number)) = file.to_str().and_then(|name| name.rsplit_once('#')) else {
        return whole();
    };
    match number.parse() {
        Ok(number) if !file.exists() => (PathBuf::from(path), Some(number)),
        _ => whole(),
    }
}

/// Returns the file's name in messages.
#[must_use]
pub fn name(file: &Path) -> String {
    if is_input(file) {
        "standard input".to_owned()
    } else {
        sanitize::line(&file.display().to_string())
    }
}

/// Returns whether a file means standard input.
#[must_use]
pub fn is_input(file: &Path) -> bool {
    file == Path::new("-")
}

/// Reads a file as text, `-` being standard input.
///
/// # Errors
/// Returns why the file cannot be opened, with its place and a remedy.
pub fn text(file: &Path) -> Result<String, Diagnostic> {
    text_within(file, LIMIT, "A message has at most 32,000 bytes.")
}

/// Reads a file of at most so many bytes as text; `remedy` says what to do about a larger one.
///
/// # Errors
/// Returns why the file cannot be opened, with its place and a remedy.
pub fn text_within(file: &Path, limit: u64, remedy: &str) -> Result<String, Diagnostic> {
    let name = name(file);
    let bytes = if is_input(file) {
        limited(io::stdin().lock(), limit)
    } else {
        open_input(&numbered(file).0).and_then(|file| limited(file, limit))
    };
    match bytes {
        Err(_) if let Some(hint) = json_hint(file) => Err(hint),
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_sentence(file) => {
            let remedy = "To send these words, give them to --text; check the path if they are a file's name.";
            Err(Diagnostic::new("There is no such file.", remedy).in_file(name, None))
        }
        Err(error) => {
            let remedy = match error.kind() {
                io::ErrorKind::NotFound => "Check the path.",
                io::ErrorKind::PermissionDenied => "Check the permissions of the file.",
                io::ErrorKind::IsADirectory => "Name a file, not a folder.",
                io::ErrorKind::Other => "Pipe it into standard input, and name - as the file.",
                _ => "",
            };
            let what = format!("It cannot be read: {error}.");
            Err(Diagnostic::new(what, remedy).in_file(name, None))
        }
        Ok(bytes) if bytes.len() as u64 > limit => {
            let what = format!("It is larger than {} MiB.", limit >> 20);
            Err(Diagnostic::new(what, remedy).in_file(name, None))
        }
        Ok(bytes) if let Some(what) = utf_16(&bytes) => {
            Err(Diagnostic::new(what, "Save the file as UTF-8.").in_file(name, Some((1, 1))))
        }
        Ok(bytes) => String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let head = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
            Diagnostic::new("This is not UTF-8 text.", "Save the file as UTF-8.")
                .in_file(name, Some(position(&head, valid)))
        }),
    }
}

/// Returns what to do with JSON that was given as the name of a file.
#[must_use]
pub fn json_hint(file: &Path) -> Option<Diagnostic> {
    let name = file.to_string_lossy();
    let is_json = name.trim_start().starts_with(['{', '[']);
    is_json.then(|| {
        let what = "This is JSON, and not the name of a file.";
        let remedy = "Pipe it in, and name - as the file: chatquill -, or chatquill send -";
        Diagnostic::new(what, remedy)
    })
}

/// Returns whether the name of a file reads like words: three at least, and no ending or folder.
fn is_sentence(file: &Path) -> bool {
    let name = file.to_string_lossy();
    let ending = file.extension().map_or(String::new(), |ending| {
        ending.to_string_lossy().into_owned()
    });
    let has_ending = !ending.is_empty() && !ending.contains(char::is_whitespace);
    name.split_whitespace().count() >= 3 && !has_ending && !name.contains('/')
}

/// The zero bytes that tell UTF-16: quotes, brackets and spaces have one beside them, always on the same side.
const FEW: usize = 4;

/// Returns that a text is UTF-16, as a sentence, if its mark or its zero bytes say so.
fn utf_16(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Some("This is UTF-32 text, not UTF-8.");
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some("This is UTF-16 text, not UTF-8.");
    }
    if !bytes.contains(&0) {
        return None;
    }
    let zeros = |odd: usize| {
        let side = bytes.iter().skip(odd).step_by(2);
        side.filter(|byte| **byte == 0).count()
    };
    let is_sided = matches!((zeros(0), zeros(1)), (0, count) | (count, 0) if count >= FEW);
    is_sided.then_some("This is UTF-16 text without a mark, not UTF-8.")
}

/// Opens the file that an argument names: a regular one, or a pipe that the shell hands on, as for `<(…)`.
///
/// A pipe of another name would be waited for, and a device may never end.
fn open_input(path: &Path) -> io::Result<File> {
    let is_handed_on = path == Path::new("/dev/stdin")
        || ["/dev/fd", "/proc/self/fd"]
            .iter()
            .any(|folder| path.starts_with(folder));
    if is_handed_on {
        File::open(path)
    } else {
        regular_file::open(path)
    }
}

fn limited(source: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
