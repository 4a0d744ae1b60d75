//! `chatquill export`: a message as a program that sends it, on standard output.

use std::path::Path;

use serde_json::Value;

use crate::chat::sanitize;
use crate::chat::sender::SenderKind;
use crate::command::arguments::{Export, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::{input_file, output};
use crate::message::checks::check::check;
use crate::message::checks::check_context::CheckContext;
use crate::message::checks::finding::Finding;
use crate::message::checks::rule::Severity;
use crate::message::export::program::program;
use crate::settings::paths::PathOptions;
use crate::settings::profile::Profile;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(options: &Export, who: &SenderArgs, folders: &PathOptions) -> Result<(), Failure> {
    let sender = sender(who, folders)?;
    let opened = input_file::request_with_blanks(&options.file)?;
    input_file::warn(&options.file, &opened.request);
    warn_of_sender(&options.file, &opened.request, sender);
    let text = program(&opened.request, options.to, sender);
    output::result(text.trim_end_matches('\n'))
}

/// Warns of what this kind of sender may not send: the program would be refused, or do less than is meant.
fn warn_of_sender(file: &Path, request: &Value, sender: SenderKind) {
    let context = CheckContext {
        sender: Some(sender),
        ..CheckContext::default()
    };
    let found = check(request, &context);
    let of_sender = |finding: &&Finding| {
        finding.severity == Severity::Error && finding.rule.code.starts_with('U')
    };
    for finding in found.iter().filter(of_sender) {
        let (name, place) = (input_file::name(file), sanitize::line(&finding.path));
        let words = sanitize::line(&finding.message);
        output::note(&format!("warning: {name}: {place}: {words}"));
    }
}

/// Returns the requested kind of sender, else that of the profile; without either an app, which may send all.
fn sender(who: &SenderArgs, folders: &PathOptions) -> Result<SenderKind, Failure> {
    if let (Some(kind), None) = (who.kind, &who.profile) {
        return Ok(kind.into());
    }
    let setup = Setup::read(folders)?;
    let profile = setup.config.profile(who.profile.as_deref())?;
    let kind = who.kind.map(SenderKind::from);
    Ok(kind
        .or(profile.map(Profile::kind))
        .unwrap_or(SenderKind::App))
}
