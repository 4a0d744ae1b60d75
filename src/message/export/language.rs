//! Languages and formats of the export.

/// A language or format of the export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// The request itself, from which every other form is made.
    Json,
    /// A shell script around curl.
    #[default]
    Curl,
    /// Node.js, with Google's client.
    Node,
    /// Python, with Google's client.
    Python,
    /// Java, with Google's client.
    Java,
    /// Apps Script, with the advanced Chat service.
    AppsScript,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Json,
        Self::Curl,
        Self::Node,
        Self::Python,
        Self::Java,
        Self::AppsScript,
    ];

    /// Returns the name on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Curl => "curl",
            Self::Node => "node",
            Self::Python => "python",
            Self::Java => "java",
            Self::AppsScript => "apps-script",
        }
    }

    /// Returns the name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Curl => "curl",
            Self::Node => "Node.js",
            Self::Python => "Python",
            Self::Java => "Java",
            Self::AppsScript => "Apps Script",
        }
    }

    /// Returns the conventional name of a file with such code; the comments at its head say the same.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Json => "message.json",
            Self::Curl => "create-message.sh",
            Self::Node => "create-message.mjs",
            Self::Python => "create_message.py",
            Self::Java => "CreateMessage.java",
            Self::AppsScript => "CreateMessage.gs",
        }
    }

    /// Returns the language of a name on the command line.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.word() == word)
    }
}
