//! Paths of the program's files: the XDG directories, or one folder for everything.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use crate::settings::error::ConfigError;
use crate::store::atomic_write;

/// The environment variable that names one folder for everything.
pub const HOME_VARIABLE: &str = "CHATQUILL_HOME";

/// The environment variable that names the config file.
pub const CONFIG_VARIABLE: &str = "CHATQUILL_CONFIG";

/// Where the files are, as the command line says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathOptions {
    /// The one folder for all files.
    pub data_dir: Option<PathBuf>,
    /// The config file.
    pub config: Option<PathBuf>,
}

/// The program's folders; none need exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The config file, where it was named.
    named_config: Option<PathBuf>,
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
    cache: PathBuf,
}

impl Paths {
    /// Returns the folders of this run: `--data-dir` before `CHATQUILL_HOME` before XDG; and of the config file:
    /// `--config` before `CHATQUILL_CONFIG` before those.
    ///
    /// # Errors
    /// Returns what is wrong, its place in the file, and what to do about it.
    pub fn find(options: &PathOptions) -> Result<Self, ConfigError> {
        let variable = || std::env::var_os(CONFIG_VARIABLE).filter(|text| !text.is_empty());
        let named_config = options
            .config
            .clone()
            .or_else(|| variable().map(PathBuf::from));
        Ok(Self {
            named_config,
            ..Self::folders(options.data_dir.as_deref())?
        })
    }

    fn folders(data_dir: Option<&Path>) -> Result<Self, ConfigError> {
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
            named_config: None,
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
            named_config: None,
            config: folder.to_owned(),
            data: folder.to_owned(),
            state: folder.to_owned(),
            cache: folder.join("cache"),
        }
    }

    /// Returns the folders that hold what is sent and what was sent.
    #[must_use]
    pub fn roots(&self) -> Vec<&Path> {
        let mut roots = vec![self.data.as_path()];
        if self.state != self.data {
            roots.push(&self.state);
        }
        roots
    }

    /// Removes what writes that were killed left behind.
    pub fn clear_leftovers(&self) {
        let folders = [
            self.drafts(),
            self.history(),
            self.templates(),
            self.credentials(),
            self.webhooks(),
            self.outbox(),
            self.tokens(),
            self.spaces(),
            self.state.clone(),
        ];
        for folder in folders {
            atomic_write::clear_leftovers(&folder);
        }
    }

    /// Returns the config file.
    #[must_use]
    pub fn config_file(&self) -> PathBuf {
        let named = self.named_config.clone();
        named.unwrap_or_else(|| self.config.join("config.toml"))
    }

    /// Returns whether the config file was named, and so must exist.
    #[must_use]
    pub fn is_config_named(&self) -> bool {
        self.named_config.is_some()
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

    /// Returns the folder of the user's own themes, one file each.
    #[must_use]
    pub fn themes(&self) -> PathBuf {
        self.data.join("themes")
    }

    /// Returns the folder of the user's own keymaps, one file each, beside the config file.
    #[must_use]
    pub fn keymaps(&self) -> PathBuf {
        self.config.join("keymaps")
    }

    /// Returns the folder of credentials that a sign-in brought, one file a profile.
    #[must_use]
    pub fn credentials(&self) -> PathBuf {
        self.data.join("credentials")
    }

    /// Returns the folder of webhooks: one file for each, readable by their owner only.
    #[must_use]
    pub fn webhooks(&self) -> PathBuf {
        self.data.join("webhooks")
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

    /// Returns the folder of the sends to many spaces that are not done, a file for each.
    #[must_use]
    pub fn broadcasts(&self) -> PathBuf {
        self.state.join("broadcasts")
    }

    /// Returns the folder of the times of recent writes, a file for each server.
    #[must_use]
    pub fn rates(&self) -> PathBuf {
        self.state.join("rates")
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
