//! Dispatches the commands that print what the program knows of itself.

use crate::command::arguments::SenderArgs;
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::reference_arguments::Reference;
use crate::command::{completions, help, keys, man, names, schema, themes};
use crate::settings::paths::PathOptions;

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(command: &Reference, who: &SenderArgs, folders: &PathOptions) -> Result<(), Failure> {
    match command {
        Reference::Help { topic } => help::run(topic),
        Reference::Keys(options) => keys::run(&Setup::read(folders)?, options),
        Reference::Themes { name } => themes::run(&Setup::read(folders)?, name.as_deref()),
        Reference::Schema(options) => schema::run(options.root),
        Reference::Completions { shell } => completions::run(*shell),
        Reference::Man(options) => man::run(options),
        Reference::Names { of } => names::run(*of, who, folders),
    }
}
