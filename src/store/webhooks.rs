//! Incoming webhooks kept under names, one file each, readable by their owner only.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::chat::webhook::{Webhook, WebhookError};
use crate::store::atomic_write;
use crate::store::regular_file;

/// Maximum bytes of a webhook's file; a URL has about 200.
const LIMIT: u64 = 1 << 14;

/// Maximum characters of a name.
const NAME_LIMIT: usize = 64;

/// The folder of named webhooks.
#[derive(Clone, Debug)]
pub struct Webhooks {
    folder: PathBuf,
}

/// A webhook under the name its user gave it.
#[derive(Clone, Debug)]
pub struct NamedWebhook {
    /// Its name.
    pub name: String,
    /// The webhook, or why its file does not hold one.
    pub webhook: Result<Webhook, Error>,
}

/// Why a webhook cannot be kept, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The name cannot be that of a file.
    #[error(
        "a name has up to 64 letters, digits, hyphens, underscores or dots, and begins with a letter or digit"
    )]
    Name,
    /// There is a webhook of this name.
    #[error("there is a webhook of this name")]
    Exists,
    /// There is no webhook of this name.
    #[error("there is no webhook of this name")]
    Missing,
    /// The file holds something else.
    #[error("its file holds no webhook: {0}")]
    Content(WebhookError),
    /// The disk refused.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

impl Error {
    /// Returns what to do about the webhook of this name.
    #[must_use]
    pub fn remedy(&self, name: &str) -> String {
        match self {
            Self::Name => "Choose another name.".to_owned(),
            Self::Exists => "Choose another name, or add --replace.".to_owned(),
            Self::Missing => format!("Keep it under that name: chatquill webhook add {name}"),
            Self::Disk(error) if !regular_file::is_about_content(error) => {
                "Check the folder webhooks in the data folder and its permissions.".to_owned()
            }
            Self::Content(_) | Self::Disk(_) => {
                format!("Keep it anew: chatquill webhook add {name} --replace")
            }
        }
    }
}

impl Clone for Error {
    fn clone(&self) -> Self {
        match self {
            Self::Name => Self::Name,
            Self::Exists => Self::Exists,
            Self::Missing => Self::Missing,
            Self::Content(error) => Self::Content(*error),
            Self::Disk(error) => Self::Disk(io::Error::new(error.kind(), error.to_string())),
        }
    }
}

impl Webhooks {
    /// Returns the store in a folder; nothing is read or created yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Returns all webhooks by name; those whose files are damaged, too.
    ///
    /// # Errors
    /// Returns the error of the disk; a folder that does not exist is an empty one.
    pub fn list(&self) -> io::Result<Vec<NamedWebhook>> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| is_name(name))
            .collect();
        names.sort_unstable();
        let webhooks = names.into_iter().map(|name| NamedWebhook {
            webhook: self.get(&name),
            name,
        });
        Ok(webhooks.collect())
    }

    /// Returns the webhook of a name.
    ///
    /// # Errors
    /// Returns why there is none.
    pub fn get(&self, name: &str) -> Result<Webhook, Error> {
        let text = read(&self.file(name)?)?;
        Webhook::parse(&text).map_err(Error::Content)
    }

    /// Keeps a webhook under a name; one of the same name is replaced only if `replace` says so.
    ///
    /// # Errors
    /// Returns why it was not kept.
    pub fn add(&self, name: &str, webhook: &Webhook, replace: bool) -> Result<(), Error> {
        let file = self.file(name)?;
        if !replace && file.symlink_metadata().is_ok() {
            return Err(Error::Exists);
        }
        let url = webhook.reveal();
        atomic_write::write(&file, format!("{}\n", url.reveal()).as_bytes())?;
        Ok(())
    }

    /// Removes the webhook of a name.
    ///
    /// # Errors
    /// Returns why it was not removed.
    pub fn remove(&self, name: &str) -> Result<(), Error> {
        match fs::remove_file(self.file(name)?) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::Missing),
            other => Ok(other?),
        }
    }

    fn file(&self, name: &str) -> Result<PathBuf, Error> {
        if is_name(name) {
            Ok(self.folder.join(name))
        } else {
            Err(Error::Name)
        }
    }
}

/// Returns whether a text can be the name of a webhook, which is also the name of its file.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let begins_well = text.starts_with(|c: char| c.is_alphanumeric());
    begins_well
        && text.chars().count() <= NAME_LIMIT
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn read(file: &Path) -> Result<String, Error> {
    match regular_file::read_text(file, LIMIT) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::Missing),
        other => Ok(other?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t%3D";

    #[test]
    fn each_fault_has_a_remedy_that_can_mend_it() {
        let denied = || Error::Disk(io::ErrorKind::PermissionDenied.into());
        let binary = || Error::Disk(io::ErrorKind::InvalidData.into());
        for (error, part) in [
            (Error::Missing, "webhook add alerts"),
            (Error::Content(WebhookError::NoKey), "--replace"),
            (binary(), "--replace"),
            (denied(), "permissions"),
        ] {
            let remedy = error.remedy("alerts");
            assert!(remedy.contains(part), "{error}: {remedy}");
        }
    }

    #[test]
    fn a_webhook_is_kept_found_and_removed() {
        let home = tempfile::tempdir().unwrap();
        let webhooks = Webhooks::new(home.path().join("webhooks"));
        let webhook = Webhook::parse(URL).unwrap();
        assert!(webhooks.list().unwrap().is_empty());
        webhooks.add("alerts", &webhook, false).unwrap();
        assert!(matches!(
            webhooks.add("alerts", &webhook, false),
            Err(Error::Exists)
        ));
        webhooks.add("alerts", &webhook, true).unwrap();
        assert_eq!(webhooks.get("alerts").unwrap(), webhook);
        assert_eq!(webhooks.list().unwrap().len(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &str| {
                let found = fs::metadata(home.path().join(path)).unwrap();
                found.permissions().mode() & 0o777
            };
            assert_eq!((mode("webhooks"), mode("webhooks/alerts")), (0o700, 0o600));
        }
        webhooks.remove("alerts").unwrap();
        assert!(matches!(webhooks.remove("alerts"), Err(Error::Missing)));
        assert!(matches!(webhooks.get("alerts"), Err(Error::Missing)));
    }

    #[test]
    fn names_are_those_of_files_in_the_folder() {
        for (name, fits) in [
            ("alerts", true),
            ("On-Call_2.0", true),
            ("通知", true),
            ("", false),
            (".hidden", false),
            ("../up", false),
            ("a b", false),
            ("a/b", false),
        ] {
            assert_eq!(is_name(name), fits, "{name}");
        }
    }

    #[test]
    fn a_damaged_file_is_listed_as_such() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("torn"), "https://chat.goo").unwrap();
        let found = Webhooks::new(home.path().to_owned()).list().unwrap();
        assert_eq!(found[0].name, "torn");
        assert!(matches!(found[0].webhook, Err(Error::Content(_))));
    }
}
