//! What of a request belongs to one space, so that the message cannot go to several.

use serde_json::Value;

/// A part of a request that belongs to one space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SingleSpacePart {
    /// The name of a thread.
    Thread,
    /// A quoted message.
    Quote,
    /// A file that was uploaded into a space.
    Upload,
    /// A request ID, which belongs to one message.
    RequestId,
}

impl SingleSpacePart {
    const ALL: [Self; 4] = [Self::Thread, Self::Quote, Self::Upload, Self::RequestId];

    /// Returns the first part of a request that belongs to one space.
    #[must_use]
    pub fn of(request: &Value) -> Option<Self> {
        let is_set = |part: &Self| match request.pointer(part.path()) {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) => !text.is_empty(),
            Some(Value::Array(items)) => !items.is_empty(),
            Some(Value::Object(fields)) => !fields.is_empty(),
            Some(Value::Bool(_) | Value::Number(_)) => true,
        };
        Self::ALL.into_iter().find(is_set)
    }

    /// Returns its place in the request, as a JSON Pointer.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Thread => "/message/thread/name",
            Self::Quote => "/message/quotedMessageMetadata",
            Self::Upload => "/message/attachment",
            Self::RequestId => "/requestId",
        }
    }

    /// Returns why it stops a send to several spaces: a sentence without its period.
    #[must_use]
    pub fn why(self) -> &'static str {
        match self {
            Self::Thread => "A thread belongs to one space, and several are named",
            Self::Quote => "A quoted message belongs to one space, and several are named",
            Self::Upload => "An uploaded file belongs to one space, and several are named",
            Self::RequestId => "A request ID belongs to one message, and several are sent",
        }
    }

    /// Returns what to do about it: a sentence.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Thread => {
                "Remove the thread, or use a thread key, which starts a thread in each space."
            }
            Self::Quote => "Remove the quote.",
            Self::Upload => "Remove it from the message.",
            Self::RequestId => "Remove it: each message is given its own.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_belongs_to_one_space_is_found() {
        let free = json!({"parent": "spaces/A", "requestId": "", "message": {
            "text": "x", "thread": {"threadKey": "k"}, "attachment": [], "quotedMessageMetadata": {},
        }});
        assert_eq!(SingleSpacePart::of(&free), None);
        for (request, expected) in [
            (
                json!({"message": {"thread": {"name": "spaces/A/threads/T"}}}),
                SingleSpacePart::Thread,
            ),
            (
                json!({"message": {"quotedMessageMetadata": {"name": "spaces/A/messages/M"}}}),
                SingleSpacePart::Quote,
            ),
            (
                json!({"message": {"attachment": [{"attachmentDataRef": {}}]}}),
                SingleSpacePart::Upload,
            ),
            (json!({"requestId": "r"}), SingleSpacePart::RequestId),
        ] {
            assert_eq!(SingleSpacePart::of(&request), Some(expected));
            assert!(request.pointer(expected.path()).is_some());
        }
    }
}
