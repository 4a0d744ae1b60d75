//! Kinds of senders of a message, as Google's rules distinguish them.

use std::fmt;

/// The kind of credentials behind a call; it decides what a message may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SenderKind {
    /// A Chat app: a service account with the scope `chat.bot`.
    App,
    /// A person: OAuth consent, or a service account with domain-wide delegation.
    User,
    /// An incoming webhook, bound to one space.
    Webhook,
}

impl SenderKind {
    /// Returns the kind's name on the command line and in the config file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::User => "user",
            Self::Webhook => "webhook",
        }
    }

    /// Returns the OAuth scopes that composing, listing spaces and choosing a viewer need.
    ///
    /// <https://developers.google.com/workspace/chat/authenticate-authorize>
    #[must_use]
    pub fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::App => &["https://www.googleapis.com/auth/chat.bot"],
            Self::User => &[
                "https://www.googleapis.com/auth/chat.messages.create",
                "https://www.googleapis.com/auth/chat.spaces.readonly",
                "https://www.googleapis.com/auth/chat.memberships.readonly",
            ],
            Self::Webhook => &[],
        }
    }
}

impl fmt::Display for SenderKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}
