//! What a profile may write, and where: asked before every call that changes something.

use std::fmt;

use crate::diagnostics::diagnostic::Diagnostic;

/// The limits that a profile sets to its writes.
///
/// The transport asks it before each call that is no GET, before a token is fetched or a socket opens; so no command
/// and no pane can pass it by. The typed or given consent alone is asked for by whoever speaks to the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WritePolicy {
    /// The profile's name, for messages; empty for the embedded sandbox without one.
    pub profile: String,
    /// Whether each write needs the user's explicit consent (`guard = "production"`).
    pub is_production: bool,
    /// Whether nothing may be written at all (`read_only = true`).
    pub is_read_only: bool,
    /// The only spaces that may be written to, as `spaces/ID`; `None` for every space.
    pub spaces: Option<Vec<String>>,
    /// The space where messages are tried out, as `spaces/ID`.
    pub test_space: Option<String>,
}

/// Why a write is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    /// The profile is read-only.
    ReadOnly {
        /// The profile's name.
        profile: String,
    },
    /// The profile does not list the space.
    Space {
        /// The profile's name.
        profile: String,
        /// The space, `spaces/ID`; empty where the call names none.
        space: String,
        /// The spaces that it lists.
        listed: Vec<String>,
    },
    /// The profile is guarded, and the user did not consent.
    Unconfirmed {
        /// The profile's name.
        profile: String,
    },
}

impl WritePolicy {
    /// Checks a write to a resource: a space's name, one below it, or the path of a call's URL.
    ///
    /// # Errors
    /// Where the profile is read-only, or does not list the space.
    pub fn permits(&self, target: &str) -> Result<(), Denial> {
        let profile = self.profile.clone();
        if self.is_read_only {
            return Err(Denial::ReadOnly { profile });
        }
        let Some(listed) = &self.spaces else {
            return Ok(());
        };
        let space = space_of(target);
        if listed.contains(&space) {
            return Ok(());
        }
        Err(Denial::Space {
            profile,
            space,
            listed: listed.clone(),
        })
    }

    /// Checks that anything may be written, wherever it goes, and that the user consented where the profile is
    /// guarded.
    ///
    /// # Errors
    /// Where the profile is read-only, or is guarded and `has_consent` is false.
    pub fn consents(&self, has_consent: bool) -> Result<(), Denial> {
        let profile = self.profile.clone();
        if self.is_read_only {
            return Err(Denial::ReadOnly { profile });
        }
        if self.is_production && !has_consent {
            return Err(Denial::Unconfirmed { profile });
        }
        Ok(())
    }
}

/// Returns the space in a resource name or in a path, `spaces/ID`; empty where there is none.
fn space_of(target: &str) -> String {
    let mut parts = target.split('/');
    let found = parts.any(|part| part == "spaces").then(|| parts.next());
    match found.flatten() {
        Some(id) if !id.is_empty() => format!("spaces/{id}"),
        _ => String::new(),
    }
}

impl Denial {
    /// Explains the refusal to the user: what happened, and what to do.
    #[must_use]
    pub fn explain(&self) -> Diagnostic {
        let remedy = match self {
            Self::ReadOnly { profile } => format!(
                "Choose a profile that may write, or remove read_only from [profiles.{profile}]."
            ),
            Self::Space {
                profile, listed, ..
            } => format!(
                "It may write to: {}. Add the space to spaces in [profiles.{profile}], or choose another profile.",
                if listed.is_empty() {
                    "no space".to_owned()
                } else {
                    listed.join(", ")
                }
            ),
            Self::Unconfirmed { .. } => {
                "Real people read there. Add --yes to do it all the same.".to_owned()
            }
        };
        Diagnostic::new(format!("{self}."), remedy)
    }
}

impl fmt::Display for Denial {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadOnly { profile } => {
                write!(
                    out,
                    "The profile {profile:?} is read-only, so nothing was done"
                )
            }
            Self::Space { profile, space, .. } if space.is_empty() => write!(
                out,
                "The profile {profile:?} may write to its listed spaces only, so nothing was done"
            ),
            Self::Space { profile, space, .. } => write!(
                out,
                "The profile {profile:?} may not write to {space}, so nothing was done"
            ),
            Self::Unconfirmed { profile } => write!(
                out,
                "The profile {profile:?} is guarded as production, so nothing was done"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_is_permitted_where_the_profile_lists_its_space() {
        let policy = WritePolicy {
            profile: "bot".into(),
            spaces: Some(vec!["spaces/A".into()]),
            ..WritePolicy::default()
        };
        for (target, is_permitted) in [
            ("spaces/A", true),
            ("spaces/A/messages/B.C", true),
            ("/v1/spaces/A/messages", true),
            ("/upload/v1/spaces/A/attachments:upload", true),
            ("spaces/B", false),
            ("spaces/AA/messages/B.C", false),
            ("/v1/spaces", false),
            ("/v1/spaces:setup", false),
            ("", false),
        ] {
            assert_eq!(policy.permits(target).is_ok(), is_permitted, "{target}");
        }
        assert!(WritePolicy::default().permits("spaces/B").is_ok());
    }

    #[test]
    fn consent_does_not_open_what_is_closed() {
        let policy = WritePolicy {
            is_production: true,
            is_read_only: true,
            ..WritePolicy::default()
        };
        let denied = policy.consents(true);
        assert!(matches!(denied, Err(Denial::ReadOnly { .. })));
        let guarded = WritePolicy {
            is_read_only: false,
            ..policy
        };
        assert!(guarded.consents(true).is_ok());
        let denied = guarded.consents(false);
        assert!(matches!(denied, Err(Denial::Unconfirmed { .. })));
    }
}
