//! Sources of the rules: pages of Google's documentation.

/// Builds a URL of the API reference.
macro_rules! reference {
    ($page:literal) => {
        concat!(
            "https://developers.google.com/workspace/chat/api/reference/rest/v1/",
            $page
        )
    };
}

/// Builds a URL of Google's guides.
macro_rules! guide {
    ($page:literal) => {
        concat!("https://developers.google.com/workspace/chat/", $page)
    };
}

/// The reference of the call that creates a message.
pub const CREATE: &str = reference!("spaces.messages/create");
/// The reference of the call that edits a message.
pub const PATCH: &str = reference!("spaces.messages/patch");
/// The reference of the call that deletes a message.
pub const DELETE: &str = reference!("spaces.messages/delete");
/// The reference of messages.
pub const MESSAGES: &str = reference!("spaces.messages");
/// The reference of cards.
pub const CARDS: &str = reference!("cards");
/// The reference of spaces.
pub const SPACES: &str = reference!("spaces");
/// The reference of the call that uploads a file.
pub const UPLOAD: &str = reference!("media/upload");
/// The guide to sending messages.
pub const SEND: &str = guide!("create-messages");
/// The guide to the markup of texts and cards.
pub const FORMAT: &str = guide!("format-messages");
/// The guide to cards that are not drawn.
pub const TROUBLE: &str = guide!("troubleshoot-cards");
/// The guide to images and texts in cards.
pub const PICTURES: &str = guide!("add-text-image-card-dialog");
/// The guide to incoming webhooks.
pub const WEBHOOKS: &str = guide!("quickstart/webhooks");
/// The guide to credentials and scopes.
pub const AUTH: &str = guide!("authenticate-authorize");
/// The guide to quotas.
pub const LIMITS: &str = guide!("limits");
/// The guide to files.
pub const FILES: &str = guide!("upload-media-attachments");
/// The guide to cards that people send through an app.
pub const USER_CARDS: &str = guide!("create-update-interactive-cards");
/// No page of Google's: observed behaviour.
pub const PRACTICE: &str = "seen in practice; Google's pages do not say so";
/// No page of Google's: it follows from the meaning of the field.
pub const MEANING: &str = "follows from the meaning of the field; Google's pages do not say so";
