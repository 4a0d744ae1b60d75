//! `chatquill sandbox`: serves Google Chat's API on loopback until it is stopped.

use std::path::Path;

use crate::command::arguments;
use crate::command::failure::Failure;
use crate::command::interrupt::Interrupt;
use crate::command::output;
use crate::sandbox::server::{self, Options};
use crate::store::atomic_write;

/// Maximum bytes of a file that may be a sandbox's own.
const LIMIT: u64 = 1 << 16;

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
        quotas: given.quota,
        ..Options::default()
    };
    let sandbox = server::start(options).await.map_err(|error| {
        Failure::later(format!(
            "The sandbox cannot listen on 127.0.0.1:{}: {error}. Choose another port, or omit --port.",
            given.port
        ))
    })?;
    if let Some(folder) = &given.credentials {
        let files = [
            ("service-account.json", sandbox.service_account_key()),
            ("authorized-user.json", sandbox.authorized_user()),
            ("client-secret.json", sandbox.client_secret()),
            ("webhook-url.txt", sandbox.webhook_url()),
        ];
        for (name, text) in &files {
            refuse_foreign(&folder.join(name), text)?;
        }
        for (name, text) in &files {
            write(folder, name, text)?;
        }
    }
    let interrupt = Interrupt::listen();
    output::result(sandbox.base())?;
    interrupt.asked().await;
    Ok(())
}

/// Refuses a file that exists and that no sandbox wrote: it may be a real key.
fn refuse_foreign(file: &Path, text: &str) -> Result<(), Failure> {
    let kept = match std::fs::metadata(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Ok(found) if found.is_file() && found.len() <= LIMIT => std::fs::read_to_string(file).ok(),
        _ => None,
    };
    if kept.is_some_and(|kept| without_port(&kept) == without_port(text)) {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "{}: This file was not written by a sandbox, and is left as it is. Choose an empty folder for --credentials.",
        file.display()
    )))
}

/// Returns a credentials file without the port of its server, by which those of two sandboxes differ.
fn without_port(text: &str) -> String {
    let mut parts = text.split("127.0.0.1:");
    let head = parts.next().unwrap_or("").to_owned();
    parts.fold(head, |whole, part| {
        whole + "127.0.0.1:" + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
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
