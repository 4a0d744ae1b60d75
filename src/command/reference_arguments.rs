//! The command line of the commands that print what the program knows of itself.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::aot::Shell;

use crate::command::name_kind::NameKind;

/// Where each shell takes its script from.
const WHERE_COMPLETIONS_GO: &str = "Where each shell takes it from:
  bash        the file ~/.local/share/bash-completion/completions/chatquill
  zsh         the file _chatquill in a folder of $fpath
  fish        the file ~/.config/fish/completions/chatquill.fish
  elvish      eval (chatquill completions elvish | slurp)  in rc.elv
  powershell  chatquill completions powershell | Out-String | Invoke-Expression  in $PROFILE";

/// The commands that need no settings, no network, and change nothing.
#[derive(Clone, Debug, Subcommand)]
pub enum Reference {
    /// Show a page of the manual, or the help of a command
    Help {
        /// A topic of the manual, or a command; nothing lists both
        #[arg(value_name = "TOPIC")]
        topic: Vec<String>,
    },
    /// List the keys of the composer, as the config file has them
    Keys(Keys),
    /// List the themes, or print the file of a built-in one, from which an own one can be made
    Themes {
        /// A built-in theme
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Print a JSON Schema for editors, draft-07
    Schema(Schema),
    /// Print what a shell completes: commands, options and their values
    #[command(after_help = WHERE_COMPLETIONS_GO)]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL", value_enum)]
        shell: Shell,
    },
    /// Print a manual page, as roff
    Man(Man),
    /// List names for the completion of a shell, from files alone
    #[command(hide = true)]
    Names {
        /// What the names are of
        #[arg(value_name = "KIND", value_enum)]
        of: NameKind,
    },
}

/// `chatquill keys`
#[derive(Clone, Debug, Default, Args)]
pub struct Keys {
    /// Only those of a place, such as text, cards or everywhere
    #[arg(value_name = "PLACE", conflicts_with_all = ["keymaps", "keymap"])]
    pub place: Option<String>,
    /// List the keymaps, built-in ones and your own
    #[arg(long, conflicts_with = "keymap")]
    pub keymaps: bool,
    /// Print the file of a built-in keymap, from which an own one can be made
    #[arg(long, value_name = "NAME")]
    pub keymap: Option<String>,
}

/// `chatquill schema`
#[derive(Clone, Copy, Debug, Args)]
pub struct Schema {
    /// What the file holds
    #[arg(value_name = "WHAT", value_enum, default_value_t = SchemaRoot::Request)]
    pub root: SchemaRoot,
}

/// What a file holds that an editor checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaRoot {
    /// A whole request: the message, and how it is sent
    Request,
    /// A message: text, cards, buttons
    Message,
    /// A card of version 2, as Google's Card Builder copies it
    Card,
    /// The config file
    Config,
}

/// `chatquill man`
#[derive(Clone, Debug, Args)]
pub struct Man {
    /// The command, such as: send, message edit; or settings, keymap, rules [default: the program]
    #[arg(value_name = "PAGE", conflicts_with = "dir")]
    pub page: Vec<String>,
    /// Write all pages into the folders man1, man5 and man7 of this one, such as ~/.local/share/man
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}
