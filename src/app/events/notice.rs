//! The one place where the program speaks: a line or a few above the status line.

use crate::diagnostics::diagnostic::{Diagnostic, Severity};

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Info,
    /// Something was done.
    Success,
    /// Something needs thought.
    Warning,
    /// Something failed.
    Error,
}

/// What a notice is about, so that it goes once that is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// Nothing that ends by itself.
    #[default]
    Else,
    /// What the editor left of a part of a card.
    Manuscript,
    /// A paste into the cards.
    Paste,
    /// Pictures that are asked for.
    Pictures,
}

/// What the program says to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it is about.
    pub about: About,
    /// What happened.
    pub title: String,
    /// The rest, each a line of its own: why, and what to do.
    pub lines: Vec<String>,
}

impl Notice {
    /// A notice of one line.
    #[must_use]
    pub fn new(tone: Tone, title: impl Into<String>) -> Self {
        Self {
            tone,
            about: About::Else,
            title: title.into(),
            lines: Vec::new(),
        }
    }

    /// The notice, being about this.
    #[must_use]
    pub fn about(mut self, about: About) -> Self {
        self.about = about;
        self
    }

    /// The notice with one more line below the others; an empty line is left away.
    #[must_use]
    pub fn with(mut self, line: impl Into<String>) -> Self {
        let line = line.into();
        if !line.is_empty() {
            self.lines.push(line);
        }
        self
    }
}

impl From<Diagnostic> for Notice {
    /// What the screen shows of a diagnostic: a line each for where, why and what to do, and no excerpt.
    fn from(diagnostic: Diagnostic) -> Self {
        let tone = match diagnostic.severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
        };
        let (place, remedy) = (diagnostic.place_text(), diagnostic.remedy_without_mark());
        let notice = Self::new(tone, diagnostic.title)
            .with(place)
            .with(diagnostic.detail);
        remedy.lines().fold(notice, Self::with)
    }
}
