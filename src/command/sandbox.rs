//! `chatquill sandbox`: Google Chat on loopback until told to stop.

use std::path::Path;

use crate::command::arguments;
use crate::command::failure::Failure;
use crate::command::interrupt::Interrupt;
use crate::command::output;
use crate::sandbox::server::{self, Options};
use crate::store::atomic_write;

/// Runs the command; the base address is the only line on standard output, written once the server
/// answers and the credentials are there.
pub async fn run(given: &arguments::Sandbox) -> Result<(), Failure> {
    let options = Options {
        port: given.port,
        spaces: given.spaces,
        faults: given.faults.clone(),
        ..Options::default()
    };
    let sandbox = server::start(options).await.map_err(|error| {
        Failure::later(format!(
            "The sandbox cannot listen on 127.0.0.1:{}: {error}. Choose another port, or leave --port away.",
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
