//! The kinds of names that a shell completes.

use clap::ValueEnum;

/// What the names are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NameKind {
    /// The spaces that were listed last, and the kept webhooks
    Spaces,
    /// The profiles of the config file
    Profiles,
    /// One's own templates, and the built-in ones
    Templates,
    /// The rules of the checks
    Rules,
    /// The kept webhooks
    Webhooks,
    /// The themes
    Themes,
    /// The topics of the manual, and the commands
    Topics,
    /// The manual pages
    Pages,
    /// The places of the keymap
    Places,
    /// The drafts
    Drafts,
}

impl NameKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Spaces,
        Self::Profiles,
        Self::Templates,
        Self::Rules,
        Self::Webhooks,
        Self::Themes,
        Self::Topics,
        Self::Pages,
        Self::Places,
        Self::Drafts,
    ];

    /// Returns the word of the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Spaces => "spaces",
            Self::Profiles => "profiles",
            Self::Templates => "templates",
            Self::Rules => "rules",
            Self::Webhooks => "webhooks",
            Self::Themes => "themes",
            Self::Topics => "topics",
            Self::Pages => "pages",
            Self::Places => "places",
            Self::Drafts => "drafts",
        }
    }
}
