//! Who shows a message to whom, on what screen.

use std::fmt;

use crate::chat::sender::SenderKind;
use crate::render::folds::Folds;
use crate::render::image_store::Pictures;

/// What a message's look depends on beside the message.
pub struct Scene<'a> {
    /// The kind of sender.
    pub kind: SenderKind,
    /// What the sender is called.
    pub sender: &'a str,
    /// The cells across: 40 for a phone, 60 for a side panel, 100 for a desktop.
    pub width: u16,
    /// What is open.
    pub folds: &'a Folds,
    /// The pictures that are at hand.
    pub pictures: &'a Pictures,
    /// What a user is called, by resource name or by `users/` and an email address.
    pub names: &'a dyn Fn(&str) -> Option<String>,
}

impl Scene<'_> {
    /// What a user is called, or what the message calls them where that is not known.
    #[must_use]
    pub fn name_of(&self, user: &str) -> String {
        if user == "users/app" {
            return self.sender.to_owned();
        }
        let known = (self.names)(user).filter(|name| !name.is_empty());
        known.unwrap_or_else(|| match user.strip_prefix("users/") {
            Some(email) if email.contains('@') => email.to_owned(),
            _ => user.to_owned(),
        })
    }
}

impl fmt::Debug for Scene<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Scene")
            .field("kind", &self.kind)
            .field("sender", &self.sender)
            .field("width", &self.width)
            .field("folds", &self.folds)
            .finish_non_exhaustive()
    }
}
