//! The sandbox's initial data, read from `assets/sandbox/world.json`.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value};
use time::{Duration, OffsetDateTime};

use super::annotate;
use super::database::{
    Database, Identity, Member, Message, Person, Role, Space, SpaceType, Thread, Threading,
    UserName, Webhook,
};
use super::ids::Ids;
use crate::chat::secret::Secret;

/// The initial data as it is shipped.
const WORLD: &str = include_str!("../../assets/sandbox/world.json");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Script {
    domain: String,
    app: PersonScript,
    me: String,
    people: Vec<PersonScript>,
    webhooks: Vec<WebhookScript>,
    spaces: Vec<SpaceScript>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PersonScript {
    #[serde(default)]
    nick: String,
    id: String,
    display_name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    avatar_url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WebhookScript {
    space: String,
    display_name: String,
    key: String,
    token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SpaceScript {
    id: String,
    space_type: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    threading: String,
    #[serde(default)]
    announcement: bool,
    app: bool,
    days: i64,
    #[serde(default)]
    description: String,
    #[serde(default)]
    managers: Vec<String>,
    members: Vec<String>,
    messages: Vec<MessageScript>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MessageScript {
    from: String,
    ago: i64,
    #[serde(default)]
    thread: String,
    text: String,
    #[serde(default)]
    chat: bool,
    #[serde(default)]
    cards_v2: Vec<Value>,
}

/// Returns the shipped data, with its messages right before `now`.
///
/// # Panics
///
/// Never in a build that passed its tests: the file is part of the program.
#[expect(
    clippy::expect_used,
    reason = "the file is part of the program and a test reads it"
)]
#[must_use]
pub fn world(ids: Ids, now: OffsetDateTime) -> Database {
    let script: Script = serde_json::from_str(WORLD).expect("assets/sandbox/world.json is valid");
    let mut world = Database::empty(person(&script.app), ids, now);
    let mut nicks: HashMap<String, UserName> = HashMap::new();
    nicks.insert("app".into(), world.app.name.clone());
    for one in &script.people {
        let person = person(one);
        nicks.insert(one.nick.clone(), person.name.clone());
        world.people.insert(person.name.clone(), person);
    }
    world.me = nicks[&script.me].clone();
    world.domain = script.domain;
    world.webhooks = script.webhooks.into_iter().map(webhook).collect();
    let mut told: Vec<(i64, String, MessageScript)> = Vec::new();
    for mut one in script.spaces {
        for message in std::mem::take(&mut one.messages) {
            told.push((message.ago, one.id.clone(), message));
        }
        let space = space(&one, &nicks, now);
        world.spaces.insert(space.id.clone(), space);
    }
    told.sort_by_key(|(ago, _, _)| std::cmp::Reverse(*ago));
    let mut threads = HashMap::new();
    for (ago, space, message) in told {
        let moment = world.moment(now - Duration::minutes(ago));
        post(&mut world, &space, message, &nicks, moment, &mut threads);
    }
    world
}

/// Returns the resource name of the space that the webhook of a new sandbox posts to.
#[must_use]
pub fn webhook_space() -> String {
    let script = serde_json::from_str::<Script>(WORLD).ok();
    let first = script.and_then(|script| script.webhooks.into_iter().next());
    first.map_or_else(String::new, |webhook| format!("spaces/{}", webhook.space))
}

fn person(script: &PersonScript) -> Person {
    Person {
        name: Arc::from(format!("users/{}", script.id)),
        display_name: script.display_name.clone(),
        email: script.email.clone(),
        avatar_url: script.avatar_url.clone(),
    }
}

fn webhook(script: WebhookScript) -> Webhook {
    Webhook {
        space: script.space,
        display_name: script.display_name,
        key: script.key,
        token: Secret::new(script.token),
    }
}

fn space(script: &SpaceScript, nicks: &HashMap<String, UserName>, now: OffsetDateTime) -> Space {
    let with = |role| {
        move |nick: &String| Member {
            user: nicks[nick].clone(),
            role,
        }
    };
    let mut members: Vec<Member> = script.managers.iter().map(with(Role::Manager)).collect();
    members.extend(script.members.iter().map(with(Role::Member)));
    if script.app {
        members.push(with(Role::Member)(&"app".to_owned()));
    }
    Space {
        id: script.id.clone(),
        kind: match script.space_type.as_str() {
            "GROUP_CHAT" => SpaceType::GroupChat,
            "DIRECT_MESSAGE" => SpaceType::DirectMessage,
            _ => SpaceType::Space,
        },
        display_name: script.display_name.clone(),
        threading: match script.threading.as_str() {
            "UNTHREADED_MESSAGES" => Threading::Unthreaded,
            "GROUPED_MESSAGES" => Threading::Grouped,
            _ => Threading::Threaded,
        },
        announcement: script.announcement,
        description: script.description.clone(),
        created: now - Duration::days(script.days),
        active: None,
        members,
        messages: IndexMap::new(),
        client_ids: HashMap::new(),
        threads: HashMap::new(),
        pins: Vec::new(),
    }
}

/// Stores one message of the script in its space.
fn post(
    world: &mut Database,
    space: &str,
    script: MessageScript,
    nicks: &HashMap<String, UserName>,
    moment: OffsetDateTime,
    threads: &mut HashMap<(String, String), String>,
) {
    let sender = match script.from.as_str() {
        "app" => Identity::App,
        "webhook" => Identity::Webhook(0),
        nick => Identity::User(nicks[nick].clone()),
    };
    let words = annotate::words(world, &script.text, !script.chat, &sender);
    let (id, order) = (world.ids.letters(11), world.next_order());
    let known = threads
        .get(&(space.to_owned(), script.thread.clone()))
        .filter(|_| !script.thread.is_empty())
        .cloned();
    let (thread, is_reply) = known.map_or_else(|| (id.clone(), false), |thread| (thread, true));
    threads.insert((space.to_owned(), script.thread), thread.clone());
    let mut rest = Map::new();
    if !script.cards_v2.is_empty() {
        rest.insert("cardsV2".into(), Value::Array(script.cards_v2));
    }
    let Some(space) = world.spaces.get_mut(space) else {
        return;
    };
    space.active = Some(moment);
    space
        .threads
        .entry(thread.clone())
        .or_insert_with(Thread::default);
    let message = Message {
        id: format!("{thread}.{id}"),
        order,
        thread,
        is_reply,
        client_id: None,
        sender,
        viewer: None,
        created: moment,
        updated: None,
        deleted: None,
        silent: false,
        words,
        rest,
        reactions: Vec::new(),
    };
    space.messages.insert(message.id.clone(), message);
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_shipped_world_is_worth_looking_at() {
        let world = world(Ids::from_seed(1), datetime!(2026-11-23 10:00 UTC));
        let kinds = |kind| {
            world
                .spaces
                .values()
                .filter(|space| space.kind == kind)
                .count()
        };
        assert!(kinds(SpaceType::Space) >= 10);
        assert!(kinds(SpaceType::GroupChat) >= 1);
        assert!(kinds(SpaceType::DirectMessage) >= 4);
        assert!(world.spaces.values().any(|space| space.announcement));
        assert!(
            world
                .spaces
                .values()
                .any(|space| space.threading == Threading::Unthreaded)
        );
        assert!(
            world
                .spaces
                .values()
                .any(|space| !world.is_in(space, &Identity::App))
        );
        assert_eq!(
            world.person(&world.me).unwrap().display_name,
            "Ada Lovelace"
        );
        let release = &world.spaces["AAAArelease1"];
        assert_eq!(release.threads.len(), 3);
        assert_eq!(
            release
                .messages
                .values()
                .filter(|message| message.is_reply)
                .count(),
            3
        );
        let times: Vec<_> = release
            .messages
            .values()
            .map(|message| message.created)
            .collect();
        assert!(times.is_sorted());
        for webhook in &world.webhooks {
            assert!(world.spaces.contains_key(&webhook.space));
        }
    }
}
