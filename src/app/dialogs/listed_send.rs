//! A row of the activity: a send of this run, one of the history, or both where they are the same.

use serde_json::Value;

use crate::app::events::past_send::PastSend;
use crate::app::state::outbox::{Changed, Entry, State};
use crate::message::draft::Draft;
use crate::store::history_entry;
use crate::store::outbox::Origin;

/// A send as the activity lists it; at least one of the two is there.
#[derive(Clone, Copy, Debug)]
pub struct ListedSend<'a> {
    /// What this run knows of it.
    pub live: Option<&'a Entry>,
    /// What the history knows of it.
    pub past: Option<&'a PastSend>,
}

/// What has become of a listed send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendState {
    /// It is on the way.
    Sending,
    /// It is in Chat.
    Sent,
    /// It is in Chat, and was edited from here.
    Edited,
    /// It was in Chat, and was deleted from here.
    Deleted,
    /// Nobody knows whether it is in Chat.
    Unsure,
    /// It is certainly not in Chat.
    NotSent,
    /// It was cancelled, and may be in Chat.
    Cancelled,
}

impl SendState {
    /// Returns the state as it is shown and searched.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Edited => "edited",
            Self::Deleted => "deleted",
            Self::Unsure => "unsure",
            Self::NotSent => "not sent",
            Self::Cancelled => "cancelled",
        }
    }

    /// Returns whether the message is known to be in Chat.
    #[must_use]
    pub fn is_in_chat(self) -> bool {
        matches!(self, Self::Sent | Self::Edited)
    }
}

impl<'a> ListedSend<'a> {
    /// Returns what has become of it.
    #[must_use]
    pub fn state(&self) -> SendState {
        let past = self.past.map(|past| past.entry.state);
        let changed = self.live.and_then(|live| live.changed);
        match (self.live.map(|live| &live.state), past) {
            (Some(State::Held(_) | State::Sending { .. }), _) => SendState::Sending,
            // The history knows the changes of all runs; it has none of what went to a sandbox.
            (_, Some(history_entry::State::Deleted)) => SendState::Deleted,
            _ if changed == Some(Changed::Deleted) => SendState::Deleted,
            (_, Some(history_entry::State::Edited)) => SendState::Edited,
            _ if changed == Some(Changed::Edited) => SendState::Edited,
            (Some(State::Sent(_)), _) | (None, Some(history_entry::State::Sent)) => SendState::Sent,
            (Some(State::NotSent(failed)), _) if failed.unsure => SendState::Unsure,
            (Some(State::NotSent(_)), _) | (None, Some(history_entry::State::Failed)) => {
                SendState::NotSent
            }
            (Some(State::GivenUp), _) => SendState::Cancelled,
            (None, Some(history_entry::State::Unknown) | None) => SendState::Unsure,
        }
    }

    /// Returns the message's resource name; empty where none is known.
    #[must_use]
    pub fn name(&self) -> &'a str {
        match self.live.map(|live| &live.state) {
            Some(State::Sent(sent)) => &sent.name,
            _ => self.past.map_or("", |past| past.entry.name()),
        }
    }

    /// Returns the thread's resource name; empty where none is known.
    #[must_use]
    pub fn thread(&self) -> &'a str {
        match self.live.map(|live| &live.state) {
            Some(State::Sent(sent)) => &sent.thread,
            _ => self.past.map_or("", |past| past.entry.thread()),
        }
    }

    /// Returns the space's resource name.
    #[must_use]
    pub fn parent(&self) -> &'a str {
        match (self.live, self.past) {
            (Some(live), _) => &live.request.parent,
            (None, past) => past.map_or("", |past| past.entry.message.parent.as_str()),
        }
    }

    /// Returns the `requestId`; empty until one is drawn.
    #[must_use]
    pub fn request_id(&self) -> &'a str {
        match (self.live, self.past) {
            (Some(live), _) => &live.request.request_id,
            (None, past) => past.map_or("", |past| past.entry.id()),
        }
    }

    /// Returns the first words, or the title of the first card.
    #[must_use]
    pub fn title(&self) -> &'a str {
        let past = self.past.map(|past| past.title.as_str());
        let live = self.live.map(|live| live.excerpt.as_str());
        // What was edited in this run may not be read from the history yet.
        let is_newer = self.live.is_some_and(|live| live.changed.is_some());
        if is_newer {
            live.or(past)
        } else {
            past.or(live)
        }
        .unwrap_or_default()
    }

    /// Returns the space's name for people, as it was at the send; its resource name where none is known.
    #[must_use]
    pub fn space(&self) -> &'a str {
        match (self.live, self.past) {
            (Some(live), _) => &live.space,
            (None, Some(past)) if !past.space.is_empty() => &past.space,
            _ => self.parent(),
        }
    }

    /// Returns when it was sent, briefly; empty where that is not known yet.
    #[must_use]
    pub fn day(&self) -> &'a str {
        match (self.past, self.live.map(|live| &live.state)) {
            (Some(past), _) => &past.day,
            // RFC 3339 in the user's own time; it was today.
            (None, Some(State::Sent(sent))) => sent.at.get(11..16).unwrap_or_default(),
            (None, Some(State::NotSent(failed))) => &failed.day,
            (None, _) => "",
        }
    }

    /// Returns its sender's profile and server; `None` for a send that the history does not list yet.
    #[must_use]
    pub fn origin(&self) -> Option<&'a Origin> {
        self.past.map(|past| &past.entry.origin)
    }

    /// Returns the message as it stands, `null` where it was too large to be kept.
    #[must_use]
    pub fn message(&self) -> Value {
        match (self.past, self.live) {
            (Some(past), live)
                if live
                    .is_none_or(|live| live.changed.is_none() && !past.entry.edited.is_empty()) =>
            {
                past.entry.current()
            }
            (_, Some(live)) => serde_json::from_str(&live.request.body).unwrap_or_default(),
            (_, None) => Value::Null,
        }
    }

    /// Returns the request that sends it once more; `None` where it was too large to be kept, or cannot be read.
    ///
    /// Without the `messageId` of a message that has it in Chat already.
    #[must_use]
    pub fn request(&self) -> Option<Value> {
        let message = self.message();
        if !message.is_object() {
            return None;
        }
        let Some(live) = self.live else {
            return self.past?.entry.request();
        };
        let keeps_id = !self.state().is_in_chat() && self.state() != SendState::Deleted;
        let is_kept = |(name, _): &&(String, String)| keeps_id || name != "messageId";
        let query: Vec<_> = live.request.query.iter().filter(is_kept).cloned().collect();
        Some(Draft::sent(
            &live.request.parent,
            &query,
            &message.to_string(),
        ))
    }

    /// Returns whether all these words, in lower case, occur in it.
    #[must_use]
    pub fn has_words(&self, words: &[String]) -> bool {
        if words.is_empty() {
            return true;
        }
        let past = self.past.map_or("", |past| past.searched.as_str());
        let live = self.live.map_or_else(String::new, |live| {
            let message = self.message();
            let text = message.get("text").and_then(Value::as_str).unwrap_or("");
            let all = [
                text,
                &live.excerpt,
                &live.space,
                self.state().word(),
                self.name(),
            ];
            all.join("\n").to_lowercase()
        });
        words
            .iter()
            .all(|word| past.contains(word.as_str()) || live.contains(word.as_str()))
    }
}
