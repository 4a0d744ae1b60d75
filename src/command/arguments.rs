//! The command line.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::chat::sender::SenderKind;
use crate::command::account_arguments::{AuthCommand, Doctor, WebhookCommand};
use crate::command::choices::{ColorWhen, Markup};
use crate::command::config_arguments::{ConfigCommand, Init};
use crate::command::drafts_arguments::Drafts;
use crate::command::failure::Failure;
use crate::command::history_arguments::{History, Outbox};
use crate::command::message_arguments::Message;
use crate::command::reference_arguments::Reference;
use crate::images::protocol::{ImageSetting, SETTINGS};
use crate::message::export::language::Language;
use crate::sandbox::fault_injection::Fault;
use crate::settings::log::{LEVELS, LogLevel};
use crate::settings::paths::PathOptions;

/// The table of exit statuses, which the help prints.
const EXIT_STATUS: &str = "Exit status:
    0  done, also where standard output could not be written: the name of the message is then on standard error
    1  the checks found errors (with --strict, warnings), or Google refused it for good
    2  wrong usage, settings or input, or --yes is missing
    3  no permission or credentials, a read-only profile, or a space that the profile does not list
    4  not done now, try again later: network, server, quota, disk
    5  in doubt: it may have arrived; the request ID is told
    6  some of several failed
  A signal ends the command by that signal: 130 after SIGINT, 143 after SIGTERM.";

/// The whole command line.
#[derive(Debug, Default, Parser)]
#[command(
    name = "chatquill",
    version = env!("CHATQUILL_VERSION"),
    disable_help_subcommand = true,
    about = "A keyboard-driven terminal composer for Google Chat messages",
    long_about = "A keyboard-driven terminal composer for Google Chat messages.\n\n\
        Without a command the composer opens. Without a profile in the config file everything runs \
        against an embedded sandbox that answers as Google Chat does.",
    after_help = EXIT_STATUS
)]
pub struct Arguments {
    /// Keep settings, drafts and caches in this folder (also: `CHATQUILL_HOME`)
    #[arg(long, value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// Read the settings from this file (also: `CHATQUILL_CONFIG`)
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// How much is written to the log file [default: the config file's, or info]
    #[arg(long, value_name = "LEVEL", global = true)]
    pub log: Option<LogLevel>,
    /// Compose in plain lines, for screen readers, dumb terminals and serial lines
    #[arg(long)]
    pub plain: bool,
    /// Who sends.
    #[command(flatten)]
    pub who: SenderArgs,
    /// A message, card or request to open in the composer, as JSON or in a program; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// What a new draft of the composer begins with.
    #[command(flatten)]
    pub compose: Compose,
    /// What to do; nothing opens the composer.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Arguments {
    /// Reads the command line of this process.
    ///
    /// Where nothing stands on it, the table of the commands is not built: the composer's first frame would wait for it.
    ///
    /// # Errors
    /// Returns what is wrong, or the help that was asked for.
    pub fn of_process() -> Result<Self, clap::Error> {
        if std::env::args_os().len() <= 1 {
            return Ok(Self::default());
        }
        Self::try_parse()
    }

    /// Returns where the files are, as the command line says it.
    #[must_use]
    pub fn paths(&self) -> PathOptions {
        PathOptions {
            data_dir: self.data_dir.clone(),
            config: self.config.clone(),
        }
    }
}

/// What the composer opens filled in, in a new draft.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "A new draft in the composer", group = ArgGroup::new("blanks").args(["file", "template"]).multiple(true))]
pub struct Compose {
    /// The space: spaces/ID, the ID alone, its address in a browser, or its exact name. The address of a thread or a
    /// message replies in that thread
    #[arg(long, short, value_name = "SPACE")]
    pub space: Option<String>,
    /// The direct message with a person: an e-mail address, or users/ID
    #[arg(long, value_name = "PERSON", conflicts_with = "space")]
    pub to: Option<String>,
    /// Reply in the thread of this key, or start it
    #[arg(long, value_name = "KEY")]
    pub thread_key: Option<String>,
    /// The text; replaces the one in FILE or the template. - reads it from standard input, less one final line end
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Begin with a template: one of your own or a built-in one, by the name of its file or its title
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub template: Option<String>,
    /// Fill in a blank of the template or of FILE; can be repeated. A variable `CHATQUILL_SET_BLANK` of the environment
    /// fills in what no --set does: capitals, _ for -. What is left is asked for
    #[arg(long, value_name = "BLANK=VALUE", requires = "blanks")]
    pub set: Vec<String>,
}

impl Compose {
    /// Returns whether nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            space,
            to,
            thread_key,
            text,
            template,
            set,
        } = self;
        [space, to, thread_key, text, template]
            .iter()
            .all(|option| option.is_none())
            && set.is_empty()
    }
}

/// The headless commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send a message
    #[command(after_help = EXIT_STATUS)]
    Send(Box<Send>),
    /// Check for what Google Chat would refuse, ignore or draw badly
    Check(Check),
    /// Print code that sends a message, in one of six languages
    Export(Export),
    /// Show a message as Google Chat does
    Show(Show),
    /// Post one message that follows a job: its last lines, its state, its exit status
    Live(Live),
    /// List the spaces that the sender belongs to
    Spaces(Spaces),
    /// Set up a sender: asks what is needed, and says what must be done at Google before
    Init(Init),
    /// Print the path of the config file, edit it, check it
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Sign a person in and out, and say who is signed in
    #[command(subcommand)]
    Auth(AuthCommand),
    /// Keep incoming webhooks under names, as destinations
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Look for what keeps the program from working here
    Doctor(Doctor),
    /// Read, edit or delete a message, react to it, pin it
    #[command(subcommand)]
    Message(Message),
    /// List what was sent, and send it again
    #[command(subcommand)]
    History(History),
    /// List the drafts, show one, bring a deleted one back
    #[command(subcommand)]
    Drafts(Drafts),
    /// List, repeat or drop sends that did not end
    #[command(subcommand)]
    Outbox(Outbox),
    /// Serve Google Chat's API on loopback, for trying things out
    Sandbox(Sandbox),
    /// What the program knows of itself.
    #[command(flatten)]
    Reference(Reference),
}

impl Command {
    /// Returns whether a failure is printed as JSON, too.
    #[must_use]
    pub fn is_json(&self) -> bool {
        match self {
            Self::Send(options) => options.json,
            Self::Spaces(options) => options.json,
            Self::Auth(AuthCommand::Status { json })
            | Self::Webhook(WebhookCommand::List { json })
            | Self::Config(ConfigCommand::Check { json }) => *json,
            Self::Doctor(options) => options.json,
            Self::Message(action) => action.is_json(),
            Self::History(action) => action.is_json(),
            Self::Outbox(action) => action.is_json(),
            Self::Drafts(action) => action.is_json(),
            Self::Auth(_)
            | Self::Webhook(_)
            | Self::Config(_)
            | Self::Init(_)
            | Self::Reference(_)
            | Self::Live(_)
            | Self::Check(_)
            | Self::Export(_)
            | Self::Show(_)
            | Self::Sandbox(_) => false,
        }
    }
}

/// Who sends, for every command that speaks to Google Chat.
#[derive(Clone, Debug, Default, Args)]
pub struct SenderArgs {
    /// A profile of the config file
    #[arg(long, value_name = "NAME", global = true)]
    pub profile: Option<String>,
    /// The kind of sender, for the sandbox and for checks
    #[arg(long = "as", value_name = "KIND", global = true)]
    pub kind: Option<Kind>,
    /// Use the embedded sandbox, whatever the config file says; nothing reaches Google
    #[arg(long, global = true)]
    pub sandbox: bool,
}

impl SenderArgs {
    /// Refuses a sandbox with a profile.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub fn can_send(&self) -> Result<(), Failure> {
        if self.sandbox && self.profile.is_some() {
            return Err(Failure::usage(
                "The embedded sandbox has no profile. Give --sandbox or --profile, not both."
                    .to_owned(),
            ));
        }
        Ok(())
    }
}

/// The kinds of sender, which the sandbox plays all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A Chat app
    App,
    /// A person
    User,
    /// An incoming webhook
    Webhook,
}

impl From<Kind> for SenderKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::App => Self::App,
            Kind::User => Self::User,
            Kind::Webhook => Self::Webhook,
        }
    }
}

/// `chatquill send`
#[derive(Clone, Debug, Default, Args)]
#[command(
    group = ArgGroup::new("what").args(["file", "text", "attach", "template"]).required(true).multiple(true),
    group = ArgGroup::new("with-blanks").args(["file", "template"]).multiple(true)
)]
pub struct Send {
    /// A request, a message or a card as JSON; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Send a template: one of your own or a built-in one, by the name of its file or its title
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub template: Option<String>,
    /// Fill in a blank of the template, or of a FILE whose program leaves some; can be repeated. A variable
    /// `CHATQUILL_SET_BLANK` of the environment fills in what no --set does: capitals, _ for -
    #[arg(long, value_name = "BLANK=VALUE", requires = "with-blanks")]
    pub set: Vec<String>,
    /// Where it goes.
    #[command(flatten)]
    pub targets: Targets,
    /// The text; replaces the one in FILE. - reads it from standard input, less one final line end
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Reply in the thread of this key, or start it
    #[arg(long, value_name = "KEY", conflicts_with = "thread")]
    pub thread_key: Option<String>,
    /// Reply in this thread: spaces/SPACE/threads/THREAD, or its address in a browser
    #[arg(long, value_name = "NAME")]
    pub thread: Option<String>,
    /// Fail if the thread does not exist, instead of starting a new one. A thread key must have been used from here
    /// before: of others nobody can tell
    #[arg(long)]
    pub or_fail: bool,
    /// Your own ID for the message, starting with client-
    #[arg(long, value_name = "ID")]
    pub message_id: Option<String>,
    /// Show the message to this person only: users/ID, the ID alone, or the exact name of a member of the space
    #[arg(long, value_name = "USER")]
    pub viewer: Option<String>,
    /// Who is notified
    #[arg(long, value_name = "HOW")]
    pub notification: Option<Notification>,
    /// The markup syntax of the text
    #[arg(long, value_name = "SYNTAX")]
    pub markup: Option<Markup>,
    /// The request ID: a repeated send returns the first message instead of posting twice
    #[arg(long, value_name = "ID")]
    pub request_id: Option<String>,
    /// What stands before a send.
    #[command(flatten)]
    pub guards: Guards,
    /// Show what would be sent, and send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON: the created message, or the request of a dry run
    #[arg(long)]
    pub json: bool,
}

/// Where a message goes, in how many parts, and with which files.
#[derive(Clone, Debug, Default, Args)]
pub struct Targets {
    /// The space: spaces/ID, the ID alone, its address in a browser, or its exact name. The address or name of a
    /// thread or a message replies in that thread
    ///
    /// Given several times, the same message goes to each. Where some failed, the same command within the hour sends only
    /// those; once all have it, the same command is a new message, as that of a daily job is
    #[arg(long = "space", short, value_name = "SPACE")]
    pub spaces: Vec<String>,
    /// Send to a person: an e-mail address, or users/ID. The direct message is found; a person who sends may set it up
    /// with --yes, or when asked. An app finds its own only, by users/ID
    #[arg(long, value_name = "PERSON", conflicts_with_all = ["spaces", "spaces_from", "split"])]
    pub to: Option<String>,
    /// Send to each space of a file, one a line, as with several --space; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub spaces_from: Option<PathBuf>,
    /// Send to the test space of the profile instead, without the thread and the IDs of the message
    #[arg(long, conflicts_with_all = ["spaces", "spaces_from"])]
    pub test: bool,
    /// Send a text that is too long in parts, in one thread; cards go with the last part
    #[arg(long)]
    pub split: bool,
    /// Upload a file and attach it; can be repeated. Only a person can, and not beside buttons or a viewer
    #[arg(long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,
}

/// What stands before a send, and how it is passed.
#[derive(Clone, Debug, Default, Args)]
pub struct Guards {
    /// Send whatever the checks find
    #[arg(long)]
    pub no_check: bool,
    /// Fail on warnings of the checks, too
    #[arg(long, conflicts_with = "no_check")]
    pub strict: bool,
    /// Send with a profile that is guarded as production; with --to, set up the conversation
    #[arg(long)]
    pub yes: bool,
}

impl Send {
    /// Returns the space, where one is given and no more.
    #[must_use]
    pub fn space(&self) -> Option<&str> {
        match self.targets.spaces.as_slice() {
            [space] => Some(space),
            _ => None,
        }
    }
}

/// `chatquill live`
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "some-long-job 2>&1 | chatquill live --space S --title \"Deploy 2.4\" follows what is piped in, and passes it on; the exit status of the job is unknown then. With -- COMMAND it runs the job itself, and ends with its exit status. The message is changed at most once in 5 seconds. Where Chat cannot be reached, the job goes on all the same, and its end is tried for 15 seconds."
)]
pub struct Live {
    /// The space: spaces/ID, the ID alone, its address in a browser, or its exact name
    #[arg(long, short, value_name = "SPACE")]
    pub space: String,
    /// The first line of the message
    #[arg(long, value_name = "TITLE", default_value = "")]
    pub title: String,
    /// Follow the job in a template instead of a text: its name or title. The job fills the blanks title, state, started,
    /// lines and output
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// Fill in another blank of the template; can be repeated. A variable `CHATQUILL_SET_BLANK` of the environment fills
    /// in what no --set does: capitals, _ for -
    #[arg(long, value_name = "BLANK=VALUE", requires = "template")]
    pub set: Vec<String>,
    /// Send with a profile that is guarded as production
    #[arg(long)]
    pub yes: bool,
    /// The job to run, with its arguments
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// Whether people are notified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Notification {
    /// As each person and space has chosen
    Normal,
    /// Everyone, even those who set Chat to do not disturb
    Force,
    /// Nobody
    Silent,
}

/// `chatquill check`
#[derive(Clone, Debug, Default, Args)]
pub struct Check {
    /// Requests, messages or cards as JSON, or folders of them; - reads standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["rules", "explain"])]
    pub files: Vec<PathBuf>,
    /// The output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Apply the safe fixes, in the files themselves
    #[arg(long)]
    pub fix: bool,
    /// Exit with status 1 for warnings, too
    #[arg(long)]
    pub strict: bool,
    /// List all rules
    #[arg(long, conflicts_with_all = ["files", "explain"])]
    pub rules: bool,
    /// Explain a rule, by its name
    #[arg(long, value_name = "RULE", conflicts_with = "files")]
    pub explain: Option<String>,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the line of the file
    #[default]
    Human,
    /// One JSON object a line, one line a file
    Json,
    /// A SARIF 2.1.0 log
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// `chatquill export`
#[derive(Clone, Debug, Args)]
pub struct Export {
    /// A request, a message or a card as JSON; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The language of the program; json is the request itself
    #[arg(long, value_name = "LANGUAGE", value_enum)]
    pub to: Language,
}

impl ValueEnum for Language {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

/// `chatquill show`
#[derive(Clone, Debug, Args)]
pub struct Show {
    /// A request, a message or a card as JSON; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The width in cells, from 20 on: 40 is a phone, 60 a side panel, 100 a desktop [default: the terminal's width]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
    /// In words, for a screen reader: roles and values, one thing a line, without boxes
    #[arg(long, conflicts_with_all = ["width", "color", "expand", "images"])]
    pub plain: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorWhen::Auto)]
    pub color: ColorWhen,
    /// Expand everything that can be: sections, menus, lists, carousels
    #[arg(long, short)]
    pub expand: bool,
    /// Load and show the images, as the terminal can or as named; their hosts see your IP address. Without it
    /// nothing is loaded, and boxes are shown for them
    #[arg(long, alias = "pictures", value_name = "PROTOCOL", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "auto")]
    pub images: Option<ImageSetting>,
}

impl ValueEnum for LogLevel {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Off, Self::Error, Self::Warn, Self::Info, Self::Debug]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let mut levels = LEVELS.iter();
        let (word, _) = levels.find(|(_, level)| level == self)?;
        Some(PossibleValue::new(*word))
    }
}

impl ValueEnum for ImageSetting {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let mut settings = SETTINGS.iter();
        let (word, _) = settings.find(|(_, context)| context == self)?;
        Some(PossibleValue::new(*word))
    }
}

/// `chatquill spaces`
#[derive(Clone, Debug, Default, Args)]
pub struct Spaces {
    /// Only spaces whose name contains these words, in any order
    #[arg(long, short, value_name = "WORDS")]
    pub filter: Option<String>,
    /// Print a JSON list
    #[arg(long)]
    pub json: bool,
}

/// `chatquill sandbox`
#[derive(Clone, Debug, Default, Args)]
pub struct Sandbox {
    /// The port on 127.0.0.1; 0 chooses a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// Write service-account.json, authorized-user.json, client-secret.json and webhook-url.txt for it into this
    /// folder; a file that no sandbox wrote is left as it is
    #[arg(long, value_name = "DIR")]
    pub credentials: Option<PathBuf>,
    /// Generate this many spaces in addition to the built-in ones
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub spaces: usize,
    /// Enforce Google's quotas: one write a second a space, and so on
    #[arg(long)]
    pub quota: bool,
    /// Inject a fault, such as latency:600, 429*2, status:503:5*1@POST, html:502, drop-before*1,
    /// drop-after*1, truncate*1, expired*1, refuse:app-not-configured; can be repeated
    #[arg(long = "fault", value_name = "FAULT")]
    pub faults: Vec<Fault>,
}

#[cfg(test)]
mod tests;
