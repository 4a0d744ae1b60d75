//! Entry of the history: one send, and what has become of it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::message::draft::Draft;
use crate::message::message_ref;
use crate::message::request::Outgoing;
use crate::message::title::heading;
use crate::store::outbox::{Origin, Receipt, Record};

/// Maximum bytes of a message that is kept for another send; Google Chat takes 32,000.
const BODY_LIMIT: usize = 64 << 10;

/// A send, over all runs, and what has become of it.
///
/// Lines of older versions hold a record of a sent message alone; the rest of them has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The message as it was first sent, with its `requestId`, which is the entry's ID.
    #[serde(flatten)]
    pub message: Outgoing,
    /// Its sender's profile and its server.
    #[serde(flatten)]
    pub origin: Origin,
    /// When it was sent first, RFC 3339, by this machine's clock.
    pub since: String,
    /// What has become of it.
    #[serde(default)]
    pub state: State,
    /// When that came about, RFC 3339, by this machine's clock; empty in lines of older versions.
    #[serde(default)]
    pub changed: String,
    /// Why it failed, in a sentence; empty where it did not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The message that Chat created; `None` where none is known.
    #[serde(default)]
    pub sent: Option<Receipt>,
    /// The space's name for people; empty where it has none or none was known.
    #[serde(default)]
    pub space_name: String,
    /// The kind of sender: `app`, `user` or `webhook`; empty in lines of older versions.
    #[serde(default)]
    pub sender: String,
    /// Bytes of the message, as they count against Google's limit.
    #[serde(default)]
    pub bytes: usize,
    /// Its first words, or the title of its first card.
    #[serde(default)]
    pub title: String,
    /// Its address in a browser; empty where none is known.
    #[serde(default)]
    pub link: String,
    /// The message after its last edit, as compact JSON; empty where it was not edited.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub edited: String,
}

/// What has become of a send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is in Chat.
    #[default]
    Sent,
    /// It is certainly not in Chat.
    Failed,
    /// Nobody knows whether it arrived.
    Unknown,
    /// It is in Chat, and was edited from here.
    Edited,
    /// It was in Chat, and was deleted from here.
    Deleted,
}

impl State {
    /// Returns the state's name in lists and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Edited => "edited",
            Self::Deleted => "deleted",
        }
    }
}

impl Entry {
    /// Creates the entry of a record whose send has ended.
    #[must_use]
    pub fn of(record: &Record, state: State) -> Self {
        let mut entry = Self {
            message: record.message.clone(),
            origin: record.origin.clone(),
            since: record.since.clone(),
            state,
            reason: record.reason.clone(),
            sent: record.sent.clone(),
            ..Self::default()
        };
        entry.complete();
        if entry.message.body.len() > BODY_LIMIT {
            entry.message.body.clear();
        }
        entry
    }

    /// Derives what a line of an older version lacks.
    pub fn complete(&mut self) {
        if self.bytes == 0 {
            self.bytes = self.message.bytes();
        }
        if self.title.is_empty() {
            self.title = match heading(&self.current()) {
                own if own.is_empty() => self.message.heading(),
                own => own,
            };
        }
        if self.link.is_empty()
            && let Some(receipt) = &self.sent
        {
            self.link = message_ref::link(&receipt.name, None).unwrap_or_default();
        }
    }

    /// Returns the entry's ID: the `requestId`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.message.request_id
    }

    /// Returns the message's resource name; empty where none is known.
    #[must_use]
    pub fn name(&self) -> &str {
        self.sent.as_ref().map_or("", |receipt| &receipt.name)
    }

    /// Returns the thread's resource name; empty where none is known.
    #[must_use]
    pub fn thread(&self) -> &str {
        self.sent.as_ref().map_or("", |receipt| &receipt.thread)
    }

    /// Returns the message as it stands after all edits from here; `null` where it was too large to be kept.
    #[must_use]
    pub fn current(&self) -> Value {
        let body = if self.edited.is_empty() {
            &self.message.body
        } else {
            &self.edited
        };
        serde_json::from_str(body).unwrap_or_default()
    }

    /// Returns the request that sends the message as it stands once more; `None` where it was too large to be kept.
    ///
    /// Without IDs: each belongs to the one message that had it.
    #[must_use]
    pub fn request(&self) -> Option<Value> {
        if self.message.body.is_empty() {
            return None;
        }
        let query: Vec<_> = self
            .message
            .query
            .iter()
            .filter(|(name, _)| name != "messageId")
            .cloned()
            .collect();
        let body = self.current().to_string();
        Some(Draft::sent(&self.message.parent, &query, &body))
    }

    /// Records an edit: `changes` are the new values of the fields that changed.
    pub fn edit(&mut self, changes: &Value) {
        let mut fields = match self.current() {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        for (name, value) in changes.as_object().into_iter().flatten() {
            fields.insert(name.clone(), value.clone());
        }
        let message = Value::Object(fields);
        self.state = State::Edited;
        self.title = heading(&message);
        let text = message.to_string();
        self.bytes = text.len();
        if text.len() <= BODY_LIMIT && !self.message.body.is_empty() {
            self.edited = text;
        }
    }

    /// Returns whether all words occur in it, in any order; they are in lower case.
    ///
    /// Searched are the whole text, the title, the space, the profile, the state, the name and the ID.
    #[must_use]
    pub fn has_words(&self, words: &[String]) -> bool {
        if words.is_empty() {
            return true;
        }
        let searched = self.searched();
        words.iter().all(|word| searched.contains(word.as_str()))
    }

    /// Returns what [`Entry::has_words`] searches, in lower case.
    #[must_use]
    pub fn searched(&self) -> String {
        let message = self.current();
        let text = message.get("text").and_then(Value::as_str).unwrap_or("");
        let all = [
            text,
            &self.title,
            &self.space_name,
            &self.message.parent,
            &self.origin.profile,
            self.state.word(),
            self.name(),
            self.id(),
        ];
        all.join("\n").to_lowercase()
    }

    /// Returns the entry as the command line prints it; its form is stable.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "id": self.id(),
            "time": self.since,
            "state": self.state.word(),
            "reason": self.reason,
            "changed": self.changed,
            "space": self.message.parent,
            "spaceName": self.space_name,
            "sender": self.sender,
            "profile": self.origin.profile,
            "server": self.origin.base,
            "bytes": self.bytes,
            "title": self.title,
            "name": self.name(),
            "thread": self.thread(),
            "createTime": self.sent.as_ref().map_or("", |receipt| &receipt.at),
            "link": self.link,
        })
    }
}

/// Splits what was typed into the words of [`Entry::has_words`].
#[must_use]
pub fn words(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(body: &str) -> Entry {
        let record = Record {
            message: Outgoing {
                request_id: "r-1".into(),
                parent: "spaces/A".into(),
                query: vec![
                    ("messageId".into(), "client-a".into()),
                    ("messageReplyOption".into(), "REPLY_MESSAGE_OR_FAIL".into()),
                ],
                body: body.into(),
                ..Outgoing::default()
            },
            origin: Origin {
                profile: "build-bot".into(),
                ..Origin::default()
            },
            since: "2026-11-30T12:00:00Z".into(),
            state: crate::store::outbox::State::Sent,
            reason: String::new(),
            sent: Some(Receipt {
                name: "spaces/A/messages/T.M".into(),
                ..Receipt::default()
            }),
        };
        Entry::of(&record, State::Sent)
    }

    #[test]
    fn an_entry_can_be_searched_and_sent_again() {
        let mut entry = entry(r#"{"text":"Release 2.4\nis Out"}"#);
        entry.space_name = "Eng Release".into();
        assert_eq!((entry.title.as_str(), entry.bytes), ("Release 2.4", 30));
        assert_eq!(entry.link, "https://chat.google.com/room/A/T/M");
        for (typed, is_found) in [
            ("", true),
            ("out 2.4", true),
            ("ENG sent bot", true),
            ("r-1", true),
            ("2.5", false),
        ] {
            assert_eq!(entry.has_words(&words(typed)), is_found, "{typed}");
        }
        let request = entry.request().unwrap();
        assert_eq!(
            request,
            json!({"parent": "spaces/A", "message": {"text": "Release 2.4\nis Out"},
                "messageReplyOption": "REPLY_MESSAGE_OR_FAIL"})
        );
    }

    #[test]
    fn an_edit_changes_what_would_be_sent_but_not_what_was() {
        let mut entry = entry(r#"{"text":"one","cardsV2":[{"cardId":"c"}]}"#);
        let first = entry.message.clone();
        entry.edit(&json!({"text": "two", "cardsV2": []}));
        assert_eq!((entry.state, entry.title.as_str()), (State::Edited, "two"));
        assert_eq!(entry.message, first);
        assert_eq!(entry.current(), json!({"text": "two", "cardsV2": []}));
    }

    #[test]
    fn a_message_too_large_to_keep_has_its_size_and_title() {
        let body = json!({"text": "好".repeat(BODY_LIMIT)}).to_string();
        let entry = entry(&body);
        assert_eq!((entry.bytes, entry.request()), (body.len(), None));
        assert!(entry.title.starts_with("好"));
    }
}
