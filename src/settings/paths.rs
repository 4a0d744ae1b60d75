//! Paths of the program's files: the XDG directories, or one folder for everything.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use crate::settings::error::ConfigError;

/// The environment variable that names one folder for everything.
pub const HOME_VARIABLE: &str = "CHATQUILL_HOME";

/// The program's folders; none need exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
    cache: PathBuf,
}

impl Paths {
    /// Returns the folders of this run: `--data-dir` before `CHATQUILL_HOME` before XDG.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn find(data_dir: Option<&Path>) -> Result<Self, ConfigError> {
        if let Some(folder) = data_dir {
            return Ok(Self::in_one_folder(folder));
        }
        if let Some(folder) = std::env::var_os(HOME_VARIABLE).filter(|text| !text.is_empty()) {
            return Ok(Self::in_one_folder(Path::new(&folder)));
        }
        let xdg = etcetera::choose_base_strategy().map_err(|_| {
            ConfigError::new(
                "The home directory is not known, so drafts and settings have no folder.",
                "Set HOME, or name a folder with --data-dir DIR.",
            )
        })?;
        let own = |base: PathBuf| base.join("chatquill");
        Ok(Self {
            config: own(xdg.config_dir()),
            data: own(xdg.data_dir()),
            state: own(xdg.state_dir().unwrap_or_else(|| xdg.data_dir())),
            cache: own(xdg.cache_dir()),
        })
    }

    /// Returns folders that are all below one folder.
    #[must_use]
    pub fn in_one_folder(folder: &Path) -> Self {
        Self {
            config: folder.to_owned(),
            data: folder.to_owned(),
            state: folder.to_owned(),
            cache: folder.join("cache"),
        }
    }

    /// Returns the config file.
    #[must_use]
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// Returns the folder of drafts: one request JSON for each.
    #[must_use]
    pub fn drafts(&self) -> PathBuf {
        self.data.join("drafts")
    }

    /// Returns the folder of the history of sends.
    #[must_use]
    pub fn history(&self) -> PathBuf {
        self.data.join("history")
    }

    /// Returns the folder of the user's own templates.
    #[must_use]
    pub fn templates(&self) -> PathBuf {
        self.data.join("templates")
    }

    /// Returns the folder of the outbox, with a record for each send under way.
    #[must_use]
    pub fn outbox(&self) -> PathBuf {
        self.state.join("outbox")
    }

    /// Returns the file of the user's last choices on the screen.
    #[must_use]
    pub fn habits_file(&self) -> PathBuf {
        self.state.join("habits.json")
    }

    /// Returns the log file.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.state.join("log")
    }

    /// Returns the folder of access tokens, one file for each identity, readable by their owner only.
    #[must_use]
    pub fn tokens(&self) -> PathBuf {
        self.state.join("tokens")
    }

    /// Returns the folder of cached space lists, shown at once at the next start.
    #[must_use]
    pub fn spaces(&self) -> PathBuf {
        self.cache.join("spaces")
    }
}

/// Expands a path as people write it: `~` and `~/…` are the home directory.
///
/// A relative one is resolved against `base`.
#[must_use]
pub fn expand(text: &str, base: &Path) -> PathBuf {
    let home = || etcetera::home_dir().ok();
    match text.strip_prefix('~') {
        Some("") => home().unwrap_or_else(|| PathBuf::from(text)),
        Some(rest) if rest.starts_with('/') => {
            home().map_or_else(|| PathBuf::from(text), |home| home.join(&rest[1..]))
        }
        _ => base.join(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_people_do() {
        let home = etcetera::home_dir().unwrap();
        let base = Path::new("/etc/chatquill");
        for (text, expected) in [
            ("~/keys/a.json", home.join("keys/a.json")),
            ("~", home.clone()),
            ("/abs/a.json", PathBuf::from("/abs/a.json")),
            ("keys/a.json", base.join("keys/a.json")),
            ("~ada/a.json", base.join("~ada/a.json")),
        ] {
            assert_eq!(expand(text, base), expected, "{text}");
        }
    }

    #[test]
    fn one_folder_holds_everything() {
        let places = Paths::in_one_folder(Path::new("/d"));
        assert_eq!(places.config_file(), Path::new("/d/config.toml"));
        for place in [
            places.drafts(),
            places.outbox(),
            places.spaces(),
            places.tokens(),
        ] {
            assert!(place.starts_with("/d"), "{}", place.display());
        }
    }
}
