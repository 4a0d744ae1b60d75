//! `chatquill export`: a message as a program that sends it, on standard output.

use std::path::Path;

use crate::chat::sender::SenderKind;
use crate::command::arguments::{Export, Who};
use crate::command::failure::Failure;
use crate::command::setup::Setup;
use crate::command::{input, output};
use crate::message::export::program::program;
use crate::settings::profile::Profile;

/// Runs the command.
pub fn run(options: &Export, who: &Who, data_dir: Option<&Path>) -> Result<(), Failure> {
    let sender = sender(who, data_dir)?;
    let opened = input::request(&options.file)?;
    input::warn(&options.file, &opened.request);
    let text = program(&opened.request, options.to, sender);
    output::result(text.trim_end_matches('\n'))
}

/// The kind that is asked for, else that of the profile; without either an app, which may send all.
fn sender(who: &Who, data_dir: Option<&Path>) -> Result<SenderKind, Failure> {
    if let (Some(kind), None) = (who.kind, &who.profile) {
        return Ok(kind.into());
    }
    let setup = Setup::read(data_dir)?;
    let profile = setup.config.profile(who.profile.as_deref())?;
    let kind = who.kind.map(SenderKind::from);
    Ok(kind
        .or(profile.map(Profile::kind))
        .unwrap_or(SenderKind::App))
}
