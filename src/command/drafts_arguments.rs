//! The command line of `chatquill drafts`.

use clap::{Args, Subcommand};

use crate::command::choices::ColorWhen;

/// `chatquill drafts`
#[derive(Clone, Debug, Subcommand)]
pub enum Drafts {
    /// List the drafts, the one saved last first
    List(DraftsList),
    /// Show a draft as Google Chat would
    Show(DraftsShow),
    /// Bring a deleted draft back
    Restore(DraftsRestore),
}

impl Drafts {
    /// Returns whether a failure is printed as JSON, too.
    #[must_use]
    pub fn is_json(&self) -> bool {
        match self {
            Self::List(options) => options.json,
            Self::Show(options) => options.json,
            Self::Restore(_) => false,
        }
    }
}

/// `chatquill drafts list`
#[derive(Clone, Debug, Default, Args)]
pub struct DraftsList {
    /// List the deleted drafts instead
    #[arg(long)]
    pub trash: bool,
    /// Print a JSON list
    #[arg(long)]
    pub json: bool,
}

/// `chatquill drafts show`
#[derive(Clone, Debug, Args)]
pub struct DraftsShow {
    /// The draft's name, as the list has it
    #[arg(value_name = "DRAFT")]
    pub id: String,
    /// Show a deleted draft
    #[arg(long)]
    pub trash: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = ColorWhen::Auto)]
    pub color: ColorWhen,
    /// Print the request as JSON
    #[arg(long)]
    pub json: bool,
}

/// `chatquill drafts restore`
#[derive(Clone, Debug, Default, Args)]
pub struct DraftsRestore {
    /// The draft's name in the trash
    #[arg(value_name = "DRAFT")]
    pub id: String,
}
