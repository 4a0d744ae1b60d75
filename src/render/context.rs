//! Rendering context: the sender, the width, what is open, images and names.

use std::fmt;

use crate::chat::sender::SenderKind;
use crate::render::folds::Folds;
use crate::render::image_store::ImageStore;

/// Inputs of the rendering other than the message.
pub struct RenderContext<'a> {
    /// The kind of sender.
    pub kind: SenderKind,
    /// Name of the sender.
    pub sender: &'a str,
    /// When it is sent, as the line of the sender says it.
    pub time: &'a str,
    /// Width in cells: 40 for a phone, 60 for a side panel, 100 for a desktop.
    pub width: u16,
    /// Whether it is laid out as on a desktop however narrow it is: columns stay side by side.
    pub is_desktop: bool,
    /// Open sections, menus and pages.
    pub folds: &'a Folds,
    /// Load state of the images.
    pub pictures: &'a ImageStore,
    /// Looks up a user's display name by resource name, or by `users/` and an email address.
    pub names: &'a dyn Fn(&str) -> Option<String>,
}

impl RenderContext<'_> {
    /// Returns a user's display name, or the name the message uses if it is unknown.
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

impl fmt::Debug for RenderContext<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Scene")
            .field("kind", &self.kind)
            .field("sender", &self.sender)
            .field("width", &self.width)
            .field("folds", &self.folds)
            .finish_non_exhaustive()
    }
}
