//! The command line of `chatquill history` and `chatquill outbox`.

use clap::{Args, Subcommand};

use crate::command::choices::ColorWhen;

/// `chatquill history`
#[derive(Clone, Debug, Subcommand)]
pub enum History {
    /// List what was sent, the latest first
    List(HistoryList),
    /// Show one send: what was said, where, and what has become of it
    Show(HistoryShow),
    /// Send a message once more, as a new one
    Resend(HistoryResend),
}

impl History {
    /// Returns whether a failure is printed as JSON, too.
    #[must_use]
    pub fn is_json(&self) -> bool {
        match self {
            Self::List(options) => options.json,
            Self::Show(options) => options.json,
            Self::Resend(options) => options.json,
        }
    }
}

/// `chatquill history list`
#[derive(Clone, Debug, Default, Args)]
pub struct HistoryList {
    /// Only sends that contain these words, in any order: text, space, profile, state, name
    #[arg(long, short, value_name = "WORDS")]
    pub filter: Option<String>,
    /// Only sends to this space: spaces/ID, the ID alone, its address, or its exact name
    #[arg(long, short, value_name = "SPACE")]
    pub space: Option<String>,
    /// At most this many
    #[arg(long, short = 'n', value_name = "N")]
    pub limit: Option<usize>,
    /// Print a JSON list
    #[arg(long)]
    pub json: bool,
}

/// `chatquill history show`
#[derive(Clone, Debug, Args)]
pub struct HistoryShow {
    /// The send's ID, or enough of its start; the message's name works, too
    #[arg(value_name = "ID")]
    pub id: String,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorWhen::Auto)]
    pub color: ColorWhen,
    /// Print JSON, with the request
    #[arg(long)]
    pub json: bool,
}

/// `chatquill history resend`
#[derive(Clone, Debug, Default, Args)]
pub struct HistoryResend {
    /// The send's ID, or enough of its start; the message's name works, too
    #[arg(value_name = "ID")]
    pub id: String,
    /// Post it a second time
    #[arg(long, short)]
    pub yes: bool,
    /// Print the created message as JSON
    #[arg(long)]
    pub json: bool,
}

/// `chatquill outbox`
#[derive(Clone, Debug, Subcommand)]
pub enum Outbox {
    /// List the sends and edits that did not end, of all profiles
    List(OutboxList),
    /// Repeat unfinished sends under their own request IDs, which cannot post twice; a webhook's has none
    Retry(OutboxRetry),
    /// Forget an unfinished send; the history keeps it
    Drop(OutboxDrop),
}

impl Outbox {
    /// Returns whether a failure is printed as JSON, too.
    #[must_use]
    pub fn is_json(&self) -> bool {
        match self {
            Self::List(options) => options.json,
            Self::Retry(options) => options.json,
            Self::Drop(_) => false,
        }
    }
}

/// `chatquill outbox list`
#[derive(Clone, Debug, Default, Args)]
pub struct OutboxList {
    /// Print a JSON list
    #[arg(long)]
    pub json: bool,
}

/// `chatquill outbox retry`
#[derive(Clone, Debug, Default, Args)]
pub struct OutboxRetry {
    /// The request ID, or enough of its start; of an edit the name of its draft; without one, all
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Repeat under a guarded profile, a webhook's send, which posts a second message if the first one arrived, and an
    /// edit that replaces what somebody else changed since
    #[arg(long)]
    pub yes: bool,
    /// Print a line of JSON for each message
    #[arg(long)]
    pub json: bool,
}

/// `chatquill outbox drop`
#[derive(Clone, Debug, Default, Args)]
pub struct OutboxDrop {
    /// The request ID, or enough of its start; of an edit the name of its draft; or the file of a record that cannot
    /// be read
    #[arg(value_name = "ID")]
    pub id: String,
}
