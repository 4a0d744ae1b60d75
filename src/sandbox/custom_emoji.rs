//! The custom emoji of the organisation: listed for people, never for apps.

use serde_json::{Value, json};

use super::pagination::Page;
use super::request_context::RequestContext;
use super::spaces::listed;
use super::status::Status;

/// An emoji that somebody of the organisation made.
struct CustomEmoji {
    uid: &'static str,
    /// What people type, with its colons.
    emoji_name: &'static str,
    /// Whether Ada Lovelace made it, as whom the sandbox signs people in.
    is_own: bool,
}

const fn made(uid: &'static str, emoji_name: &'static str, is_own: bool) -> CustomEmoji {
    CustomEmoji {
        uid,
        emoji_name,
        is_own,
    }
}

/// All of them, in the order in which they were made.
const ALL: [CustomEmoji; 4] = [
    made("AAAAshipit01", ":ship-it:", true),
    made("AAAAparrot01", ":party-parrot:", false),
    made("AAAAlgtm0001", ":lgtm:", false),
    made("AAAArollback", ":roll-back:", true),
];

/// Handles `customEmojis.list`.
///
/// # Errors
/// Returns the status and the words with which Google Chat refuses the call.
pub fn list(call: &RequestContext<'_>) -> Result<Value, Status> {
    let filter = call.query.text("filter").unwrap_or("").trim();
    let wanted = match filter {
        "" => None,
        "creator(\"users/me\")" => Some(true),
        "NOT creator(\"users/me\")" => Some(false),
        _ => {
            let why = "Invalid filter query: creator(\"users/me\") or NOT creator(\"users/me\") was expected.";
            return Err(Status::invalid(why));
        }
    };
    let page = Page::asked(call.query, 25, 200, &["customEmojis", filter])?;
    let found = (1_u64..).zip(&ALL);
    let found = found.filter(|(_, emoji)| wanted.is_none_or(|own| emoji.is_own == own));
    let (emoji, next) = page.take(found);
    let emoji = emoji.into_iter().map(shown).collect();
    Ok(listed("customEmojis", emoji, next))
}

/// Returns the API's `CustomEmoji` with this ID, as a reaction shows it; `None` where there is none.
#[must_use]
pub fn by_uid(uid: &str) -> Option<Value> {
    ALL.iter().find(|emoji| emoji.uid == uid).map(shown)
}

fn shown(emoji: &CustomEmoji) -> Value {
    json!({
        "name": format!("customEmojis/{}", emoji.uid),
        "uid": emoji.uid,
        "emojiName": emoji.emoji_name,
    })
}
