//! What a call names, for an answer that says of none of it which was not found.

use serde_json::Value;

use crate::chat::sanitize;

/// What a call names, as parts of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedResources(Vec<String>);

impl NamedResources {
    /// Returns them as words: `a`, `a and b`, `a, b and c`.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.0[..] {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => format!("{} and {last}", before.join(", ")),
        }
    }
}

/// Returns what the creation of a message names: the space, and of the message thread, viewer and quote.
#[must_use]
pub fn of_create(parent: &str, body: &str, is_webhook: bool) -> NamedResources {
    let message: Value = serde_json::from_str(body).unwrap_or_default();
    let mut named = vec![named("space", parent)];
    for (what, place) in [
        ("thread", "/thread/name"),
        ("viewer", "/privateMessageViewer/name"),
        ("quoted message", "/quotedMessageMetadata/name"),
    ] {
        if let Some(name) = message.pointer(place).and_then(Value::as_str) {
            named.push(self::named(what, name));
        }
    }
    if is_webhook {
        named.push("the webhook, which may have been deleted".to_owned());
    }
    NamedResources(named)
}

/// Returns what a call about a message names: the space in its name, and the message.
#[must_use]
pub fn of_message(name: &str) -> NamedResources {
    let space = name.split("/messages/").next().unwrap_or(name);
    NamedResources(vec![named("space", space), named("message", name)])
}

/// Returns what a call about a space names.
#[must_use]
pub fn of_space(name: &str) -> NamedResources {
    NamedResources(vec![named("space", name)])
}

fn named(what: &str, name: &str) -> String {
    format!("the {what} {}", sanitize::name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_names_what_it_is_about() {
        let body = r#"{"text": "a", "privateMessageViewer": {"name": "users/9"}, "thread": {"threadKey": "k"}}"#;
        assert_eq!(
            of_create("spaces/A", body, false).words(),
            "the space spaces/A and the viewer users/9"
        );
        assert_eq!(
            of_create("spaces/A", "{}", true).words(),
            "the space spaces/A and the webhook, which may have been deleted"
        );
        assert_eq!(
            of_message("spaces/A/messages/B").words(),
            "the space spaces/A and the message spaces/A/messages/B"
        );
        assert_eq!(of_space("spaces/A").words(), "the space spaces/A");
    }
}
