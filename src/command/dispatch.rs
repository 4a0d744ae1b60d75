//! Dispatches the command line to its command.

use std::path::Path;

use crate::command::arguments::{Command, SenderArgs};
use crate::command::client_setup::Setup;
use crate::command::failure::Failure;
use crate::command::{check, export, sandbox, send, show, spaces};

/// Runs a headless command on a tokio runtime of its own, to its end.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub fn run(command: &Command, who: &SenderArgs, data_dir: Option<&Path>) -> Result<(), Failure> {
    match command {
        Command::Check(options) => return check::run::run(options, who, data_dir),
        Command::Export(options) => return export::run(options, who, data_dir),
        Command::Show(options) => return show::run(options, who, data_dir),
        _ => {}
    }
    who.can_send()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::later(format!("The program cannot start: {error}.")))?;
    runtime.block_on(async {
        match command {
            Command::Send(options) => send::run(&Setup::read(data_dir)?, who, options).await,
            Command::Spaces(options) => spaces::run(&Setup::read(data_dir)?, who, options).await,
            Command::Sandbox(options) => sandbox::run(options).await,
            Command::Check(_) | Command::Export(_) | Command::Show(_) => Ok(()),
        }
    })
}
