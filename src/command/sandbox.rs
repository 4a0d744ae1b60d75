//! `chatquill sandbox`: serves Google Chat's API on loopback until it is stopped.

use std::path::Path;

use crate::command::arguments;
use crate::command::failure::Failure;
use crate::command::interrupt::Interrupt;
use crate::command::output;
use crate::sandbox::server::{self, Options};
use crate::store::atomic_write;

/// Runs the command.
///
/// The base URL is the only line on standard output, written once the server listens and the credentials are written.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub async fn run(given: &arguments::Sandbox) -> Result<(), Failure> {
    let options = Options {
        port: given.port,
        spaces: given.spaces,
        faults: given.faults.clone(),
        ..Options::default()
    };
    let sandbox = server::start(options).await.map_err(|error| {
        Failure::later(format!(
            "The sandbox cannot listen on 127.0.0.1:{}: {error}. Choose another port, or omit --port.",
            given.port
        ))
    })?;
    if let Some(folder) = &given.credentials {
        write(
            folder,
            "service-account.json",
            &sandbox.service_account_key(),
        )?;
        write(folder, "authorized-user.json", &sandbox.authorized_user())?;
    }
    let interrupt = Interrupt::listen();
    output::result(sandbox.base())?;
    interrupt.asked().await;
    Ok(())
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let file = folder.join(name);
    atomic_write::write(&file, text.as_bytes()).map_err(|error| {
        Failure::later(format!(
            "{}: It cannot be written: {error}. Choose another folder for --credentials.",
            file.display()
        ))
    })
}
