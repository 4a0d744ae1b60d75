//! Runs `chatquill init`: asks, tries, then writes.

use std::path::{Path, PathBuf};

use crate::chat::console::Console;
use crate::chat::sanitize;
use crate::chat::secret::Secret;
use crate::chat::webhook::Webhook;
use crate::command::account_arguments::{AuthCommand, AuthLogin};
use crate::command::arguments::SenderArgs;
use crate::command::client_setup::Setup;
use crate::command::config_arguments::Init;
use crate::command::failure::Failure;
use crate::command::init::questions::Questions;
use crate::command::init::walls;
use crate::command::{auth, config, output, webhook};
use crate::diagnostics::terminal;
use crate::settings::account_file::{Account, AccountKind, is_name};
use crate::settings::config::Config;
use crate::settings::config_file;
use crate::settings::connect;
use crate::settings::paths::{PathOptions, Paths};
use crate::store::webhooks::{Error, Webhooks};

/// Runs the command.
///
/// # Errors
/// Returns what is told on standard error, and the exit status.
pub async fn run(options: &Init, folders: &PathOptions) -> Result<(), Failure> {
    let mut init = Run {
        options,
        folders,
        questions: Questions::new(options.yes),
        existing: Existing::read(&Paths::find(folders)?)?,
    };
    let shown = init.existing.shown();
    if init.existing.text.is_some() {
        let profiles = init.existing.config.profiles.keys();
        let names: Vec<&str> = profiles.map(String::as_str).collect();
        let names = sanitize::line(&names.join(", "));
        output::note(&format!(
            "{shown} stays as it is, and gets one more profile beside: {names}"
        ));
    } else {
        output::note(&format!("{shown} does not exist yet"));
    }
    match init.way()? {
        Way::Webhook(url) => init.keep_webhook(url),
        Way::Account(account) => Box::pin(init.add_profile(account)).await,
    }
}

/// By what it is sent.
enum Way {
    /// A webhook; its URL, where it was given already.
    Webhook(Option<Secret>),
    /// Credentials in a file.
    Account(Account),
}

/// The config file as it is.
struct Existing {
    paths: Paths,
    file: PathBuf,
    text: Option<String>,
    config: Config,
}

impl Existing {
    /// Reads the config file; one that cannot be used is not added to.
    fn read(paths: &Paths) -> Result<Self, Failure> {
        let file = paths.config_file();
        let text = match file.symlink_metadata() {
            Ok(_) => Some(Config::read_text(paths)?),
            Err(_) => None,
        };
        let (config, faults) = Config::examine(&file, text.as_deref().unwrap_or_default());
        if let Some(fault) = faults.into_iter().next() {
            output::note("the config file must be corrected first; chatquill config edit opens it");
            return Err(fault.into());
        }
        Ok(Self {
            paths: paths.clone(),
            file,
            text,
            config,
        })
    }

    fn shown(&self) -> String {
        sanitize::line(&self.file.display().to_string())
    }
}

struct Run<'a> {
    options: &'a Init,
    folders: &'a PathOptions,
    questions: Questions,
    existing: Existing,
}

impl Run<'_> {
    /// Finds out who sends.
    fn way(&self) -> Result<Way, Failure> {
        let options = self.options;
        if options.webhook {
            return Ok(Way::Webhook(None));
        }
        let given = options.client_secret.as_ref().or(options.key_file.as_ref());
        if let Some(file) = given {
            let account = Account::read(&file.to_string_lossy())?;
            let is_client = account.kind == AccountKind::Client;
            if is_client != options.client_secret.is_some() {
                let meant = match account.kind {
                    AccountKind::Client => "Give it as --client-secret.",
                    AccountKind::App => "Give it as --key-file.",
                    AccountKind::AuthorizedUser => "Run chatquill init and name it there.",
                };
                return Err(Failure::usage(format!(
                    "{} holds credentials of another kind. {meant}",
                    sanitize::line(&file.display().to_string())
                )));
            }
            return Ok(Way::Account(account));
        }
        if options.yes {
            return Err(Failure::usage(
                "Say who sends: --webhook, --client-secret FILE or --key-file FILE.",
            ));
        }
        output::note(walls::WHO);
        loop {
            let answer = self.questions.text(
                "1, 2, 3, or the path of a JSON file that you have",
                Some("1"),
                "--webhook, --client-secret FILE or --key-file FILE",
            )?;
            match answer.as_str() {
                "1" => return Ok(Way::Webhook(None)),
                "2" => {
                    output::note(&walls::person(&Console::default()));
                    return self
                        .account("The path of the OAuth client's JSON")
                        .map(Way::Account);
                }
                "3" => {
                    output::note(&walls::app(&Console::default()));
                    return self
                        .account("The path of the service account's JSON key")
                        .map(Way::Account);
                }
                url if Webhook::is_meant(url) => return Ok(Way::Webhook(Some(Secret::new(url)))),
                unclear if !is_path(unclear) => {
                    let unclear = sanitize::name(unclear);
                    output::note(&format!(
                        "{unclear:?} is neither 1, 2, 3 nor a file that is here"
                    ));
                }
                path => match Account::read(path) {
                    Ok(account) => return Ok(Way::Account(account)),
                    Err(fault) => output::note(&Failure::from(fault).words()),
                },
            }
        }
    }

    /// Asks for a file until one can be used.
    fn account(&self, question: &str) -> Result<Account, Failure> {
        loop {
            let path =
                self.questions
                    .text(question, None, "--client-secret FILE or --key-file FILE")?;
            match Account::read(&path) {
                Ok(account) => return Ok(account),
                Err(fault) => output::note(&Failure::from(fault).words()),
            }
        }
    }

    /// Asks for a name until one can be used.
    fn name(
        &self,
        proposal: &str,
        fault: impl Fn(&str) -> Option<String>,
    ) -> Result<String, Failure> {
        if let Some(name) = &self.options.name {
            return match fault(name) {
                Some(why) => Err(Failure::usage(format!("{why} Choose another --name."))),
                None => Ok(name.clone()),
            };
        }
        let numbered = (2..100).map(|number| format!("{proposal}-{number}"));
        let mut free = std::iter::once(proposal.to_owned()).chain(numbered);
        let proposal = free.find(|name| fault(name).is_none());
        loop {
            let name = self
                .questions
                .text("Its name here", proposal.as_deref(), "--name NAME")?;
            let Some(why) = fault(&name) else {
                return Ok(name);
            };
            if !self.questions.may_ask_again() {
                return Err(Failure::usage(why));
            }
            output::note(&why);
        }
    }

    fn keep_webhook(&self, url: Option<Secret>) -> Result<(), Failure> {
        let webhooks = Webhooks::new(self.existing.paths.webhooks());
        let url = if let Some(url) = url {
            url
        } else {
            output::note(walls::WEBHOOK);
            self.webhook_url()?
        };
        let name = self.name("alerts", |name| match webhooks.get(name) {
            Err(Error::Missing) => None,
            Err(error @ (Error::Name | Error::Disk(_))) => Some(format!("{error}.")),
            Ok(_) | Err(Error::Exists | Error::Content(_)) => {
                Some(format!("There is a webhook {name:?}."))
            }
        })?;
        webhook::keep(&webhooks, &name, &url, false)?;
        output::note("it stands among the spaces of the composer, too: chatquill");
        Ok(())
    }

    /// Asks for a webhook's URL until it is one.
    fn webhook_url(&self) -> Result<Secret, Failure> {
        loop {
            let url = self.questions.secret("The webhook's URL")?;
            let Err(error) = Webhook::parse(url.reveal()) else {
                return Ok(url);
            };
            let why = format!("{error}. {}", error.remedy());
            if !self.questions.has_person() {
                return Err(Failure::usage(format!("Nothing was kept: {why}")));
            }
            output::note(&why);
        }
    }

    async fn add_profile(&mut self, account: Account) -> Result<(), Failure> {
        if self.options.client_secret.is_some() || self.options.key_file.is_some() {
            output::note(&match account.kind {
                AccountKind::Client | AccountKind::AuthorizedUser => {
                    walls::person(&account.console)
                }
                AccountKind::App => walls::app(&account.console),
            });
        }
        let config = &self.existing.config;
        let name = self.name(&account.name, |name| {
            if !is_name(name) {
                return Some(
                    "A name has up to 64 letters, digits, hyphens and underscores.".to_owned(),
                );
            }
            let is_taken = config.profiles.contains_key(name) || config.broken.contains_key(name);
            is_taken.then(|| format!("There is a profile {name:?} already."))
        })?;
        let is_default = config.default_profile.is_none();
        let table = account.profile(&name, self.options.api_base.as_deref());
        let before = self.existing.text.as_deref();
        let text = config_file::with_profile(before, &name, &table, is_default);
        self.check(&text, &name)?;
        if account.kind != AccountKind::Client && !self.options.no_test {
            self.prove(&text, &name, &account).await?;
        }
        self.write(&text)?;
        let role = if is_default {
            ", which sends where none is named"
        } else {
            ""
        };
        output::note(&format!(
            "wrote {} with the profile {name}{role}",
            self.existing.shown()
        ));
        if account.kind == AccountKind::Client {
            return Box::pin(self.sign_in(&name)).await;
        }
        output::note(&format!(
            "next: chatquill spaces --profile {name}, then: chatquill send --profile {name} --space SPACE --text Hello"
        ));
        Ok(())
    }

    /// Checks that the new text means what it should, before anything is written.
    fn check(&self, text: &str, name: &str) -> Result<(), Failure> {
        let (config, faults) = Config::examine(&self.existing.file, text);
        if let Some(fault) = faults.into_iter().next() {
            return Err(fault.into());
        }
        match config.profile(Some(name)) {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(Failure::usage(
                "Nothing was written: the profile is not found again.",
            )),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Tries the profile by a real call; what fails is told, and a person decides.
    async fn prove(&self, text: &str, name: &str, account: &Account) -> Result<(), Failure> {
        let config = Config::parse(&self.existing.file, text)?;
        let outcome: Result<usize, Failure> = async {
            let profile = config.profile(Some(name))?;
            let connection = connect::connect(profile, None, &self.existing.paths).await?;
            Ok(connection.client.list_spaces(None).await?.spaces.len())
        }
        .await;
        match outcome {
            Ok(0) if account.kind == AccountKind::App => output::note(
                "Google Chat answers, but the app belongs to no space yet: add it to one in Chat, under Apps & integrations",
            ),
            Ok(count) => output::note(&format!(
                "Google Chat answers, and lists {count} spaces; only a message shows whether sending works, too"
            )),
            Err(failure) => {
                if self.questions.has_person() {
                    output::note(&terminal::text(&failure.diagnostic));
                    if self
                        .questions
                        .is_wanted("Keep the profile all the same?", true)?
                    {
                        return Ok(());
                    }
                }
                output::note("nothing was written; --no-test writes without a try");
                return Err(failure);
            }
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        let file = &self.existing.file;
        match &self.existing.text {
            None => config::create(file, text),
            Some(before) => config_file::replace(file, before, text)
                .map_err(|error| config::cannot_write(file, &error)),
        }
    }

    /// Signs in at once where a person is there; else says how.
    async fn sign_in(&self, name: &str) -> Result<(), Failure> {
        let next = format!("chatquill auth login --profile {name}");
        if !self.questions.has_person() || !self.questions.is_wanted("Sign in now?", true)? {
            output::note(&format!("next: {next}"));
            return Ok(());
        }
        let who = SenderArgs {
            profile: Some(name.to_owned()),
            ..SenderArgs::default()
        };
        let login = AuthCommand::Login(AuthLogin {
            no_browser: false,
            port: 0,
            account: None,
            allow: Vec::new(),
            timeout: 300,
        });
        auth::run(&Setup::load(self.folders)?, &who, &login).await?;
        output::note(&format!(
            "next: chatquill send --profile {name} --space SPACE --text Hello"
        ));
        Ok(())
    }
}

/// Returns whether an answer may be meant as a path.
fn is_path(answer: &str) -> bool {
    answer.contains(['/', '\\', '.', '~']) || Path::new(answer).exists()
}
