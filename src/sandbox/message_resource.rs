//! The `Message` resource of a response, which depends on who reads it.

use serde_json::{Map, Value, json};

use super::clock;
use super::database::{Database, Identity, Message, Space};
use super::markup_conversion;
use super::spaces;
use super::users;

/// The order of a message's fields in a response.
const ORDER: [&str; 27] = [
    "name",
    "sender",
    "createTime",
    "lastUpdateTime",
    "deleteTime",
    "text",
    "formattedText",
    "cards",
    "cardsV2",
    "annotations",
    "thread",
    "space",
    "fallbackText",
    "argumentText",
    "attachment",
    "threadReply",
    "privateMessageViewer",
    "clientAssignedMessageId",
    "emojiReactionSummaries",
    "deletionMetadata",
    "quotedMessageMetadata",
    "accessoryWidgets",
    "silent",
    "markupSyntax",
    "elements",
    "matchedUrl",
    "slashCommand",
];

/// Returns the `Message` for `reader`, with `formattedText` in Markdown if so requested.
#[must_use]
pub fn message(
    world: &Database,
    space: &Space,
    message: &Message,
    reader: &Identity,
    markdown: bool,
) -> Value {
    let mut map = Map::new();
    map.insert("name".into(), json!(name(space, message)));
    let is_person = matches!(reader, Identity::User(_));
    map.insert("createTime".into(), json!(clock::written(message.created)));
    map.insert("thread".into(), thread(space, message, reader));
    let whereabouts = if is_person {
        json!({ "name": space.name() })
    } else {
        Value::Object(spaces::shown(world, space))
    };
    map.insert("space".into(), whereabouts);
    if let Some((moment, kind)) = message.deleted {
        map.insert("deleteTime".into(), json!(clock::written(moment)));
        map.insert("deletionMetadata".into(), json!({ "deletionType": kind }));
        return ordered(map);
    }
    map.insert(
        "sender".into(),
        users::sender(world, &message.sender, is_person),
    );
    if let Some(moment) = message.updated {
        map.insert("lastUpdateTime".into(), json!(clock::written(moment)));
    }
    words(&mut map, message, markdown);
    for (key, value) in &message.rest {
        map.insert(key.clone(), value.clone());
    }
    if message.is_reply {
        map.insert("threadReply".into(), json!(true));
    }
    if let Some(viewer) = &message.viewer {
        let viewer = users::user(world, viewer, is_person);
        map.insert("privateMessageViewer".into(), viewer);
    }
    if let Some(id) = &message.client_id {
        map.insert("clientAssignedMessageId".into(), json!(id));
    }
    if message.silent {
        map.insert("silent".into(), json!(true));
    }
    let summaries = summaries(message);
    if !summaries.is_empty() {
        map.insert("emojiReactionSummaries".into(), Value::Array(summaries));
    }
    ordered(map)
}

/// Returns the resource name, `spaces/S/messages/M`.
#[must_use]
pub fn name(space: &Space, message: &Message) -> String {
    format!("spaces/{}/messages/{}", space.id, message.id)
}

fn words(map: &mut Map<String, Value>, message: &Message, markdown: bool) {
    let words = &message.words;
    if words.text.is_empty() {
        return;
    }
    map.insert("text".into(), json!(words.text));
    let formatted = markup_conversion::shown(&words.marked, words.markdown, markdown);
    map.insert("formattedText".into(), json!(formatted));
    if !words.argument.is_empty() {
        map.insert("argumentText".into(), json!(words.argument));
    }
    if !words.annotations.is_empty() {
        let annotations = Value::Array(words.annotations.clone());
        map.insert("annotations".into(), annotations);
    }
}

/// Returns the thread, with the key under which the reader knows it.
fn thread(space: &Space, message: &Message, reader: &Identity) -> Value {
    let mut map = Map::new();
    let name = format!("spaces/{}/threads/{}", space.id, message.thread);
    map.insert("name".into(), json!(name));
    let keys = space
        .threads
        .get(&message.thread)
        .map(|thread| &thread.keys);
    let theirs = keys.and_then(|keys| keys.iter().find(|(owner, _)| owner == reader));
    if let Some((_, key)) = theirs {
        map.insert("threadKey".into(), json!(key));
    }
    Value::Object(map)
}

fn summaries(message: &Message) -> Vec<Value> {
    let mut counts: Vec<(&Value, usize)> = Vec::new();
    for reaction in &message.reactions {
        match counts
            .iter_mut()
            .find(|(emoji, _)| **emoji == reaction.emoji)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((&reaction.emoji, 1)),
        }
    }
    counts
        .into_iter()
        .map(|(emoji, count)| json!({ "emoji": emoji, "reactionCount": count }))
        .collect()
}

fn ordered(mut map: Map<String, Value>) -> Value {
    let mut answer = Map::new();
    for key in ORDER {
        if let Some(value) = map.shift_remove(key) {
            answer.insert(key.into(), value);
        }
    }
    answer.append(&mut map);
    Value::Object(answer)
}
