//! What is said of a profile that can be chosen.

use crate::app::events::event::ProfileChoice;
use crate::app::state::destination::place_of;
use crate::message::destination::Destination;

impl ProfileChoice {
    /// Returns its name and kind, such as `build-bot (app)`.
    #[must_use]
    pub fn label(&self) -> String {
        let name = match self.sender.profile.as_str() {
            "" => "sandbox",
            profile => profile,
        };
        match self.fault {
            Some(_) => name.to_owned(),
            None => format!("{name} ({})", self.sender.kind),
        }
    }

    /// Returns its server, and what it forbids; why it cannot be used instead, where it cannot.
    #[must_use]
    pub fn detail(&self) -> String {
        if let Some(fault) = &self.fault {
            return format!("✘ {}", fault.title);
        }
        let policy = &self.sender.policy;
        let words = [
            (!self.server.is_empty(), place_of(&self.server)),
            (policy.is_production, "PRODUCTION".to_owned()),
            (policy.is_read_only, "read-only".to_owned()),
        ];
        let said = words.into_iter().filter(|(is_so, _)| *is_so);
        said.map(|(_, word)| word).collect::<Vec<_>>().join(" · ")
    }

    /// Returns by whom, and on which server, a space is chosen while it sends.
    #[must_use]
    pub fn destination(&self) -> Destination {
        Destination {
            profile: self.sender.profile.clone(),
            server: self.server.clone(),
            webhook: String::new(),
        }
    }
}
