//! The command line of `chatquill config` and `init`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `chatquill config`
#[derive(Clone, Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print the path of the config file, whether it exists or not
    Path,
    /// Open the config file in $VISUAL or $EDITOR, and check it after; a missing one is created with comments
    Edit,
    /// Tell every mistake of the config file, with its line and column
    Check {
        /// Print a JSON list
        #[arg(long)]
        json: bool,
    },
}

/// `chatquill init`
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Without options it asks line by line. Answers may come from a pipe. An existing config file keeps its words; a profile is added to it."
)]
pub struct Init {
    /// Keep an incoming webhook; its URL comes from standard input, never from an argument
    #[arg(long, conflicts_with_all = ["client_secret", "key_file"])]
    pub webhook: bool,
    /// Sign in as a person, with this OAuth client of the type Desktop app
    #[arg(long, value_name = "FILE", conflicts_with = "key_file")]
    pub client_secret: Option<PathBuf>,
    /// Send as a Chat app, with this JSON key of its service account
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// The name of the profile, or of the webhook
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The server, where it is not Google's: a sandbox, such as `http://127.0.0.1:8085`
    #[arg(long, value_name = "URL")]
    pub api_base: Option<String>,
    /// Make no call to try the new profile
    #[arg(long)]
    pub no_test: bool,
    /// Ask nothing; take the proposed answers
    #[arg(long)]
    pub yes: bool,
}
