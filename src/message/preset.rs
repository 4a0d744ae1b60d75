//! What the command line sets in a message that is opened: space, thread, text, and values for blanks.

use serde_json::{Map, Value, json};

use crate::message::blank_values::BlankValues;
use crate::message::space_ref;

/// The thread that a message joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PresetThread {
    /// By a key of one's own.
    Key(String),
    /// By its resource name.
    Name(String),
}

/// What is set in a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preset {
    /// The resource name of the space.
    pub space: Option<String>,
    /// The thread.
    pub thread: Option<PresetThread>,
    /// The text, which replaces that of the message.
    pub text: Option<String>,
    /// Values for the blanks of the message.
    pub values: BlankValues,
}

impl Preset {
    /// Sets space, thread and text in a request.
    pub fn apply(&self, request: &mut Map<String, Value>) {
        if let Some(space) = &self.space {
            request.insert("parent".to_owned(), json!(space));
        }
        if let Some(text) = &self.text {
            message(request).insert("text".to_owned(), json!(text));
        }
        match &self.thread {
            None => return,
            Some(PresetThread::Key(key)) => {
                message(request).insert("thread".to_owned(), json!({"threadKey": key}));
            }
            Some(PresetThread::Name(name)) => {
                // A thread's name contains its space.
                if let Some(space) = space_ref::space_of(name) {
                    request.entry("parent").or_insert_with(|| json!(space));
                }
                message(request).insert("thread".to_owned(), json!({"name": name}));
            }
        }
        // Without an option Google ignores the thread.
        request
            .entry("messageReplyOption")
            .or_insert_with(|| json!("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"));
    }
}

/// Returns the message of a request; what is no object is replaced by one.
pub fn message(request: &mut Map<String, Value>) -> &mut Map<String, Value> {
    let message = request.entry("message").or_insert_with(|| json!({}));
    if !message.is_object() {
        *message = json!({});
    }
    match message {
        Value::Object(fields) => fields,
        _ => unreachable!("it was made an object above"),
    }
}
