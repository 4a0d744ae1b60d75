//! The custom emoji of the organisation, as far as they were listed.

use crate::app::events::effect::{ChatCommand, Effect};
use crate::app::events::ticket::{Ticket, Tickets};
use crate::chat::resources::CustomEmoji;

/// The custom emoji that the profile may use, listed once, when the first is about to be typed.
#[derive(Debug, Default)]
pub struct CustomEmojiList {
    asked: Option<Ticket>,
    names: Vec<String>,
}

impl CustomEmojiList {
    /// Returns the effect that lists them; `None` where they were asked for already.
    pub fn request(&mut self, tickets: &mut Tickets) -> Option<Effect> {
        if self.asked.is_some() {
            return None;
        }
        let ticket = tickets.draw();
        self.asked = Some(ticket);
        Some(Effect::Chat(ChatCommand::ListCustomEmoji(ticket)))
    }

    /// Keeps the list that was requested with this ticket.
    pub fn listed(&mut self, ticket: Ticket, emoji: Vec<CustomEmoji>) {
        if self.asked == Some(ticket) {
            let names = emoji.into_iter().map(|emoji| emoji.emoji_name);
            self.names = names.filter(|name| is_name(name)).collect();
        }
    }

    /// Returns their names, `:party-parrot:`.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// Returns whether a text is what people type for a custom emoji; anything else has no business in a message.
fn is_name(text: &str) -> bool {
    let inner = text
        .strip_prefix(':')
        .and_then(|text| text.strip_suffix(':'));
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    inner.is_some_and(|inner| !inner.is_empty() && inner.bytes().all(fits))
}
