//! Changes of a message that is in Chat: edited, deleted, reacted to, pinned; repeated while that is safe.

use std::future::Future;

use serde_json::{Value, json};

use crate::chat::client::Client;
use crate::chat::error::Error;
use crate::chat::retry::{self, Policy, RetryWait};
use crate::delivery::deliver::timestamp;
use crate::delivery::progress::random_unit;
use crate::message::message_edit::Edit;
use crate::message::space_ref;
use crate::store::history::History;
use crate::store::history_entry::{Entry, State};

/// Changes messages of one sender, and tells the history.
///
/// Each change leads to the same state when it is made twice, so all are repeated as sends are; what a repeat is told
/// because an earlier attempt had arrived counts as done.
#[derive(Clone, Debug)]
pub struct Changer {
    client: Client,
    history: History,
}

/// The outcome of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// It was made; with the resource that Chat returned, `{}` where it returned none.
    Made(Value),
    /// It had been made before, perhaps by an attempt whose answer was lost.
    Already,
}

/// Why a change was not made, or may not have been.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{error}")]
pub struct Undone {
    /// The error of the last attempt.
    pub error: Error,
    /// Whether an attempt may have been carried out all the same.
    pub in_doubt: bool,
}

impl Changer {
    /// Creates the changer of a client's messages.
    #[must_use]
    pub fn new(client: Client, history: History) -> Self {
        Self { client, history }
    }

    /// Edits a message: `messages.patch` with an `updateMask`.
    ///
    /// # Errors
    /// Where Chat refuses, or it is not known whether the edit was made.
    pub async fn edit(
        &self,
        name: &str,
        edit: &Edit,
        tell: impl FnMut(&RetryWait),
    ) -> Result<Done, Undone> {
        let query = [("updateMask".to_owned(), edit.update_mask())];
        let body = edit.message.to_string();
        let call = || self.client.patch_message(name, &query, &body);
        let message = attempts(tell, call).await.map_err(|(undone, _)| undone)?;
        let known = message.get("name").and_then(Value::as_str).unwrap_or(name);
        self.remember(known, |entry| entry.edit(&edit.message));
        Ok(Done::Made(message))
    }

    /// Deletes a message; with `with_replies` its replies, too, which only people may ask for.
    ///
    /// # Errors
    /// Where Chat refuses, or it is not known whether it was deleted.
    pub async fn delete(
        &self,
        name: &str,
        with_replies: bool,
        tell: impl FnMut(&RetryWait),
    ) -> Result<Done, Undone> {
        let force = [("force".to_owned(), "true".to_owned())];
        let query = if with_replies { &force[..] } else { &[] };
        let call = || self.client.delete_message(name, query);
        let done = settled(attempts(tell, call).await, &[404])?;
        self.remember(name, |entry| entry.state = State::Deleted);
        Ok(done)
    }

    /// Reacts to a message with an `Emoji`; only people may.
    ///
    /// # Errors
    /// Where Chat refuses, or it is not known whether the reaction was made.
    pub async fn react(
        &self,
        name: &str,
        emoji: &Value,
        tell: impl FnMut(&RetryWait),
    ) -> Result<Done, Undone> {
        let body = json!({ "emoji": emoji }).to_string();
        let call = || self.client.create_reaction(name, &body);
        already(attempts(tell, call).await, 409)
    }

    /// Pins a message in its space; only people may.
    ///
    /// # Errors
    /// Where Chat refuses, or it is not known whether it was pinned.
    pub async fn pin(&self, name: &str, tell: impl FnMut(&RetryWait)) -> Result<Done, Undone> {
        let space = space_ref::space_of(name).unwrap_or_default();
        let body = json!({ "message": name }).to_string();
        let call = || self.client.create_pin(space, &body);
        already(attempts(tell, call).await, 409)
    }

    /// Takes a message from the pinned ones of its space; only people may.
    ///
    /// # Errors
    /// Where Chat refuses, or it is not known whether it is still pinned.
    pub async fn unpin(&self, name: &str, tell: impl FnMut(&RetryWait)) -> Result<Done, Undone> {
        // A pin has the ID of its message.
        let pin = name.replacen("/messages/", "/messagePins/", 1);
        let call = || self.client.delete_pin(&pin);
        settled(attempts(tell, call).await, &[404, 403])
    }

    /// Records a change in the history, where the message is in it.
    fn remember(&self, name: &str, change: impl FnOnce(&mut Entry)) {
        let changed = self.history.change(name, |entry| {
            change(entry);
            entry.changed = timestamp();
        });
        if let Err(error) = changed {
            tracing::warn!("a change could not be added to the history: {error}");
        }
    }
}

/// Calls until it succeeds or fails for good; a failure comes with whether an earlier attempt may have arrived.
async fn attempts<T, Answer>(
    mut tell: impl FnMut(&RetryWait),
    call: impl FnMut() -> Answer,
) -> Result<T, (Undone, bool)>
where
    Answer: Future<Output = Result<T, Error>>,
{
    let mut earlier = false;
    let tell = |waiting: &RetryWait| {
        earlier |= waiting.because.may_have_arrived();
        tell(waiting);
    };
    let answer = retry::run(Policy::default(), random_unit, tell, call).await;
    answer.map_err(|error| {
        let in_doubt = earlier || error.may_have_arrived();
        (Undone { error, in_doubt }, earlier)
    })
}

/// Counts a conflict as done, whoever made the change: the state is the one that was asked for.
fn already(answer: Result<Value, (Undone, bool)>, conflict: u16) -> Result<Done, Undone> {
    match answer {
        Ok(value) => Ok(Done::Made(value)),
        Err((undone, _)) if is_status(&undone.error, conflict) => Ok(Done::Already),
        Err((undone, _)) => Err(undone),
    }
}

/// Counts "it is gone" as done where an earlier attempt may have removed it.
fn settled(answer: Result<(), (Undone, bool)>, gone: &[u16]) -> Result<Done, Undone> {
    match answer {
        Ok(()) => Ok(Done::Made(json!({}))),
        Err((undone, true)) if gone.iter().any(|http| is_status(&undone.error, *http)) => {
            Ok(Done::Already)
        }
        Err((undone, _)) => Err(undone),
    }
}

fn is_status(error: &Error, wanted: u16) -> bool {
    matches!(error, Error::Api { http, .. } if *http == wanted)
}
