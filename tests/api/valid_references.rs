//! Objects of the sandbox that a request can refer to.

use std::collections::BTreeMap;

use chatquill::chat::sender::SenderKind;
use chatquill::sandbox::clock::written;
use chatquill::sandbox::database::{Database, Identity, Upload};
use serde_json::{Map, Value, json};

use crate::generate::Dice;
use crate::insertion_points::take;

/// Returns the token of an upload.
fn upload(sender: SenderKind, space: &str) -> String {
    format!("{sender} {space}")
}

/// Objects of the sandbox that a request can refer to.
pub struct Facts {
    /// The threads of each space.
    pub threads: BTreeMap<String, Vec<String>>,
    members: BTreeMap<String, Vec<String>>,
    /// The messages of each space with the times of their last change.
    pub messages: BTreeMap<String, Vec<(String, String)>>,
}

impl Facts {
    /// Collects the objects of the sandbox, with an upload of each sender in each space.
    pub fn of(world: &mut Database) -> Self {
        let me = Identity::User(world.me.clone());
        for space in world.spaces.keys() {
            for (sender, who) in [(SenderKind::App, &Identity::App), (SenderKind::User, &me)] {
                world.uploads.push(Upload {
                    token: upload(sender, space),
                    resource: String::new(),
                    space: space.clone(),
                    who: who.clone(),
                    name: "a.png".into(),
                    kind: "image/png".into(),
                });
            }
        }
        let (mut threads, mut members, mut messages) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (id, space) in &world.spaces {
            let mut ids: Vec<&String> = space.threads.keys().collect();
            ids.sort();
            let names = ids
                .iter()
                .map(|thread| format!("spaces/{id}/threads/{thread}"));
            threads.insert(id.clone(), names.collect());
            let people = space.members.iter().map(|member| member.user.to_string());
            members.insert(id.clone(), people.collect());
            let told = space.messages.values().map(|message| {
                let version = message.updated.unwrap_or(message.created);
                (
                    format!("spaces/{id}/messages/{}", message.id),
                    written(version),
                )
            });
            messages.insert(id.clone(), told.collect());
        }
        Self {
            threads,
            members,
            messages,
        }
    }

    /// Changes a request to one that this sender may send into this space.
    pub fn fit(
        &self,
        request: &mut Value,
        space: &str,
        sender: SenderKind,
        developer_preview: bool,
        dice: &mut Dice<'_>,
    ) {
        let is_app = sender == SenderKind::App;
        let is_person = sender == SenderKind::User;
        let Some(message) = request["message"].as_object_mut() else {
            return;
        };
        for (key, may) in [
            ("cardsV2", !is_person || developer_preview),
            ("cards", !is_person),
            ("accessoryWidgets", !is_person),
            ("privateMessageViewer", is_app),
            ("attachment", sender != SenderKind::Webhook),
        ] {
            if !may && !dice.once_in(16) {
                message.shift_remove(key);
            }
        }
        if let Some(attachment) = message.get_mut("attachment") {
            let token = upload(sender, space);
            *attachment = json!([{"attachmentDataRef": {"attachmentUploadToken": token}}]);
            if !dice.once_in(4) {
                message.shift_remove("privateMessageViewer");
                message.shift_remove("accessoryWidgets");
            }
        }
        if let Some(viewer) = message.get_mut("privateMessageViewer") {
            *viewer = json!({"name": dice.pick(&self.members[space])});
        }
        if let Some(thread) = message.get_mut("thread")
            && thread.get("name").is_some()
        {
            let known = &self.threads[space];
            thread["name"] = if known.is_empty() || dice.once_in(4) {
                json!(format!("spaces/{space}/threads/Nowhere"))
            } else {
                json!(dice.pick(known))
            };
        }
        if message.contains_key("quotedMessageMetadata") {
            message.shift_remove("quotedMessageMetadata");
            if dice.once_in(3) {
                self.quote(message, space, dice);
            }
        }
        if !message.contains_key("cardsV2") {
            message.entry("text").or_insert_with(|| json!("t"));
        }
        if !is_app && !dice.once_in(16) {
            take(request, "/createMessageNotificationOptions");
        }
    }

    /// Quotes a message of a space, if it has any.
    pub fn quote(&self, message: &mut Map<String, Value>, space: &str, dice: &mut Dice<'_>) {
        let known = &self.messages[space];
        if known.is_empty() {
            return;
        }
        let (name, version) = dice.pick(known);
        let mut quote = json!({"name": name, "lastUpdateTime": version});
        match dice.below(4) {
            0 => quote["quoteType"] = json!("FORWARD"),
            1 => quote["quoteType"] = json!("REPLY"),
            2 => quote["lastUpdateTime"] = json!(version.replace('Z', "+00:00")),
            _ => {}
        }
        message.insert("quotedMessageMetadata".into(), quote);
    }
}
