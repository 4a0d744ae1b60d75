//! The languages that a request can be taken to.

/// A form in which a request leaves the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// The request itself, as every other form of it is made from.
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

    /// The word of the command line.
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

    /// The name for people.
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

    /// The name that a file with such code has by custom; the comments at its head say the same.
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

    /// The language of this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.word() == word)
    }
}
