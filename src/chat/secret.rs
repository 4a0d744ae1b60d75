//! A text that is never displayed or logged: tokens, private keys, webhook keys.

use std::fmt;

/// A secret text; its `Debug` and `Display` print dots, so it cannot slip into a log or an error.
///
/// ```
/// use chatquill::chat::secret::Secret;
///
/// let token = Secret::new("ya29.token");
/// assert_eq!(format!("{token}"), "•••");
/// assert_eq!(token.reveal(), "ya29.token");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text itself, for the one place that hands it to the network.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(•••)")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("•••")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print_itself() {
        let secret = Secret::new("ya29.token");
        let printed = format!("{secret} {secret:?} {:#?}", Some(&secret));
        assert!(!printed.contains("ya29"), "{printed}");
        assert_eq!(secret.reveal(), "ya29.token");
    }
}
