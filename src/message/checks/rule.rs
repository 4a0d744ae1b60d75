//! Rule of the catalogue: its names, its severity, and its texts.

use std::fmt;

use serde::Serialize;

/// Severity of a finding; the most severe is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Google Chat refuses the request, the message or card does not appear, or a secret would be posted.
    Error,
    /// It is accepted, but ignored, cut or drawn badly.
    Warning,
    /// Advice.
    Info,
}

impl Severity {
    /// Returns the sign that shows it without a colour, one cell wide.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Error => "✘",
            Self::Warning => "⚠",
            Self::Info => "i",
        }
    }

    /// Returns the word for people and for JSON.
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

/// What Google Chat does with a request that violates a rule.
///
/// An error is refused, also where Google's pages demand something and do not say how the server answers to a
/// breach. The exceptions are those where the rule's source says that the server takes the request and the card
/// or dialog does not appear. Fields that the schema has no place for are refused in every case: the guide to
/// cards tells of parts that are missing, but it speaks of cards that answer an interaction. The sandbox goes
/// by this alone. A secret in a message is an error of our own: Google Chat posts it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is accepted; the value is ignored, cut, drawn badly, or only a matter of advice.
    Accepted,
    /// It is refused, and nothing is sent.
    Refused,
    /// It is accepted, but the card or dialog does not appear.
    Unseen,
    /// It is accepted, and hands a secret to all who read it; only the checks stop it.
    Leaked,
}

impl Outcome {
    /// Returns the outcome as a sentence; `None` if the request is accepted.
    #[must_use]
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Accepted => None,
            Self::Refused => Some("Google Chat refuses the request."),
            Self::Unseen => Some("Google Chat accepts the request, but does not show it."),
            Self::Leaked => {
                Some("Google Chat accepts the request, and all readers get the secret.")
            }
        }
    }
}

/// One rule of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Code, a letter for the family and a number: `C04`.
    pub code: &'static str,
    /// Stable ID: `header-title`.
    pub id: &'static str,
    /// Severity of a violation; a finding may be less severe.
    pub severity: Severity,
    /// What Google Chat does with a request that violates it.
    pub outcome: Outcome,
    /// Text of the rule, in a sentence.
    pub says: &'static str,
    /// Help text: what happens otherwise, and what to do.
    pub help: &'static str,
    /// Source of the rule and of its outcome.
    pub source: &'static str,
}

/// Defines a family of the catalogue: a constant for each rule, and all of them as `ALL`.
///
/// The severity of an error has its outcome in brackets.
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

        /// All rules of the family, in the order of their codes.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}
