//! Set-up of every command that calls Google Chat.

use crate::chat::endpoint::BaseUrl;
use crate::chat::sender::SenderKind;
use crate::chat::webhook::Webhook;
use crate::command::arguments::SenderArgs;
use crate::command::dry_run::Target;
use crate::command::failure::{Failure, Kind};
use crate::command::output;
use crate::command::patience::patient;
use crate::delivery::deliver::Delivery;
use crate::diagnostics::diagnostic::Diagnostic;
use crate::settings::config::Config;
use crate::settings::connect::{self, Connection};
use crate::settings::paths::{PathOptions, Paths};
use crate::settings::permissions;
use crate::settings::profile::{Profile, ProfileSender};
use crate::store::history::History;
use crate::store::outbox::Outbox;
use crate::store::space_cache::SpaceCache;

/// The settings of this run.
#[derive(Clone)]
pub struct Setup {
    /// The paths of the program's files.
    pub paths: Paths,
    /// The config file.
    pub config: Config,
    /// The sender that stands in the place of the chosen profile: a webhook.
    sender: Option<Profile>,
}

impl Setup {
    /// Finds the paths and reads the config file.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub fn read(folders: &PathOptions) -> Result<Self, Failure> {
        let setup = Self::load(folders)?;
        for name in &setup.config.old_names {
            output::note(&name.to_string());
        }
        for fault in &setup.config.ignored {
            output::note(&format!("warning: {fault} It is ignored."));
        }
        Ok(setup)
    }

    /// The same without notes.
    ///
    /// # Errors
    /// Returns what is wrong with the settings, with its place.
    pub fn load(folders: &PathOptions) -> Result<Self, Failure> {
        let places = Paths::find(folders)?;
        let config = Config::read(&places)?;
        Ok(Self {
            paths: places,
            config,
            sender: None,
        })
    }

    /// Reads the settings of a command that sends: for the embedded sandbox none are needed, so that a config file that
    /// cannot be used is only reported.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub fn read_for(folders: &PathOptions, who: &SenderArgs) -> Result<Self, Failure> {
        match Self::read(folders) {
            Err(failure) if who.sandbox => {
                output::note(&format!("warning: {}", failure.words()));
                Ok(Self {
                    paths: Paths::find(folders)?,
                    config: Config::default(),
                    sender: None,
                })
            }
            setup => setup,
        }
    }

    /// Returns the settings with this sender in the place of any profile.
    #[must_use]
    pub fn by(&self, sender: Profile) -> Self {
        Self {
            sender: Some(sender),
            ..self.clone()
        }
    }

    /// Returns the webhook that sends, where its URL was read.
    #[must_use]
    pub fn webhook(&self) -> Option<&Webhook> {
        match &self.sender.as_ref()?.sender {
            ProfileSender::ReadWebhook { webhook, .. } => Some(webhook),
            _ => None,
        }
    }

    /// Returns the profile that sends; `None` for the embedded sandbox.
    ///
    /// # Errors
    /// Where there is no profile of that name.
    pub fn profile(&self, who: &SenderArgs) -> Result<Option<&Profile>, Failure> {
        if let Some(sender) = &self.sender {
            return Ok(Some(sender));
        }
        if who.sandbox {
            return Ok(None);
        }
        Ok(self.config.profile(who.profile.as_deref())?)
    }

    /// Returns the profile of a command that writes; `None` for the embedded sandbox, which must be asked for.
    ///
    /// A job that lost its config must not be told that its message was sent.
    ///
    /// # Errors
    /// Where there is no profile, and the sandbox was not asked for.
    pub fn writer(&self, who: &SenderArgs) -> Result<Option<&Profile>, Failure> {
        let profile = self.profile(who)?;
        if profile.is_some() || who.sandbox || who.kind.is_some() {
            return Ok(profile);
        }
        let remedy = if self.config.profiles.is_empty() && self.config.broken.is_empty() {
            format!(
                "Add a profile to {} (chatquill init asks what is needed), or try it on the embedded sandbox with --sandbox.",
                crate::chat::sanitize::line(&self.paths.config_file().display().to_string())
            )
        } else {
            format!(
                "Choose one with --profile: {}. Or try it on the embedded sandbox with --sandbox.",
                self.names()
            )
        };
        let what = "No profile is chosen, so nothing was sent.";
        Err(Failure::new(
            Kind::Permission,
            Diagnostic::new(what, remedy),
        ))
    }

    /// Returns the history of sends, within the bounds that the config file sets.
    #[must_use]
    pub fn history(&self) -> History {
        History::new(&self.paths.history()).within(self.config.history)
    }

    /// Returns the delivery of a connection.
    #[must_use]
    pub fn delivery(&self, connection: &Connection) -> Delivery {
        let sender = &connection.sender;
        Delivery::new(
            connection.client.clone(),
            Outbox::new(self.paths.outbox()),
            self.history(),
            &sender.profile,
            connection.sandbox.is_some(),
        )
        .known_as(
            sender.kind,
            SpaceCache::new(&self.paths.spaces(), &sender.profile),
        )
        .by_kept_webhook(&sender.webhook)
    }

    /// Returns where a message would be sent; credentials are not read, so that a dry run needs none.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub async fn target(&self, who: &SenderArgs) -> Result<Target<'_>, Failure> {
        match self.webhook() {
            Some(webhook) => Ok(Target::Webhook(webhook)),
            None => self.base(who).await.map(Target::Api),
        }
    }

    /// Returns the base URL that calls would go to; credentials are not read, so that a dry run needs none.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    async fn base(&self, who: &SenderArgs) -> Result<BaseUrl, Failure> {
        let profile = self.profile(who)?;
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
        self.connect_for(who, &[]).await
    }

    /// Connects as [`Setup::connect`] does, to do what these scopes allow a person.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub async fn connect_for(
        &self,
        who: &SenderArgs,
        scopes: &[&str],
    ) -> Result<Connection, Failure> {
        let profile = self.profile(who)?;
        let kind = who.kind.map(SenderKind::from);
        let connection = connect::connect_for(profile, kind, scopes, &self.paths).await?;
        let connection = patient(connection);
        for warning in permissions::warnings(&self.paths, profile) {
            output::note(&format!("warning: {warning}"));
        }
        if connection.sandbox.is_some() {
            let why = match profile {
                Some(_) => "the profile asks for it".to_owned(),
                None if who.sandbox => "--sandbox".to_owned(),
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
