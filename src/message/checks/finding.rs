//! Result of a check: the rule, the path, the message, and the quick fix.

use std::ops::Range;

use crate::document::edit::Edit;
use crate::document::schema::Senders;
use crate::message::checks::rule::{Outcome, Rule, Severity};
use crate::message::checks::rules::message::UNKNOWN_FIELD;

/// A violation of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Severity here; never higher than that of the rule.
    pub severity: Severity,
    /// Path as a JSON Pointer into the request.
    ///
    /// A field that is missing is not there yet.
    pub path: String,
    /// Byte range in the text at that path.
    pub part: Option<Range<usize>>,
    /// Message: what is wrong, in a sentence with the values.
    pub message: String,
    /// Senders for which it would be valid, if the sender is what is wrong.
    pub able: Option<Senders>,
    /// Quick fix.
    pub fix: Option<Fix>,
}

/// Quick fix: edits of the request that resolve a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// Label in a few words: `Remove the field`.
    pub words: String,
    /// Edits, in order.
    pub edits: Vec<Edit>,
    /// Whether it changes nothing that Google Chat would show, or only to what was plainly meant.
    pub is_safe: bool,
}

impl Finding {
    /// Creates a finding with the severity of its rule.
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

    /// Sets the senders for which it would be valid.
    #[must_use]
    pub fn right_for(mut self, able: Senders) -> Self {
        self.able = Some(able);
        self
    }

    /// Lowers the severity; it never rises above that of the rule.
    #[must_use]
    pub fn only(mut self, severity: Severity) -> Self {
        self.severity = self.severity.max(severity);
        self
    }

    /// Sets the byte range of the text it is about.
    #[must_use]
    pub fn part(mut self, part: Range<usize>) -> Self {
        self.part = Some(part);
        self
    }

    /// Sets a quick fix that is applied without asking.
    #[must_use]
    pub fn safely(self, words: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.mended(words.into(), edits, true)
    }

    /// Sets a quick fix that is applied only if the author wants it.
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

    /// Returns whether Google Chat refuses the request for it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.is_error() && self.rule.outcome == Outcome::Refused
    }

    /// Returns whether it stops a send.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Returns whether it may be ignored.
    ///
    /// So may all that is no error, and an unknown field, since Google may have it by now.
    #[must_use]
    pub fn may_be_ignored(&self) -> bool {
        !self.is_error() || *self.rule == UNKNOWN_FIELD
    }
}
