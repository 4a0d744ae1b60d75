//! The options of the composer: what its new draft begins with.

use std::rc::Rc;

use crate::app::state::launch::{Launch, WantedSpace};
use crate::chat::sanitize;
use crate::command::arguments::Arguments;
use crate::command::failure::Failure;
use crate::command::space_argument::{self, SpaceArgument};
use crate::command::{overrides, send_input, template_argument};
use crate::diagnostics::diagnostic::Diagnostic;
use crate::message::person_ref;
use crate::message::preset::{Preset, PresetThread};
use crate::settings::paths::Paths;

/// The word that means standard input.
const STDIN: &str = "-";

/// Returns what the options say of a new draft; the text is read where it stands on standard input.
///
/// # Errors
/// Where an option cannot be as it is, or there is no such template.
pub fn launch(arguments: &Arguments) -> Result<Launch, Failure> {
    let options = &arguments.compose;
    let mut launch = Launch::default();
    let mut linked = None;
    match options
        .space
        .as_deref()
        .map(space_argument::parse)
        .transpose()?
    {
        Some(SpaceArgument::Place(place)) => {
            launch.preset.space = Some(place.space);
            linked = place.thread;
        }
        Some(SpaceArgument::Name(name)) => launch.space = Some(WantedSpace::Named(name)),
        None => {}
    }
    if let Some(to) = &options.to {
        let user = person_ref::user(to).ok_or_else(|| {
            let title = format!("--to cannot be {:?}.", sanitize::name(to));
            Failure::usage(Diagnostic::new(
                title,
                "Give a person's e-mail address, or users/ID.",
            ))
        })?;
        launch.space = Some(WantedSpace::Person(user));
    }
    let key = options.thread_key.as_deref().map(overrides::thread_key);
    let values = template_argument::values(&options.set)?;
    if let Some(name) = &options.template {
        let paths = Paths::find(&arguments.paths()).map_err(Failure::from)?;
        let template = template_argument::find(&paths, name)?;
        template_argument::answers(&template, name, &values, |_| true)?;
        launch.template = Some(Rc::new(template));
    }
    launch.preset = Preset {
        thread: key.transpose()?.or(linked.map(PresetThread::Name)),
        text: text(arguments)?,
        values,
        ..launch.preset
    };
    Ok(launch)
}

/// Returns the text of `--text`.
fn text(arguments: &Arguments) -> Result<Option<String>, Failure> {
    let text = &arguments.compose.text;
    if text.as_deref() != Some(STDIN) {
        return Ok(text.clone());
    }
    let is_taken = arguments.plain
        || arguments
            .file
            .as_deref()
            .is_some_and(crate::store::input_file::is_input);
    if is_taken {
        return Err(Failure::usage(Diagnostic::new(
            "Standard input cannot be both the text and something else.",
            "Give the text itself, or omit --plain, or name the file.",
        )));
    }
    send_input::piped_text().map(Some)
}
