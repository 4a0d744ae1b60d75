//! Splits a request whose message is over the limit into requests that are sent one after the other, in one thread.

use serde_json::{Map, Value, json};

use crate::message::checks::text_syntax::TextSyntax;
use crate::message::markup::parse::read;
use crate::message::markup::span::{Mark, Piece, Syntax};
use crate::message::size;
use crate::message::split_text::{self, TextPart};

/// Fields of a message that each part has.
const ALL: [&str; 3] = ["markupSyntax", "thread", "privateMessageViewer"];

/// Fields of a message that only the first part has.
const FIRST: [&str; 1] = ["quotedMessageMetadata"];

/// Size in bytes that a part has at most, below which the checks do not warn: Google does not say how it counts.
const PART: usize = 30_000;

/// Bytes that each part after the first leaves free for the name of the thread.
const THREAD_ROOM: usize = 256;

/// A part of a message that is over the limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its place, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// The request that sends it.
    ///
    /// Those after the first still need the thread of the first: [`Part::reply_in`].
    pub request: Value,
    /// Its text, with what was closed and opened again.
    pub text: TextPart,
    /// Size in bytes of its message as compact JSON, as the limit counts it.
    pub bytes: usize,
}

/// Why a message cannot be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// What goes with the last part is too large by itself.
    #[error(
        "all but the text takes {bytes} bytes of the {}, which no split makes smaller; make the cards smaller",
        size::LIMIT
    )]
    TooLarge {
        /// Size of the message without its text.
        bytes: usize,
    },
    /// There is no text to split.
    #[error("the message has no text that could be split")]
    NoText,
}

impl Part {
    /// Makes the part a reply in a thread: that of the answer to the first part.
    ///
    /// `thread` is a resource name, `spaces/S/threads/T`. A space without threads ignores it.
    pub fn reply_in(&mut self, thread: &str) {
        if let Some(message) = self
            .request
            .get_mut("message")
            .and_then(Value::as_object_mut)
        {
            message.insert("thread".to_owned(), json!({ "name": thread }));
            self.bytes = size::bytes(message);
        }
        if let Some(fields) = self.request.as_object_mut() {
            fields.insert(
                "messageReplyOption".to_owned(),
                json!("REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
            );
        }
    }
}

/// Splits a request into parts of at most [`size::LIMIT`] bytes each; one that fits is a single part, unchanged.
///
/// Cards, accessory widgets, attachments and all that is not known go with the last part, a quote with the first. The
/// message ID is that of the first part. Where the request has a `requestId`, part 2 has it with `-2` at its end, and
/// so on, so that the whole can be repeated without posting anything twice.
///
/// # Errors
/// Where the message has no text, or what goes with the last part is over the limit by itself.
pub fn split(request: &Value) -> Result<Vec<Part>, SplitError> {
    let empty = Map::new();
    let message = request.get("message").and_then(Value::as_object);
    let message = message.unwrap_or(&empty);
    if size::bytes(message) <= size::LIMIT {
        return Ok(vec![whole(request)]);
    }
    let text = message.get("text").and_then(Value::as_str).unwrap_or("");
    if text.trim().is_empty() {
        return Err(SplitError::NoText);
    }
    let set = message.get("markupSyntax").and_then(Value::as_str);
    let syntax = TextSyntax::new(set.unwrap_or(""), text, None).syntax();
    let room = |is_first: bool, is_last: bool| {
        let citations = message.get("elements").map_or(0, size::bytes);
        let fields = fields(message, is_first, is_last, "", syntax);
        let taken = size::bytes(&fields) + citations + THREAD_ROOM;
        let room = PART.checked_sub(taken);
        let room = room.or_else(|| size::LIMIT.checked_sub(taken));
        room.ok_or(SplitError::TooLarge {
            bytes: taken - THREAD_ROOM,
        })
    };
    let (limit, last) = (room(true, false)?, room(false, true)?);
    let parts = split_text::split(text, syntax, limit, last).parts;
    let of = parts.len();
    let parts = parts.into_iter().enumerate();
    let part = |(index, text): (usize, TextPart)| {
        let message = fields(message, index == 0, index + 1 == of, &text.text, syntax);
        Part {
            number: index + 1,
            of,
            bytes: size::bytes(&message),
            request: around(request, message, index + 1),
            text,
        }
    };
    Ok(parts.map(part).collect())
}

/// Returns a request as the only part, whatever its size.
#[must_use]
pub fn whole(request: &Value) -> Part {
    let message = request.get("message");
    let text = message
        .and_then(|message| message.get("text"))
        .and_then(Value::as_str);
    let text = text.unwrap_or("");
    Part {
        number: 1,
        of: 1,
        request: request.clone(),
        text: TextPart {
            text: text.to_owned(),
            ..TextPart::default()
        },
        bytes: message.map_or(2, size::bytes),
    }
}

/// Returns the message of a part.
fn fields(
    message: &Map<String, Value>,
    is_first: bool,
    is_last: bool,
    text: &str,
    syntax: Syntax,
) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in message {
        let name = name.as_str();
        let value = match name {
            "text" => Some(json!(text)),
            "elements" => elements(value, text, syntax, is_last),
            _ if ALL.contains(&name) => Some(value.clone()),
            _ if FIRST.contains(&name) => is_first.then(|| value.clone()),
            _ => is_last.then(|| value.clone()),
        };
        if let Some(value) = value {
            fields.insert(name.to_owned(), value);
        }
    }
    fields
}

/// Returns the citations that a part refers to; the list of sources goes with the last part.
fn elements(elements: &Value, text: &str, syntax: Syntax, is_last: bool) -> Option<Value> {
    let mut kept = elements.as_object()?.clone();
    let spans = read(text, syntax).spans;
    let cited: Vec<&str> = spans
        .into_iter()
        .filter_map(|span| match span.piece {
            Piece::Open(Mark::Citation(id)) => text.get(id),
            _ => None,
        })
        .collect();
    let is_cited = |citation: &Value| {
        let id = citation.get("id").and_then(Value::as_str);
        id.is_some_and(|id| cited.contains(&id))
    };
    let citations = kept.get_mut("citations").and_then(Value::as_array_mut);
    let has_citations = citations.is_some_and(|citations| {
        citations.retain(is_cited);
        !citations.is_empty()
    });
    if !has_citations {
        kept.shift_remove("citations");
    }
    if !is_last {
        kept.shift_remove("citedSources");
    }
    (!kept.is_empty()).then(|| Value::Object(kept))
}

/// Returns the request of part `number` around its message.
fn around(request: &Value, message: Map<String, Value>, number: usize) -> Value {
    let mut fields = request.as_object().cloned().unwrap_or_default();
    if number > 1 {
        fields.shift_remove("messageId");
        if let Some(Value::String(id)) = fields.get_mut("requestId")
            && !id.is_empty()
        {
            id.push('-');
            id.push_str(&number.to_string());
        }
    }
    fields.insert("message".to_owned(), Value::Object(message));
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Value {
        json!({
            "parent": "spaces/A",
            "messageId": "client-a",
            "requestId": "R",
            "message": {
                "text": text,
                "markupSyntax": "MARKUP_SYNTAX_MARKDOWN",
                "quotedMessageMetadata": {"name": "spaces/A/messages/M"},
                "privateMessageViewer": {"name": "users/1"},
                "cardsV2": [{"card": {"header": {"title": "x".repeat(9000)}}}],
                "accessoryWidgets": [{"buttonList": {}}],
            },
        })
    }

    #[test]
    fn a_message_within_the_limit_is_one_part_unchanged() {
        let request = request("words");
        let parts = split(&request).unwrap();
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].request, request);
        assert_eq!(parts[0].bytes, size::bytes(&request["message"]));
    }

    #[test]
    fn cards_go_with_the_last_part_and_each_part_fits() {
        let text = "Some words of a line.\n".repeat(3500);
        let mut parts = split(&request(&text)).unwrap();
        assert!(parts.len() > 2);
        let last = parts.len() - 1;
        for (index, part) in parts.iter_mut().enumerate() {
            if index > 0 {
                part.reply_in("spaces/AAAAAAAAAAA/threads/BBBBBBBBBBB");
            }
            let (fields, message) = (&part.request, &part.request["message"]);
            assert_eq!(part.bytes, size::bytes(message));
            assert!(part.bytes <= size::LIMIT, "{}", part.bytes);
            assert_eq!(message.get("cardsV2").is_some(), index == last);
            assert_eq!(message.get("accessoryWidgets").is_some(), index == last);
            assert_eq!(message.get("quotedMessageMetadata").is_some(), index == 0);
            assert_eq!(fields.get("messageId").is_some(), index == 0);
            assert_eq!(message["privateMessageViewer"]["name"], "users/1");
            assert_eq!(message.get("thread").is_some(), index > 0);
            let id = if index == 0 {
                "R".to_owned()
            } else {
                format!("R-{}", index + 1)
            };
            assert_eq!(fields["requestId"], id);
        }
    }

    #[test]
    fn what_no_split_makes_smaller_is_said() {
        let mut request = request("words");
        request["message"]["cardsV2"][0]["card"]["name"] = json!("x".repeat(30_000));
        assert!(matches!(split(&request), Err(SplitError::TooLarge { bytes }) if bytes > 39_000));
        request["message"]["text"] = json!("");
        assert_eq!(split(&request), Err(SplitError::NoText));
    }

    #[test]
    fn a_citation_goes_with_the_words_that_refer_to_it() {
        let cited = |id: &str| format!("<chat-citation data-id=\"{id}\">words</chat-citation>\n\n");
        let text = format!("{}{}{}", cited("a"), "x y\n".repeat(9000), cited("b"));
        let request = json!({"message": {
            "text": text,
            "markupSyntax": "MARKUP_SYNTAX_MARKDOWN",
            "elements": {"citations": [{"id": "a"}, {"id": "b"}], "citedSources": [{"title": "T"}]},
        }});
        let parts = split(&request).unwrap();
        let elements = |part: &Part| part.request["message"]["elements"].clone();
        assert_eq!(elements(&parts[0]), json!({"citations": [{"id": "a"}]}));
        let last = json!({"citations": [{"id": "b"}], "citedSources": [{"title": "T"}]});
        assert_eq!(parts.last().map(elements), Some(last));
    }
}
