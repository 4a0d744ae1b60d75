//! How findings look, by how grave they are.

use ratatui::style::Style;

use crate::message::checks::rule::Severity;
use crate::view::theme::{Look, Theme};

/// The sign and the look of a severity in a theme.
#[must_use]
pub fn sign_and_look(severity: Severity, theme: &Theme) -> (&'static str, Look) {
    let look = match severity {
        Severity::Error => theme.error,
        Severity::Warning => theme.warning,
        Severity::Info => theme.info,
    };
    (severity.sign(), look)
}

/// The looks of all severities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityStyles {
    /// Of an error.
    pub error: Style,
    /// Of a warning.
    pub warning: Style,
    /// Of advice.
    pub info: Style,
}

impl SeverityStyles {
    /// Those of a theme.
    #[must_use]
    pub fn new(theme: &Theme) -> Self {
        Self {
            error: theme.error.into(),
            warning: theme.warning.into(),
            info: theme.info.into(),
        }
    }

    /// The style of a severity.
    #[must_use]
    pub fn of(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}
