//! The signs and styles of severities.

use ratatui::style::Style;

use crate::message::checks::rule::Severity;
use crate::view::theme::{StyleSpec, Theme};

/// Returns the sign and the style of a severity in a theme.
#[must_use]
pub fn sign_and_look(severity: Severity, theme: &Theme) -> (&'static str, StyleSpec) {
    let look = match severity {
        Severity::Error => theme.error,
        Severity::Warning => theme.warning,
        Severity::Info => theme.info,
    };
    (severity.sign(), look)
}

/// The styles of all severities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityStyles {
    /// An error.
    pub error: Style,
    /// A warning.
    pub warning: Style,
    /// Advice.
    pub info: Style,
}

impl SeverityStyles {
    /// Creates the styles of a theme.
    #[must_use]
    pub fn new(theme: &Theme) -> Self {
        Self {
            error: theme.error.into(),
            warning: theme.warning.into(),
            info: theme.info.into(),
        }
    }

    /// Returns the style of a severity.
    #[must_use]
    pub fn of(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}
