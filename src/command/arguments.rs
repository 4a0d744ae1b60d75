//! The command line.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};

use crate::chat::sender::SenderKind;
use crate::command::failure::Failure;
use crate::images::protocol::{ImageSetting, SETTINGS};
use crate::message::export::language::Language;
use crate::sandbox::fault_injection::Fault;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "chatquill",
    version,
    about = "A keyboard-driven terminal composer for Google Chat messages",
    long_about = "A keyboard-driven terminal composer for Google Chat messages.\n\n\
        Without a command the composer opens. Without a profile in the config file everything runs \
        against an embedded sandbox that answers as Google Chat does.",
    after_help = "Exit status: 0 done, 1 the message has errors or was refused for good, 2 wrong usage or settings, 3 no permission or credentials, 4 not done now (network, server, quota, disk), 5 in doubt: it may have arrived."
)]
pub struct Arguments {
    /// Keep settings, drafts and caches in this folder (also: `CHATQUILL_HOME`)
    #[arg(long, value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// Who sends.
    #[command(flatten)]
    pub who: SenderArgs,
    /// A message, card or request to open in the composer, as JSON or in a program; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// What to do; nothing opens the composer.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The headless commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send a message
    Send(Box<Send>),
    /// Check for what Google Chat would refuse, ignore or draw badly
    Check(Check),
    /// Print code that sends a message, in one of six languages
    Export(Export),
    /// Show a message as Google Chat does
    Show(Show),
    /// List the spaces that the sender belongs to
    Spaces(Spaces),
    /// Serve Google Chat's API on loopback, for trying things out
    Sandbox(Sandbox),
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
}

impl SenderArgs {
    /// Refuses a kind of sender that only check, show and export know.
    ///
    /// # Errors
    /// Returns what is told on standard error, and the exit status.
    pub fn can_send(&self) -> Result<(), Failure> {
        if self.kind == Some(Kind::Webhook) {
            return Err(Failure::usage(
                "The sandbox can be an app or a person, not a webhook. Use --as app or --as user."
                    .to_owned(),
            ));
        }
        Ok(())
    }
}

/// The kinds of sender; the sandbox plays all but the webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A Chat app
    App,
    /// A person
    User,
    /// An incoming webhook, known to check, show and export only
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
#[command(group = ArgGroup::new("what").args(["file", "text"]).required(true).multiple(true))]
pub struct Send {
    /// A request, a message or a card as JSON; - reads standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The space: spaces/ID, the ID alone, or its address in a browser
    #[arg(long, short, value_name = "SPACE")]
    pub space: Option<String>,
    /// The text; replaces the one in FILE
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Reply in the thread of this key, or start it
    #[arg(long, value_name = "KEY", conflicts_with = "thread")]
    pub thread_key: Option<String>,
    /// Reply in the thread of this name, spaces/SPACE/threads/THREAD
    #[arg(long, value_name = "NAME")]
    pub thread: Option<String>,
    /// Fail if the thread does not exist, instead of starting a new one
    #[arg(long)]
    pub or_fail: bool,
    /// Your own ID for the message, starting with client-
    #[arg(long, value_name = "ID")]
    pub message_id: Option<String>,
    /// Show the message to this person only: users/ID, or the ID alone
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
    /// Show what would be sent, and send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print JSON: the created message, or the request of a dry run
    #[arg(long)]
    pub json: bool,
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

/// How a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Markup {
    /// Chat's own syntax: *bold*, _italic_
    Chat,
    /// Markdown: **bold**, *italic*
    Markdown,
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
    /// Explain a rule, by its ID or its code
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
    /// The width in cells: 40 is a phone, 60 a side panel, 100 a desktop [default: the terminal's width]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub width: Option<u16>,
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

/// Whether to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
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
    /// Write service-account.json and authorized-user.json for it into this folder
    #[arg(long, value_name = "DIR")]
    pub credentials: Option<PathBuf>,
    /// Generate this many spaces in addition to the built-in ones
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub spaces: usize,
    /// Inject a fault, such as latency:600, 429*2, status:503:5*1@POST, html:502, drop-before*1,
    /// drop-after*1, truncate*1, expired*1; can be repeated
    #[arg(long = "fault", value_name = "FAULT")]
    pub faults: Vec<Fault>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }

    #[test]
    fn usage_is_judged() {
        for (line, works) in [
            ("chatquill", true),
            ("chatquill send -", true),
            ("chatquill send --text hi --space spaces/A", true),
            ("chatquill send --text -5", true),
            ("chatquill send --profile me a.json --data-dir /d", true),
            ("chatquill --profile me send a.json", true),
            ("chatquill send --as user -t hi", true),
            ("chatquill send", false),
            ("chatquill send --as robot -t hi", false),
            ("chatquill check a.json b.json --as webhook --strict", true),
            (
                "chatquill show a.json --width 40 --color never --as webhook",
                true,
            ),
            ("chatquill show a.json --images=sixel", true),
            ("chatquill show a.json --pictures=sixel", true),
            ("chatquill show", false),
            ("chatquill show a.json --width 0", false),
            ("chatquill check --rules", true),
            ("chatquill check --explain C04", true),
            ("chatquill check", false),
            ("chatquill check a.json --rules", false),
            (
                "chatquill export a.json --to apps-script --as webhook",
                true,
            ),
            ("chatquill export - --to json", true),
            ("chatquill export a.json", false),
            ("chatquill export --to java", false),
            ("chatquill export a.json --to cobol", false),
            ("chatquill send -t hi --thread a --thread-key b", false),
            ("chatquill sandbox --port 70000", false),
            ("chatquill spaces --fliter x", false),
        ] {
            let parsed = Arguments::try_parse_from(line.split(' '));
            assert_eq!(parsed.is_ok(), works, "{line}");
        }
    }
}
