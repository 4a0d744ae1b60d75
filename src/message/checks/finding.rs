//! What a check finds: the rule, the place, the words, and how it can be mended.

use std::ops::Range;

use crate::document::edit::Edit;
use crate::document::schema::Senders;
use crate::message::checks::rule::{Outcome, Rule, Severity};
use crate::message::checks::rules::message::UNKNOWN_FIELD;

/// A breach of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How grave it is here; never graver than the rule.
    pub severity: Severity,
    /// The place as a JSON Pointer into the request. A field that is missing is not there yet.
    pub path: String,
    /// The part of the text at that place, in bytes.
    pub part: Option<Range<usize>>,
    /// What is wrong, in a sentence with the values.
    pub message: String,
    /// Who could send it, where the sender is what is wrong.
    pub able: Option<Senders>,
    /// How it can be mended.
    pub fix: Option<Fix>,
}

/// Changes of the request that mend a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, in a few words: `Remove the field`.
    pub words: String,
    /// The changes in order.
    pub edits: Vec<Edit>,
    /// Whether it changes nothing that Google Chat would show, or only to what was plainly meant.
    pub is_safe: bool,
}

impl Finding {
    /// A breach with the severity of its rule.
    #[must_use]
    pub fn new(rule: &'static Rule, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            path: path.into(),
            part: None,
            message: message.into(),
            able: None,
            fix: None,
        }
    }

    /// It would be right if one of these sent it.
    #[must_use]
    pub fn right_for(mut self, able: Senders) -> Self {
        self.able = Some(able);
        self
    }

    /// A breach that is less grave here than elsewhere.
    #[must_use]
    pub fn only(mut self, severity: Severity) -> Self {
        self.severity = self.severity.max(severity);
        self
    }

    /// The part of the text it is about, in bytes.
    #[must_use]
    pub fn part(mut self, part: Range<usize>) -> Self {
        self.part = Some(part);
        self
    }

    /// Mended by these changes, of which nobody need be asked.
    #[must_use]
    pub fn safely(self, words: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.mended(words.into(), edits, true)
    }

    /// Mended by these changes, if whoever wrote the message wants that.
    #[must_use]
    pub fn perhaps(self, words: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.mended(words.into(), edits, false)
    }

    fn mended(mut self, words: String, edits: Vec<Edit>, is_safe: bool) -> Self {
        self.fix = Some(Fix {
            words,
            edits,
            is_safe,
        });
        self
    }

    /// Whether Google Chat refuses the request for it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.is_error() && self.rule.outcome == Outcome::Refused
    }

    /// Whether it stops a send.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether a person may know better: of all that is no error, and of a field that is not known
    /// here, since Google may have it by now.
    #[must_use]
    pub fn may_be_ignored(&self) -> bool {
        !self.is_error() || *self.rule == UNKNOWN_FIELD
    }
}
