//! A request as it is tried out in another space.

use serde_json::{Value, json};

/// Returns a request as it goes to a test space: without what belongs to the space of the draft or to the message there.
#[must_use]
pub fn for_space(request: &Value, space: &str) -> Value {
    let mut request = request.clone();
    if let Some(fields) = request.as_object_mut() {
        fields.insert("parent".to_owned(), json!(space));
        // Chat would refuse them for the message itself, once they were used.
        fields.shift_remove("messageId");
        fields.shift_remove("requestId");
    }
    let message = request.get_mut("message").and_then(Value::as_object_mut);
    let is_named = message.is_some_and(|message| {
        message.shift_remove("quotedMessageMetadata");
        let thread = message.get("thread").and_then(|thread| thread.get("name"));
        let is_named = thread.is_some();
        if is_named {
            message.shift_remove("thread");
        }
        is_named
    });
    if is_named && let Some(fields) = request.as_object_mut() {
        fields.shift_remove("messageReplyOption");
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_space_of_the_draft_is_left_out() {
        let request = json!({
            "parent": "spaces/A", "messageId": "client-a", "requestId": "r",
            "messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
            "message": {
                "text": "x",
                "thread": {"name": "spaces/A/threads/T"},
                "quotedMessageMetadata": {"name": "spaces/A/messages/M"},
            },
        });
        let expected = json!({"parent": "spaces/T", "message": {"text": "x"}});
        assert_eq!(for_space(&request, "spaces/T"), expected);
        let keyed = json!({
            "messageReplyOption": "REPLY_MESSAGE_OR_FAIL",
            "message": {"text": "x", "thread": {"threadKey": "k"}},
        });
        let mut expected = keyed.clone();
        expected["parent"] = json!("spaces/T");
        assert_eq!(for_space(&keyed, "spaces/T"), expected);
    }
}
