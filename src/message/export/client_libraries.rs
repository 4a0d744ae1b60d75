//! Names of the types of a request in Google's client libraries, and what they do not support.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

/// The libraries as they were when `assets/clients.toml` was written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clients {
    python: Library,
    node: Library,
    types: HashMap<String, String>,
    choices: HashMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Library {
    package: String,
    lacks: HashSet<String>,
}

/// One of Google's client libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// google-apps-chat.
    Python,
    /// @google-apps/chat.
    Node,
    /// google-cloud-chat.
    Java,
}

impl Clients {
    /// Returns the built-in table.
    pub fn builtin() -> &'static Self {
        static CLIENTS: OnceLock<Clients> = OnceLock::new();
        CLIENTS.get_or_init(|| {
            // A test parses the file; if it is broken no library is known, and all code speaks plain HTTP.
            toml::from_str(include_str!("../../../assets/clients.toml")).unwrap_or_default()
        })
    }

    /// Returns the package whose definitions are used, with its version.
    pub fn package(&self, client: Client) -> &str {
        match client {
            // Java's messages are generated from the same definitions as Python's.
            Client::Python => &self.python.package,
            Client::Node => &self.node.package,
            Client::Java => "google-cloud-chat",
        }
    }

    /// Returns whether a client has a field, or an enum value: `Type.field` or `Type.field.WORD`.
    pub fn has(&self, client: Client, name: &str) -> bool {
        let library = match client {
            Client::Python | Client::Java => &self.python,
            Client::Node => &self.node,
        };
        !library.lacks.contains(name)
    }

    /// Returns the full name of a type in the protocol buffers, such as `google.apps.card.v1.Card.Section`.
    pub fn type_name(&self, name: &str) -> Option<&str> {
        self.types.get(name).map(String::as_str)
    }

    /// Returns the full name of the enum that a field (`Type.field`) holds.
    pub fn choice_name(&self, field: &str) -> Option<&str> {
        self.choices.get(field).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::schema::{Kind, Schema};

    #[test]
    fn every_name_stands_in_the_schema() {
        let clients: Clients =
            toml::from_str(include_str!("../../../assets/clients.toml")).unwrap();
        let schema = Schema::builtin();
        for name in clients.types.keys() {
            assert!(schema.get(name).is_some(), "{name}");
        }
        let lacks = clients.python.lacks.iter().chain(&clients.node.lacks);
        for name in lacks.chain(clients.choices.keys()) {
            let mut parts = name.split('.');
            let kind = schema.get(parts.next().unwrap()).unwrap();
            let field = kind.field(parts.next().unwrap());
            assert!(field.is_some(), "{name}");
        }
        for (name, full) in &clients.choices {
            let (kind, field) = name.split_once('.').unwrap();
            let field = schema.get(kind).and_then(|kind| kind.field(field)).unwrap();
            assert!(matches!(field.kind, Kind::Choice(_)), "{name}");
            assert!(full.starts_with("google."), "{name}");
        }
    }
}
