//! The `User` resource of a response.

use serde_json::{Map, Value, json};

use super::database::{Database, Identity};

/// Returns the `User` of a person or the app; with the email address only for readers who are people.
#[must_use]
pub fn user(world: &Database, name: &str, with_email: bool) -> Value {
    let mut user = Map::new();
    user.insert("name".into(), json!(name));
    let is_app = *world.app.name == *name;
    if let Some(person) = world.person(name) {
        user.insert("displayName".into(), json!(person.display_name));
        if !person.avatar_url.is_empty() {
            user.insert("avatarUrl".into(), json!(person.avatar_url));
        }
        if with_email && !person.email.is_empty() {
            user.insert("email".into(), json!(person.email));
        }
        if !is_app {
            user.insert("domainId".into(), json!(world.domain));
        }
    }
    let kind = if is_app { "BOT" } else { "HUMAN" };
    user.insert("type".into(), json!(kind));
    Value::Object(user)
}

/// Returns the sender of a message.
#[must_use]
pub fn sender(world: &Database, who: &Identity, with_email: bool) -> Value {
    match who {
        Identity::App => user(world, &world.app.name, with_email),
        Identity::User(name) => user(world, name, with_email),
        Identity::Webhook(place) => {
            let name = world
                .webhooks
                .get(*place)
                .map_or("", |webhook| webhook.display_name.as_str());
            json!({
                "name": format!("users/3{place:020}"),
                "displayName": name,
                "type": "BOT",
            })
        }
    }
}
