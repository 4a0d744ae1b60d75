//! The command line of `chatquill doctor`, `auth` and `webhook`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// `chatquill doctor`
#[derive(Clone, Debug, Default, Args)]
pub struct Doctor {
    /// Make no call; look at this machine only
    #[arg(long)]
    pub offline: bool,
    /// Print a JSON list
    #[arg(long)]
    pub json: bool,
}

/// `chatquill auth`
#[derive(Clone, Debug, Subcommand)]
pub enum AuthCommand {
    /// Sign in with a browser, for a profile with `sender = "user"` and `client_secret`
    Login(AuthLogin),
    /// Say which profiles can send, by trying each
    Status {
        /// Print a JSON list
        #[arg(long)]
        json: bool,
    },
    /// End the grant at Google, and remove the credentials
    Logout,
}

/// `chatquill auth login`
#[derive(Clone, Debug, Args)]
pub struct AuthLogin {
    /// Open no browser; show the page's URL only
    #[arg(long)]
    pub no_browser: bool,
    /// The port on 127.0.0.1 that the browser comes back to; 0 chooses a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    /// The account's address; another one is refused
    #[arg(long, value_name = "EMAIL")]
    pub account: Option<String>,
    /// What to allow besides sending and listing spaces and members; can be repeated
    #[arg(long, value_name = "WHAT", value_enum)]
    pub allow: Vec<Allow>,
    /// How long to wait for the browser, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub timeout: u64,
}

/// What a sign-in may ask for besides sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Allow {
    /// Read messages, to show threads
    Read,
    /// Read, edit and delete messages
    Edit,
    /// React with emoji
    React,
    /// Pin messages
    Pin,
    /// List the organisation's own emoji
    Emoji,
    /// Set up direct messages with people
    Talk,
}

impl Allow {
    /// Returns the OAuth scope.
    ///
    /// <https://developers.google.com/workspace/chat/authenticate-authorize>
    #[must_use]
    pub fn scope(self) -> &'static str {
        match self {
            Self::Read => "https://www.googleapis.com/auth/chat.messages.readonly",
            Self::Edit => "https://www.googleapis.com/auth/chat.messages",
            Self::React => "https://www.googleapis.com/auth/chat.messages.reactions.create",
            Self::Pin => "https://www.googleapis.com/auth/chat.spaces.pins",
            Self::Emoji => "https://www.googleapis.com/auth/chat.customemojis.readonly",
            Self::Talk => "https://www.googleapis.com/auth/chat.spaces.create",
        }
    }
}

/// `chatquill webhook`
#[derive(Clone, Debug, Subcommand)]
pub enum WebhookCommand {
    /// Keep a webhook; its URL comes from standard input, a file or a command, never from an argument
    Add(WebhookAdd),
    /// List the webhooks that are kept, with their spaces
    List {
        /// Print a JSON list
        #[arg(long)]
        json: bool,
    },
    /// Remove a webhook from here; in Chat it stays
    Rm {
        /// Its name
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// `chatquill webhook add`
#[derive(Clone, Debug, Args)]
pub struct WebhookAdd {
    /// The name it is kept under
    #[arg(value_name = "NAME")]
    pub name: String,
    /// A file that holds its URL
    #[arg(long, value_name = "FILE", conflicts_with = "command")]
    pub file: Option<PathBuf>,
    /// A command that prints its URL, such as: pass show chat/alerts
    #[arg(long, value_name = "COMMAND")]
    pub command: Option<String>,
    /// Replace the webhook of this name
    #[arg(long)]
    pub replace: bool,
}
