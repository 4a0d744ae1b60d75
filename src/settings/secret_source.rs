//! Where a secret stands that the config file must not hold: a variable, a file, or the output of a command.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use crate::chat::sanitize;
use crate::chat::secret::Secret;
use crate::settings::error::ConfigError;
use crate::store::regular_file;

/// Maximum bytes of a secret; a service account's key has about 2.4 kB.
const LIMIT: u64 = 1 << 20;

/// How long a command may take; a password manager may ask its user first.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where a secret stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretSource {
    /// An environment variable.
    Variable(String),
    /// A file.
    File(PathBuf),
    /// The standard output of a command, run by `sh -c`.
    Command(String),
}

impl SecretSource {
    /// Reads the secret, without white space around it.
    ///
    /// `what` names it in errors, such as `the webhook's URL`.
    ///
    /// # Errors
    /// Returns what is wrong and what to do about it; never a part of the secret.
    pub async fn read(&self, what: &str) -> Result<Secret, ConfigError> {
        let text = match self {
            Self::Variable(name) => variable(name, what)?,
            Self::File(file) => contents(file, what)?,
            Self::Command(command) => output(command, what).await?,
        };
        let text = text.trim();
        if text.is_empty() {
            return Err(ConfigError::new(
                format!("There is nothing in {self}, which should hold {what}."),
                "Fill it in, or name another source in the profile.",
            )
            .of_credentials());
        }
        Ok(Secret::new(text))
    }
}

impl std::fmt::Display for SecretSource {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Variable(name) => write!(formatter, "the variable {}", sanitize::line(name)),
            Self::File(file) => {
                let path = sanitize::line(&file.display().to_string());
                write!(formatter, "the file {path}")
            }
            // Its words may hold a secret themselves.
            Self::Command(_) => formatter.write_str("the output of the command"),
        }
    }
}

fn variable(name: &str, what: &str) -> Result<String, ConfigError> {
    std::env::var(name).map_err(|_| {
        ConfigError::new(
            format!(
                "The variable {} is not set; it should hold {what}.",
                sanitize::line(name)
            ),
            format!("Set it before chatquill starts: {}=…", sanitize::line(name)),
        )
        .of_credentials()
    })
}

fn contents(file: &Path, what: &str) -> Result<String, ConfigError> {
    regular_file::read_text(file, LIMIT).map_err(|error| {
        let remedy = if regular_file::is_about_content(&error) {
            "Correct the path in the profile, or what the file holds."
        } else {
            "Check the path in the profile and the file's permissions."
        };
        let what = format!("The file that should hold {what} cannot be read: {error}.");
        ConfigError::new(what, remedy)
            .in_file(file, None)
            .of_credentials()
    })
}

async fn output(command: &str, what: &str) -> Result<String, ConfigError> {
    let wrong = |why: String| {
        ConfigError::new(
            format!("The command that should print {what} failed: {why}."),
            "Run it in a shell to see what it says.",
        )
        .of_credentials()
    };
    let running = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let ended: Output = timeout(PATIENCE, running)
        .await
        .map_err(|_| wrong(format!("it took longer than {} s", PATIENCE.as_secs())))?
        .map_err(|error| wrong(error.to_string()))?;
    if !ended.status.success() {
        return Err(wrong(first_line(&ended)));
    }
    String::from_utf8(ended.stdout).map_err(|_| wrong("it printed no UTF-8 text".to_owned()))
}

/// Returns the status of a failed command, with the first line of its standard error.
fn first_line(ended: &Output) -> String {
    let said = String::from_utf8_lossy(&ended.stderr);
    match said.lines().find(|line| !line.trim().is_empty()) {
        Some(line) => format!("{} ({})", ended.status, sanitize::name(line)),
        None => ended.status.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(source: SecretSource) -> Result<String, String> {
        match source.read("the webhook's URL").await {
            Ok(secret) => Ok(secret.reveal().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[tokio::test]
    async fn a_secret_is_read_from_where_it_stands() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("url");
        std::fs::write(&file, "https://a\n").unwrap();
        let empty = home.path().join("empty");
        std::fs::write(&empty, "\n").unwrap();
        for (source, expected) in [
            (SecretSource::File(file), Ok("https://a")),
            (
                SecretSource::Command("echo https://b".into()),
                Ok("https://b"),
            ),
            (SecretSource::File(empty), Err("nothing in")),
            (SecretSource::File("/dev/zero".into()), Err("not a file")),
            (
                SecretSource::File(home.path().join("none")),
                Err("cannot be read"),
            ),
            (
                SecretSource::Command("echo no >&2; exit 3".into()),
                Err("(no)"),
            ),
            (
                SecretSource::Variable("CHATQUILL_NOT_SET".into()),
                Err("is not set"),
            ),
        ] {
            match (read(source.clone()).await, expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected),
                (Err(found), Err(expected)) => assert!(found.contains(expected), "{found}"),
                (found, _) => panic!("{source:?}: {found:?}"),
            }
        }
    }
}
