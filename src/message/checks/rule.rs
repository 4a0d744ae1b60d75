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

/// One rule of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The short name, a letter for the family and a number: `C04`.
    pub code: &'static str,
    /// The lasting name: `header-title`.
    pub id: &'static str,
    /// How grave a breach is; a finding may be less grave.
    pub severity: Severity,
    /// What must hold, in a sentence.
    pub says: &'static str,
    /// What happens otherwise, and what to do.
    pub help: &'static str,
    /// Who says so.
    pub source: &'static str,
}

/// Writes a family of the catalogue: a constant for each rule, and all of them as `ALL`.
macro_rules! rules {
    ($($name:ident $code:literal $id:literal $severity:ident $source:ident
        $says:literal
        $help:literal;)*) => {
        $(
            #[doc = $says]
            pub static $name: Rule = Rule {
                code: $code,
                id: $id,
                severity: Severity::$severity,
                says: $says,
                help: $help,
                source: source::$source,
            };
        )*

        /// The family in the order of its codes.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}
