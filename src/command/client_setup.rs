//! Set-up of every command that calls Google Chat.

use std::path::Path;

use crate::chat::endpoint::BaseUrl;
use crate::chat::sender::SenderKind;
use crate::command::arguments::SenderArgs;
use crate::command::failure::Failure;
use crate::command::output;
use crate::settings::config::Config;
use crate::settings::connect::{self, Connection};
use crate::settings::paths::Paths;

/// The settings of this run.
pub struct Setup {
    /// The paths of the program's files.
    pub paths: Paths,
    /// The config file.
    pub config: Config,
}

impl Setup {
    /// Finds the paths and reads the config file.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub fn read(data_dir: Option<&Path>) -> Result<Self, Failure> {
        let setup = Self::load(data_dir)?;
        for name in &setup.config.old_names {
            output::note(&name.to_string());
        }
        Ok(setup)
    }

    /// The same without notes.
    ///
    /// # Errors
    /// Returns what is wrong with the settings, with its place.
    pub fn load(data_dir: Option<&Path>) -> Result<Self, Failure> {
        let places = Paths::find(data_dir)?;
        let config = Config::load(&places.config_file())?;
        Ok(Self {
            paths: places,
            config,
        })
    }

    /// Returns the base URL that calls would go to; credentials are not read, so that a dry run needs none.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub async fn base(&self, who: &SenderArgs) -> Result<BaseUrl, Failure> {
        let profile = self.config.profile(who.profile.as_deref())?;
        let kind = who.kind.map(SenderKind::from);
        if let Some(base) = connect::base(profile, kind)? {
            return Ok(base);
        }
        let connection = self.connect(who).await?;
        Ok(connection.client.base().clone())
    }

    /// Connects the requested sender; reports the embedded sandbox on standard error.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub async fn connect(&self, who: &SenderArgs) -> Result<Connection, Failure> {
        let profile = self.config.profile(who.profile.as_deref())?;
        let kind = who.kind.map(SenderKind::from);
        let connection = connect::connect(profile, kind, &self.paths).await?;
        if connection.sandbox.is_some() {
            let why = match profile {
                Some(_) => "the profile asks for it".to_owned(),
                None if self.config.profiles.is_empty() => "no profile is configured".to_owned(),
                None => format!("choose one with --profile: {}", self.names()),
            };
            output::note(&format!(
                "using an embedded sandbox as {} ({why}); nothing reaches Google, and its data is gone when the command ends",
                connection.sender.kind
            ));
        }
        Ok(connection)
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.config.profiles.keys().map(String::as_str).collect();
        crate::chat::sanitize::line(&names.join(", "))
    }
}
