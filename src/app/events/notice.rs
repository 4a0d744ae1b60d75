//! Notices: the lines above the status line where the program reports to the user.

use crate::app::events::ticket::Ticket;
use crate::diagnostics::diagnostic::{Diagnostic, Severity, SignInNeed};

/// The tone of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A question, with nothing to think about before it is answered.
    Question,
    /// Information.
    Info,
    /// Something was done.
    Success,
    /// Something needs thought.
    Warning,
    /// Something failed.
    Error,
}

/// Topic; the notice is cleared when its topic ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topic {
    /// No topic: stays until dismissed.
    #[default]
    General,
    /// The text of a part that an external editor left.
    ExternalEditor,
    /// A paste into the cards.
    Paste,
    /// What was opened, with remarks: it stays until dismissed.
    Import,
    /// What came of a send or a change of the open draft; it ends when another draft is opened.
    Outcome,
    /// What was done with another draft than the open one; it ends with the next key.
    Elsewhere,
    /// Requested images.
    Images,
    /// What became of the send of this ticket, which is listed as not sent or in doubt.
    Send(Ticket),
    /// The list of spaces, which is asked for again.
    Listing,
    /// Why a key did not do what it is for; it ends with the next key, and stands beside a question.
    Refusal,
}

/// A message of the program to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its tone.
    pub tone: Tone,
    /// Its topic.
    pub topic: Topic,
    /// What happened.
    pub title: String,
    /// The rest, each a line of its own: why, and what to do.
    pub lines: Vec<String>,
    /// The sign-in that helps, as [`Diagnostic::sign_in`].
    pub sign_in: Option<SignInNeed>,
}

impl Notice {
    /// Creates a notice of one line.
    #[must_use]
    pub fn new(tone: Tone, title: impl Into<String>) -> Self {
        Self {
            tone,
            topic: Topic::General,
            title: title.into(),
            lines: Vec::new(),
            sign_in: None,
        }
    }

    /// Returns the notice with this topic.
    #[must_use]
    pub fn topic(mut self, about: Topic) -> Self {
        self.topic = about;
        self
    }

    /// Returns the notice with one more line below the others; an empty line is left out.
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
        let mut notice = Self::new(tone, diagnostic.title)
            .with(place)
            .with(diagnostic.detail);
        notice.sign_in = diagnostic.sign_in;
        remedy.lines().fold(notice, Self::with)
    }
}
