//! The messages that drafts quote: who wrote them and their words, as far as Chat gave them in this run.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Value, json};

use crate::app::events::read_back::Unread;
use crate::app::events::ticket::Ticket;
use crate::chat::sanitize;
use crate::message::draft::{Draft, at};
use crate::message::title::heading;

/// What is known of a quoted message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quoted {
    /// It is being read under this ticket.
    Asked(Ticket),
    /// It is in Chat.
    Known {
        /// The name of its sender, or the resource name where Chat gave no other.
        sender: String,
        /// Its text; where it has none, what it holds.
        words: String,
        /// Its first words.
        title: String,
    },
    /// Chat has no such message.
    Gone,
    /// It could not be read, which says nothing about whether it can be quoted.
    Unreadable,
}

/// All quoted messages of this run, by their resource names.
#[derive(Debug, Default)]
pub struct QuotedMessages {
    messages: HashMap<String, Quoted>,
    revision: u64,
}

impl QuotedMessages {
    /// Returns what is known of a message; `None` where nobody asked yet.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Quoted> {
        self.messages.get(name)
    }

    /// Returns a number that grows with every answer.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Records that a message is being read.
    pub fn ask(&mut self, name: &str, ticket: Ticket) {
        self.messages.insert(name.to_owned(), Quoted::Asked(ticket));
    }

    /// Records a message as Chat returned it.
    pub fn learn(&mut self, name: &str, message: &Value) {
        let text = |pointer: &str| {
            let value = message.pointer(pointer).and_then(Value::as_str);
            value.filter(|text| !text.is_empty())
        };
        let sender = text("/sender/displayName").or_else(|| text("/sender/name"));
        let words = text("/text").map_or_else(|| heading(message), sanitize::text);
        self.insert(
            name,
            Quoted::Known {
                sender: sanitize::line(sender.unwrap_or_default()),
                words,
                title: sanitize::line(&heading(message)),
            },
        );
    }

    /// Returns the quote of a draft in one line: who is quoted and the first words, as far as known; empty where it
    /// quotes nothing.
    #[must_use]
    pub fn line(&self, draft: &Draft, person: &dyn Fn(&str) -> Option<String>) -> String {
        let name = draft.text_at(at::QUOTE_NAME);
        if name.is_empty() {
            let is_there = draft.get(at::QUOTE).is_some();
            let words = if is_there {
                "a message without a name"
            } else {
                ""
            };
            return words.to_owned();
        }
        match self.get(name) {
            Some(Quoted::Known { sender, title, .. }) => {
                let sender = person(sender).unwrap_or_else(|| sender.clone());
                match (sender.as_str(), title.as_str()) {
                    ("", "") => name.to_owned(),
                    ("", only) | (only, "") => only.to_owned(),
                    (sender, title) => format!("{sender}: {title}"),
                }
            }
            Some(Quoted::Gone) => format!("gone from Chat: {name}"),
            Some(Quoted::Asked(_) | Quoted::Unreadable) | None => name.to_owned(),
        }
    }

    /// Takes the answer to a question. Returns the name of the message, where this ticket is of one.
    pub fn on_answer(&mut self, ticket: Ticket, answer: &Result<Value, Unread>) -> Option<String> {
        let is_it = |quoted: &Quoted| *quoted == Quoted::Asked(ticket);
        let mut asked = self.messages.iter();
        let name = asked.find(|(_, quoted)| is_it(quoted))?.0.clone();
        match answer {
            Ok(message) => self.learn(&name, message),
            Err(unread) if unread.is_gone => self.insert(&name, Quoted::Gone),
            Err(_) => self.insert(&name, Quoted::Unreadable),
        }
        Some(name)
    }

    /// Returns a request with the words of the message that it quotes, as a reader sees them; it is never sent so.
    #[must_use]
    pub fn shown_in<'a>(&self, request: &'a Value) -> Cow<'a, Value> {
        let name = request.pointer(at::QUOTE_NAME).and_then(Value::as_str);
        let Some(Quoted::Known { sender, words, .. }) = name.and_then(|name| self.get(name)) else {
            return Cow::Borrowed(request);
        };
        let mut shown = request.clone();
        if let Some(quote) = shown.pointer_mut(at::QUOTE).and_then(Value::as_object_mut) {
            let snapshot = json!({ "sender": sender, "text": words });
            quote.insert("quotedMessageSnapshot".to_owned(), snapshot);
        }
        Cow::Owned(shown)
    }

    /// Forgets what another profile or server told.
    pub fn clear(&mut self) {
        self.messages.clear();
        self.revision += 1;
    }

    fn insert(&mut self, name: &str, quoted: Quoted) {
        self.messages.insert(name.to_owned(), quoted);
        self.revision += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::events::ticket::Tickets;
    use crate::diagnostics::diagnostic::Diagnostic;

    #[test]
    fn an_answer_says_who_wrote_the_message_or_that_it_is_gone() {
        let mut tickets = Tickets::default();
        let mut quoted = QuotedMessages::default();
        let unread = |is_gone| Unread {
            problem: Diagnostic::new("no", "no"),
            is_forbidden: false,
            is_gone,
        };
        for (answer, expected) in [
            (
                Ok(json!({"sender": {"name": "users/1", "displayName": "Ada"}, "text": "a\nb"})),
                Quoted::Known {
                    sender: "Ada".into(),
                    words: "a\nb".into(),
                    title: "a".into(),
                },
            ),
            (
                Ok(json!({"sender": {"name": "users/1"}, "cardsV2": [{}]})),
                Quoted::Known {
                    sender: "users/1".into(),
                    words: "1 card".into(),
                    title: "1 card".into(),
                },
            ),
            (Err(unread(true)), Quoted::Gone),
            (Err(unread(false)), Quoted::Unreadable),
        ] {
            let ticket = tickets.draw();
            quoted.ask("spaces/A/messages/M", ticket);
            assert_eq!(quoted.on_answer(tickets.draw(), &answer), None);
            let before = quoted.revision();
            assert!(quoted.on_answer(ticket, &answer).is_some());
            assert_eq!(quoted.get("spaces/A/messages/M"), Some(&expected));
            assert!(quoted.revision() > before);
            assert_eq!(quoted.on_answer(ticket, &answer), None, "answered once");
        }
    }
}
