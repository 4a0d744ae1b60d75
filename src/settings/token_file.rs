//! Token cache on disk: one file for each identity, readable by its owner only.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::chat::token_cache::TokenCache;

/// Maximum bytes that are read of a cached token; real ones have about 2 kB.
const LIMIT: u64 = 1 << 20;

/// The cache file of one identity's tokens.
pub struct TokenFile {
    path: PathBuf,
}

impl TokenFile {
    /// Returns the file of an identity, which may be any text; nothing is read or written yet.
    #[must_use]
    pub fn new(folder: &Path, profile: &str, identity: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (profile, identity).hash(&mut hasher);
        let stem: String = profile
            .chars()
            .take(40)
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '-' {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        Self {
            path: folder.join(format!("{stem}-{:016x}.json", hasher.finish())),
        }
    }
}

impl TokenCache for TokenFile {
    fn load(&self) -> Option<String> {
        use std::io::Read as _;
        let mut text = String::new();
        let file = std::fs::File::open(&self.path).ok()?;
        file.take(LIMIT).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// Replaces the file atomically, with mode 0600 from its first byte on.
    ///
    /// Not synced to the disk: a lost token is requested again.
    fn save(&self, text: &str) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        private_folder(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
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
