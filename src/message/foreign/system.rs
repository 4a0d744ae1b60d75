//! The other systems whose messages are known, and what tells them.

use serde_json::Value;

use crate::message::foreign::card_builder::{items, text};
use crate::message::foreign::{adaptive_card, discord, message_card, slack};

/// A chat system with messages of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Slack, with Block Kit or attachments.
    Slack,
    /// Microsoft Teams, with a `MessageCard` of Office 365 connectors.
    Teams,
    /// Microsoft Teams, with an Adaptive Card.
    AdaptiveCard,
    /// Discord, with embeds.
    Discord,
}

impl System {
    /// Recognises the system of a message by the fields that only it has.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        if let Value::Array(list) = value {
            let is_slack = !list.is_empty() && list.iter().all(slack::is_block);
            return is_slack.then_some(Self::Slack);
        }
        let fields = value.as_object()?;
        // What Chat itself calls its cards decides.
        if fields.contains_key("cardsV2") || fields.contains_key("cards_v2") {
            return None;
        }
        let has = |key: &str| fields.contains_key(key);
        if text(value, "@type") == "MessageCard"
            || text(value, "@context").contains("schema.org/extensions")
        {
            return Some(Self::Teams);
        }
        if adaptive_card::card(value).is_some() {
            return Some(Self::AdaptiveCard);
        }
        let blocks = items(value, "blocks");
        let is_attachment = |item: &Value| {
            const KEYS: [&str; 7] = [
                "fallback",
                "color",
                "pretext",
                "fields",
                "blocks",
                "mrkdwn_in",
                "title_link",
            ];
            KEYS.iter().any(|key| item.get(key).is_some())
        };
        let is_channel = text(value, "channel").starts_with(['#', 'C', '@']) && has("text");
        // Settings of a message of Slack, which no message of Chat has.
        let has_settings = has("text")
            && [
                "mrkdwn",
                "unfurl_links",
                "unfurl_media",
                "link_names",
                "icon_emoji",
                "thread_ts",
            ]
            .iter()
            .any(|key| has(key));
        if (!blocks.is_empty() && blocks.iter().all(slack::is_block))
            || has_settings
            || items(value, "attachments").iter().any(is_attachment)
            || is_channel
        {
            return Some(Self::Slack);
        }
        let has_content = fields.get("content").is_some_and(Value::is_string);
        let is_discord = items(value, "embeds").iter().any(Value::is_object)
            || (has_content
                && (fields.len() == 1
                    || has("username")
                    || has("avatar_url")
                    || has("tts")
                    || has("allowed_mentions")));
        is_discord.then_some(Self::Discord)
    }

    /// Returns what a message of a further system is called, which is named and not converted.
    #[must_use]
    pub fn other(value: &Value) -> Option<&'static str> {
        let has_object = |key: &str| value.get(key).is_some_and(Value::is_object);
        let kind = |key: &str| !text(value, key).is_empty();
        if kind("msg_type") && (has_object("card") || has_object("content")) {
            return Some("a message of Lark");
        }
        if kind("msgtype") && has_object(text(value, "msgtype")) {
            return Some("a message of DingTalk or WeCom");
        }
        if value.get("chat_id").is_some() && kind("text") {
            return Some("a message of Telegram");
        }
        None
    }

    /// Returns what its message is called, with the article.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Slack => "a message of Slack",
            Self::Teams => "a card of Microsoft Teams",
            Self::AdaptiveCard => "an Adaptive Card of Microsoft Teams",
            Self::Discord => "a message of Discord",
        }
    }

    /// Converts its message to one of Google Chat, and says what was lost, as sentences.
    #[must_use]
    pub fn converted(self, value: &Value) -> (Value, Vec<String>) {
        match self {
            Self::Slack => slack::converted(value),
            Self::Teams => message_card::converted(value),
            Self::AdaptiveCard => adaptive_card::converted(value),
            Self::Discord => discord::converted(value),
        }
    }
}
