//! Cache of a profile's spaces for the next start.

use std::borrow::Borrow;
use std::io;
use std::path::{Path, PathBuf};

use crate::chat::resources::Space;
use crate::store::{atomic_write, regular_file};

/// Maximum bytes that are read; 100,000 spaces have fewer.
const LIMIT: u64 = 32 << 20;

/// The cache file of one profile's spaces.
#[derive(Clone, Debug)]
pub struct SpaceCache {
    file: PathBuf,
}

impl SpaceCache {
    /// Returns the cache of a profile, `sandbox` for the embedded sandbox without a profile.
    #[must_use]
    pub fn new(folder: &Path, profile: &str) -> Self {
        let plain: String = profile
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || "-_".contains(c) {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        let name = if plain.is_empty() {
            "sandbox".to_owned()
        } else {
            plain
        };
        Self {
            file: folder.join(format!("{name}.json")),
        }
    }

    /// Returns the cache of another profile, in the same folder.
    #[must_use]
    pub fn of(&self, profile: &str) -> Self {
        Self::new(self.file.parent().unwrap_or(Path::new(".")), profile)
    }

    /// Loads the spaces, none where the file is missing or damaged: the server will list them again.
    #[must_use]
    pub fn load(&self) -> Vec<Space> {
        let bytes = regular_file::read(&self.file, LIMIT).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Saves the spaces.
    ///
    /// # Errors
    /// Returns the error of the disk.
    pub fn save(&self, spaces: &[impl Borrow<Space>]) -> io::Result<()> {
        let spaces: Vec<&Space> = spaces.iter().map(Borrow::borrow).collect();
        atomic_write::write(&self.file, &serde_json::to_vec(&spaces)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn spaces_are_kept_and_damage_is_harmless() {
        let folder = tempfile::tempdir().unwrap();
        let kept = SpaceCache::new(folder.path(), "build bot/1");
        assert_eq!(kept.load(), []);
        let space = Space {
            name: "spaces/A".into(),
            display_name: "設計".into(),
            ..Space::default()
        };
        kept.save(std::slice::from_ref(&space)).unwrap();
        assert_eq!(kept.load(), [space]);
        fs::write(&kept.file, "[{]").unwrap();
        assert_eq!(kept.load(), []);
    }
}
