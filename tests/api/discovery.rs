//! The extract of Google's published schema in `discovery.json`, mapped to the names that we use.

use std::collections::{BTreeMap, BTreeSet};

use chatquill::document::schema::{Kind, Type};
use serde_json::{Map, Value};

const CARDS: &str = "GoogleAppsCardV1";

/// The extract, written by `.ci/schema_drift.py`.
pub struct Published {
    facts: Value,
    /// Google's names of the types of cards v1.
    legacy: BTreeSet<String>,
}

/// Google's facts about one field.
pub struct Fact<'a> {
    body: &'a Value,
    item: &'a Value,
}

impl Published {
    pub fn read() -> Self {
        let facts = serde_json::from_str(include_str!("discovery.json")).unwrap();
        let mut published = Self {
            facts,
            legacy: BTreeSet::new(),
        };
        published.legacy = published.reach(["Card".to_owned()]);
        published
    }

    /// Returns Google's names of all types that the described methods take and return.
    pub fn needed(&self) -> BTreeSet<String> {
        let ends = self.object("methods").values().flat_map(|method| {
            ["request", "response"]
                .iter()
                .filter_map(|end| method[end].as_str())
        });
        let mut needed = self.reach(ends.map(str::to_owned));
        needed.remove("Empty");
        needed
    }

    /// Returns Google's names of the types that the described methods return.
    pub fn answers(&self) -> impl Iterator<Item = &str> {
        self.object("methods")
            .values()
            .filter_map(|method| method["response"].as_str())
    }

    /// Returns our name of a type.
    pub fn ours(&self, name: &str) -> String {
        match name.strip_prefix(CARDS) {
            Some(rest) => rest.to_owned(),
            None if self.legacy.contains(name) => format!("Legacy{name}"),
            None => name.to_owned(),
        }
    }

    /// Returns Google's name of a type of ours; a request without a body of its own has one only in the descriptors.
    pub fn theirs(&self, name: &str) -> String {
        let cards = format!("{CARDS}{name}");
        if self.object("schemas").contains_key(&cards) {
            return cards;
        }
        name.strip_prefix("Legacy").unwrap_or(name).to_owned()
    }

    /// Returns Google's facts about all fields of a type of ours.
    pub fn fields(&self, kind: &Type) -> BTreeMap<String, Fact<'_>> {
        let mut found = BTreeMap::new();
        let schemas = self.object("schemas");
        if let Some(Value::Object(fields)) = schemas.get(&self.theirs(&kind.name)) {
            found.extend(fields.iter().map(|(name, body)| (name.clone(), body)));
        }
        for method in &kind.methods {
            let method = &self.facts["methods"][format!("chat.{method}")];
            let parameters = method["parameters"].as_object().expect("a known method");
            found.extend(parameters.iter().map(|(name, body)| (name.clone(), body)));
        }
        found
            .into_iter()
            .map(|(name, body)| {
                let item = body.get("items").unwrap_or(body);
                (name, Fact { body, item })
            })
            .collect()
    }

    /// Returns the resource that a method takes as its whole body, in our name.
    pub fn body_of(&self, method: &str) -> Option<String> {
        let request = self.facts["methods"][format!("chat.{method}")]["request"].as_str()?;
        (!request.ends_with("Request")).then(|| self.ours(request))
    }

    /// Returns the number of an enum value.
    pub fn number(&self, kind: &Type, field: &str, choice: &str) -> Option<i64> {
        let place = format!("{}.{field}", self.theirs(&kind.name));
        self.facts["numbers"][place][choice].as_i64()
    }

    /// Returns the union of a field.
    pub fn union_of(&self, kind: &Type, field: &str) -> Option<&str> {
        let unions = self.facts["unions"][self.theirs(&kind.name)].as_object()?;
        let holds = |members: &Value| members.as_array().unwrap().contains(&field.into());
        unions
            .iter()
            .find(|(_, members)| holds(members))
            .map(|(name, _)| name.as_str())
    }

    /// Returns whether unset differs from the default.
    pub fn presence(&self, kind: &Type, field: &str) -> bool {
        let place = format!("{}.{field}", self.theirs(&kind.name));
        self.facts["presence"]
            .as_array()
            .unwrap()
            .contains(&place.into())
    }

    fn object(&self, part: &str) -> &Map<String, Value> {
        self.facts[part].as_object().unwrap()
    }

    fn reach(&self, from: impl IntoIterator<Item = String>) -> BTreeSet<String> {
        let mut waiting: Vec<String> = from.into_iter().collect();
        let mut found = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            let fields = self.facts["schemas"][&name].as_object().unwrap();
            if found.insert(name) {
                let kinds = fields
                    .values()
                    .map(|body| body.get("items").unwrap_or(body));
                waiting.extend(kinds.filter_map(|kind| kind["$ref"].as_str().map(str::to_owned)));
            }
        }
        found
    }
}

impl Fact<'_> {
    pub fn says(&self, mark: &str) -> bool {
        self.body[mark] == true
    }

    pub fn word(&self, key: &str) -> Option<&str> {
        self.body[key].as_str()
    }

    pub fn repeated(&self) -> bool {
        self.body.get("items").is_some() || self.says("repeated")
    }

    pub fn choices(&self) -> Vec<&str> {
        let words = self.item["enum"].as_array();
        words.map_or_else(Vec::new, |all| {
            all.iter().filter_map(Value::as_str).collect()
        })
    }

    /// Returns whether a kind of ours is one that the published type allows.
    pub fn allows(&self, published: &Published, kind: &Kind) -> bool {
        if let Some(name) = self.item["$ref"].as_str() {
            return *kind == Kind::Type(published.ours(name));
        }
        match (self.item["type"].as_str(), self.item["format"].as_str()) {
            (Some("boolean"), None) => *kind == Kind::Flag,
            (Some("integer"), Some("int32")) => *kind == Kind::Whole,
            (Some("number"), Some("float" | "double")) => *kind == Kind::Real,
            (Some("string"), Some("int64")) => *kind == Kind::Long,
            (Some("string"), Some("byte")) => *kind == Kind::Bytes,
            (Some("string"), Some("google-datetime")) => *kind == Kind::Time,
            (Some("string"), Some("google-duration")) => *kind == Kind::Duration,
            (Some("string"), None | Some("google-fieldmask")) => match kind {
                Kind::Choice(_) => !self.choices().is_empty(),
                Kind::Text | Kind::Lines | Kind::Address => self.choices().is_empty(),
                _ => false,
            },
            _ => false,
        }
    }
}
