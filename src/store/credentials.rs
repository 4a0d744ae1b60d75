//! Credentials that a sign-in brought: one file a profile, readable by its owner only.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::chat::secret::Secret;
use crate::store::atomic_write;

/// The folder of credentials.
#[derive(Clone, Debug)]
pub struct CredentialStore {
    folder: PathBuf,
}

impl CredentialStore {
    /// Returns the store in a folder; nothing is read or created yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Returns the file of a profile, which may have any name.
    #[must_use]
    pub fn file(&self, profile: &str) -> PathBuf {
        // Percent signs keep two names apart whose odd characters are left out otherwise.
        let name: String = profile
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => {
                    char::from(byte).to_string()
                }
                other => format!("%{other:02x}"),
            })
            .collect();
        self.folder.join(format!("{name}.json"))
    }

    /// Keeps the credentials of a profile in place of earlier ones.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save(&self, profile: &str, credentials: &Secret) -> io::Result<()> {
        atomic_write::write(&self.file(profile), credentials.reveal().as_bytes())
    }

    /// Removes the credentials of a profile; returns whether there were any.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn remove(&self, profile: &str) -> io::Result<bool> {
        match fs::remove_file(self.file(profile)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            other => other.map(|()| true),
        }
    }

    /// Returns the folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_kept_and_removed() {
        let home = tempfile::tempdir().unwrap();
        let store = CredentialStore::new(home.path().join("credentials"));
        let names = ["me", "../me", "a b", "a%20b", "ä"];
        for name in names {
            store.save(name, &Secret::new(name)).unwrap();
            assert_eq!(store.file(name).parent(), Some(store.folder()), "{name}");
        }
        assert_eq!(fs::read_dir(store.folder()).unwrap().count(), names.len());
        assert_eq!(fs::read_to_string(store.file("a b")).unwrap(), "a b");
        assert!(store.remove("me").unwrap() && !store.remove("me").unwrap());
    }
}
