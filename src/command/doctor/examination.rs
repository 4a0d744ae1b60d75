//! What the doctor found: lines with a result, and what to do.

use serde_json::{Value, json};

/// How a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Ok,
    /// A fact, neither good nor bad.
    Info,
    /// Not looked at, because something before it failed.
    Skipped,
    /// It works, but something may go wrong.
    Warning,
    /// It does not work.
    Error,
}

impl Health {
    /// Returns its name in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Info => "info",
            Self::Skipped => "skipped",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Returns its sign, which tells it apart without colours.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Ok => "✔",
            Self::Info => "·",
            Self::Skipped => "-",
            Self::Warning => "!",
            Self::Error => "✘",
        }
    }
}

/// One line of the doctor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// What was looked at, such as `config`.
    pub what: String,
    /// How it is.
    pub health: Health,
    /// What was found.
    pub found: String,
    /// What to do; empty where there is nothing to do.
    pub remedy: String,
}

impl Examined {
    /// Creates a line without a remedy.
    #[must_use]
    pub fn new(what: impl Into<String>, health: Health, found: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            health,
            found: found.into(),
            remedy: String::new(),
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }

    /// Returns it as JSON: `{"check", "result", "message", "fix"}`.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "check": self.what,
            "result": self.health.word(),
            "message": self.found,
            "fix": self.remedy,
        })
    }
}

/// Returns a path as people write it: the home directory is `~`.
#[must_use]
pub fn short(path: &std::path::Path) -> String {
    let home = std::env::home_dir();
    let below = home
        .as_deref()
        .and_then(|home| path.strip_prefix(home).ok());
    let text = match below {
        Some(below) => format!("~/{}", below.display()),
        None => path.display().to_string(),
    };
    crate::chat::sanitize::line(&text)
}
