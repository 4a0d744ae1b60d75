//! The files of `chatquill send --attach`: described and checked before anything leaves.

use serde_json::Value;

use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::Send;
use crate::command::failure::{Failure, Kind};
use crate::command::{input_file, output};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::attached_file::{AttachedFile, LIMIT, with_uploads};
use crate::message::checks::check_context::{CheckContext, Upload};
use crate::store::attachment;

/// Describes the files, and adds them to what the checks know.
///
/// # Errors
/// Where a file cannot be read or is too large, or the sender may not attach one.
pub fn files(options: &Send, context: &mut CheckContext) -> Result<Vec<AttachedFile>, Failure> {
    if options.targets.attach.is_empty() {
        return Ok(Vec::new());
    }
    if context
        .sender
        .is_some_and(|sender| sender != SenderKind::User)
    {
        return Err(Failure::new(
            Kind::Permission,
            Diagnostic::new(
                "Only a person can attach files; an app and a webhook cannot, so nothing was sent.",
                "Choose a profile with sender = \"user\", or put a link into the text.",
            ),
        ));
    }
    let describe = |path: &std::path::PathBuf| {
        attachment::describe(path, LIMIT).map_err(|error| {
            let name = input_file::name(path);
            Failure::usage(Diagnostic::new(
                format!("{name} cannot be attached: {error}."),
                "Nothing was sent.",
            ))
        })
    };
    let files: Vec<AttachedFile> = options
        .targets
        .attach
        .iter()
        .map(describe)
        .collect::<Result<_, _>>()?;
    for file in files.iter().filter(|file| file.is_program()) {
        output::note(&format!(
            "{} is a program; Google Chat may refuse it, as it blocks some kinds of files",
            sanitize::name(&file.name)
        ));
    }
    context.known.uploads = files
        .iter()
        .map(|file| Upload {
            name: file.name.clone(),
            bytes: file.bytes,
        })
        .collect();
    Ok(files)
}

/// Returns the request as the checks see it: with an attachment for each file.
#[must_use]
pub fn checked(request: &Value, files: &[AttachedFile]) -> Value {
    with_uploads(request, files)
}

/// Returns the size of all files in bytes.
#[must_use]
pub fn bytes(files: &[AttachedFile]) -> u64 {
    files.iter().map(|file| file.bytes).sum()
}
