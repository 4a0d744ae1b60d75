//! The command line of `chatquill message`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use crate::command::choices::{ColorWhen, Markup};

/// `chatquill message`
#[derive(Clone, Debug, Subcommand)]
pub enum Message {
    /// Show a message as it is in Chat
    Get(MessageGet),
    /// Change the text, cards or buttons of a message
    Edit(MessageEdit),
    /// Delete a message
    Delete(MessageDelete),
    /// React to a message with an emoji
    React(MessageReact),
    /// Pin a message in its space
    Pin(MessagePin),
    /// Take a message from the pinned ones
    Unpin(MessagePin),
}

impl Message {
    /// Returns whether a failure is printed as JSON, too.
    #[must_use]
    pub fn is_json(&self) -> bool {
        match self {
            Self::Get(options) => options.json,
            Self::Edit(options) => options.json,
            Self::React(options) => options.json,
            Self::Pin(options) | Self::Unpin(options) => options.json,
            Self::Delete(_) => false,
        }
    }
}

/// `chatquill message get`
#[derive(Clone, Debug, Args)]
pub struct MessageGet {
    /// The message: spaces/SPACE/messages/MESSAGE, or its address in a browser
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The width in cells [default: the terminal's width]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub width: Option<u16>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorWhen::Auto)]
    pub color: ColorWhen,
    /// Print the message as JSON
    #[arg(long)]
    pub json: bool,
}

/// `chatquill message edit`
#[derive(Clone, Debug, Default, Args)]
#[command(group = ArgGroup::new("what").args(["file", "text", "clear_cards"]).required(true).multiple(true))]
pub struct MessageEdit {
    /// The message: spaces/SPACE/messages/MESSAGE, or its address in a browser
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What changes: a message or a card as JSON, of which text, cards, buttons and attachments count; - reads
    /// standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The new text; - reads standard input
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Remove all cards
    #[arg(long)]
    pub clear_cards: bool,
    /// The markup syntax of the new text
    #[arg(long, value_name = "SYNTAX")]
    pub markup: Option<Markup>,
    /// Edit it in a guarded profile, too, and where somebody changed the message since the edit draft FILE was begun
    #[arg(long, short)]
    pub yes: bool,
    /// Print the edited message as JSON
    #[arg(long)]
    pub json: bool,
}

/// `chatquill message delete`
#[derive(Clone, Debug, Default, Args)]
pub struct MessageDelete {
    /// The message: spaces/SPACE/messages/MESSAGE, or its address in a browser
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Delete it; nothing brings it back
    #[arg(long, short)]
    pub yes: bool,
    /// Delete the replies in its thread, too
    #[arg(long)]
    pub force: bool,
}

/// `chatquill message react`
#[derive(Clone, Debug, Default, Args)]
pub struct MessageReact {
    /// The message: spaces/SPACE/messages/MESSAGE, or its address in a browser
    #[arg(value_name = "NAME")]
    pub name: String,
    /// An emoji such as 👍, or :name: of a custom one
    #[arg(value_name = "EMOJI")]
    pub emoji: String,
    /// React in a guarded profile, too
    #[arg(long, short)]
    pub yes: bool,
    /// Print the reaction as JSON
    #[arg(long)]
    pub json: bool,
}

/// `chatquill message pin` and `unpin`
#[derive(Clone, Debug, Default, Args)]
pub struct MessagePin {
    /// The message: spaces/SPACE/messages/MESSAGE, or its address in a browser
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Do it in a guarded profile, too
    #[arg(long, short)]
    pub yes: bool,
    /// Print the pin as JSON
    #[arg(long)]
    pub json: bool,
}
