//! Token cache on disk: one file for each identity, readable by its owner only.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::chat::token_cache::TokenCache;
use crate::store::{atomic_write, regular_file};

/// Maximum bytes that are read of a cached token; real ones have about 2 kB.
const LIMIT: u64 = 1 << 20;

/// The cache file of one identity's tokens.
pub struct TokenFile {
    path: PathBuf,
}

impl TokenFile {
    /// Removes the tokens of a profile, whatever identity they are bound to.
    pub fn forget(folder: &Path, profile: &str) {
        let stem = format!("{}-", stem(profile));
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        for entry in entries.filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().starts_with(&stem) {
                // A token that stays is refused by Google, and fetched anew.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// Returns the file of an identity, which may be any text; nothing is read or written yet.
    #[must_use]
    pub fn new(folder: &Path, profile: &str, identity: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (profile, identity).hash(&mut hasher);
        Self {
            path: folder.join(format!("{}-{:016x}.json", stem(profile), hasher.finish())),
        }
    }
}

/// Returns the start of the names of a profile's files.
fn stem(profile: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    profile
        .chars()
        .take(40)
        .map(|c| if fits(c) { c } else { '_' })
        .collect()
}

impl TokenCache for TokenFile {
    fn load(&self) -> Option<String> {
        regular_file::read_text(&self.path, LIMIT).ok()
    }

    /// Replaces the file atomically, with mode 0600 from its first byte on.
    ///
    /// Not synced to the disk: a lost token is requested again.
    fn save(&self, text: &str) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut file = atomic_write::temporary(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_private_and_replace_damage() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("state/tokens");
        let file = TokenFile::new(&inner, "../me", "me@example.com");
        assert_eq!(file.load(), None);
        file.save("first").unwrap();
        std::fs::write(&file.path, "torn").unwrap();
        file.save("second").unwrap();
        assert_eq!(file.load().as_deref(), Some("second"));
        assert_eq!(file.path.parent(), Some(inner.as_path()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&file.path), 0o600);
            assert_eq!(mode(&inner), 0o700);
        }
        let other = TokenFile::new(&inner, "../me", "you@example.com");
        assert_ne!(other.path, file.path);
    }
}
