//! The emoji of a reaction: one as it is, or a custom one by its name.

use serde_json::{Value, json};

use crate::chat::client::Client;
use crate::chat::error::Error;

/// Why there is no such emoji.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EmojiError {
    /// The organisation has none of this `:name:`.
    #[error("There is no custom emoji {0}.")]
    Unknown(String),
    /// The custom ones could not be listed.
    #[error(transparent)]
    Call(#[from] Error),
}

/// Returns the `:name:` of a custom emoji; `None` for any other text.
#[must_use]
pub fn custom_name(text: &str) -> Option<&str> {
    let name = text.strip_prefix(':')?.strip_suffix(':')?;
    (!name.is_empty()).then_some(text)
}

/// Returns the API's `Emoji`; a custom one is looked up by its name.
///
/// # Errors
/// Where there is no custom one of this name, or they could not be listed.
pub async fn emoji(client: &Client, text: &str) -> Result<Value, EmojiError> {
    let Some(name) = custom_name(text) else {
        return Ok(json!({ "unicode": text }));
    };
    let all = client.all_custom_emoji().await?;
    match all.iter().find(|emoji| emoji.emoji_name == name) {
        Some(emoji) => Ok(json!({ "customEmoji": { "uid": emoji.uid } })),
        None => Err(EmojiError::Unknown(name.to_owned())),
    }
}
