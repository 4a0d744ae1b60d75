//! What a rule is: its names, how grave a breach is, and what people read of it.

use std::fmt;

use serde::Serialize;

/// How grave a finding is; the gravest is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Google Chat refuses the request, or the message or card does not appear.
    Error,
    /// It is accepted, but ignored, cut or drawn badly.
    Warning,
    /// Advice.
    Info,
}

impl Severity {
    /// The sign that tells it without a colour, one cell wide.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Error => "✘",
            Self::Warning => "⚠",
            Self::Info => "i",
        }
    }

    /// The word for people and for JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// What Google Chat does with a request that breaks a rule.
///
/// An error is refused, also where Google's pages demand something and do not say how the server
/// answers to a breach. The exceptions are those where the rule's source says that the server takes
/// the request and the card or dialog does not appear. Fields that the schema has no place for are
/// refused in every case: the guide to cards tells of parts that are missing, but it speaks of cards
/// that answer an interaction. The sandbox goes by this alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is taken; what the rule is about is ignored, cut, drawn badly, or only a matter of advice.
    Accepted,
    /// It is refused, and nothing is sent.
    Refused,
    /// It is taken, but the card or dialog does not appear.
    Unseen,
}

impl Outcome {
    /// The outcome as a sentence; nothing of what is accepted.
    #[must_use]
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Accepted => None,
            Self::Refused => Some("Google Chat refuses the request."),
            Self::Unseen => Some("Google Chat accepts the request, but does not show it."),
        }
    }
}

/// One rule of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The short name, a letter for the family and a number: `C04`.
    pub code: &'static str,
    /// The lasting name: `header-title`.
    pub id: &'static str,
    /// How grave a breach is; a finding may be less grave.
    pub severity: Severity,
    /// What Google Chat does with a request that breaks it.
    pub outcome: Outcome,
    /// What must hold, in a sentence.
    pub says: &'static str,
    /// What happens otherwise, and what to do.
    pub help: &'static str,
    /// Who says so, of the outcome too.
    pub source: &'static str,
}

/// Writes a family of the catalogue: a constant for each rule, and all of them as `ALL`. The severity
/// of an error has its outcome in brackets.
macro_rules! rules {
    (@outcome) => { $crate::message::checks::rule::Outcome::Accepted };
    (@outcome $outcome:ident) => { $crate::message::checks::rule::Outcome::$outcome };
    ($($name:ident $code:literal $id:literal $severity:ident $(($outcome:ident))? $source:ident
        $says:literal
        $help:literal;)*) => {
        $(
            #[doc = $says]
            pub static $name: Rule = Rule {
                code: $code,
                id: $id,
                severity: Severity::$severity,
                outcome: rules!(@outcome $($outcome)?),
                says: $says,
                help: $help,
                source: references::$source,
            };
        )*

        /// The family in the order of its codes.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}
